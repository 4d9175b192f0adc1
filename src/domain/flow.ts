/**
 * What came and what went between two snapshots. Closed and moved out are told apart, and opened and moved in:
 * from 617 to 29 in a week was partly re-milestoning.
 */
import { figureOf } from './figures.js';
import type { Issue } from './issue.js';
import type { Release } from './release.js';
import { type Member, placer, type Snapshot } from './snapshot.js';
import { minute } from './time.js';

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

/**
 * By `figureOf` keys: the total, each kind, each row, and each row with each kind. Where nothing flowed, nothing; and
 * nothing for a kind that only one of the two snapshots counts, for nobody relabelled its issues.
 */
export type Flows = Map<string, Flow>;

/** GitHub's clock is not ours, and a reading takes its time. ms */
const blurred = 5 * minute;

const none = (): Flow => ({
  opened: [],
  reopened: [],
  movedIn: [],
  relabelledIn: [],
  closed: [],
  movedOut: [],
  relabelledOut: [],
});

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
  const comparable = comparer(before, after);
  const past = new Map(before.members.map((one) => [one.number, comparable(one)]));
  const present = new Map(after.members.map((one) => [one.number, comparable(one)]));
  const gone = new Map(left.map((issue) => [issue.number, issue]));
  const wasClosed = new Set(before.closed);
  const flows: Flows = new Map();
  const note = (scope: string, way: keyof Flow, number: number) => {
    const flow = flows.get(scope) ?? none();
    flow[way].push(number);
    flows.set(scope, flow);
  };
  const arrival = (number: number, at: number | undefined): keyof Flow =>
    wasClosed.has(number) ? 'reopened' : (at ?? 0) > before.readAt - blurred ? 'opened' : 'movedIn';
  const departure = (number: number): keyof Flow => {
    const now = gone.get(number);
    return now?.state === 'closed' && now.milestone === milestone ? 'closed' : 'movedOut';
  };

  for (const member of present.values()) {
    const was = past.get(member.number);
    const way = was ? 'relabelledIn' : arrival(member.number, created.get(member.number));
    const had = new Set(was ? scopesOf(was) : []);
    for (const scope of scopesOf(member)) if (!had.has(scope)) note(scope, way, member.number);
  }
  for (const member of past.values()) {
    const is = present.get(member.number);
    const way = is ? 'relabelledOut' : departure(member.number);
    const has = new Set(is ? scopesOf(is) : []);
    for (const scope of scopesOf(member)) if (!has.has(scope)) note(scope, way, member.number);
  }
  // Came and went in between: it counts on both sides.
  const place = placer(release);
  for (const issue of left) {
    // One that was closed at the report before already has a clock of its own.
    const from = wasClosed.has(issue.number) ? before.at + blurred : before.readAt;
    const since = (issue.closedAt ?? 0) > from && issue.state === 'closed' && issue.milestone === milestone;
    if (!since || issue.isPullRequest || past.has(issue.number) || present.has(issue.number)) continue;
    const way = arrival(issue.number, issue.createdAt);
    for (const scope of scopesOf(comparable(place(issue)))) {
      note(scope, way, issue.number);
      note(scope, 'closed', issue.number);
    }
  }
  for (const flow of flows.values()) for (const way of ways) flow[way].sort((a, b) => a - b);
  return flows;
}

/** Leaves the kinds that both snapshots count. */
export function comparer(before: Snapshot, after: Snapshot): (member: Member) => Member {
  const isCounted = (id: string) =>
    [before, after].every(({ figures }) => figures[figureOf.kind({ id })] !== undefined);
  return (member) => ({ ...member, kinds: member.kinds.filter(isCounted) });
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
