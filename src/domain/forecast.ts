/**
 * When a count reaches its gate, as a range of days. What leaves is taken to be proportional to what is open,
 * what comes in to be steady; a straight line promises nought far too early. docs/forecast.md explains it.
 */
import { plural } from './plural.js';
import { day, hour, showDay } from './time.js';

/** One report's figure. */
export interface ForecastPoint {
  /** ms, UTC */
  at: number;
  count: number;
  /** Opened, moved or labelled into it since the point before; the first point's is not looked at. */
  in: number;
  /** Closed, moved or labelled out of it since the point before; the first point's is not looked at. */
  out: number;
}

export type Forecast =
  | { kind: 'reached' }
  | { kind: 'too-little-history'; why: string }
  | { kind: 'not-converging'; why: string }
  | {
      kind: 'range';
      /** ms, UTC; not before `now` */
      earliest: number;
      /** ms, UTC; null: at the slower of the recent paces it is never reached. */
      latest: number | null;
      /** null without a deadline */
      beforeDeadline: 'yes' | 'no' | 'perhaps' | null;
    };

export interface ForecastQuestion {
  /** In time order. */
  points: ForecastPoint[];
  /** The gate's `at most`. */
  target: number;
  /** ms, UTC; points after it are not looked at. */
  now: number;
  /** ms, UTC: the next freeze, or the day the milestone is due. */
  deadline: number | null;
}

/** An hour more than a week, for reports that come some seconds late and weeks in which the clock is changed. */
const recent = 7 * day + hour;
const fewestIntervals = 3;
/** In days: less says nothing about a pace per day. */
const shortestHistory = 2;
/** In days: a shorter window that ends on a Monday morning would be a weekend only, when nobody closes anything. */
const shortestWindow = 3;
/** In days: what is a year away is never, to a release. */
const farthest = 365;

/** What happened from one moment to another: `days` long, with `exposure` open items × days. */
interface Stretch {
  days: number;
  exposure: number;
  in: number;
  out: number;
}

/**
 * When the count is at most the target, from what came and went in the last seven days (at least 3 intervals
 * over 2 days). The number still open follows N(t) = λ/h + (N0 − λ/h)·e^(−h·t), with λ in per day and h out
 * per open item and day. Earliest and latest are the ends over all windows up to now, each with its figures
 * moved by what chance could have made of them.
 */
export function forecast({ points, target, now, deadline }: ForecastQuestion): Forecast {
  const known = oneEachMoment(points.filter(({ at }) => at <= now));
  const last = known.at(-1);
  if (last && last.count <= target) return { kind: 'reached' };
  const stretches = known.flatMap((point, index) => {
    const before = known[index - 1];
    return before && before.at >= now - recent ? [between(before, point)] : [];
  });
  const whole = stretches.reduce(joined, nothing);
  if (!last || stretches.length < fewestIntervals || whole.days < shortestHistory)
    return { kind: 'too-little-history', why: whyTooLittle(known.length, stretches.length) };

  const paces = windows(stretches).map((window) => ({
    // An expected count of one more is none more as often as not: at the best, luck brings the last one home.
    best: daysUntil(
      target + 1,
      last.count,
      atLeast(window.in) / window.days,
      rate(atMost(window.out), window),
    ),
    worst: daysUntil(
      target + 0.5,
      last.count,
      atMost(window.in) / window.days,
      rate(atLeast(window.out), window),
    ),
  }));
  const soonest = Math.min(...paces.map(({ best }) => best));
  if (soonest > farthest) return { kind: 'not-converging', why: whyNot(whole, target) };
  const slowest = Math.max(...paces.map(({ worst }) => worst));
  const earliest = Math.max(now, Math.round(last.at + soonest * day));
  const latest = slowest > farthest ? null : Math.max(earliest, Math.round(last.at + slowest * day));
  return { kind: 'range', earliest, latest, beforeDeadline: compare(earliest, latest, deadline) };
}

/** Two reports of one moment are one, with the later figure and everything that came and went. */
function oneEachMoment(points: ForecastPoint[]): ForecastPoint[] {
  const kept: ForecastPoint[] = [];
  for (const point of points) {
    const before = kept.at(-1);
    if (before && point.at <= before.at)
      kept[kept.length - 1] = {
        ...point,
        at: before.at,
        in: before.in + point.in,
        out: before.out + point.out,
      };
    else kept.push(point);
  }
  return kept;
}

