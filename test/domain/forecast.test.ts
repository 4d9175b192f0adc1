/** The forecast against what Kubernetes 1.6 counted in March 2017, against made-up releases, and against nonsense. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeForecast, type Forecast, type ForecastPoint, forecast } from '../../src/domain/forecast.js';
import { day, hour, momentOf, showDay } from '../../src/domain/time.js';

const zone = 'America/Los_Angeles';
const march = (date: number, at = 12) => momentOf({ year: 2017, month: 3, day: date, hour: at }, zone);
const release = { at: march(28, 17), name: 'release' };

/** The open issues of the milestone in the 13 reports of the release team; the first of the 16th is the noon draft. */
const counted: [at: number, count: number][] = [
  [march(8), 617],
  [march(10), 411],
  [march(13), 172],
  [march(14), 100],
  [march(15), 29],
  [march(16), 36],
  [march(16, 18), 29],
  [march(17), 15],
  [march(20), 16],
  [march(21), 8],
  [march(22), 10],
  [march(23), 6],
  [march(24), 8],
];

/** What came and went was not published: the net change, and this part of the count before in either direction. */
const withChurn = (part: number): ForecastPoint[] =>
  counted.map(([at, count], index) => {
    const before = counted[index - 1]?.[1] ?? count;
    const churn = Math.round(before * part);
    return {
      at,
      count,
      in: Math.max(0, count - before) + churn,
      out: Math.max(0, before - count) + churn,
    };
  });
const series = { bare: withChurn(0), churning: withChurn(0.1) };

/** What would have been said with the reports up to this one. */
const said = (points: ForecastPoint[], index: number, target = 0): Forecast =>
  forecast({
    points: points.slice(0, index + 1),
    target,
    now: points[index]?.at ?? 0,
    deadline: release.at,
  });
const on = (date: number) => counted.findIndex(([at]) => at === march(date));

/** Daily reports with these figures, from noon of 1 March. */
function daily(...figures: [count: number, came: number, went: number][]): ForecastPoint[] {
  return figures.map(([count, came, went], index) => ({ at: march(1 + index), count, in: came, out: went }));
}
const ask = (points: ForecastPoint[], target = 0, deadline: number | null = null) =>
  forecast({ points, target, now: points.at(-1)?.at ?? 0, deadline });

describe.each(Object.entries(series))('Kubernetes 1.6 with %s changes', (_, points) => {
  it('has too little history on the first three days', () => {
    expect([0, 1, 2].map((index) => said(points, index))).toEqual([
      { kind: 'too-little-history', why: '1 report so far' },
      { kind: 'too-little-history', why: '2 reports so far' },
      { kind: 'too-little-history', why: '3 reports so far' },
    ]);
  });

  it('is not promised for the 15th or the 16th on the 14th, as a straight line would', () => {
    const found = said(points, on(14));
    expect(['range', 'not-converging']).toContain(found.kind);
    if (found.kind === 'range') expect(found.latest ?? Number.POSITIVE_INFINITY).toBeGreaterThan(march(17));
  });

  it.each([20, 21, 22, 23, 24])('may never come to nought, or after the 24th, on the %ith', (date) => {
    const found = said(points, on(date));
    expect(['range', 'not-converging']).toContain(found.kind);
    if (found.kind === 'range')
      expect(found.latest ?? Number.POSITIVE_INFINITY).toBeGreaterThan(march(24, 23));
  });

  it('on no day is said to be at nought by a day on which it was not', () => {
    for (const index of counted.keys()) {
      const found = said(points, index);
      if (found.kind === 'range') expect(found.latest ?? Number.POSITIVE_INFINITY).toBeGreaterThan(march(24));
    }
  });

  it('has each range in order, after the day it is from', () => {
    for (const [index, [at]] of counted.entries()) {
      const found = said(points, index);
      if (found.kind !== 'range') continue;
      expect(found.earliest).toBeGreaterThanOrEqual(at);
      expect(found.latest ?? found.earliest).toBeGreaterThanOrEqual(found.earliest);
    }
  });
});

/** The short form of the table in docs/forecast.md. */
function cell(found: Forecast): string {
  const short = (at: number) => showDay(at, zone).replace(' 2017', '');
  if (found.kind !== 'range') return found.kind.replaceAll('-', ' ');
  return found.latest === null
    ? `from ${short(found.earliest)}, or never`
    : `${short(found.earliest)} to ${short(found.latest)}`;
}

