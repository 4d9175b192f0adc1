/** The burndown of a chart: one point a day, at most twenty, and honest about what is left out. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { curveOf } from '../../src/domain/curve.js';
import type { Snapshot } from '../../src/domain/snapshot.js';
import { day, hour, isoDay, minute } from '../../src/domain/time.js';
import { noon } from '../builders/issue.js';
import { kind, release } from '../builders/release.js';
import { countsAt } from '../builders/report.js';

const of = release();
const both = { flake: 1, bug: 2 };
const ago = (days: number, total = days, origin: Snapshot['origin'] = 'observed') =>
  countsAt(noon - days * day, total, both, { origin });
const days = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);
const daysAgo = (points: { at: number }[] = []) => points.map((one) => Math.round((noon - one.at) / day));

const zones = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Kolkata', 'Europe/Berlin'];
const some = fc.record({
  zone: fc.constantFrom(...zones),
  snapshots: fc
    .array(
      fc.record({
        minutes: fc.nat({ max: 70 * 24 * 60 }),
        total: fc.option(fc.nat({ max: 900 })),
        kinds: fc.constantFrom<Record<string, number>>(both, both, both, { flake: 1 }, {}),
        isObserved: fc.boolean(),
      }),
      { maxLength: 90 },
    )
    .map((list) =>
      list
        .sort((a, b) => b.minutes - a.minutes)
        .map(({ minutes, total, kinds, isObserved }) =>
          countsAt(noon - minutes * minute, total ?? 0, kinds, {
            origin: isObserved ? 'observed' : 'reconstructed',
            ...(total === null ? { figures: {} } : {}),
          }),
        ),
    ),
});

describe('for any snapshots, the curve', () => {
  it('has 2 to 20 points in the order of time, one for a day in the zone of the release, each the last of its day', () => {
    fc.assert(
      fc.property(some, ({ zone, snapshots }) => {
        const curve = curveOf(release({ zone }), snapshots, noon);
        if (curve === null) return;
        const { points } = curve;
        expect(points.length).toBeGreaterThanOrEqual(2);
        expect(points.length).toBeLessThanOrEqual(20);
        expect(daysAgo(points)).toEqual([...daysAgo(points)].sort((a, b) => b - a));
        const dates = points.map((one) => isoDay(one.at, zone));
        expect(new Set(dates).size).toBe(dates.length);
        for (const point of points) {
          expect(point.values).toHaveLength(curve.series.length);
          expect(noon - point.at).toBeLessThan(60 * day);
          const ofDay = snapshots.filter(
            (one) =>
              isoDay(one.at, zone) === isoDay(point.at, zone) &&
              one.figures.total !== undefined &&
              noon - one.at < 60 * day,
          );
          expect(ofDay.at(-1)).toMatchObject({ at: point.at, origin: point.origin });
          expect(ofDay.at(-1)?.figures.total).toBe(point.values[0]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says how many days there are, begins with the first and ends with the last of them', () => {
    fc.assert(
      fc.property(some, ({ zone, snapshots }) => {
        const inOne = release({ zone, kinds: [] });
        const curve = curveOf(inOne, snapshots, noon);
        const counted = snapshots.filter(
          (one) => one.figures.total !== undefined && noon - one.at < 60 * day,
        );
        const dates = [...new Set(counted.map((one) => isoDay(one.at, zone)))];
        if (dates.length < 2) expect(curve).toBeNull();
        expect(curve?.days ?? dates.length).toBe(dates.length);
        const shown = curve?.points.map((one) => isoDay(one.at, zone)) ?? [dates[0], dates.at(-1)];
        expect([shown[0], shown.at(-1)]).toEqual([dates[0], dates.at(-1)]);
        if (curve && dates.length <= 20) expect(shown).toEqual(dates);
      }),
      { numRuns: 300 },
    );
  });

  it('says truly whether its days are evenly apart', () => {
    fc.assert(
      fc.property(some, ({ zone, snapshots }) => {
        const curve = curveOf(release({ zone }), snapshots, noon);
        if (curve === null) return;
        const dates = curve.points.map((one) => Date.parse(isoDay(one.at, zone)) / day);
        const gaps = new Set(dates.slice(1).map((date, at) => date - (dates[at] ?? 0)));
        expect(curve.even).toBe(gaps.size <= 1);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a curve', () => {
  it('is none of a single day', () => {
    expect(curveOf(of, [], noon)).toBeNull();
    expect(curveOf(of, [countsAt(noon - hour, 3, both), countsAt(noon, 2, both)], noon)).toBeNull();
  });

  it('keeps what was observed and lets what was worked out give way', () => {
    const snapshots = [
      ...days(40, 11).map((one) => ago(one, one, 'reconstructed')),
      ...days(10, 0).map((one) => ago(one)),
    ];
    const curve = curveOf(of, snapshots, noon);
    expect(curve?.points.filter((one) => one.origin === 'observed')).toHaveLength(11);
    expect(daysAgo(curve?.points)[0]).toBe(40);
    expect(curve).toMatchObject({ days: 41, even: false });
  });

  it('has room for one day before what was observed, and thins all of it evenly where there is none', () => {
    const observed = days(18, 0).map((one) => ago(one));
    const before = days(30, 19).map((one) => ago(one, one, 'reconstructed'));
    expect(curveOf(of, [...before, ...observed], noon)?.points.length).toBeLessThanOrEqual(20);
    const long = curveOf(
      of,
      days(39, 0).map((one) => ago(one)),
      noon,
    );
    expect(daysAgo(long?.points).slice(-3)).toEqual([6, 3, 0]);
    expect(long?.days).toBe(40);
  });

  it('has the observed one of a day that was also worked out', () => {
    const snapshots = [
      ago(2, 9, 'reconstructed'),
      ago(1, 8, 'reconstructed'),
      countsAt(noon - day + hour, 7, both),
      ago(0),
    ];
    expect(curveOf(of, snapshots, noon)?.points.map((one) => [one.origin, one.values[0]])).toEqual([
      ['reconstructed', 9],
      ['observed', 7],
      ['observed', 0],
    ]);
  });

  it('is even from day to day, however early or late on it', () => {
    const at = [
      countsAt(noon - 12 * hour, 1, both),
      countsAt(noon + 35 * hour, 2, both),
      countsAt(noon + 36 * hour, 3, both),
    ];
    expect(curveOf(of, at, noon + 36 * hour)).toMatchObject({ days: 3, even: true });
  });

  it('is even over the day on which the clocks change', () => {
    const zone = 'America/Los_Angeles';
    const at = [11, 12, 13, 14].map((date) => countsAt(Date.UTC(2017, 2, date, 23, 30), date, both));
    expect(curveOf(release({ zone }), at, Date.UTC(2017, 2, 15))?.even).toBe(true);
  });

  it('leaves out a kind that most days do not have, and days that lack one most have', () => {
    const without = (one: number) => countsAt(noon - one * day, one, { flake: 1 });
    const few = curveOf(of, [...days(6, 2).map(without), ago(1), ago(0)], noon);
    expect(few).toMatchObject({ series: ['Open', 'Flakes'], days: 7 });
    const most = curveOf(of, [without(6), ...days(5, 0).map((one) => ago(one))], noon);
    expect(most).toMatchObject({ series: ['Open', 'Flakes', 'Bugs'], days: 6 });
  });

  it('has the first five kinds at most', () => {
    const kinds = Array.from({ length: 8 }, (_, at) => kind({ id: `k${at}` }));
    const counts = Object.fromEntries(kinds.map(({ id }) => [id, 1]));
    const snapshots = [countsAt(noon - day, 9, counts), countsAt(noon, 9, counts)];
    expect(curveOf(release({ kinds }), snapshots, noon)?.series).toEqual([
      'Open',
      'k0s',
      'k1s',
      'k2s',
      'k3s',
      'k4s',
    ]);
  });

  it('knows nothing of the future, and nothing of what was not read', () => {
    const future = countsAt(noon + day, 9, both);
    const unread = countsAt(noon - day, 0, {}, { figures: {} });
    expect(curveOf(of, [unread, ago(0), future], noon)).toBeNull();
  });
});