const nothing: Stretch = { days: 0, exposure: 0, in: 0, out: 0 };

function between(from: ForecastPoint, to: ForecastPoint): Stretch {
  const days = (to.at - from.at) / day;
  return { days, exposure: ((from.count + to.count) / 2) * days, in: to.in, out: to.out };
}

function joined(a: Stretch, b: Stretch): Stretch {
  return { days: a.days + b.days, exposure: a.exposure + b.exposure, in: a.in + b.in, out: a.out + b.out };
}

/** All that end now: from two intervals and three days up to everything recent. */
function windows(stretches: Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  let window = nothing;
  for (const [index, stretch] of [...stretches].reverse().entries()) {
    window = joined(window, stretch);
    const isWhole = index === stretches.length - 1;
    if (isWhole || (index >= 1 && window.days >= shortestWindow)) found.push(window);
  }
  return found;
}

/**
 * The square root of a count of chance events varies by a half whatever the count is, so two standard deviations
 * are one (the variance-stabilising transform of the Poisson distribution). What has not happened at all is
 * not supposed to: else a quiet milestone of one issue could never be promised to anybody.
 */
const atMost = (count: number): number => (count > 0 ? (Math.sqrt(count) + 1) ** 2 : 0);
const atLeast = (count: number): number => Math.max(0, Math.sqrt(Math.max(0, count)) - 1) ** 2;

const rate = (out: number, { exposure }: Stretch): number => (exposure > 0 ? out / exposure : 0);

/** Days until the expected count falls to the level; Infinity when it never does. */
function daysUntil(level: number, count: number, perDay: number, hazard: number): number {
  const stays = perDay / hazard;
  if (!(hazard > 0) || stays >= level) return Number.POSITIVE_INFINITY;
  return count <= level ? 0 : Math.log((count - stays) / (level - stays)) / hazard;
}

function compare(earliest: number, latest: number | null, deadline: number | null) {
  if (deadline === null) return null;
  if (earliest > deadline) return 'no';
  return latest !== null && latest <= deadline ? 'yes' : 'perhaps';
}

function whyTooLittle(reports: number, intervals: number): string {
  if (reports <= fewestIntervals) return `${plural(reports, 'report')} so far`;
  if (intervals < fewestIntervals) return 'fewer than 4 reports in the last 7 days';
  return `the reports of the last 7 days are from less than ${shortestHistory} days`;
}

function whyNot(whole: Stretch, target: number): string {
  const span = `the last ${Math.round(whole.days)} days`;
  if (whole.in > whole.out) return `${span} opened more than they closed`;
  if (whole.out === 0) return `${span} closed none`;
  const stays = whole.in / whole.days / rate(whole.out, whole);
  if (stays < target + 1) return 'at the recent pace it takes more than a year';
  return `at the pace of ${span}, what comes in keeps about ${Math.round(stays)} open`;
}

/**
 * One sentence for a message, with days of the zone:
 * `At the recent pace 0 is reached between 21 March 2017 and 2 April 2017: perhaps before the release on 28 March 2017.`
 * @param target what the forecast was asked for
 * @param deadline what the forecast was compared with (ms, UTC), and its name in the sentence, e.g. `release`
 */
export function describeForecast(
  found: Forecast,
  zone: string,
  target: number,
  deadline: { at: number; name: string } | null,
): string {
  if (found.kind === 'reached')
    return target === 0 ? 'Reached: none is left.' : `Reached: at most ${target} are left.`;
  if (found.kind === 'too-little-history') return `Too little history for a forecast: ${found.why}.`;
  if (found.kind === 'not-converging') return `Not converging: ${found.why}.`;
  const first = showDay(found.earliest, zone);
  const last = found.latest === null ? null : showDay(found.latest, zone);
  const sentence = `At the recent pace ${target} is reached ${when(first, last)}`;
  if (!deadline || !found.beforeDeadline) return `${sentence}.`;
  const word = { yes: 'before', no: 'not before', perhaps: 'perhaps before' }[found.beforeDeadline];
  return `${sentence}: ${word} the ${deadline.name} on ${showDay(deadline.at, zone)}.`;
}

function when(first: string, last: string | null): string {
  if (last === null) return `on ${first} at the earliest, and never at the slower of the recent paces`;
  return first === last ? `on ${first}` : `between ${first} and ${last}`;
}
