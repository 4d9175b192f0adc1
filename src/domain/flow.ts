/**
 * What came and what went between two snapshots. Closed and moved out are told apart, and opened and moved in:
 * from 617 to 29 in a week was partly re-milestoning.
 */
import { figureOf } from './figures.js';
import type { Issue } from './issue.js';
import type { Release } from './release.js';
import { type Member, placer, type Snapshot } from './snapshot.js';

/** Numbers of issues, ascending. In: the first four; out: the last three. */
export interface Flow {
  opened: number[];
  reopened: number[];
  movedIn: number[];
  /** Was in the milestone already, and counts here now. */
  relabelledIn: number[];
  closed: number[];
  /** Into another milestone, or out of the repository. */
  movedOut: number[];
  relabelledOut: number[];
}

export const ways = [
  'opened',
  'reopened',
  'movedIn',
  'relabelledIn',
  'closed',
  'movedOut',
  'relabelledOut',
] as const satisfies readonly (keyof Flow)[];

/** By `figureOf` keys: the total, each kind, each row, and each row with each kind. Where nothing flowed, nothing. */
export type Flows = Map<string, Flow>;

const none = (): Flow => ({
  opened: [],
  reopened: [],
  movedIn: [],
  relabelledIn: [],
  closed: [],
  movedOut: [],
  relabelledOut: [],
});

/** What is known now of an issue that left, or that came and went between the two snapshots. */
export type Later = Pick<Issue, 'number' | 'createdAt' | 'state' | 'milestone' | 'closedAt'>;

/**
 * @param after the present snapshot, with its members
 * @param created when each present member was opened (ms), by number
 * @param left issues that were members before and are not now, and issues of the milestone that were closed since
 * @param milestone the number of the release's milestone
 * @returns null when the snapshot before only has counts
 */
export function flowsBetween(
  release: Release,
  before: Snapshot,
  after: Snapshot,
  {
    created,
    left,
    milestone,
  }: { created: ReadonlyMap<number, number>; left: readonly Issue[]; milestone: number },
): Flows | null {
  if (before.members === null || after.members === null) return null;
  const past = new Map(before.members.map((one) => [one.number, one]));
  const present = new Map(after.members.map((one) => [one.number, one]));
  const gone = new Map(left.map((issue) => [issue.number, issue]));
  const wasClosed = new Set(before.closed);
  const flows: Flows = new Map();
  const note = (scope: string, way: keyof Flow, number: number) => {
    const flow = flows.get(scope) ?? none();
    flow[way].push(number);
    flows.set(scope, flow);
  };
  const arrival = (number: number, at: number | undefined): keyof Flow =>
    (at ?? 0) > before.at ? 'opened' : wasClosed.has(number) ? 'reopened' : 'movedIn';
  const departure = (number: number): keyof Flow => {
    const now = gone.get(number);
    return now?.state === 'closed' && now.milestone === milestone ? 'closed' : 'movedOut';
  };

  for (const member of after.members) {
    const was = past.get(member.number);
    const way = was ? 'relabelledIn' : arrival(member.number, created.get(member.number));
    const had = new Set(was ? scopesOf(was) : []);
    for (const scope of scopesOf(member)) if (!had.has(scope)) note(scope, way, member.number);
  }
  for (const member of before.members) {
    const is = present.get(member.number);
    const way = is ? 'relabelledOut' : departure(member.number);
    const has = new Set(is ? scopesOf(is) : []);
    for (const scope of scopesOf(member)) if (!has.has(scope)) note(scope, way, member.number);
  }
  // Came and went in between: it counts on both sides.
  const place = placer(release);
  for (const issue of left) {
    const since =
      (issue.closedAt ?? 0) > before.at && issue.state === 'closed' && issue.milestone === milestone;
    if (!since || issue.isPullRequest || past.has(issue.number) || present.has(issue.number)) continue;
    const way = arrival(issue.number, issue.createdAt);
    for (const scope of scopesOf(place(issue))) {
      note(scope, way, issue.number);
      note(scope, 'closed', issue.number);
    }
  }
  for (const flow of flows.values()) for (const way of ways) flow[way].sort((a, b) => a - b);
  return flows;
}

/** Everywhere an issue counts. */
export function scopesOf({ kinds, rows }: Member): string[] {
  return [
    figureOf.total,
    ...kinds.map((id) => figureOf.kind({ id })),
    ...rows.flatMap((row) => [figureOf.row(row, null), ...kinds.map((id) => figureOf.row(row, { id }))]),
  ];
}

/** How many more there are after it. */
export const netOf = (flow: Flow): number => inOf(flow) - outOf(flow);

export const inOf = (flow: Flow): number =>
  flow.opened.length + flow.reopened.length + flow.movedIn.length + flow.relabelledIn.length;

export const outOf = (flow: Flow): number =>
  flow.closed.length + flow.movedOut.length + flow.relabelledOut.length;
