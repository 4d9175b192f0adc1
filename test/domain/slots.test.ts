/** Slots on ordinary days, on days when the clock is changed, and in zones where more than that happens. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCron } from '../../src/domain/cron.js';
import { describeTimes, nextSlot, slotsBetween, type Times } from '../../src/domain/slots.js';
import { day, hour, isoDay, minute, momentOf, partsOf } from '../../src/domain/time.js';

const berlin = 'Europe/Berlin';
const zones = [berlin, 'America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
const times = (line: string, zone = 'UTC', weekdays: number[] | null = null): Times => ({
  cron: parseCron(line),
  zone,
  weekdays,
});
const utc = (text: string) => Date.parse(`${text}Z`);
const show = (slots: number[]) => slots.map((slot) => new Date(slot).toISOString().slice(0, 16));
const wallOf = (at: number, zone: string) => {
  const { hour: hours, minute: minutes } = partsOf(at, zone);
  return `${isoDay(at, zone)} ${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
};
const between = (line: string, zone: string, after: string, until: string) =>
  slotsBetween(times(line, zone), utc(after), utc(until));

describe('the slots of an interval', () => {
  it('leave out its beginning and have its end', () => {
    expect(show(between('0 9 * * *', 'UTC', '2017-03-16T09:00', '2017-03-18T09:00'))).toEqual([
      '2017-03-17T09:00',
      '2017-03-18T09:00',
    ]);
  });

  it('are none when it ends before it begins, or none is wanted', () => {
    expect(between('* * * * *', 'UTC', '2017-03-16T09:00', '2017-03-16T09:00')).toEqual([]);
    expect(between('* * * * *', 'UTC', '2017-03-16T09:00', '2017-03-15T09:00')).toEqual([]);
    expect(slotsBetween(times('* * * * *'), 0, day, 0)).toEqual([]);
  });

  it('keep to the weekdays, of the line and beside it', () => {
    const both = times('0 9 * * 1-5', 'UTC', [5, 6]);
    expect(show(slotsBetween(both, utc('2017-03-12T00:00'), utc('2017-03-26T00:00')))).toEqual([
      '2017-03-17T09:00',
      '2017-03-24T09:00',
    ]);
  });

  it('match the date or the weekday when the line names both', () => {
    expect(show(between('0 9 1 * 1', 'UTC', '2017-02-27T12:00', '2017-03-07T00:00'))).toEqual([
      '2017-03-01T09:00',
      '2017-03-06T09:00',
    ]);
  });

  it('match the date and the weekday when one of them has a star', () => {
    expect(show(between('0 9 */2 * 1', 'UTC', '2017-03-01T00:00', '2017-03-31T00:00'))).toEqual([
      '2017-03-13T09:00',
      '2017-03-27T09:00',
    ]);
  });

  it('are the newest when there are too many, also of every minute of a century', () => {
    const until = utc('2017-03-26T12:00');
    const slots = slotsBetween(times('* * * * *', berlin), Number.NEGATIVE_INFINITY, until);
    expect(slots).toHaveLength(1000);
    expect(slots.at(-1)).toBe(until);
    expect(slotsBetween(times('* * * * *', berlin), 0, until, 3)).toEqual(slots.slice(-3));
  });

  it('are found before 1970, and looked for a hundred years back', () => {
    expect(show(between('0 0 1 1 *', 'UTC', '1967-06-01T00:00', '1969-06-01T00:00'))).toEqual([
      '1968-01-01T00:00',
      '1969-01-01T00:00',
    ]);
    expect(slotsBetween(times('0 0 1 1 *'), Number.NEGATIVE_INFINITY, utc('2020-06-01T00:00'))).toHaveLength(
      100,
    );
  });
});

