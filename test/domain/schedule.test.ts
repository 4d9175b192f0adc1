/** What becomes of a moment that has come, and whether two reports say the same. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCron } from '../../src/domain/cron.js';
import {
  decideSlot,
  digestSubject,
  neverComes,
  type SlotRules,
  saysTheSame,
} from '../../src/domain/schedule.js';
import { nextSlot } from '../../src/domain/slots.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { issue, noon } from '../builders/issue.js';
import { release } from '../builders/release.js';
import { stored } from '../builders/report.js';
import { note } from '../builders/status.js';

const always: SlotRules = {
  quiet: { zone: 'UTC', hours: null, holidays: [], weekdays: [] },
  grace: 2 * hour,
};
const night = { ...always, quiet: { ...always.quiet, hours: { from: 22 * 60, to: 7 * 60 } } };
const at = (clock: number) => Date.UTC(2017, 2, 16) + clock * hour;

describe('a moment that has come', () => {
  it('is posted up to the grace, and missed after it', () => {
    expect(decideSlot(noon, noon, always)).toBe('post');
    expect(decideSlot(noon, noon + 2 * hour, always)).toBe('post');
    expect(decideSlot(noon, noon + 2 * hour + 1, always)).toBe('missed');
  });

  it.each<[string, Partial<SlotRules['quiet']>, number]>([
    ['in quiet hours', { hours: { from: 22 * 60, to: 7 * 60 } }, at(23)],
    ['on a quiet day of the week', { weekdays: [4] }, at(12)],
    ['on a holiday', { holidays: ['2017-03-16'] }, at(12)],
  ])('%s is quiet, however late it is worked off', (_, quiet, slot) => {
    const rules = { ...always, quiet: { ...always.quiet, ...quiet } };
    for (const late of [0, hour, 5 * day]) expect(decideSlot(slot, slot + late, rules)).toBe('quiet');
  });

  it('that is not quiet itself is posted in time, but not hours later when everybody sleeps', () => {
    expect(decideSlot(at(21.99), at(22.01), night)).toBe('post');
    expect(decideSlot(at(21.5), at(22.25), night)).toBe('quiet');
    expect(decideSlot(at(20), at(21), night)).toBe('post');
  });

  it('is one of the three, and never posted when it is later than the grace', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 48 }), fc.integer({ min: 0, max: 600 }), (clock, late) => {
        const decided = decideSlot(at(clock), at(clock) + late * minute, night);
        expect(['post', 'missed', 'quiet']).toContain(decided);
        if (late > 120) expect(decided).not.toBe('post');
      }),
    );
  });

  it('is delivered under a name of its own', () => {
    expect(digestSubject(3, noon)).toBe('schedule 3 at 2017-03-16T12:00:00.000Z');
  });
});

describe('two reports', () => {
  const issues = [issue({ number: 1, labels: ['kind/bug', 'sig/node'] }), issue({ number: 2 })];
  const of = (given: Parameters<typeof stored>[0]) =>
    stored({ source: { observedAt: given.now ?? noon }, ...given }, 1);
  const before = of({ issues });

  it('say the same when verdict, gates, figures and issues are, in whatever order they were read', () => {
    expect(saysTheSame(before, of({ issues: [...issues].reverse(), now: noon + day }))).toBe(true);
    expect(
      saysTheSame(before, {
        ...before,
        figures: Object.fromEntries(Object.entries(before.figures).reverse()),
      }),
    ).toBe(true);
  });

  it('do not when an issue has taken the place of another', () => {
    expect(
      saysTheSame(before, of({ issues: [{ ...issues[0], number: 3 } as never, issues[1] as never] })),
    ).toBe(false);
  });

  it.each([
    ['an issue more', of({ issues: [...issues, issue({ number: 3 })] })],
    ['another label', of({ issues: [issues[0] ?? issue(), issue({ number: 2, labels: ['sig/node'] })] })],
    ['another assignee', of({ issues: [issues[0] ?? issue(), issue({ number: 2, assignees: ['ada'] })] })],
    ['a reason more', of({ issues, notes: [note()] })],
    ['old figures', of({ issues, source: { observedAt: noon - day } })],
    ['no gate', of({ issues, of: release({ gates: [] }) })],
  ])('do not when one has %s', (_, now) => {
    expect(saysTheSame(before, now)).toBe(false);
    expect(saysTheSame(now, before)).toBe(false);
  });

  it('do not when of one only the counts are known', () => {
    expect(saysTheSame(before, { ...before, members: null })).toBe(false);
  });
});

describe('a cron line with weekdays beside it', () => {
  const times = (line: string, weekdays: number[] | null) => ({
    cron: parseCron(line),
    zone: 'UTC',
    weekdays,
  });

  it.each<[string, number[] | null, boolean]>([
    ['0 16 * * *', null, false],
    ['0 16 * * *', [], true],
    ['0 16 * * 1-5', [1, 2], false],
    ['0 16 * * 1-5', [0, 6], true],
    ['0 16 * * */2', [1], true],
    ['0 16 1 * *', [1], false],
    ['0 16 1 * 2', [1], false],
  ])('%s on %j never comes: %s', (line, weekdays, never) => {
    expect(neverComes(times(line, weekdays))).toBe(never);
  });

  it('comes within a year or never, for any days and dates', () => {
    const days = fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 });
    const date = fc.constantFrom('*', '*/9', '1,8,15,22', '1-7');
    fc.assert(
      fc.property(days, days, date, fc.boolean(), (one, other, dates, isAny) => {
        const all = times(`0 16 ${dates} * ${isAny ? '*' : one.join(',')}`, other);
        const next = nextSlot(all, noon);
        expect(neverComes(all)).toBe(next === null);
      }),
      { numRuns: 40 },
    );
  });
});
