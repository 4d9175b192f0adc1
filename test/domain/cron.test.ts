/** Cron lines as people write them, and what is said about those that cannot be. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CronTimes, parseCron } from '../../src/domain/cron.js';
import { UserFault } from '../../src/domain/fault.js';

const upTo = (least: number, most: number, step = 1) =>
  Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, index) => least + index * step);

function faultOf(line: string): UserFault {
  try {
    parseCron(line);
  } catch (fault) {
    if (fault instanceof UserFault) return fault;
    throw fault;
  }
  throw new Error(`${line} was read`);
}

describe('a cron line', () => {
  it('with stars only means every minute', () => {
    expect(parseCron('* * * * *')).toEqual({
      line: '* * * * *',
      minutes: upTo(0, 59),
      hours: upTo(0, 23),
      dates: upTo(1, 31),
      months: upTo(1, 12),
      weekdays: upTo(0, 6),
      datesRestricted: false,
      weekdaysRestricted: false,
    });
  });

  it.each<[string, Partial<CronTimes>]>([
    ['0 16 * * 1-5', { minutes: [0], hours: [16], weekdays: [1, 2, 3, 4, 5], weekdaysRestricted: true }],
    ['*/15 * * * *', { minutes: [0, 15, 30, 45] }],
    ['10-50/20 8-18/5 * * *', { minutes: [10, 30, 50], hours: [8, 13, 18] }],
    ['30,0,15,0 9 * * *', { minutes: [0, 15, 30] }],
    ['0 9 1,15 * *', { dates: [1, 15], datesRestricted: true, weekdaysRestricted: false }],
    ['0 9 1 * 1', { datesRestricted: true, weekdaysRestricted: true }],
    ['0 9 */2 * 1', { dates: upTo(1, 31, 2), datesRestricted: false, weekdaysRestricted: true }],
    ['0 9 * jan-mar,DEC *', { months: [1, 2, 3, 12] }],
    ['0 9 * * Mon,thu', { weekdays: [1, 4] }],
    ['0 9 * * 0', { weekdays: [0] }],
    ['0 9 * * 7', { weekdays: [0] }],
    ['0 9 * * 5-7', { weekdays: [0, 5, 6] }],
    ['0 9 * * fri-sun', { weekdays: [0, 5, 6] }],
    ['0 9 * * sun-tue', { weekdays: [0, 1, 2] }],
    ['0 9 * * 0-7', { weekdays: upTo(0, 6) }],
    ['0 9 * * */2', { weekdays: [0, 2, 4, 6], weekdaysRestricted: false }],
    ['0 9 29 2 *', { dates: [29], months: [2] }],
    ['0 9 29-31 2 *', { dates: [29, 30, 31] }],
    ['0 9 31 2 1', { dates: [31], months: [2], weekdays: [1] }],
    ['  007   09\t* * *  ', { line: '007 09 * * *', minutes: [7], hours: [9] }],
  ])('%s is read', (line, expected) => {
    expect(parseCron(line)).toMatchObject(expected);
  });

  it.each([
    ['', 'has 0'],
    ['0 9 * *', 'has 4'],
    ['@daily', 'has 1'],
    ['0 0 9 * * *', 'seconds are not possible'],
    ['0 9 * * * * *', 'has 7'],
    ['60 9 * * *', 'minute "60" is out of range: it goes from 0 to 59'],
    ['0 24 * * *', 'hour "24" is out of range'],
    ['0 9 0 * *', 'day of the month "0" is out of range'],
    ['0 9 32 * *', 'day of the month "32" is out of range'],
    ['0 9 * 13 *', 'month "13" is out of range'],
    ['0 9 * * 8', 'day of the week "8" is out of range'],
    ['0 99999999999999999999 * * *', 'out of range'],
    ['30-10 9 * * *', 'minute "30-10" is an empty range'],
    ['0 9 * * fri-mon', 'day of the week "fri-mon" is an empty range'],
    ['*/0 9 * * *', 'step of the minute "*/0"'],
    ['*/90 9 * * *', 'step of the minute "*/90" has to be between 1 and 59'],
    ['5/15 9 * * *', 'minute "5/15" has a step without a range'],
    ['mon 9 * * *', 'minute "mon" is not something'],
    ['0 9 * mon *', 'month "mon" is not something'],
    ['0 9 L * *', 'day of the month "L" is not something'],
    ['0 9 ? * 1#2', 'day of the month "?" is not something'],
    ['-5 9 * * *', 'minute "-5" is not something'],
    ['1,,2 9 * * *', 'minute "" is not something'],
    ['1.5 9 * * *', 'minute "1.5" is not something'],
    ['<!channel> 9 * * *', 'minute "<!channel>" is not something'],
    ['0 9 30 2 *', 'never comes'],
    ['0 9 31 4,6,9,11 *', 'never comes'],
    [`${'0,'.repeat(70)}0 9 * * *`, 'at most 120 characters'],
  ])('%j is refused: %s', (line, why) => {
    const fault = faultOf(line);
    expect(fault.code).toBe('bad-cron');
    expect(fault.message).toContain(why);
    expect(fault.hint).not.toBe('');
  });

  it('with a step that has no range is answered with the range', () => {
    expect(faultOf('5/15 9 * * *').hint).toBe('Write `5-59/15` or `*/15`.');
  });

  it('of any text is read or refused, and a fault does not grow with the text', () => {
    const word = fc.string({ unit: fc.constantFrom(...'0159*/-, monsunjb'), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 6 }).map((all) => all.join(' ')),
          fc.string(),
        ),
        (line) => {
          try {
            const times = parseCron(line);
            for (const list of [times.minutes, times.hours, times.dates, times.months, times.weekdays]) {
              expect(list.length).toBeGreaterThan(0);
              expect(list).toEqual([...new Set(list)].sort((a, b) => a - b));
            }
            expect(parseCron(times.line)).toEqual(times);
          } catch (fault) {
            expect(fault).toBeInstanceOf(UserFault);
            expect((fault as UserFault).message.length).toBeLessThan(300);
          }
        },
      ),
    );
  });
});
