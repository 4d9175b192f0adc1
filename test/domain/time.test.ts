/** Dates as people type them and durations as they read them, in every zone and on the awkward days. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../src/domain/fault.js';
import {
  day,
  hour,
  isoDay,
  isZone,
  minute,
  momentOf,
  parseMoment,
  partsOf,
  second,
  showDay,
  showDuration,
  showMoment,
} from '../../src/domain/time.js';

const berlin = 'Europe/Berlin';
const california = 'America/Los_Angeles';
const anywhere = 'Etc/GMT+12';
/** Thursday, 16 March 2017, 12:00 UTC. */
const noon = Date.UTC(2017, 2, 16, 12);
const utc = (text: string) => Date.parse(`${text}Z`);

describe('a moment that is typed', () => {
  it.each([
    ['2017-03-20', '2017-03-20T23:59'],
    ['2017-3-5', '2017-03-05T23:59'],
    ['2017-03-20 18:00', '2017-03-20T18:00'],
    ['2017-03-20T18:00', '2017-03-20T18:00'],
    ['2017-03-20T18:00Z', '2017-03-20T18:00'],
    ['20 March', '2017-03-20T23:59'],
    ['20 mar', '2017-03-20T23:59'],
    ['March 20', '2017-03-20T23:59'],
    ['20 March 2018', '2018-03-20T23:59'],
    ['march 20 2018 09:05', '2018-03-20T09:05'],
    ['20 March 18:00', '2017-03-20T18:00'],
    ['16 March', '2017-03-16T23:59'],
    ['15 March', '2018-03-15T23:59'],
    ['16 March 11:00', '2018-03-16T11:00'],
    ['1 January', '2018-01-01T23:59'],
    ['31 December', '2017-12-31T23:59'],
    ['3 sept', '2017-09-03T23:59'],
    ['Friday', '2017-03-17T23:59'],
    ['fri', '2017-03-17T23:59'],
    ['Wednesday', '2017-03-22T23:59'],
    ['Thursday', '2017-03-23T23:59'],
    ['today', '2017-03-16T23:59'],
    ['Tomorrow.', '2017-03-17T23:59'],
    ['3d', '2017-03-19T12:00'],
    ['12h', '2017-03-17T00:00'],
    ['2 days', '2017-03-18T12:00'],
    ['1 hour', '2017-03-16T13:00'],
    ['  20 March!  ', '2017-03-20T23:59'],
  ])('%j is %s in UTC', (typed, expected) => {
    expect(new Date(parseMoment(typed, noon, 'UTC')).toISOString().slice(0, 16)).toBe(expected);
  });

  it.each([
    ['29 February', '2017-03-16T12:00', '2020-02-29T23:59'],
    ['29 February', '2020-02-29T12:00', '2020-02-29T23:59'],
    ['29 feb', '2020-03-01T00:00', '2024-02-29T23:59'],
    ['29 February', '2019-12-31T23:59', '2020-02-29T23:59'],
    ['29 February', '2096-03-01T00:00', '2104-02-29T23:59'],
    ['1 January', '2017-12-31T23:59', '2018-01-01T23:59'],
    ['tomorrow', '2017-12-31T23:59', '2018-01-01T23:59'],
    ['friday', '2016-12-31T12:00', '2017-01-06T23:59'],
    ['28 February', '2020-02-28T23:58', '2020-02-28T23:59'],
  ])('%j at %s means %s', (typed, now, expected) => {
    expect(parseMoment(typed, utc(now), 'UTC')).toBe(utc(expected));
  });

  it.each([
    ['2017-03-20', california, '2017-03-21T06:59'],
    ['2017-01-20', california, '2017-01-21T07:59'],
    ['2017-03-20 18:00', berlin, '2017-03-20T17:00'],
    ['2017-03-20T18:00Z', berlin, '2017-03-20T18:00'],
    ['2026-07-22', anywhere, '2026-07-23T11:59'],
    ['today', 'Pacific/Kiritimati', '2017-03-17T09:59'],
    ['today', anywhere, '2017-03-17T11:59'],
    ['friday', 'Pacific/Kiritimati', '2017-03-24T09:59'],
    ['2017-03-20', 'Asia/Kathmandu', '2017-03-20T18:14'],
  ])('%j in %s is %s UTC', (typed, zone, expected) => {
    expect(parseMoment(typed, noon, zone)).toBe(utc(expected));
  });

  it('at the end of a day is that also where the clock is changed at midnight', () => {
    // São Paulo put its clock back from 24:00 to 23:00 on 18 February 2017, and forward from 0:00 to 1:00 on 15 October.
    expect(parseMoment('2017-02-18', noon, 'America/Sao_Paulo')).toBe(utc('2017-02-19T02:59'));
    expect(parseMoment('2017-10-14', noon, 'America/Sao_Paulo')).toBe(utc('2017-10-15T02:59'));
  });

  it.each([
    '2017-02-29',
    '2017-13-01',
    '2017-00-10',
    '2017-04-31',
    '2017-03-20 24:00',
    '2017-03-20 18:60',
    '30 February',
    '31 April',
    '0 March',
    '20 Marchember',
    '20 ma',
    'someday',
    'th',
    '3 weeks',
    '3.5d',
    'March 2017',
    '20 March 25:00',
    '٢٠ March',
    '',
    '   ',
    '2017-03-20 18:00 CET',
  ])('is not %j', (typed) => {
    expect(() => parseMoment(typed, noon, 'UTC')).toThrow(
      expect.objectContaining({ name: 'UserFault', code: 'bad-date' }),
    );
  });

  it('is read or refused with a fault, whatever is typed', () => {
    const piece = fc.constantFrom(
      '20',
      '2017',
      '-',
      ' ',
      ':',
      '29',
      'feb',
      'march',
      'fri',
      'd',
      'T',
      'z',
      '00',
      '.',
    );
    const typed = fc.oneof(
      fc.string({ maxLength: 100 }),
      fc.array(piece, { maxLength: 8 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom('UTC', berlin, anywhere), (text, zone) => {
        try {
          expect(Number.isFinite(parseMoment(text, noon, zone))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UserFault);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the moment of a wall clock', () => {
  it.each([
    // In spring the hour from 2 to 3 is missing: 2:30 is what is then called 3:30.
    [california, [2017, 3, 12, 2, 30], '2017-03-12T10:30'],
    [berlin, [2017, 3, 26, 2, 30], '2017-03-26T01:30'],
    // In autumn it comes twice: the first one is meant.
    [california, [2017, 11, 5, 1, 30], '2017-11-05T08:30'],
    [berlin, [2017, 10, 29, 2, 30], '2017-10-29T00:30'],
    ['Australia/Lord_Howe', [2017, 4, 2, 1, 45], '2017-04-01T14:45'],
    // Samoa left out a whole day.
    ['Pacific/Apia', [2011, 12, 30, 12, 0], '2011-12-30T22:00'],
    ['Pacific/Apia', [2011, 12, 31, 0, 0], '2011-12-30T10:00'],
    ['UTC', [2016, 2, 29, 0, 0], '2016-02-29T00:00'],
  ] as const)('in %s that shows %j is %s UTC', (zone, [year, month, date, hours, minutes], expected) => {
    expect(momentOf({ year, month, day: date, hour: hours, minute: minutes }, zone)).toBe(utc(expected));
  });

  it('is read back by Intl as it was given, where such a time exists', () => {
    const zones = [
      'UTC',
      berlin,
      california,
      anywhere,
      'Asia/Kathmandu',
      'Pacific/Chatham',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    ];
    const from = utc('2000-01-01T00:00') / minute;
    const to = utc('2030-12-31T23:59') / minute;
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: from, max: to }), (zone, minutes) => {
        const at = minutes * minute;
        const wall = partsOf(at, zone);
        const again = momentOf(wall, zone);
        expect(partsOf(again, zone)).toEqual(wall);
        // Where a time comes twice it is the first one.
        expect(again).toBeLessThanOrEqual(at);
        expect(at - again).toBeLessThanOrEqual(hour);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59 * second + 999, '59 s'],
    [minute, '1 min'],
    [hour, '1 h'],
    [hour - 1, '59 min'],
    [day - 1, '23 h 59 min'],
    [day, '1 d'],
    [day + minute, '1 d 1 min'],
    [5 * day + 14 * hour + 52 * minute, '5 d 14 h 52 min'],
    [400 * day, '400 d'],
  ])('of %d ms is %s', (ms, shown) => {
    expect(showDuration(ms)).toBe(shown);
  });

  it('is the same again once it is added up', () => {
    const units: Record<string, number> = { s: second, min: minute, h: hour, d: day };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 * day }), (ms) => {
        const parts = [...showDuration(ms).matchAll(/(\d+) (s|min|h|d)/g)];
        const sum = parts.reduce(
          (total, [, count, unit]) => total + Number(count) * (units[unit ?? ''] ?? 0),
          0,
        );
        const smallest = ms < minute ? second : minute;
        expect(sum).toBe(Math.floor(ms / smallest) * smallest);
      }),
    );
  });
});

describe('a day and a moment', () => {
  it('are shown in the zone of the release', () => {
    expect(showDay(utc('2017-03-17T06:00'), california)).toBe('16 March 2017');
    expect(isoDay(utc('2017-03-17T06:00'), california)).toBe('2017-03-16');
    expect(isoDay(utc('2017-01-01T00:00'), 'UTC')).toBe('2017-01-01');
    expect(showMoment(utc('2017-03-16T19:03'), california)).toBe('16 March 2017, 12:03 PDT');
    expect(showMoment(utc('2017-03-17T00:05'), 'UTC')).toBe('17 March 2017, 00:05 UTC');
    expect(showMoment(utc('2017-03-17T00:05'), anywhere)).toBe('16 March 2017, 12:05 GMT-12');
  });

  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Etc/GMT+12', true],
    ['Europe/Berln', false],
    ['', false],
    ['CEST or so', false],
  ])('zone %j is one: %s', (zone, known) => {
    expect(isZone(zone)).toBe(known);
  });
});
