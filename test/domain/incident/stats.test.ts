/** Figures of incidents: how long what took, which promises were kept, and that the parts add up whatever happened. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Course, courseOf, steps } from '../../../src/domain/incident/course.js';
import type { IncidentEvent, Recorded } from '../../../src/domain/incident/event.js';
import { fold } from '../../../src/domain/incident/fold.js';
import { isOpen } from '../../../src/domain/incident/incident.js';
import { incidentMonth } from '../../../src/domain/incident/month.js';
import { monthAround, monthBefore, readPeriod, spanOf } from '../../../src/domain/incident/period.js';
import { share, statsOf } from '../../../src/domain/incident/stats.js';
import {
  apartWords,
  spreadWords,
  statsBriefly,
  updatesWords,
} from '../../../src/domain/incident/stats-words.js';
import type { actionTypes } from '../../../src/domain/postmortem/event.js';
import { day, hour, minute, showDuration } from '../../../src/domain/time.js';
import { ann, declaredAt, incidentFacts } from '../../builders/incident.js';
import { story } from './story.js';

const base = declaredAt;

/** A record from events with their age in ms. */
const recordOf = (...events: [age: number, event: IncidentEvent][]): Recorded[] =>
  events.map(([age, event], index) => ({ seq: index + 1, at: base + age, by: ann, event }));

const declared = (given: Parameters<typeof incidentFacts>[0] = {}): IncidentEvent => ({
  kind: 'declared',
  facts: incidentFacts(given),
  source: null,
});
const updated = (facts: Extract<IncidentEvent, { kind: 'updated' }>['facts']): IncidentEvent => ({
  kind: 'updated',
  text: 'News.',
  facts,
  draftedBy: null,
});
const resolved: IncidentEvent = { kind: 'resolved', text: 'It is out.', lingering: 'none' };
const course = (now: number, ...events: [number, IncidentEvent][]) =>
  courseOf(fold(7, recordOf(...events)), null, base + now);

describe('how an incident went', () => {
  it('tells from the declaration when the cause was known, the fix merged, and the all-clear given', () => {
    const promised = (age: number) => ({ nextUpdateBy: base + age });
    expect(
      course(
        6 * day,
        [0, declared(promised(20 * minute))],
        [15 * minute, updated({ fix: 'cause-known', ...promised(hour) })],
        [2 * hour, updated({ fix: 'merged', ...promised(day) })],
        [5 * day + 14 * hour + 52 * minute, resolved],
      ),
    ).toMatchObject({
      outcome: 'resolved',
      took: { identify: 15 * minute, fix: 2 * hour, resolve: 5 * day + 14 * hour + 52 * minute },
      // The first came in time, the second an hour late, and the all-clear four days after the third was due.
      kept: 1,
      missed: 2,
      postmortem: 'open',
    });
    expect(showDuration(5 * day + 14 * hour + 52 * minute)).toBe('5 d 14 h 52 min');
  });

  it('takes the merged pull request for the fix where that was before anybody said so', () => {
    const item = { name: 'acme/rocket#9', url: 'https://example.com/9', title: 'Do not wait' };
    const what = 'merged' as const;
    const sight = { what, at: base + hour, by: null, branch: 'main', tag: null, url: null };
    const events: [number, IncidentEvent][] = [
      [0, declared()],
      [minute, { kind: 'linked', item, as: 'fix', of: null }],
      [3 * hour, { kind: 'seen', item: item.name, sight }],
      [4 * hour, updated({ fix: 'merged' })],
    ];
    expect(course(day, ...events).took.fix).toBe(hour);
    const asDuplicate = events.map(([age, event]): [number, IncidentEvent] => [
      age,
      event.kind === 'linked' ? { ...event, as: 'duplicate' } : event,
    ]);
    expect(course(day, ...asDuplicate).took.fix).toBe(4 * hour);
  });

  it('does not count what was corrected to say something else, and does count what only was worded anew', () => {
    const said: [number, IncidentEvent][] = [
      [0, declared()],
      [hour, updated({ fix: 'merged' })],
    ];
    const correction = (facts: object): [number, IncidentEvent] => [
      2 * hour,
      { kind: 'corrected', of: 2, reason: 'Wrong.', text: 'So it is.', facts },
    ];
    expect(course(day, ...said, correction({ fix: 'proposed' })).took.fix).toBeNull();
    expect(course(day, ...said, correction({})).took.fix).toBe(hour);
  });

  it('does not count a promise that is not due yet, and counts one that nobody kept', () => {
    const promise = declared({ nextUpdateBy: base + hour });
    expect(course(hour, [0, promise])).toMatchObject({ kept: 0, missed: 0, outcome: 'open' });
    expect(course(hour + 1, [0, promise])).toMatchObject({ kept: 0, missed: 1 });
    // In the very millisecond is in time.
    expect(course(day, [0, promise], [hour, resolved])).toMatchObject({ kept: 1, missed: 0 });
  });

  it('says nothing of when it was announced where it was under embargo first', () => {
    const record = recordOf(
      [0, { ...(declared() as Extract<IncidentEvent, { kind: 'declared' }>), embargo: true }],
      [hour, { kind: 'lifted', text: 'Everybody may know.', facts: {} }],
    );
    expect(courseOf(fold(1, record), 5000, base + day).took.announce).toBeNull();
    expect(courseOf(fold(1, recordOf([0, declared()])), 5000, base + day).took.announce).toBe(5000);
  });

  it('counts action items by type: what is open, what is done, and not what was dropped', () => {
    const add = (id: string, type: (typeof actionTypes)[number]): [number, IncidentEvent] => [
      hour,
      {
        kind: 'action-added',
        action: { id, text: id, type, owner: null, login: null, due: null, issue: null },
      },
    ];
    const end = (action: string, how: 'said' | 'dropped'): [number, IncidentEvent] => [
      2 * hour,
      { kind: 'action-done', action, at: base + 2 * hour, how, reason: '' },
    ];
    const { actions } = course(
      day,
      [0, declared()],
      ...[add('a', 'prevent'), add('b', 'prevent'), add('c', 'detect')],
      ...[end('b', 'said'), end('c', 'dropped')],
    );
    expect(actions).toEqual({
      detect: { open: 0, done: 0 },
      prevent: { open: 1, done: 1 },
      mitigate: { open: 0, done: 0 },
    });
  });

  it('is sane whatever people do to an incident', () => {
    fc.assert(
      fc.property(story, fc.nat(10 * day), fc.option(fc.nat(day)), ({ record }, later, announced) => {
        const incident = fold(1, record);
        const now = (record.at(-1)?.at ?? base) + later;
        const found = courseOf(incident, announced, now);
        for (const step of steps) {
          const ms = found.took[step];
          if (ms !== null) expect(ms).toBeGreaterThanOrEqual(0);
        }
        expect(found.outcome === 'open').toBe(isOpen(incident));
        expect(found.took.resolve === null).toBe(found.outcome !== 'resolved');
        // Each revision settles one promise at most, and the last one may stand unkept.
        expect(found.kept + found.missed).toBeLessThanOrEqual(incident.revisions.length);
        const { took } = found;
        if (took.identify !== null && took.fix !== null) expect(took.identify).toBeLessThanOrEqual(took.fix);
      }),
    );
  });
});