describe('when the clock is put forward', () => {
  it('a time that is left out runs as much later', () => {
    expect(show(between('30 2 * * *', berlin, '2017-03-25T00:00', '2017-03-28T00:00'))).toEqual([
      '2017-03-25T01:30',
      '2017-03-26T01:30',
      '2017-03-27T00:30',
    ]);
    expect(wallOf(utc('2017-03-26T01:30'), berlin)).toBe('2017-03-26 03:30');
  });

  it('times that are left out are one with those that exist', () => {
    expect(show(between('*/30 * * * *', berlin, '2017-03-26T00:00', '2017-03-26T02:00'))).toEqual([
      '2017-03-26T00:30',
      '2017-03-26T01:00',
      '2017-03-26T01:30',
      '2017-03-26T02:00',
    ]);
  });

  it('by half an hour, a time that is left out runs half an hour later', () => {
    const [slot] = between('15 2 * * *', 'Australia/Lord_Howe', '2017-09-30T00:00', '2017-09-30T20:00');
    expect(wallOf(slot ?? 0, 'Australia/Lord_Howe')).toBe('2017-10-01 02:45');
  });

  it('at midnight, the day begins with what is left out of it', () => {
    const [slot] = between('0 0 * * *', 'America/Sao_Paulo', '2017-10-14T12:00', '2017-10-15T12:00');
    expect(wallOf(slot ?? 0, 'America/Sao_Paulo')).toBe('2017-10-15 01:00');
  });

  it('by a whole day, that day and the next are one', () => {
    const apia = 'Pacific/Apia';
    const daily = between('0 9 * * *', apia, '2011-12-28T00:00', '2012-01-01T00:00');
    expect(daily.map((slot) => wallOf(slot, apia))).toEqual([
      '2011-12-28 09:00',
      '2011-12-29 09:00',
      '2011-12-31 09:00',
      '2012-01-01 09:00',
    ]);
    const dated = between('0 9 30 12 *', apia, '2011-12-30T18:00', '2012-01-01T00:00');
    expect(dated.map((slot) => wallOf(slot, apia))).toEqual(['2011-12-31 09:00']);
    expect(nextSlot(times('0 9 30 12 *', apia), utc('2011-12-30T18:00'))).toBe(dated[0]);
  });
});

describe('when the clock is put back', () => {
  it('a time that is shown twice runs at the first', () => {
    expect(show(between('30 2 * * *', berlin, '2017-10-28T12:00', '2017-10-30T00:00'))).toEqual([
      '2017-10-29T00:30',
    ]);
  });

  it('every minute pauses for the hour that is repeated', () => {
    const slots = between('* * * * *', berlin, '2017-10-29T00:00', '2017-10-29T03:00');
    expect(slots).toHaveLength(120);
  });

  it('over midnight, the evening is not told twice', () => {
    const slots = between('30 23 * * *', 'America/Sao_Paulo', '2017-02-18T12:00', '2017-02-20T00:00');
    expect(slots.map((slot) => wallOf(slot, 'America/Sao_Paulo'))).toEqual(['2017-02-18 23:30']);
    expect(show(slots)).toEqual(['2017-02-19T01:30']);
  });
});

describe('the next slot', () => {
  it('is after the moment, never at it', () => {
    expect(nextSlot(times('0 9 * * *'), utc('2017-03-16T09:00'))).toBe(utc('2017-03-17T09:00'));
    expect(nextSlot(times('0 9 * * *'), utc('2017-03-16T08:59'))).toBe(utc('2017-03-16T09:00'));
  });

  it('may be eight years away', () => {
    expect(nextSlot(times('0 9 29 2 *'), utc('2096-02-29T09:00'))).toBe(utc('2104-02-29T09:00'));
  });

  it('is none when the weekdays leave none', () => {
    expect(nextSlot(times('0 9 * * 1', 'UTC', [2]), 0)).toBeNull();
    expect(nextSlot(times('0 9 * * *', 'UTC', []), 0)).toBeNull();
  });
});

const lines = ['* * * * *', '*/7 * * * *', '30 2 * * *', '15,45 1-3 * * *', '0 */6 * * 1-5', '30 0 1,15 * 0'];
const someTimes = fc.record({
  cron: fc.constantFrom(...lines).map(parseCron),
  zone: fc.constantFrom(...zones, 'America/Sao_Paulo', 'Pacific/Apia'),
  weekdays: fc.constantFrom<number[] | null>(null, [0, 6], [1, 3, 5]),
});
/** Near a changeover of one zone or another, as often as not. */
const someMoment = fc
  .tuple(
    fc.constantFrom(
      '2017-03-12',
      '2017-03-26',
      '2017-04-01',
      '2017-09-30',
      '2017-10-15',
      '2017-10-29',
      '2011-12-30',
    ),
    fc.integer({ min: -4 * 24 * 60, max: 4 * 24 * 60 }),
  )
  .map(([date, minutes]) => utc(`${date}T00:00`) + minutes * minute);
const spanMs = fc.integer({ min: 0, max: 3 * 24 * 60 }).map((minutes) => minutes * minute);
const all = 100_000;

