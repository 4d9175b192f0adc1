/** What stood in a release at a moment, kept unchanged: the ground that reports, deltas and curves stand on. */
import { type Figures, figureOf, figuresOf, type RowId, rowOf } from './figures.js';
import { compileFilter, labelMatcher } from './filter.js';
import type { GateState } from './gates/gate.js';
import type { Issue } from './issue.js';
import type { Release } from './release.js';
import type { Status } from './status.js';
import { day } from './time.js';
import type { VerdictState } from './verdict.js';

/** An open issue of the milestone with the places where it counts. */
export interface Member {
  number: number;
  /** Ids of kinds. */
  kinds: string[];
  rows: RowId[];
}

/** What a gate said. */
export interface GateMark {
  state: GateState;
  reason: string;
  blocks: boolean;
}

export interface Snapshot {
  release: string;
  /** ms, UTC */
  at: number;
  /** When GitHub had last been read then (ms, UTC): what it shows is of that moment. */
  readAt: number;
  /** `reconstructed`: worked out later, from what GitHub still knew. */
  origin: 'observed' | 'reconstructed';
  /** null: not known then. */
  state: VerdictState | null;
  figures: Figures;
  gates: Record<string, GateMark>;
  /** null where only the counts are known, or nothing is. */
  members: Member[] | null;
  /** Numbers of the milestone's issues that were closed in the 30 days before. */
  closed: number[];
  /** How many came in since the snapshot before it in its series, and how many went; null where that is not known. */
  cameIn: number | null;
  wentOut: number | null;
}

/** A snapshot as it is stored. */
export interface StoredSnapshot extends Snapshot {
  id: number;
}

/** How long a closed issue is remembered: one that is opened again has not moved in. */
const remembered = 30 * day;

/** Says where an issue counts. Told apart from the counting itself, so that each can check the other. */
export function placer(release: Release): (issue: Issue) => Member {
  const { prefix, rows } = release.groups;
  const isGroup = labelMatcher(`${prefix}*`);
  const kinds = release.kinds.map(({ id, filter }) => ({ id, matches: compileFilter(filter) }));
  const known = rows === null ? null : new Set(rows);
  return (issue) => {
    const slugs = issue.labels.filter(isGroup).map((label) => label.slice(prefix.length).toLowerCase());
    const places = slugs.map((slug): RowId => (known === null || known.has(slug) ? rowOf(slug) : 'others'));
    return {
      number: issue.number,
      kinds: kinds.filter(({ matches }) => matches(issue)).map(({ id }) => id),
      rows: places.length === 0 ? ['none'] : [...new Set(places)],
    };
  };
}

/**
 * @param open the open issues and pull requests of the milestone
 * @param closed its issues that are closed
 */
export function snapshotOf(
  status: Status,
  open: readonly Issue[],
  closed: readonly { number: number; closedAt: number | null }[],
): Snapshot {
  const { release, now, verdict, evidence } = status;
  const place = placer(release);
  return {
    release: release.name,
    at: now,
    readAt: status.evidence.issues.observedAt ?? now,
    origin: 'observed',
    state: verdict.state,
    figures: figuresOf(status),
    gates: Object.fromEntries(
      verdict.findings.map(({ gate, state, reason, blocks }) => [gate, { state, reason, blocks }]),
    ),
    // Without figures nobody knows that there are no issues: the next report would say that all of them came.
    members: evidence.issues.census ? open.filter((issue) => !issue.isPullRequest).map(place) : null,
    closed: closed.filter((one) => (one.closedAt ?? 0) > now - remembered).map((one) => one.number),
    cameIn: null,
    wentOut: null,
  };
}

/**
 * The curve before the first snapshot, from when today's issues of the milestone were opened and closed. What
 * has left the milestone since is not in it, and labels are those of today: it is drawn as reconstructed.
 * @param at moments (ms), each gives one snapshot
 */
export function reconstruct(release: Release, issues: readonly Issue[], at: readonly number[]): Snapshot[] {
  const place = placer(release);
  const known = issues
    .filter((issue) => !issue.isPullRequest)
    .map((issue) => ({ kinds: place(issue).kinds, createdAt: issue.createdAt, closedAt: issue.closedAt }));
  const all = lives(known);
  const kinds = release.kinds.map((kind) => ({
    key: figureOf.kind(kind),
    ...lives(known.filter((one) => one.kinds.includes(kind.id))),
  }));
  return at.map((moment, index) => {
    const before = at[index - 1];
    return {
      release: release.name,
      at: moment,
      readAt: moment,
      origin: 'reconstructed',
      state: null,
      figures: {
        [figureOf.total]: all.openAt(moment),
        ...Object.fromEntries(kinds.map(({ key, openAt }) => [key, openAt(moment)])),
      },
      gates: {},
      members: null,
      closed: [],
      cameIn: before === undefined ? null : all.openedBy(moment) - all.openedBy(before),
      wentOut: before === undefined ? null : all.closedBy(moment) - all.closedBy(before),
    };
  });
}

/** How many of these were opened, closed and open by a moment: sorted once, for thousands of them and many moments. */
function lives(of: readonly { createdAt: number; closedAt: number | null }[]) {
  const opened = of.map((one) => one.createdAt).sort((a, b) => a - b);
  const closed = of.flatMap((one) => (one.closedAt === null ? [] : [one.closedAt])).sort((a, b) => a - b);
  const openedBy = (moment: number) => upTo(opened, moment);
  const closedBy = (moment: number) => upTo(closed, moment);
  return { openedBy, closedBy, openAt: (moment: number) => openedBy(moment) - closedBy(moment) };
}

/** How many of the sorted numbers are at most that. */
function upTo(sorted: readonly number[], most: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? 0) <= most) from = middle + 1;
    else to = middle;
  }
  return from;
}