const todo = fc.record({ open: fc.nat(9), done: fc.nat(9) });
const courses = fc.array(
  fc.record<Course>({
    id: fc.integer({ min: 1, max: 9999 }),
    release: fc.constantFrom('v1.6', 'v1.7', 'toString'),
    severity: fc.constantFrom('s1', 's2', '__proto__'),
    outcome: fc.constantFrom('open', 'resolved', 'retracted', 'merged'),
    took: fc.record({
      announce: fc.option(fc.nat(day)),
      identify: fc.option(fc.nat(day)),
      fix: fc.option(fc.nat(30 * day)),
      resolve: fc.option(fc.nat(60 * day)),
    }),
    kept: fc.nat(20),
    missed: fc.nat(20),
    postmortem: fc.constantFrom(null, 'open', 'final'),
    actions: fc.record({ detect: todo, prevent: todo, mitigate: todo }),
  }),
  { maxLength: 60 },
);

/** Every number in a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('figures of incidents', () => {
  it('are zeros and nothing else where there was none', () => {
    const none = statsOf([]);
    expect(none).toMatchObject({ count: 0, bySeverity: [], updates: { kept: 0, missed: 0 } });
    expect(Object.values(none.took)).toEqual([null, null, null, null]);
    expect(updatesWords(none)).toBeNull();
    expect(apartWords(none)).toBe('');
    expect(statsBriefly(none, (id) => id)).toBe('no incident');
  });

  it('add up, are finite, and do not depend on the order of the incidents', () => {
    fc.assert(
      fc.property(courses, (all) => {
        const stats = statsOf(all);
        const total = (list: { count: number }[]) => list.reduce((sum, one) => sum + one.count, 0);
        expect(stats.open + stats.resolved).toBe(stats.count);
        expect(stats.count + stats.retracted + stats.merged).toBe(all.length);
        expect(total(stats.bySeverity)).toBe(stats.count);
        expect(total(stats.byRelease)).toBe(stats.count);
        expect(stats.postmortems.final + stats.postmortems.open).toBeLessThanOrEqual(stats.count);
        for (const number of numbersIn(stats)) expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
        for (const step of steps) {
          const spread = stats.took[step];
          const known = all.filter(
            (one) => (one.outcome === 'open' || one.outcome === 'resolved') && one.took[step] !== null,
          );
          expect(spread?.of ?? 0).toBe(known.length);
          if (!spread) continue;
          expect(spread.longest).toBe(Math.max(...known.map(({ took }) => took[step] ?? 0)));
          const below = known.filter(({ took }) => (took[step] ?? 0) <= spread.median).length;
          expect(below * 2).toBeGreaterThanOrEqual(known.length);
          expect(spread.median).toBeLessThanOrEqual(spread.longest);
        }
        const turned = statsOf([...all].reverse());
        expect(turned).toEqual(stats);
      }),
    );
  });

  it('leave out of every figure what was retracted or merged', () => {
    fc.assert(
      fc.property(courses, (all) => {
        const apart = all.map((one) => ({ ...one, outcome: 'retracted' as const }));
        const { retracted, ...rest } = statsOf(apart);
        const { retracted: _none, ...nothing } = statsOf([]);
        expect(rest).toEqual(nothing);
        expect(retracted).toBe(all.length);
      }),
    );
  });

  it('name the median and the longest with its days, and only one duration where there is only one', () => {
    const at = (id: number, ms: number): Course => ({
      ...course(day, [0, declared()]),
      ...{ id, outcome: 'resolved', took: { announce: null, identify: null, fix: null, resolve: ms } },
    });
    const words = (...all: Course[]) => {
      const { resolve } = statsOf(all).took;
      return resolve && spreadWords(resolve);
    };
    const long = 5 * day + 14 * hour + 52 * minute;
    expect(words(at(1, long))).toBe('5 d 14 h 52 min');
    expect(words(at(1, long), at(2, hour))).toBe(
      'median 2 d 19 h 56 min, longest 5 d 14 h 52 min (incident 1)',
    );
    expect(words(at(1, long), at(2, hour), at(3, 2 * hour))).toContain('median 2 h,');
  });

  it.each([
    [0, 0, null],
    [0, 5, 0],
    [5, 0, 100],
    [1, 999, 1],
    [999, 1, 99],
    [9, 3, 75],
  ])('say of %d kept and %d missed: %s percent', (kept, missed, percent) => {
    expect(share(kept, missed)).toBe(percent);
  });
});

describe('the time that figures are of', () => {
  it.each([
    ['', null],
    ['v1.6', null],
    ['0d', null],
    ['since yesterday', null],
    ['since 2017-02-30', null],
    ['2017-13', null],
    ['all', { kind: 'all' }],
    ['30d v1.6', { kind: 'days', days: 30 }],
    ['2017', { kind: 'year', year: 2017 }],
    ['2017-03 v1.6', { kind: 'month', year: 2017, month: 3 }],
    ['since 2017-03-28', { kind: 'since', year: 2017, month: 3, date: 28 }],
  ])('is read from "%s"', (text, period) => {
    const read = readPeriod(text);
    expect(read?.period ?? null).toEqual(period);
    if (read) expect(read.rest).toBe(text.endsWith('v1.6') ? 'v1.6' : '');
  });

  it('never ends before it begins, whatever was typed and wherever', () => {
    const zones = fc.constantFrom('UTC', 'America/Los_Angeles', 'Pacific/Apia', 'Australia/Lord_Howe');
    const moments = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2099, 0, 1) });
    fc.assert(
      fc.property(moments, zones, fc.integer({ min: 1, max: 3660 }), (now, zone, days) => {
        const before = monthBefore(now, zone);
        const present = monthAround(now, zone);
        expect(before.until).toBe(present.from);
        expect(present.from).toBeLessThanOrEqual(now);
        expect(present.until).toBeGreaterThan(now);
        const span = spanOf({ kind: 'days', days }, now, zone);
        expect(span.until - span.from).toBe(days * day + 1);
      }),
    );
  });

  it('is called by its month', () => {
    expect(monthBefore(Date.UTC(2017, 0, 1), 'UTC').words).toBe('in December 2016');
    // In California it is still March.
    expect(monthAround(Date.UTC(2017, 3, 1, 5), 'America/Los_Angeles').words).toBe('in March 2017');
  });
});

describe('the month that a first digest tells of', () => {
  const march = monthAround(base, 'UTC');
  const record = recordOf(
    [0, declared({ nextUpdateBy: base + hour })],
    [hour, updated({ fix: 'merged', nextUpdateBy: base + 2 * day })],
  );
  const later: Recorded = { seq: 3, at: march.until + hour, by: ann, event: resolved };

  it('says the same whatever happens to its incidents afterwards', () => {
    const then = incidentMonth(march, [{ id: 1, record, announced: minute }]);
    expect(then).toMatchObject({ name: 'March 2017', stats: { count: 1, open: 1, resolved: 0 } });
    expect(incidentMonth(march, [{ id: 1, record: [...record, later], announced: minute }])).toEqual(then);
  });

  it('leaves out what was under embargo at its end, even if that was lifted afterwards', () => {
    const secret = {
      ...(declared() as Extract<IncidentEvent, { kind: 'declared' }>),
      embargo: true as const,
    };
    const lifted: IncidentEvent = { kind: 'lifted', text: 'Known now.', facts: {} };
    const at = (liftedAt: number): Recorded[] => [
      { seq: 1, at: base, by: ann, event: secret },
      { seq: 2, at: liftedAt, by: ann, event: lifted },
    ];
    const count = (liftedAt: number) =>
      incidentMonth(march, [{ id: 1, record: at(liftedAt), announced: null }]).stats.count;
    expect(count(march.until)).toBe(0);
    expect(count(march.until - 1)).toBe(1);
  });

  it('leaves out what was declared in another month', () => {
    const other = incidentMonth(monthBefore(base, 'UTC'), [{ id: 1, record, announced: null }]);
    expect(other.stats).toEqual(statsOf([]));
  });
});