describe('of any times', () => {
  it('the slots ascend, without one twice, within the interval', () => {
    fc.assert(
      fc.property(someTimes, someMoment, spanMs, (some, after, span) => {
        const slots = slotsBetween(some, after, after + span, all);
        for (const [index, slot] of slots.entries()) {
          expect(slot).toBeGreaterThan(slots[index - 1] ?? after);
          expect(slot).toBeLessThanOrEqual(after + span);
        }
      }),
    );
  });

  it('an interval has the slots of its parts', () => {
    fc.assert(
      fc.property(
        someTimes,
        someMoment,
        spanMs,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (some, after, span, part) => {
          const middle = after + Math.floor((span * part) / minute) * minute;
          expect([
            ...slotsBetween(some, after, middle, all),
            ...slotsBetween(some, middle, after + span, all),
          ]).toEqual(slotsBetween(some, after, after + span, all));
        },
      ),
    );
  });

  it('fewer than there are, are the newest', () => {
    fc.assert(
      fc.property(
        someTimes,
        someMoment,
        spanMs,
        fc.integer({ min: 1, max: 50 }),
        (some, after, span, most) => {
          const slots = slotsBetween(some, after, after + span, all);
          expect(slotsBetween(some, after, after + span, most)).toEqual(slots.slice(-most));
        },
      ),
    );
  });

  it('the next slot is the first of those that come', () => {
    fc.assert(
      fc.property(someTimes, someMoment, (some, after) => {
        // As far as the answer itself: `30 0 1,15 * 0` on working days only leaves out whole months.
        const next = nextSlot(some, after);
        const between = slotsBetween(some, after, next ?? after + 400 * day, all);
        expect(between).toEqual(next === null ? [] : [next]);
      }),
      { numRuns: 40 },
    );
  });

  it('a slot away from changeovers shows what the line says', () => {
    fc.assert(
      fc.property(someTimes, someMoment, (some, after) => {
        const until = after + 2 * day;
        const shift = (at: number) =>
          momentOf(partsOf(at, some.zone), 'UTC') - Math.floor(at / minute) * minute;
        fc.pre(new Set([-2, -1, 0, 1, 2, 3, 4].map((days) => shift(after + days * day))).size === 1);
        const wrong = slotsBetween(some, after, until, all).filter((slot) => {
          const wall = partsOf(slot, some.zone);
          return !some.cron.hours.includes(wall.hour) || !some.cron.minutes.includes(wall.minute);
        });
        expect(wrong).toEqual([]);
      }),
    );
  });
});

describe.each(zones)('once a day in %s', (zone) => {
  it.each(['0 0', '30 1', '15 2', '30 2', '0 3', '30 9', '59 23'])(
    'at %s, each day of 2017 has one slot',
    (at) => {
      const first = momentOf({ year: 2017, month: 1, day: 1 }, zone);
      const slots = slotsBetween(times(`${at} * * *`, zone), first - 1, first + 365 * day - 1);
      const days = slots.map((slot) => isoDay(slot, zone));
      expect(new Set(days).size).toBe(365);
      expect(days).toHaveLength(365);
      const odd = slots.filter((slot) => {
        const wall = partsOf(slot, zone);
        return `${wall.minute} ${wall.hour}` !== at;
      });
      // Only the day of the spring gap can differ, and only by the gap.
      expect(odd.length).toBeLessThanOrEqual(1);
      expect(slots.every((slot, index) => slot - (slots[index - 1] ?? slot - day) <= day + hour)).toBe(true);
    },
  );
});

describe('the times in words', () => {
  it.each([
    ['0 16 * * 1-5', berlin, null, 'weekdays at 16:00 Europe/Berlin'],
    ['30 9 * * *', 'UTC', null, 'daily at 09:30 UTC'],
    ['30 9 * * *', 'UTC', [1, 2, 3, 4, 5], 'weekdays at 09:30 UTC'],
    ['0 9 * * 1,4', 'UTC', null, 'Mondays and Thursdays at 09:00 UTC'],
    ['0 9 * * 0,3,6', 'UTC', null, 'Wednesdays, Saturdays and Sundays at 09:00 UTC'],
    ['0 9 * * 0-6', 'UTC', null, 'daily at 09:00 UTC'],
    ['0 9 * * 1-5', 'UTC', [5, 6], 'Fridays at 09:00 UTC'],
    ['0 9 * * 1', 'UTC', [2], 'never at 09:00 UTC'],
    ['0 */4 * * *', 'UTC', null, 'cron 0 */4 * * * UTC'],
    ['0 */4 * * *', 'UTC', [1, 4], 'cron 0 */4 * * * UTC, Mondays and Thursdays only'],
    ['0 9 1 * *', 'UTC', [0, 1, 2, 3, 4, 5, 6], 'cron 0 9 1 * * UTC'],
    ['0 9 1-31 * 1', 'UTC', null, 'cron 0 9 1-31 * 1 UTC'],
    ['0 9 * 3 *', 'UTC', null, 'cron 0 9 * 3 * UTC'],
    ['0 9 */2 * *', 'UTC', null, 'cron 0 9 */2 * * UTC'],
  ])('%s in %s on %j: %s', (line, zone, weekdays, words) => {
    expect(describeTimes(times(line, zone, weekdays))).toBe(words);
  });
});
