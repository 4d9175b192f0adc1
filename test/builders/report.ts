/** Reports as a test needs them, made by the domain's own functions from the issues of then and of now. */
import { figureOf } from '../../src/domain/figures.js';
import { flowsBetween } from '../../src/domain/flow.js';
import { type Issue, itemRef } from '../../src/domain/issue.js';
import { type Edition, type Report, reportOf } from '../../src/domain/report.js';
import { type Snapshot, type StoredSnapshot, snapshotOf } from '../../src/domain/snapshot.js';
import { day, minute } from '../../src/domain/time.js';
import { type StatusParts, status } from './status.js';

const isMember = (one: Issue) => one.state === 'open' && one.milestone !== null;

/** What is stored of a release at a moment. */
export function stored(parts: StatusParts, id: number): StoredSnapshot {
  const { issues = [] } = parts;
  const closed = issues.filter((one) => one.state === 'closed' && one.milestone !== null);
  return { ...snapshotOf(status(parts), issues.filter(isMember), closed), id };
}

/** The status of now, and what it is compared with. */
export interface ReportParts extends StatusParts {
  /** null, and unless given: it is the first report. Without a moment of its own it is a day older. */
  before?: StatusParts | null;
  week?: StatusParts | null;
  /** What was before the report before. */
  history?: Snapshot[];
  /** How the issues that left are now; those that are not among them have been closed. */
  left?: Issue[];
  edition?: Edition | null;
  snapshotId?: number;
}

/** The report on the change from one status to the next, with the real flows between them; noon of 16 March 2017. */
export function report({
  left = [],
  history = [],
  edition = null,
  snapshotId = 41,
  before,
  week,
  ...parts
}: ReportParts = {}): Report {
  const given = parts.of === undefined ? {} : { of: parts.of };
  const present = status(parts);
  const { id: _, ...snapshot } = stored(parts, 0);
  const issues = parts.issues ?? [];
  const earlier = before?.issues ?? [];
  const past = (was: StatusParts | null | undefined, age: number, id: number) => {
    if (!was) return null;
    const now = was.now ?? present.now - age;
    return stored({ ...given, ...was, now, source: { observedAt: now - 5 * minute, ...was.source } }, id);
  };
  const baseline = past(before, day, snapshotId - 1);
  const here = new Set(issues.filter(isMember).map((one) => one.number));
  const known = new Set(left.map((one) => one.number));
  const gone = earlier
    .filter((one) => isMember(one) && !here.has(one.number) && !known.has(one.number))
    .map((one): Issue => ({ ...one, state: 'closed', closedAt: present.now - minute }));
  const flows =
    baseline &&
    flowsBetween(present.release, baseline, snapshot, {
      created: new Map(issues.map((one) => [one.number, one.createdAt])),
      left: [...gone, ...left],
      milestone: 17,
    });
  return reportOf({
    status: present,
    snapshot,
    snapshotId,
    baseline,
    week: past(week, 7 * day, 3),
    history: [...history, ...(baseline ? [{ ...baseline, members: null }] : [])],
    flows,
    names: new Map([...earlier, ...gone, ...left, ...issues].map((one) => [one.number, itemRef(one)])),
    edition,
  });
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
    readAt: at,
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
