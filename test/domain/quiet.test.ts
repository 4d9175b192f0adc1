/** When a channel is left in peace, on the wall clock of its zone. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Quiet, quietReason } from '../../src/domain/quiet.js';
import { day, minute, momentOf } from '../../src/domain/time.js';

const zone = 'Europe/Berlin';
const open: Quiet = { zone, hours: null, holidays: [], weekdays: [] };
const nights: Quiet = { ...open, hours: { from: 22 * 60, to: 7 * 60 } };
const lunch: Quiet = { ...open, hours: { from: 12 * 60, to: 13 * 60 + 30 } };
/** Thursday, 16 March 2017. */
const at = (clock: string, date = 16) => {
  const [hour, past] = clock.split(':').map(Number);
  return momentOf({ year: 2017, month: 3, day: date, hour, minute: past }, zone);
};

describe('quiet hours', () => {
  it.each([
    ['21:59', null],
    ['22:00', 'hours'],
    ['23:59', 'hours'],
    ['00:00', 'hours'],
    ['06:59', 'hours'],
    ['07:00', null],
  ])('over midnight: %s is %s', (clock, reason) => {
    expect(quietReason(nights, at(clock))).toBe(reason);
  });

  it.each([
    ['11:59', null],
    ['12:00', 'hours'],
    ['13:29', 'hours'],
    ['13:30', null],
  ])('within a day: %s is %s', (clock, reason) => {
    expect(quietReason(lunch, at(clock))).toBe(reason);
  });

  it('from midnight to midnight are the whole day, and from a time to itself none', () => {
    const during = (from: number, to: number) => quietReason({ ...open, hours: { from, to } }, at('09:00'));
    expect(during(0, 24 * 60)).toBe('hours');
    expect(during(9 * 60, 9 * 60)).toBeNull();
  });

  it('follow the clock when it is put forward', () => {
    expect(quietReason(nights, Date.UTC(2017, 2, 26, 4, 59))).toBe('hours');
    expect(quietReason(nights, Date.UTC(2017, 2, 26, 5, 0))).toBeNull();
  });

  it('last as long as they say on an ordinary day', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1439 }), fc.nat({ max: 1439 }), (from, to) => {
        const quiet = { ...open, zone: 'UTC', hours: { from, to } };
        let minutes = 0;
        for (let past = 0; past < 1440; past++) if (quietReason(quiet, past * minute)) minutes++;
        expect(minutes).toBe((to - from + 1440) % 1440);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a quiet day', () => {
  it('begins and ends at midnight of the zone', () => {
    const holiday = { ...open, holidays: ['2017-03-16'] };
    expect(quietReason(holiday, at('00:00'))).toBe('holiday');
    expect(quietReason(holiday, at('00:00') - minute)).toBeNull();
    expect(quietReason(holiday, at('23:59'))).toBe('holiday');
    expect(quietReason(holiday, at('00:00', 17))).toBeNull();
  });

  it('is one of the week, Sunday being 0', () => {
    const weekend = { ...open, weekdays: [0, 6] };
    const week = [12, 13, 14, 15, 16, 17, 18].map((date) => quietReason(weekend, at('12:00', date)));
    expect(week).toEqual(['weekday', null, null, null, null, null, 'weekday']);
  });

  it('gives the reason that lasts longest', () => {
    const everything: Quiet = { ...nights, holidays: ['2017-03-16'], weekdays: [4] };
    expect(quietReason(everything, at('23:00'))).toBe('holiday');
    expect(quietReason({ ...everything, holidays: [] }, at('23:00'))).toBe('weekday');
    expect(quietReason({ ...everything, holidays: [], weekdays: [] }, at('23:00'))).toBe('hours');
  });
});

it('without a reason a moment is never quiet', () => {
  fc.assert(
    fc.property(fc.nat({ max: 20_000 * day }), (moment) => {
      expect(quietReason(open, moment)).toBeNull();
    }),
  );
});
