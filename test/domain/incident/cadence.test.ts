/** When the next update is owed, and when its commander is reminded: across ages, zones and changes of the clock. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueAfter, intervalOf, reminderDue, severityOf } from '../../../src/domain/incident/cadence.js';
import { reopen } from '../../../src/domain/incident/end.js';
import type { FixState } from '../../../src/domain/incident/event.js';
import { update } from '../../../src/domain/incident/update.js';
import { day, hour, minute, momentOf, partsOf } from '../../../src/domain/time.js';
import { ann, declaredAt, incidentFacts, incidentSettings } from '../../builders/incident.js';
import { contextAt, fresh, having, saying } from './scene.js';

const settings = incidentSettings();
const at = (age: number, severity: string, fix: FixState = 'unknown', given = settings) =>
  dueAfter({ facts: incidentFacts({ severity, fix }), openedAt: declaredAt }, given, declaredAt + age) -
  (declaredAt + age);

describe('the next update', () => {
  it.each([
    ['s1', 0, 20 * minute],
    ['s1', 2 * hour - 1, 20 * minute],
    ['s1', 2 * hour, hour],
    ['s1', 9 * day, hour],
    ['s2', 0, 30 * minute],
    ['s2', 2 * hour - 1, 30 * minute],
    ['s2', 2 * hour, 2 * hour],
    ['s3', 0, 4 * hour],
    ['s3', 9 * day, 4 * hour],
  ])('of %s is due, %d ms after the declaration, %d ms later', (severity, age, later) => {
    expect(at(age, severity)).toBe(later);
  });

  it('is due as for the gravest severity where its own is configured no more', () => {
    expect(severityOf(settings, 'gone').id).toBe('s1');
    expect(() => severityOf(incidentSettings({ severities: [] }), 's1')).toThrow('no severity');
  });

  it('is due at the cadence of a new incident once it is reopened, even if it had waited for a release', () => {
    const now = declaredAt + 3 * day;
    for (const fix of ['in-place', 'waiting'] as const) {
      const over = having(fresh({ fix }), [{ kind: 'resolved', text: 'It is out.', lingering: 'none' }]);
      const [event] = reopen(over, 'It hangs again.', contextAt(now));
      expect(event).toMatchObject({ kind: 'reopened', nextUpdateBy: now + 20 * minute });
      const again = having(over, event ? [event] : [], { at: now });
      expect(again).toMatchObject({ state: 'investigating', openedAt: now, declaredAt });
      const [next] = update(again, saying(again), ann, 'd', contextAt(now + minute));
      expect(next).toMatchObject({ facts: { nextUpdateBy: now + 21 * minute } });
    }
  });
});

describe('what waits for a patch release', () => {
  const waiting = (now: number, zone: string, dailyAt = 600) =>
    dueAfter(
      { facts: incidentFacts({ fix: 'waiting' }), openedAt: declaredAt },
      { ...settings, zone, dailyAt },
      now,
    );

  it.each([
    ['America/Los_Angeles', { year: 2017, month: 3, day: 11 }, 23 * hour],
    ['America/Los_Angeles', { year: 2017, month: 11, day: 4 }, 25 * hour],
    ['Europe/Berlin', { year: 2017, month: 3, day: 25 }, 23 * hour],
    ['Europe/Berlin', { year: 2017, month: 10, day: 28 }, 25 * hour],
    ['Asia/Kolkata', { year: 2017, month: 3, day: 25 }, 24 * hour],
  ])('is updated at ten o’clock in %s, also from %j on', (zone, date, later) => {
    const ten = momentOf({ ...date, hour: 10 }, zone);
    expect(waiting(ten - 2 * hour, zone)).toBe(ten);
    expect(waiting(ten, zone)).toBe(ten + later);
  });

  it('is not updated within the next hour, which would be no promise', () => {
    const ten = momentOf({ year: 2017, month: 3, day: 20, hour: 10 }, 'UTC');
    expect(waiting(ten - hour, 'UTC')).toBe(ten);
    expect(waiting(ten - hour + 1, 'UTC')).toBe(ten + day);
  });

  it('is updated after the gap where the clock skips that time', () => {
    const noon = momentOf({ year: 2017, month: 3, day: 11, hour: 12 }, 'America/Los_Angeles');
    const {
      day: date,
      hour: clock,
      minute: past,
    } = partsOf(waiting(noon, 'America/Los_Angeles', 150), 'America/Los_Angeles');
    expect([date, clock, past]).toEqual([12, 3, 30]);
  });

  it('is updated within 26 hours and never within one, at that time, whatever the zone and the day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2016, 0), max: Date.UTC(2030, 0) }),
        fc.constantFrom('America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
        // Not at night: a clock that is changed may skip it.
        fc.integer({ min: 4 * 60, max: 24 * 60 - 1 }),
        (now, zone, dailyAt) => {
          const due = waiting(now, zone, dailyAt);
          expect(due - now).toBeGreaterThanOrEqual(hour);
          expect(due - now).toBeLessThan(26 * hour);
          const wall = partsOf(due, zone);
          expect([wall.hour * 60 + wall.minute, wall.second]).toEqual([dailyAt, 0]);
        },
      ),
    );
  });
});

describe('a commander', () => {
  const due = declaredAt + 20 * minute;
  /** Reminded so often, in time. */
  const owing = (reminders = 0) => ({
    ...fresh(),
    reminders,
    remindedAt: reminders === 0 ? null : due + (reminders - 1) * 20 * minute,
  });

  it('is reminded from the moment on at which the update is due', () => {
    expect(reminderDue(owing(), settings, due - 1)).toBeNull();
    expect(reminderDue(owing(), settings, due)).toEqual({
      ...{ kind: 'reminded', due, count: 1, escalated: false },
    });
  });

  it('is reminded again at each interval, and from the third time on the release lead is told', () => {
    expect(reminderDue(owing(1), settings, due + 20 * minute - 1)).toBeNull();
    expect(reminderDue(owing(1), settings, due + 20 * minute)).toMatchObject({ count: 2, escalated: false });
    expect(reminderDue(owing(2), settings, due + 40 * minute)).toMatchObject({ count: 3, escalated: true });
    expect(reminderDue(owing(3), settings, due + 60 * minute)).toMatchObject({ count: 4, escalated: true });
  });

  it('is reminded once after a long silence of Signalman, which nobody holds against them', () => {
    const now = due + 90 * minute;
    const reminded = reminderDue(owing(), settings, now);
    expect(reminded).toMatchObject({ count: 1, escalated: false });
    const told = having(owing(), reminded ? [reminded] : [], { by: null, at: now });
    expect(reminderDue(told, settings, now)).toBeNull();
    expect(reminderDue(told, settings, due + 100 * minute)).toMatchObject({ count: 2 });
  });

  it('who has just taken over is asked from the beginning, at the next interval', () => {
    const other = { id: 'U0CORA', name: 'cora' };
    const at = due + 50 * minute;
    const over = having(owing(3), [{ kind: 'handed-over', to: other, reason: '' }], { by: null, at });
    expect(reminderDue(over, settings, due + 60 * minute - 1)).toBeNull();
    expect(reminderDue(over, settings, due + 60 * minute)).toMatchObject({ count: 1, escalated: false });
    const early = having(owing(), [{ kind: 'handed-over', to: other, reason: '' }], {
      by: null,
      at: due - 1,
    });
    expect(reminderDue(early, settings, due)).toMatchObject({ count: 1 });
  });

  it('is reminded once a day of what waits for a release, and of slower updates at the slower cadence', () => {
    const waiting = { ...fresh({ fix: 'waiting' }), reminders: 1, remindedAt: due };
    expect(reminderDue(waiting, settings, due + day - 1)).toBeNull();
    expect(reminderDue(waiting, settings, due + day)).toMatchObject({ count: 2 });
    const later = declaredAt + 3 * hour;
    const late = { ...fresh({ nextUpdateBy: later }), reminders: 1, remindedAt: later };
    expect(reminderDue(late, settings, declaredAt + 4 * hour - 1)).toBeNull();
    expect(reminderDue(late, settings, declaredAt + 4 * hour)).toMatchObject({ count: 2 });
  });

  it('is left in peace once it is over', () => {
    const over = having(fresh(), [{ kind: 'resolved', text: 'Done.', lingering: 'none' }]);
    expect(reminderDue(over, settings, due + day)).toBeNull();
  });

  it('hears of each interval that has passed once, however often Signalman looks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('s1', 's2', 's3'),
        fc.array(fc.integer({ min: 0, max: 5 * hour }), { minLength: 1, maxLength: 30 }),
        (severity, steps) => {
          let one = fresh({ severity });
          let now = declaredAt;
          /** Intervals in which Signalman looked. */
          const heard = new Set<number>();
          const interval = intervalOf(severityOf(settings, severity), due - declaredAt);
          for (const step of steps) {
            now += step;
            const reminded = reminderDue(one, settings, now);
            if (reminded) one = having(one, [reminded], { by: null, at: now });
            const passed = now < due ? null : Math.floor((now - due) / interval);
            if (passed !== null) heard.add(passed);
            expect(reminderDue(one, settings, now)).toBeNull();
            expect(one.reminders).toBe(heard.size);
          }
        },
      ),
    );
  });
});
