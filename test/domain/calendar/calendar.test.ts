/** Where a release stands in its calendar, who is on call, what is announced when, and what cannot be. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideAnnouncements, slotKey, slotsOf } from '../../../src/domain/calendar/announce.js';
import {
  askException,
  decideException,
  type ExceptionForm,
  stateOf,
} from '../../../src/domain/calendar/exception.js';
import { calendarNow } from '../../../src/domain/calendar/now.js';
import { onCallAt, type Rota } from '../../../src/domain/calendar/rota.js';
import { FormFault } from '../../../src/domain/fault.js';
import { decideCalendar } from '../../../src/domain/gates/calendar.js';
import type { Quiet } from '../../../src/domain/quiet.js';
import { day, hour } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { calendarOf, exception } from '../../builders/calendar.js';
import { release } from '../../builders/release.js';
import { evidence } from '../../builders/status.js';

const utc = (text: string) => Date.parse(`${text}Z`);
const calendar = calendarOf();
const nowAt = (text: string, board: 'red' | 'green' | null = null, of = calendar) =>
  calendarNow(of, { exceptions: [], board, now: utc(text) });
const held = (text: string) => nowAt(text).holding.map(({ id }) => id);

describe('the calendar of Kubernetes 1.34', () => {
  it.each([
    ['2025-05-19T07:00', 1],
    ['2025-05-26T06:59', 1],
    ['2025-05-26T07:00', 2],
    ['2025-06-12T12:00', 4],
    ['2025-07-24T12:00', 10],
    ['2025-08-27T12:00', 15],
  ])('at %s is in week %d of 15', (at, number) => {
    expect(nowAt(at).week).toEqual({ number, of: 15 });
  });

  it('has no week before it begins and after it is over', () => {
    expect(nowAt('2025-05-19T06:59').week).toBeNull();
    expect(nowAt('2025-09-01T12:00').week).toBeNull();
  });

  it('says what holds, what may be merged first', () => {
    expect(held('2025-06-01T00:00')).toEqual([]);
    // A day without a time is over at its end, in Los Angeles.
    expect(held('2025-06-13T06:59')).toEqual([]);
    expect(held('2025-06-13T07:00')).toEqual(['prr-freeze']);
    expect(held('2025-07-25T02:00')).toEqual([
      'code-freeze',
      'test-freeze',
      'enhancements-freeze',
      'prr-freeze',
    ]);
    expect(held('2025-08-10T00:00').slice(0, 2)).toEqual(['code-freeze', 'rc.1']);
    expect(held('2025-08-27T07:00')).toEqual([]);
  });

  it('says what comes next', () => {
    const [next] = nowAt('2025-07-25T01:59').coming;
    expect(next).toMatchObject({ what: 'begins', at: utc('2025-07-25T02:00') });
    expect(nowAt('2025-08-28T00:00').coming).toEqual([]);
  });

  it('keeps the contradictions of its two clocks as notes', () => {
    expect(calendar.notes).toHaveLength(2);
    expect(calendar.notes[0]).toContain('14:00 PST');
  });

  it('limits merging while the board is red, and only in slush and freeze', () => {
    expect(nowAt('2025-07-26T00:00', 'red').isLimited).toBe(true);
    expect(nowAt('2025-07-26T00:00', 'green').isLimited).toBe(false);
    expect(nowAt('2025-07-24T00:00', 'red').isLimited).toBe(false);
  });

  it('leaves its last candidate long enough: seven days', () => {
    const [found] = decideCalendar(release({ calendar }), utc('2025-08-01T00:00'));
    expect(found).toMatchObject({ state: 'go', detail: expect.stringContaining('7 d, 7 d asked for') });
  });
});

it('code and test freeze hold over the release to the thaw, where one is planned', () => {
  const own = (thaw: string) =>
    calendarOf(`
      phases: { freeze: 2026-07-22, test-freeze: 2026-07-22, docs-freeze: 2026-07-29, release: 2026-08-19${thaw} }`);
  const ids = (at: string, thaw: string) => nowAt(at, 'red', own(thaw)).holding.map(({ id }) => id);
  const thaw = ', thaw: 2026-08-21';
  expect(ids('2026-08-18T12:00', thaw)).toEqual(['freeze', 'docs-freeze', 'test-freeze']);
  expect(ids('2026-08-20T12:00', thaw)).toEqual(['freeze', 'test-freeze']);
  expect(nowAt('2026-08-20T12:00', 'red', own(thaw)).isLimited).toBe(true);
  expect(ids('2026-08-21T12:00', thaw)).toEqual([]);
  expect(ids('2026-08-20T12:00', '')).toEqual([]);
});

describe('phases across a change of clocks', () => {
  it.each([
    // The night of the change lies in the phase: a day of 23 hours in spring, of 25 in autumn.
    ['America/Los_Angeles', '2026-03-08', '2026-03-08T08:00', 23],
    ['America/Los_Angeles', '2026-11-01', '2026-11-01T07:00', 25],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00', 23],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00', 25],
    ['Australia/Sydney', '2026-10-04', '2026-10-03T14:00', 23],
    ['Australia/Sydney', '2026-04-05', '2026-04-04T13:00', 25],
  ])('in %s that of %s holds from %s UTC for %d hours', (zone, date, from, hours) => {
    const own = calendarOf(`
      timezone: ${zone}
      begins: ${date}
      phases:
        code-freeze: { begins: ${date}, ends: ${date} }
        release: 2026-12-20`);
    const ids = (at: number) =>
      calendarNow(own, { exceptions: [], board: null, now: at }).holding.map(({ id }) => id);
    const begins = utc(from);
    expect([begins - 1, begins, begins + hours * hour - 1, begins + hours * hour].map(ids)).toEqual([
      [],
      ['code-freeze'],
      ['code-freeze'],
      [],
    ]);
  });

  it.each(['America/Los_Angeles', 'Europe/Berlin', 'Australia/Sydney'])(
    'begin a week after each other on the wall in %s, and count as weeks, all year round',
    (zone) => {
      const dates = Array.from({ length: 52 }, (_, week) =>
        new Date(utc('2026-01-05T00:00') + week * 7 * day).toISOString().slice(0, 10),
      );
      const own = calendarOf(`
      timezone: ${zone}
      begins: ${dates[0]}
      phases:${dates.map((date, week) => `\n        rc.${week}: ${date} 09:00`).join('')}
        release: 2027-01-04`);
      const view = (at: number) => calendarNow(own, { exceptions: [], board: null, now: at });
      for (const [week, { begins }] of own.phases.slice(0, 52).entries()) {
        expect(view(begins.at).week?.number).toBe(week + 1);
        expect(view(begins.at).holding[0]?.id).toBe(`rc.${week}`);
        expect(view(begins.at - 1).holding[0]?.id).toBe(week === 0 ? undefined : `rc.${week - 1}`);
      }
      const spans = own.phases.map(({ begins }, at) => begins.at - (own.phases[at - 1]?.begins.at ?? 0));
      expect(new Set(spans.slice(1, 52).map((span) => span / hour))).toEqual(new Set([167, 168, 169]));
    },
  );

  it('of a deadline anywhere on Earth is the same moment in every zone', () => {
    for (const zone of ['America/Los_Angeles', 'Europe/Berlin', 'Australia/Sydney']) {
      const own = calendarOf(`
      timezone: ${zone}
      phases: { code-freeze: Wed 22 July 2026 (AoE), release: 2026-08-19 }`);
      expect(own.phases[0]?.begins.at).toBe(utc('2026-07-23T12:00'));
      expect(nowAt('2026-07-23T11:59', null, own).holding).toEqual([]);
      expect(nowAt('2026-07-23T12:00', null, own).holding[0]?.id).toBe('code-freeze');
    }
  });
});

describe('a release candidate period', () => {
  const of = (rc: string, more = '') =>
    release({
      calendar: calendarOf(`
      phases: { ${rc}release: 2026-11-05 }${more}`),
    });
  const now = utc('2026-10-01T00:00');

  it('that is too short holds the release back, also when it is only planned', () => {
    const short = of('rc: 2026-11-01, ');
    expect(decideCalendar(short, now)).toMatchObject([
      { state: 'no-go', blocks: true, reason: 'The release candidate period is too short: 4 d of 7 d' },
    ]);
    expect(decideVerdict(short, evidence(), now).reasons.map(({ gate }) => gate)).toContain('rc-period');
    expect(decideCalendar(short, utc('2026-12-01T00:00'))[0]?.reason).toContain('was too short');
  });

  it('counts days as people do: the night of the change of clocks makes none longer or shorter', () => {
    // 25 hours in Los Angeles on 1 November 2026.
    expect(decideCalendar(of('rc: 2026-10-29, '), now)[0]?.state).toBe('go');
    expect(decideCalendar(of('rc: 2026-10-30, '), now)[0]?.state).toBe('no-go');
    const spring = calendarOf(`
      phases: { rc: 2026-03-05, release: 2026-03-12 }`);
    expect(decideCalendar(release({ calendar: spring }), now)[0]?.state).toBe('go');
  });

  it('is counted from the last candidate', () => {
    expect(decideCalendar(of('rc.0: 2026-10-01, rc.1: 2026-11-04, '), now)[0]?.state).toBe('no-go');
  });

  it('is asked for without a candidate only where signalman.yml says how long it is', () => {
    expect(decideCalendar(of(''), now)).toEqual([]);
    expect(decideCalendar(of('', '\n      rc-period: 7d'), now)[0]?.reason).toContain('No release candidate');
    expect(decideCalendar(of('rc: 2026-11-04, ', '\n      rc-period: 0'), now)).toEqual([]);
  });
});

describe('the on-call', () => {
  it.each(['America/Los_Angeles', 'Europe/Berlin', 'Australia/Sydney'])(
    'in %s hands over at the same time of the week, whatever the clocks do',
    (zone) => {
      const own = `
      timezone: ${zone}
      phases: { freeze: 2026-12-01 }
      rota: { weekly: [U0ANA, { who: U0BEN, name: Ben }, U0CAT], since: 2026-01-05 09:00 }`;
      const { rota } = calendarOf(own);
      if (rota?.kind !== 'weekly') throw new Error('no rota');
      const who = (at: number) => onCallAt(rota, at)[0]?.who;
      expect(who(rota.since - 1)).toBeUndefined();
      for (let week = 0; week < 60; week++) {
        // Monday, 9:00 on the wall, found without the rota's own arithmetic.
        const turn =
          calendarOf(`
      timezone: ${zone}
      phases: { freeze: ${new Date(utc('2026-01-05T00:00') + week * 7 * day).toISOString().slice(0, 10)} 09:00 }`)
            .phases[0]?.begins.at ?? 0;
        expect(who(turn)).toBe(['U0ANA', 'U0BEN', 'U0CAT'][week % 3]);
        if (week > 0) expect(who(turn - 1)).toBe(['U0ANA', 'U0BEN', 'U0CAT'][(week - 1) % 3]);
      }
    },
  );

  it.each([
    // 1:50 in Los Angeles comes at 8:50 and at 9:50 UTC: whoever took over keeps it.
    ['2026-10-25 01:50', '2026-11-01T08:50'],
    // 2:30 is left out there: it is as much later.
    ['2026-03-01 02:30', '2026-03-08T10:30'],
  ])('whose turns begin at %s hands over once, in the night of the change too: at %s', (since, at) => {
    const { rota } = calendarOf(`
      phases: { freeze: 2026-12-01 }
      rota: { weekly: [U0ANA, U0BEN], since: ${since} }`);
    const who = (later: number) => rota && onCallAt(rota, utc(at) + later * 60_000)[0]?.who;
    expect([-1, 0, 11, 45, 70].map(who)).toEqual(['U0ANA', 'U0BEN', 'U0BEN', 'U0BEN', 'U0BEN']);
  });

  it('with turns is whoever has one, and nobody between them', () => {
    const rota: Rota = {
      kind: 'turns',
      turns: [
        { who: 'U0ANA', name: null, from: 0, until: 10 },
        { who: 'U0BEN', name: null, from: 20, until: null },
      ],
    };
    expect([5, 10, 20].map((at) => onCallAt(rota, at).map(({ who }) => who))).toEqual([
      ['U0ANA'],
      [],
      ['U0BEN'],
    ]);
  });

  it('is that of the phase that holds, and otherwise that of the calendar', () => {
    const own = calendarOf(`
      rota: [{ who: U0ANY }]
      phases:
        slush: { begins: 2026-07-01, rota: [{ who: U0SLUSH, name: Sue }] }
        freeze: 2026-07-10
        release: 2026-08-01`);
    const who = (at: string) => nowAt(at, 'red', own).onCall;
    expect(who('2026-06-01T00:00')).toEqual([{ who: 'U0ANY', name: null }]);
    expect(who('2026-07-05T00:00')).toEqual([{ who: 'U0SLUSH', name: 'Sue' }]);
    expect(who('2026-07-15T00:00')).toEqual([{ who: 'U0ANY', name: null }]);
  });
});

describe('announcements', () => {
  const none: Quiet = { zone: 'UTC', hours: null, holidays: [], weekdays: [] };
  const own = calendarOf(`
      phases: { freeze: 2026-07-22 AoE }`);
  const decide = (at: string, done: string[] = [], quiet = none) =>
    decideAnnouncements(own, new Set(done), utc(at), { quiet, grace: 6 * hour }).map(
      ({ slot, state }) => `${slot.ahead / day} ${state}`,
    );
  const keys = slotsOf(own).map(slotKey);

  it('come seven days ahead, a day ahead, and when it begins: each at its moment', () => {
    expect(decide('2026-07-16T11:59')).toEqual([]);
    expect(decide('2026-07-16T12:00')).toEqual(['7 posted']);
    expect(decide('2026-07-22T12:00', keys.slice(0, 1))).toEqual(['1 posted']);
    expect(decide('2026-07-23T12:00', keys.slice(0, 2))).toEqual(['0 posted']);
    expect(decide('2026-07-23T12:00', keys)).toEqual([]);
  });

  it('that are late are posted within the grace and only noted after it', () => {
    expect(decide('2026-07-16T18:00')).toEqual(['7 posted']);
    expect(decide('2026-07-16T18:01')).toEqual(['7 missed']);
  });

  it('say only the last of what is due at once', () => {
    expect(decide('2026-07-23T13:00')).toEqual(['7 overtaken', '1 overtaken', '0 posted']);
    expect(decide('2027-01-01T00:00')).toEqual(['7 overtaken', '1 overtaken', '0 missed']);
  });

  it('wait for the end of the quiet, and are not late by that', () => {
    const quiet = { ...none, hours: { from: 10 * 60, to: 22 * 60 } };
    expect(decide('2026-07-16T12:00', [], quiet)).toEqual([]);
    expect(decide('2026-07-16T21:59', [], quiet)).toEqual([]);
    expect(decide('2026-07-16T22:00', [], quiet)).toEqual(['7 posted']);
    expect(decide('2026-07-17T04:01', [], quiet)).toEqual(['7 missed']);
  });

  it('outlast two weeks of holidays', () => {
    const holidays = Array.from({ length: 14 }, (_, at) => `2026-07-${16 + at}`);
    const quiet = { ...none, zone: 'Europe/Berlin', holidays };
    expect(decide('2026-07-16T20:00', [], quiet)).toEqual([]);
    expect(decide('2026-07-23T20:00', [], quiet)).toEqual(['7 overtaken', '1 overtaken']);
    expect(decide('2026-07-29T21:59', keys.slice(0, 2), quiet)).toEqual([]);
    expect(decide('2026-07-29T22:00', keys.slice(0, 2), quiet)).toEqual(['0 posted']);
  });

  it('are each worked off once, whenever somebody looks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 * 24 }), { minLength: 1, maxLength: 30 }),
        (hours) => {
          const done = new Set<string>();
          for (const each of [...hours, 20 * 24].sort((a, b) => a - b)) {
            const now = utc('2026-07-10T00:00') + each * hour;
            for (const { slot } of decideAnnouncements(own, done, now, { quiet: none, grace: 6 * hour })) {
              expect(slot.at).toBeLessThanOrEqual(now);
              expect(done.has(slotKey(slot))).toBe(false);
              done.add(slotKey(slot));
            }
          }
          expect(done.size).toBe(3);
        },
      ),
    );
  });
});

describe('an exception', () => {
  const now = utc('2026-07-25T00:00');
  const form: ExceptionForm = {
    ...{ what: 'Merge the fix', reason: 'It leaks.', issue: '#12', from: null, until: now + day },
  };
  const ask = (given: Partial<ExceptionForm>) =>
    askException({ ...form, ...given }, { repository: 'acme/rocket', web: 'https://github.com', now });
  const faults = (given: Partial<ExceptionForm>) => {
    try {
      ask(given);
      return {};
    } catch (error) {
      if (!(error instanceof FormFault)) throw error;
      return error.fields;
    }
  };

  it('that is complete begins now unless it says when', () => {
    expect(ask({})).toMatchObject({ from: now, issue: { name: 'acme/rocket#12' } });
    expect(ask({ from: now + hour }).from).toBe(now + hour);
  });

  it('that is not says all that is missing at once', () => {
    expect(Object.keys(faults({ what: ' ', reason: '\u200b', issue: '', until: null })).sort()).toEqual([
      'issue',
      'reason',
      'until',
      'what',
    ]);
    expect(faults({ issue: 'see the wiki' }).issue).toContain('#123');
    expect(faults({ what: 'x'.repeat(141) }).what).toContain('141');
  });

  it('cannot end before it starts, or be over already', () => {
    expect(faults({ from: now + 2 * day, until: now + day })).toEqual({
      until: 'It would end before it starts.',
    });
    expect(faults({ until: now })).toEqual({ until: 'That is over already.' });
    expect(faults({ from: now - 2 * day, until: now - day })).toEqual({ until: 'That is over already.' });
  });

  it('is over by itself, and is decided once', () => {
    const one = exception({ from: now, until: now + day });
    expect(stateOf(one, now)).toBe('waiting');
    expect(stateOf(one, now + day)).toBe('lapsed');
    const yes = { isApproved: true, reason: '' };
    expect(decideException(one, yes, now, 'UTC')).toEqual({ kind: 'approved' });
    expect(() => decideException(one, yes, now + day, 'UTC')).toThrow('is over');
    expect(() => decideException(one, { isApproved: false, reason: ' ' }, now, 'UTC')).toThrow(FormFault);
    const approved = { ...one, decision: { ...yes, by: { id: 'U0LEAD', name: 'lea' }, at: now } };
    expect(stateOf(approved, now - 1)).toBe('coming');
    expect(stateOf(approved, now)).toBe('holds');
    expect(stateOf(approved, now + day)).toBe('over');
    expect(() => decideException(approved, yes, now, 'UTC')).toThrow('lea has approved exception 3 already');
  });
});