describe('the table in the documentation', () => {
  it('has what the forecast says', () => {
    const rows = counted.map(([at, count], index) => {
      const clock = at === march(16) ? ', noon' : at === march(16, 18) ? ', evening' : '';
      const cells = [said(series.bare, index), said(series.churning, index), said(series.bare, index, 10)];
      return `| ${showDay(at, zone).replace(' 2017', '')}${clock} | ${count} | ${cells.map(cell).join(' | ')} |`;
    });
    const documented = readFileSync('docs/forecast.md', 'utf8').split('\n');
    expect(documented.filter((line) => /^\| \d/.test(line))).toEqual(rows);
  });
});

describe('a forecast', () => {
  it('is reached when the count is at the gate, however short the history', () => {
    expect(ask(daily([5, 0, 0]), 5)).toEqual({ kind: 'reached' });
    expect(ask(daily([0, 0, 0], [0, 0, 0]))).toEqual({ kind: 'reached' });
  });

  it('needs reports, recent ones, of more than a day', () => {
    const late = daily([9, 0, 0], [8, 0, 1], [7, 0, 1], [6, 0, 1], [5, 0, 1]);
    const hourly = late.map((point, index) => ({ ...point, at: march(1) + index * hour }));
    expect(ask([])).toEqual({ kind: 'too-little-history', why: '0 reports so far' });
    expect(forecast({ points: late, target: 0, now: march(20), deadline: null })).toEqual({
      kind: 'too-little-history',
      why: 'fewer than 4 reports in the last 7 days',
    });
    expect(ask(hourly)).toEqual({
      kind: 'too-little-history',
      why: 'the reports of the last 7 days are from less than 2 days',
    });
  });

  it('does not know what comes after now', () => {
    const points = daily([40, 0, 0], [30, 0, 10], [24, 0, 6], [18, 0, 6], [0, 0, 18]);
    const now = march(4, 13);
    expect(forecast({ points, target: 0, now, deadline: null })).toEqual(
      forecast({ points: points.slice(0, 4), target: 0, now, deadline: null }),
    );
  });

  it('says why it does not converge', () => {
    const why = (points: ForecastPoint[], target = 0) => ask(points, target);
    expect(why(daily([5, 0, 0], [9, 6, 2], [14, 6, 1], [19, 6, 1], [25, 7, 1]))).toEqual({
      kind: 'not-converging',
      why: 'the last 4 days opened more than they closed',
    });
    expect(why(daily([5, 0, 0], [5, 0, 0], [5, 0, 0], [5, 0, 0]))).toEqual({
      kind: 'not-converging',
      why: 'the last 3 days closed none',
    });
    expect(why(daily([60, 0, 0], [56, 20, 24], [52, 20, 24], [48, 20, 24], [44, 20, 24]))).toEqual({
      kind: 'not-converging',
      why: 'at the pace of the last 4 days, what comes in keeps about 43 open',
    });
    const slow = daily([90_000, 0, 0], [89_990, 0, 10], [89_980, 0, 10], [89_970, 0, 10]);
    expect(why(slow)).toEqual({
      kind: 'not-converging',
      why: 'at the recent pace it takes more than a year',
    });
  });

  const steady = daily([200, 0, 0], [160, 0, 40], [128, 0, 32], [102, 0, 26], [82, 0, 20]);

  it('has the true end of a steady decline in its range', () => {
    const found = ask(steady);
    // A fifth each day: N(t) is down to a half after ln(82 / 0.5) / -ln(0.8) days.
    const truth = march(5) + (Math.log(164) / -Math.log(0.8)) * day;
    expect(found).toMatchObject({ kind: 'range', beforeDeadline: null });
    if (found.kind !== 'range') return;
    expect(found.earliest).toBeLessThan(truth);
    expect(found.latest).toBeGreaterThan(truth);
  });

  it('is compared with the deadline', () => {
    const against = (deadline: number) => {
      const found = ask(steady, 0, deadline);
      return found.kind === 'range' ? found.beforeDeadline : found.kind;
    };
    expect(against(march(6))).toBe('no');
    expect(against(march(28))).toBe('perhaps');
    expect(against(march(5 + 365))).toBe('yes');
  });

  it('is not upset by a weekend on which nobody works', () => {
    const week = daily([80, 0, 0], [64, 0, 16], [51, 0, 13], [41, 0, 10], [33, 0, 8], [33, 0, 0], [33, 0, 0]);
    expect(ask(week)).toMatchObject({ kind: 'range', latest: expect.any(Number) });
  });

  it('takes two reports of one moment as one', () => {
    const [first, second, ...more] = steady;
    if (!first || !second) throw new Error('no reports');
    const twice = [first, { ...second, count: 170, out: 30 }, { ...second, out: 10 }, ...more];
    expect(ask(twice)).toEqual(ask(steady));
  });
});

