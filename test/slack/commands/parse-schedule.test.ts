/** What people type after `subscribe`, `unsubscribe` and `schedule`, and what is made of it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../../src/domain/fault.js';
import { digestKinds, neverComes } from '../../../src/domain/schedule.js';
import { describeTimes } from '../../../src/domain/slots.js';
import { isZone } from '../../../src/domain/time.js';
import {
  parseSchedule,
  parseSubscribe,
  parseUnsubscribe,
} from '../../../src/slack/commands/parse-schedule.js';
import { hostileText } from '../../builders/arbitraries.js';

const subscribe = (text: string) => {
  const act = parseSubscribe(text, 'Europe/Berlin');
  if (act.do !== 'subscribe') throw new Error('is no subscription');
  return act;
};
const said = (text: string) => {
  const { times, kind } = subscribe(text);
  return `${kind}, ${describeTimes(times)}`;
};
function faultOf(work: () => unknown): UserFault {
  try {
    work();
  } catch (error) {
    if (error instanceof UserFault) return error;
    throw error;
  }
  throw new Error('was understood');
}

describe('subscribe', () => {
  it.each([
    ['', 'full, weekdays at 16:00 Europe/Berlin'],
    [' \n ', 'full, weekdays at 16:00 Europe/Berlin'],
    ['weekdays at 16:00 Europe/Berlin', 'full, weekdays at 16:00 Europe/Berlin'],
    ['daily at 9:30 UTC short', 'short, daily at 09:30 UTC'],
    ['SHORT Daily AT 9:30 utc', 'short, daily at 09:30 utc'],
    ['every day at 9am', 'full, daily at 09:00 Europe/Berlin'],
    ['mon,thu at 9:00 short', 'short, Mondays and Thursdays at 09:00 Europe/Berlin'],
    ['on mondays and thursdays at 17h', 'full, Mondays and Thursdays at 17:00 Europe/Berlin'],
    ['Mon, Thu, 12pm', 'full, Mondays and Thursdays at 12:00 Europe/Berlin'],
    ['tue, on-change', 'on-change, Tuesdays at 16:00 Europe/Berlin'],
    ['mon-fri 12am', 'full, weekdays at 00:00 Europe/Berlin'],
    ['fri-mon', 'full, Mondays, Fridays, Saturdays and Sundays at 16:00 Europe/Berlin'],
    ['sat-sun', 'full, Saturdays and Sundays at 16:00 Europe/Berlin'],
    ['weekends', 'full, Saturdays and Sundays at 16:00 Europe/Berlin'],
    [
      'weekdays and saturday',
      'full, Mondays, Tuesdays, Wednesdays, Thursdays, Fridays and Saturdays at 16:00 Europe/Berlin',
    ],
    ['tues weds thurs', 'full, Tuesdays, Wednesdays and Thursdays at 16:00 Europe/Berlin'],
    ['23:59 Asia/Kolkata', 'full, weekdays at 23:59 Asia/Kolkata'],
    ['at 8:00, America/Los_Angeles, short', 'short, weekdays at 08:00 America/Los_Angeles'],
    ['Japan', 'full, weekdays at 16:00 Japan'],
    ['cron 0 */4 * * 1-5', 'full, cron 0 */4 * * 1-5 Europe/Berlin'],
    ['cron 30 9 * * mon,thu UTC short', 'short, Mondays and Thursdays at 09:30 UTC'],
    ['short cron 0 16 1 jan-jun * weekdays UTC', 'short, cron 0 16 1 jan-jun * UTC, weekdays only'],
    ['cron   0\t16  * * *', 'full, daily at 16:00 Europe/Berlin'],
  ])('%j is %s', (text, meaning) => {
    expect(said(text)).toBe(meaning);
  });

  it.each([
    ['cron', 'bad-cron', 'five fields'],
    ['cron short', 'bad-cron', 'five fields'],
    ['cron * * * * * *', 'bad-cron', 'seconds are not possible'],
    ['cron 0 16 30 2 *', 'bad-cron', 'never comes'],
    ['cron 0 16 * * 8', 'bad-cron', 'out of range'],
    ['cron 0 16 * *', 'bad-cron', 'five fields'],
    ['cron 0 16 * * mon tue', 'bad-cron', 'six fields'],
    ['cron 0 16 * * mon tuesday', 'bad-schedule', 'never comes'],
    ['weekdays cron 0 16 * * sat,sun', 'bad-schedule', 'never comes'],
    ['cron 0 16 * * * at 9:00', 'bad-schedule', 'says the time itself'],
    ['cron 0 16 * * * cron 0 17 * * *', 'bad-schedule', 'twice'],
    ['at 9:00 at 17:00', 'bad-schedule', 'twice'],
    ['short full', 'bad-schedule', 'twice'],
    ['UTC Europe/Berlin', 'bad-schedule', 'twice'],
    ['at 24:00', 'bad-schedule', '"24:00" is not a time of day'],
    ['at 9:60', 'bad-schedule', 'not a time of day'],
    ['13pm', 'bad-schedule', 'not a time of day'],
    ['0am', 'bad-schedule', 'not a time of day'],
    ['16', 'bad-schedule', 'is not a day, a time, a zone or a kind'],
    ['-1:00', 'bad-schedule', 'is not a day, a time, a zone or a kind'],
    ['Europe/Berln', 'bad-schedule', '"Europe/Berln" is not a time zone'],
    ['kind/bug', 'bad-schedule', 'is not a time zone'],
    ['../../etc/passwd', 'bad-schedule', 'is not a time zone'],
    ['weekdys', 'bad-schedule', 'Did you mean `weekdays`?'],
    ['on-chnage', 'bad-schedule', 'Did you mean `on-change`?'],
    ['mon,,tue', 'bad-schedule', 'is not a day'],
    ['mon-fri-sun', 'bad-schedule', 'is not a day'],
    ['mon-', 'bad-schedule', 'is not a day'],
    ['m', 'bad-schedule', 'is not a day'],
    ['constructor', 'bad-schedule', 'is not a day'],
    ['x'.repeat(201), 'bad-schedule', '201 characters'],
  ])('%j is refused, and it says what would be right', (text, code, why) => {
    const fault = faultOf(() => subscribe(text));
    expect([fault.code, fault.message]).toEqual([code, expect.stringContaining(why)]);
    expect(fault.hint).not.toBe('');
  });

  it('echoes what was typed short and on one line', () => {
    const fault = faultOf(() => subscribe(`${'\u202e'}${'y'.repeat(150)}`));
    expect(fault.message.length).toBeLessThan(120);
    expect(fault.message).not.toMatch(/\u202e|\n/);
  });

  it('understands a text, or throws a fault for the person: nothing else, whatever the text', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'at',
        'cron',
        'daily',
        'mon',
        'mon-fri',
        '9:00',
        '5pm',
        'UTC',
        'Europe/Berlin',
        'short',
      ),
      fc.constantFrom(
        '*',
        '*/5',
        '1-5',
        '0',
        '99999999999',
        'sun,',
        ',',
        '-',
        '/',
        ':',
        '`',
        '|',
        '\n',
        '__proto__',
      ),
      fc.string({ maxLength: 12 }),
      hostileText(30),
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 10 }).map((words) => words.join(' ')),
      fc.string({ unit: 'binary', maxLength: 250 }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        for (const parse of [subscribe, parseUnsubscribe, parseSchedule])
          try {
            parse(typed);
          } catch (error) {
            expect(error).toBeInstanceOf(UserFault);
          }
        try {
          const { times, kind } = subscribe(typed);
          expect(isZone(times.zone)).toBe(true);
          expect(digestKinds).toContain(kind);
          expect(neverComes(times)).toBe(false);
          expect(times.weekdays?.every((day) => day >= 0 && day <= 6) ?? true).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UserFault);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('means the same in whatever order it is said', () => {
    const parts = ['mon,thu', 'at 9:30', 'Asia/Kolkata', 'short'];
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 4 }), (words) => {
        expect(said(words.join(' '))).toBe('short, Mondays and Thursdays at 09:30 Asia/Kolkata');
      }),
    );
  });
});

describe('unsubscribe and schedule', () => {
  it('name a digest by its number, or none', () => {
    expect(parseUnsubscribe(' ')).toEqual({ do: 'unsubscribe', id: null });
    expect(parseUnsubscribe(' #3 ')).toEqual({ do: 'unsubscribe', id: 3 });
    expect(parseSchedule('')).toEqual({ do: 'list' });
    expect(parseSchedule('LIST')).toEqual({ do: 'list' });
    expect(parseSchedule('#12  Again ')).toEqual({ do: 'again', id: 12 });
  });

  it.each(['one', '-1', '1.5', '1e3', '3 4', '0x1', '1234567890', '٣'])('know no digest %j', (text) => {
    expect(faultOf(() => parseUnsubscribe(text)).message).toContain('is not the number of a digest');
    expect(faultOf(() => parseSchedule(text))).toBeInstanceOf(UserFault);
  });

  it('say what can be done with a digest', () => {
    for (const [text, why] of [
      ['3', 'What about digest 3?'],
      ['3 twice', 'A digest knows no "twice".'],
    ] as const) {
      const fault = faultOf(() => parseSchedule(text));
      expect([fault.message, fault.hint]).toEqual([why, expect.stringContaining('`schedule 3 again`')]);
    }
  });
});
