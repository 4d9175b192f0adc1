/** The calendars of signalman.yml: what they mean, and what is said of those that cannot be. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { day, hour } from '../../src/domain/time.js';
import { calendarOf } from '../builders/calendar.js';

function problemsOf(own: string, more = ''): string {
  try {
    calendarOf(own, more);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return error.message.split('\n').slice(1).join('\n');
  }
  return '';
}
const phases = (list: string) => `
      begins: 2026-05-18
      phases: { ${list} }`;

describe('a calendar of signalman.yml', () => {
  it('needs nothing but a phase', () => {
    const own = calendarOf(`
      phases: { code-freeze: 2026-07-22 AoE }`);
    expect(own).toMatchObject({
      ...{ zone: 'America/Los_Angeles', begins: null, rota: null, notes: [] },
      ...{ announceAhead: [7 * day, day, 0], channels: ['C0RELEASE'], rcPeriod: 7 * day },
    });
    expect(own.phases).toMatchObject([
      { id: 'code-freeze', kind: 'freeze', title: 'Code Freeze', ends: null, rota: null },
    ]);
  });

  it.each([
    ['freeze', 'freeze', 'Code Freeze'],
    ['code-slush', 'slush', 'Code Slush'],
    ['prr-freeze', 'prr-freeze', 'Production Readiness Freeze'],
    ['production-readiness-freeze', 'prr-freeze', 'Production Readiness Freeze'],
    ['rc', 'rc', 'Release candidate'],
    ['rc.1', 'rc', 'rc.1'],
    ['feature-blog-freeze', 'own', 'Feature blog freeze'],
  ])('knows what %s is by its name', (id, kind, title) => {
    expect(calendarOf(phases(`${id}: 2026-07-22`)).phases[0]).toMatchObject({ kind, title });
  });

  it('begins a span of days with its first and ends it with its last', () => {
    const [slush] = calendarOf(phases('slush: { begins: 2026-07-01, ends: 2026-07-10 }')).phases;
    expect(slush?.begins.at).toBe(Date.UTC(2026, 6, 1, 7));
    expect(slush?.ends?.at).toBe(Date.UTC(2026, 6, 11, 7));
  });

  it('takes what is missing in a release from what holds for all', () => {
    const more = `calendar: { announce-ahead: [3d], rc-period: 5d, channels: [C0ALL], rota: { weekly: [U0ANA] }, timezone: UTC }`;
    expect(calendarOf(phases('freeze: 22 July'), more)).toMatchObject({
      ...{ announceAhead: [3 * day], rcPeriod: 5 * day, channels: ['C0ALL'], zone: 'UTC' },
      rota: { kind: 'weekly', since: Date.UTC(2026, 4, 18) },
    });
    const own = `${phases('freeze: 22 July')}
      announce-ahead: [12h, 0]
      rc-period: 0`;
    expect(calendarOf(own, more)).toMatchObject({ announceAhead: [12 * hour, 0], rcPeriod: 0 });
  });

  it('lets code, test and docs freeze run beside each other', () => {
    const list =
      'freeze: 2026-07-22 AoE, test-freeze: 2026-07-22 AoE, docs-freeze: { begins: 2026-07-29, ends: 2026-08-20 }, burndown: { begins: 2026-07-27, ends: 2026-08-18, beside: true }, release: 2026-08-19';
    expect(problemsOf(phases(list))).toBe('');
  });

  it.each([
    [
      'slush: { begins: 2026-07-01, ends: 2026-07-12 }, freeze: 2026-07-10',
      'calendar.phases.freeze: overlaps with slush',
    ],
    [
      'docs-freeze: { begins: 2026-07-01, ends: 2026-07-12 }, other: { kind: docs-freeze, begins: 2026-07-10, ends: 2026-07-20 }',
      'phases.other: overlaps with docs-freeze',
    ],
    [
      'burndown: { begins: 2026-07-01, ends: 2026-07-12 }, blog: { begins: 2026-07-10, ends: 2026-07-20 }',
      'phases.blog: overlaps with burndown (end the one before the other, or add `beside: true`',
    ],
    ['slush: 2026-07-10, freeze: 2026-07-10', 'begins at the same moment as'],
    ['slush: { begins: 2026-07-10, ends: 2026-07-01 }', 'phases.slush: ends before it begins'],
    ['rc: 2026-08-20, release: 2026-08-19', 'phases.rc: is not before release'],
    ['freeze: 2026-09-22, release: 2026-08-19', 'phases.freeze: is not before release'],
    ['slush: 2026-08-19, release: 2026-08-19', 'phases.slush: is not before release'],
    ['freeze: Thu 22 July 2026', '22 July 2026 is a Wednesday'],
    ['freeze: 2026-02-30', 'a day that 2026 does not have'],
    ['freeze: soon', '"soon" is not a date'],
    ['freeze: { title: Freeze }', 'phases.freeze: no beginning is given'],
    ['freeze: { begins: 2026-07-22, kind: frezee }', 'did you mean freeze?'],
    ['freeze: { begns: 2026-07-22 }', 'did you mean begins?'],
    ['freeze: { begins: 2026-07-22, rota: [{ who: ana }] }', 'rota'],
    ['freeze: { begins: 2026-07-22, rota: [{ who: U0ANA, form: 2026-07-22 }] }', 'did you mean from?'],
    [
      'freeze: { begins: 2026-07-22, rota: [{ who: U0ANA, from: 2026-07-22, until: 2026-07-20 }] }',
      'the turn ends before it begins',
    ],
  ])('{ %s } is a problem: %s', (list, said) => {
    expect(problemsOf(phases(list))).toContain(said);
  });

  it.each([
    ['calendar: { announce-ahead: [soon] }', 'announce-ahead'],
    ['calendar: { rc-period: a week }', 'expected a duration such as'],
    ['calendar: { rota: { weekly: [] } }', 'rota'],
    ['calendar: { timezone: Mars }', 'is not a time zone'],
    ['calendar: { phases: {} }', 'phases'],
    ['kinds: { calendar: { filter: kind/x } }', 'names another section of /release-status'],
  ])('%s is a problem: %s', (more, said) => {
    expect(problemsOf(phases('freeze: 2026-07-22'), more)).toContain(said);
  });

  it('without any year says so', () => {
    expect(problemsOf('\n      phases: { freeze: 22 July }')).toContain('has no year');
  });

  it('whose weekly rota has no beginning says so', () => {
    expect(problemsOf('\n      phases: { freeze: 2026-07-22 }\n      rota: { weekly: [U0ANA] }')).toContain(
      'nothing says when the first turn begins',
    );
  });

  it('is explained in the example, which is one', () => {
    const settings = loadSettings(readFileSync('signalman.example.yml', 'utf8'), 'signalman.example.yml');
    const [first] = settings.releases;
    expect(first?.calendar?.phases.map(({ id }) => id)).toEqual([
      ...['prr-freeze', 'enhancements-freeze', 'code-slush', 'code-freeze', 'test-freeze', 'burndown'],
      ...['docs-freeze', 'rc.1', 'release', 'thaw'],
    ]);
    expect(first?.calendar?.notes).toEqual([]);
  });
});
