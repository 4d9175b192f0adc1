/** A report as one value: the status, what it is compared with, what flowed and flipped since, and what is to be expected. */
import { type Curve, curveOf } from './curve.js';
import { delta, figureOf } from './figures.js';
import { type Flows, inOf, outOf } from './flow.js';
import { type Forecast, forecast } from './forecast.js';
import type { GateState } from './gates/gate.js';
import type { IncidentMonth } from './incident/month.js';
import type { ItemRef } from './issue.js';
import type { Release } from './release.js';
import type { GateMark, Snapshot, StoredSnapshot } from './snapshot.js';
import type { Status } from './status.js';

/** The release's earlier snapshots that a report needs. */
export interface Past {
  /** The previous report of the series: what "since the last report" means. */
  baseline: StoredSnapshot | null;
  /** The one a week ago. */
  week: StoredSnapshot | null;
  /** In the order of time, without their members. */
  history: Snapshot[];
  /** The incidents of the month before, in the first report of a month; null or left out: they are not told. */
  month?: IncidentMonth | null;
}

/** Whether anything was counted before: reports on a GitHub that could not be read are no history. */
export const hasBegun = (history: readonly Snapshot[]): boolean =>
  history.some((one) => one.figures[figureOf.total] !== undefined);

/** A gate that says something else than in the report before. */
export interface GateFlip {
  gate: string;
  reason: string;
  /** null: there was no such gate. */
  from: GateState | null;
  /** null: there is none any more. */
  to: GateState | null;
}

/** Which report of its series it is. */
export interface Edition {
  /** The moment it is for (ms). */
  slot: number;
  /** From 1; above when the same slot was issued again. */
  revision: number;
  /** How many ms after its moment it was written. */
  late: number;
}

export interface Report extends Past {
  status: Status;
  snapshot: Snapshot;
  /** The stored snapshot's number; null where nothing is stored. */
  snapshotId: number | null;
  /** null outside of a schedule. */
  edition: Edition | null;
  /** null when there is nothing to compare with. */
  flows: Flows | null;
  /** What the flows' numbers are. */
  names: ReadonlyMap<number, ItemRef>;
  flips: GateFlip[];
  curve: Curve | null;
  forecast: Forecast;
}

export function reportOf(
  given: Past & Pick<Report, 'status' | 'snapshot' | 'flows' | 'names' | 'edition' | 'snapshotId'>,
): Report {
  const { status, snapshot, history, baseline } = given;
  const { release, now } = status;
  return {
    ...given,
    flips: baseline ? flipsBetween(baseline, snapshot) : [],
    curve: curveOf(release, [...history, snapshot], now),
    forecast: forecastOf(given),
  };
}

/** Whether GitHub was not read since the report before: what it shows is the same because nobody looked. */
export const isUnread = ({ snapshot, baseline }: Pick<Report, 'snapshot' | 'baseline'>): boolean =>
  baseline !== null && snapshot.readAt <= baseline.readAt;

/** @param key one of `figureOf` @returns null where there is nothing to compare, or nobody looked since */
export const sinceLast = (report: Report, key: string): number | null =>
  isUnread(report)
    ? null
    : delta(report.snapshot.figures, report.baseline?.figures ?? null, key, report.status.release);

export const sinceWeek = ({ status, snapshot, week }: Report, key: string): number | null =>
  delta(snapshot.figures, week?.figures ?? null, key, status.release);

/** A gate may be called like a property that every object has. */
const gateOf = ({ gates }: Snapshot, id: string): GateMark | undefined =>
  Object.hasOwn(gates, id) ? gates[id] : undefined;

/** Gates in the order of the present ones, then those that are gone. */
export function flipsBetween(before: Snapshot, after: Snapshot): GateFlip[] {
  const flips: GateFlip[] = [];
  for (const [gate, { state, reason, blocks }] of Object.entries(after.gates)) {
    const was = gateOf(before, gate);
    if (!blocks || was?.state === state) continue;
    // A new gate that holds is no news.
    if (!was && state === 'go') continue;
    flips.push({ gate, reason, from: was?.state ?? null, to: state });
  }
  for (const [gate, { state, reason, blocks }] of Object.entries(before.gates))
    if (blocks && !gateOf(after, gate) && state !== 'go') flips.push({ gate, reason, from: state, to: null });
  return flips;
}

/** How many open issues the release may ship with: what its gate over all of them allows; without one none. */
export function goalOf({ gates }: Release): number {
  const gate = gates.find(
    (one) =>
      one.type === 'count' && one.in === 'milestone' && one.of === 'issues' && one.filter.is === 'every',
  );
  return gate?.type === 'count' ? gate.atMost : 0;
}

function forecastOf({ status, snapshot, history, flows }: Parameters<typeof reportOf>[0]): Forecast {
  const { release, now, evidence } = status;
  const flow = flows?.get(figureOf.total);
  const points = history.flatMap((one) => {
    const count = one.figures[figureOf.total];
    return count === undefined
      ? []
      : [{ at: one.at, count, in: one.cameIn ?? null, out: one.wentOut ?? null }];
  });
  const count = snapshot.figures[figureOf.total];
  if (count === undefined) return { kind: 'too-little-history', why: 'GitHub has not been read yet' };
  const series = [
    ...points,
    { at: now, count, in: flow ? inOf(flow) : null, out: flow ? outOf(flow) : null },
  ].map((point, at, all) => {
    if (point.in !== null && point.out !== null) return { ...point, in: point.in, out: point.out };
    // Where only the counts are known, the difference is all that is known to have flowed.
    const net = point.count - (all[at - 1]?.count ?? point.count);
    return { ...point, in: Math.max(0, net), out: Math.max(0, -net) };
  });
  return forecast({
    points: series,
    target: goalOf(release),
    now,
    deadline: evidence.issues.milestone?.dueOn ?? null,
  });
}
