/** Reports as a test needs them, made by the domain's own functions from the issues of then and of now. */
import { figureOf } from '../../src/domain/figures.js';
import { flowsBetween } from '../../src/domain/flow.js';
import { type Issue, type ItemRef, itemRef } from '../../src/domain/issue.js';
import type { Release } from '../../src/domain/release.js';
import { type Edition, type Report, reportOf } from '../../src/domain/report.js';
import { type Snapshot, type StoredSnapshot, snapshotOf } from '../../src/domain/snapshot.js';
import type { Status } from '../../src/domain/status.js';
import { day } from '../../src/domain/time.js';
import { noon } from './issue.js';
import { release } from './release.js';
import { type StatusParts, status } from './status.js';

/** What stood in the milestone at an earlier moment. */
export interface Earlier extends Pick<StatusParts, 'notes'> {
  issues: Issue[];
  /** ms, UTC */
  at: number;
}

export interface ReportParts extends StatusParts {
  /** The report before; null: this is the first one. */
  before?: Earlier | null;
  /** The report a week ago. */
  week?: Earlier | null;
  /** What is known now of the issues that left since; closed unless given. */
  left?: Issue[];
  /** Snapshots before the baseline. */
  history?: Snapshot[];
  edition?: Edition | null;
  snapshotId?: number | null;
}

/** A report of v1.6 at noon of 16 March 2017; the one before had the same issues, a day earlier, unless given. */
export function aReport({
  before,
  week = null,
  left,
  history = [],
  edition = null,
  snapshotId = 41,
  ...parts
}: ReportParts = {}): Report {
  const of = parts.of ?? release();
  const issues = parts.issues ?? [];
  const now = parts.now ?? noon;
  const given = status({ ...parts, of, issues, now });
  const earlier = before === undefined ? { issues, at: now - day } : before;
  const baseline =
    earlier === null ? null : snapshotThen(of, earlier, snapshotId === null ? 1 : snapshotId - 1);
  const snapshot = snapshotOf(given, issues, []);
  const present = new Set(issues.map(({ number }) => number));
  const gone =
    left ??
    (earlier?.issues ?? [])
      .filter(({ number }) => !present.has(number))
      .map((one): Issue => ({ ...one, state: 'closed', closedAt: now - 1 }));
  const names = [...issues, ...gone].map((one): [number, ItemRef] => [one.number, itemRef(one)]);
  return reportOf({
    status: given,
    snapshot,
    snapshotId,
    edition,
    baseline,
    week: week && snapshotThen(of, week, 3),
    history: [...history, ...(baseline ? [{ ...baseline, members: null }] : [])],
    flows:
      baseline &&
      flowsBetween(of, baseline, snapshot, {
        created: new Map(issues.map((one) => [one.number, one.createdAt])),
        left: gone,
        milestone: 17,
      }),
    names: new Map(names),
  });
}

function snapshotThen(of: Release, { issues, at, notes }: Earlier, id: number): StoredSnapshot {
  const then: Status = status({
    of,
    issues,
    now: at,
    source: { observedAt: at },
    ...(notes ? { notes } : {}),
  });
  return { id, ...snapshotOf(then, issues, []) };
}

/** A snapshot of which only counts are known. @param kinds by id */
export function countsAt(
  at: number,
  total: number,
  kinds: Record<string, number> = {},
  given: Partial<Snapshot> = {},
): Snapshot {
  const figures = Object.entries(kinds).map(([id, count]) => [figureOf.kind({ id }), count]);
  return {
    release: 'v1.6',
    at,
    origin: 'observed',
    state: 'NO GO',
    figures: { [figureOf.total]: total, ...Object.fromEntries(figures) },
    gates: {},
    members: null,
    closed: [],
    cameIn: null,
    wentOut: null,
    ...given,
  };
}
