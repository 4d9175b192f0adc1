/** The burndown as a chart takes it: one point for each day that has a figure, at most twenty, thinned in the open. */
import { figureOf } from './figures.js';
import type { Release } from './release.js';
import type { Snapshot } from './snapshot.js';
import { day, isoDay } from './time.js';

export interface CurvePoint {
  /** ms, UTC: the last snapshot of its day */
  at: number;
  origin: Snapshot['origin'];
  /** By series, in their order. */
  values: number[];
}

export interface Curve {
  /** `Open` and the titles of the kinds. */
  series: string[];
  points: CurvePoint[];
  /** How many days have a figure; more than there are points when the curve was thinned. */
  days: number;
  /** Whether all points are equally far apart. */
  even: boolean;
}

/** A chart takes so many. */
const mostPoints = 20;

/** Days further back than this are another chapter. ms */
const longest = 60 * day;

/**
 * @param snapshots in the order of time
 * @returns null when there are fewer than two days: one point is no curve
 */
export function curveOf(release: Release, snapshots: readonly Snapshot[], now: number): Curve | null {
  const byDay = new Map<string, Snapshot>();
  for (const one of snapshots)
    if (one.at > now - longest && one.at <= now && one.figures[figureOf.total] !== undefined)
      byDay.set(isoDay(one.at, release.zone), one);
  const all = [...byDay.values()];
  const kinds = release.kinds
    .slice(0, 5)
    .filter(
      (kind) => all.filter((one) => one.figures[figureOf.kind(kind)] !== undefined).length * 2 > all.length,
    );
  const keys = [figureOf.total, ...kinds.map((kind) => figureOf.kind(kind))];
  const whole = all.filter((one) => keys.every((key) => one.figures[key] !== undefined));
  if (whole.length < 2) return null;
  const points = thinned(whole).map((one) => ({
    at: one.at,
    origin: one.origin,
    values: keys.map((key) => one.figures[key] ?? 0),
  }));
  // By the calendar: two reports on neighbouring days may be 47 hours apart.
  const dates = points.map((point) => Date.parse(isoDay(point.at, release.zone)) / day);
  const gaps = dates.slice(1).map((date, at) => date - (dates[at] ?? 0));
  return {
    series: ['Open', ...kinds.map((kind) => kind.title)],
    points,
    days: whole.length,
    even: gaps.every((gap) => gap === gaps[0]),
  };
}

/**
 * What was observed stays as long as it fits beside one point for what was before: what is only worked out gives
 * way first.
 */
function thinned(all: Snapshot[]): Snapshot[] {
  if (all.length <= mostPoints) return all;
  const observed = all.filter((one) => one.origin === 'observed');
  const before = all.filter((one) => one.origin === 'reconstructed');
  const room = mostPoints - observed.length;
  if (before.length === 0 || room < 2) return everyNth(all, mostPoints);
  return [...everyNth(before, room), ...observed].sort((a, b) => a.at - b.at);
}

/** Every second one, every third…, counted from the last; the first stays, so that the span is right. */
function everyNth<T>(all: T[], most: number): T[] {
  if (all.length <= most) return all;
  const step = Math.ceil((all.length - 1) / (most - 1));
  const kept = all.filter((_, at) => (all.length - 1 - at) % step === 0);
  const [first] = all;
  if (first !== undefined && kept[0] !== first) {
    if (kept.length >= most) kept[0] = first;
    else kept.unshift(first);
  }
  return kept;
}