describe('the sentence', () => {
  const range: Forecast = {
    kind: 'range',
    earliest: march(21),
    latest: march(33),
    beforeDeadline: 'perhaps',
  };
  it.each<[Forecast, number, string]>([
    [
      range,
      0,
      'At the recent pace 0 is reached between 21 March 2017 and 2 April 2017: perhaps before the release on 28 March 2017.',
    ],
    [
      { ...range, latest: null },
      0,
      'At the recent pace 0 is reached on 21 March 2017 at the earliest, and never at the slower of the recent paces: perhaps before the release on 28 March 2017.',
    ],
    [
      { ...range, latest: march(21, 20), beforeDeadline: 'yes' },
      5,
      'At the recent pace 5 is reached on 21 March 2017: before the release on 28 March 2017.',
    ],
    [
      { ...range, earliest: march(30), beforeDeadline: 'no' },
      0,
      'At the recent pace 0 is reached between 30 March 2017 and 2 April 2017: not before the release on 28 March 2017.',
    ],
    [
      { ...range, beforeDeadline: null },
      0,
      'At the recent pace 0 is reached between 21 March 2017 and 2 April 2017.',
    ],
    [{ kind: 'reached' }, 0, 'Reached: none is left.'],
    [{ kind: 'reached' }, 5, 'Reached: at most 5 are left.'],
    [
      { kind: 'not-converging', why: 'the last 4 days opened more than they closed' },
      0,
      'Not converging: the last 4 days opened more than they closed.',
    ],
    [
      { kind: 'too-little-history', why: '2 reports so far' },
      0,
      'Too little history for a forecast: 2 reports so far.',
    ],
  ])('of %j for %i', (found, target, sentence) => {
    expect(describeForecast(found, zone, target, release)).toBe(sentence);
  });
});

const someCount = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 1000 }), fc.maxSafeNat());
const someSeries = fc
  .array(
    fc.record({
      after: fc.oneof(fc.constant(0), fc.nat({ max: 3 * day })),
      count: someCount,
      in: someCount,
      out: someCount,
    }),
    { maxLength: 12 },
  )
  .map((steps) => {
    let at = march(1);
    return steps.map(({ after, ...point }): ForecastPoint => {
      at += after;
      return { ...point, at };
    });
  });

describe('of any figures', () => {
  it('a range is in order, from now on and within a year of the last report, and a sentence has no NaN', () => {
    fc.assert(
      fc.property(
        someSeries,
        fc.nat({ max: 20 }),
        fc.nat({ max: 2 * day }),
        fc.option(fc.integer({ min: -day, max: 400 * day })),
        (points, target, later, ahead) => {
          const now = (points.at(-1)?.at ?? 0) + later;
          const deadline = ahead === null ? null : now + ahead;
          const found = forecast({ points, target, now, deadline });
          const at = deadline === null ? null : { ...release, at: deadline };
          expect(describeForecast(found, zone, target, at)).not.toMatch(/NaN|Infinity|undefined|Invalid/);
          if (found.kind !== 'range') return;
          expect(found.earliest).toBeGreaterThanOrEqual(now);
          expect(found.latest ?? found.earliest).toBeGreaterThanOrEqual(found.earliest);
          expect(found.latest ?? found.earliest).toBeLessThanOrEqual(now + 366 * day);
          expect(found.beforeDeadline === null).toBe(deadline === null);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('more that is closed never makes the earliest later', () => {
    const changes = fc.array(
      fc.record({ came: fc.nat({ max: 6 }), went: fc.nat({ max: 9 }), more: fc.nat({ max: 5 }) }),
      {
        minLength: 4,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 300 }), changes, fc.nat({ max: 3 }), (begin, list, target) => {
        const follow = (extra: boolean) => {
          let count = begin;
          return daily(
            [begin, 0, 0],
            ...list.map(({ came, went, more }): [number, number, number] => {
              const left = Math.min(count + came, went + (extra ? more : 0));
              count += came - left;
              return [count, came, left];
            }),
          );
        };
        const soonest = (points: ForecastPoint[]) => {
          const found = ask(points, target);
          if (found.kind === 'range') return found.earliest;
          return found.kind === 'reached' ? 0 : Number.POSITIVE_INFINITY;
        };
        const [more, less] = [follow(true), follow(false)];
        // Whoever closed more before may have had nothing left to close, and then closed less.
        fc.pre(more.every((point, index) => point.out >= (less[index]?.out ?? 0)));
        expect(soonest(more)).toBeLessThanOrEqual(soonest(less) + 1);
      }),
      { numRuns: 500 },
    );
  });
});
