/** Makes a report from what is stored: decides, compares, and works out the curve before the first report. */
import { contradictions } from '../domain/contradictions.js';
import { figureOf } from '../domain/figures.js';
import { flowsBetween, inOf, outOf } from '../domain/flow.js';
import { type ItemRef, itemRef } from '../domain/issue.js';
import type { Release } from '../domain/release.js';
import { type Edition, hasBegun, isUnread, type Report, reportOf } from '../domain/report.js';
import { reconstruct, type Snapshot, snapshotOf } from '../domain/snapshot.js';
import { statusOf } from '../domain/status.js';
import { day } from '../domain/time.js';
import type { Gathered } from './ports/report.js';

/** How far back the curve is worked out on first contact, and how densely. */
const reconstructedDays = 20;

export interface BuiltReport {
  report: Report;
  /** What cannot be true at once: such a report must not be posted. */
  contradictions: string[];
  /** The curve before the first snapshot; empty when there is a history. */
  reconstructed: Snapshot[];
}

/** @param edition null outside of a schedule */
export function buildReport(
  release: Release,
  gathered: Gathered,
  edition: Edition | null,
  now: number,
): BuiltReport {
  const { evidence, open, closed, left, baseline, week, history } = gathered;
  const status = statusOf(release, evidence, now);
  const milestone = evidence.issues.milestone?.number;
  const plain = snapshotOf(status, open, closed);
  const issues = open.filter((issue) => !issue.isPullRequest);
  const flows =
    baseline && milestone !== undefined && !isUnread({ snapshot: plain, baseline })
      ? flowsBetween(release, baseline, plain, {
          created: new Map(issues.map((issue) => [issue.number, issue.createdAt])),
          left,
          milestone,
        })
      : null;
  const flow = flows?.get(figureOf.total);
  const snapshot: Snapshot = flows
    ? { ...plain, cameIn: flow ? inOf(flow) : 0, wentOut: flow ? outOf(flow) : 0 }
    : plain;
  const begun = hasBegun(history);
  const moments = Array.from(
    { length: reconstructedDays - 1 },
    (_, at) => now - (reconstructedDays - 1 - at) * day,
  );
  const reconstructed =
    begun || plain.members === null || milestone === undefined
      ? []
      : reconstruct(release, [...open, ...closed], moments);
  const names = new Map<number, ItemRef>([...left, ...issues].map((issue) => [issue.number, itemRef(issue)]));
  const report = reportOf({
    status,
    snapshot,
    snapshotId: null,
    baseline,
    week,
    month: gathered.month ?? null,
    history: begun ? history : [...reconstructed, ...history],
    flows,
    names,
    edition,
  });
  return { report, contradictions: contradictions(release, snapshot, baseline, flows), reconstructed };
}
