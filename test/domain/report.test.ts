/** A report as a value: which gates flipped, what changed since when, and what it draws and expects. */
import { describe, expect, it } from '@jest/globals';
import { figureOf, rowOf } from '../../src/domain/figures.js';
import type { GateState } from '../../src/domain/gates/gate.js';
import { flipsBetween, goalOf, sinceLast, sinceWeek } from '../../src/domain/report.js';
import type { GateMark, Snapshot } from '../../src/domain/snapshot.js';
import { day } from '../../src/domain/time.js';
import { issue, noon } from '../builders/issue.js';
import { countGate, release } from '../builders/release.js';
import { countsAt, report } from '../builders/report.js';
import { neverRead } from '../builders/status.js';

const mark = (state: GateState, given: Partial<GateMark> = {}): GateMark => ({
  state,
  reason: 'Bugs exist',
  blocks: true,
  ...given,
});
const gates = (given: Record<string, GateMark>): Snapshot => countsAt(noon, 0, {}, { gates: given });
const flips = (before: Record<string, GateMark>, after: Record<string, GateMark>) =>
  flipsBetween(gates(before), gates(after)).map(({ gate, from, to }) => [gate, from, to]);

describe('a gate', () => {
  it.each<[GateState | null, GateState | null, boolean]>([
    ['go', 'no-go', true],
    ['no-go', 'go', true],
    ['unknown', 'go', true],
    ['go', 'unknown', true],
    ['no-go', 'unknown', true],
    ['go', 'go', false],
    ['no-go', 'no-go', false],
    [null, 'go', false],
    [null, 'no-go', true],
    [null, 'unknown', true],
    ['go', null, false],
    ['no-go', null, true],
    ['unknown', null, true],
  ])('that was %s and is %s has flipped: %s', (from, to, hasFlipped) => {
    const of = (state: GateState | null): Record<string, GateMark> => (state ? { bugs: mark(state) } : {});
    expect(flips(of(from), of(to))).toEqual(hasFlipped ? [['bugs', from, to]] : []);
  });

  it('that does not block flips for nobody', () => {
    const advice = { blocks: false };
    expect(flips({ bugs: mark('go', advice) }, { bugs: mark('no-go', advice) })).toEqual([]);
    expect(flips({ bugs: mark('no-go', advice) }, {})).toEqual([]);
  });

  it('that is called like a part of JavaScript is like any other', () => {
    for (const name of ['constructor', 'valueof', 'tostring', 'hasOwnProperty']) {
      expect(flips({}, { [name]: mark('go') })).toEqual([]);
      expect(flips({ [name]: mark('no-go') }, {})).toEqual([[name, 'no-go', null]]);
    }
  });

  it('stands in the order of now, and those that are gone after them', () => {
    const before = { a: mark('go'), gone: mark('no-go'), b: mark('go') };
    expect(flips(before, { b: mark('no-go'), new: mark('no-go'), a: mark('unknown') })).toEqual([
      ['b', 'go', 'no-go'],
      ['new', null, 'no-go'],
      ['a', 'go', 'unknown'],
      ['gone', 'no-go', null],
    ]);
  });

  it('says its reason of now', () => {
    const after = gates({ bugs: mark('no-go', { reason: 'Now' }) });
    expect(flipsBetween(gates({ bugs: mark('go') }), after)[0]?.reason).toBe('Now');
  });
});

describe('a report', () => {
  const issues = [
    issue({ number: 1, labels: ['kind/bug', 'sig/node'] }),
    issue({ number: 2, labels: ['sig/apps'] }),
  ];
  const made = report({
    issues,
    before: { issues: [issue({ number: 2, labels: ['sig/apps'] })] },
    week: { issues: [1, 2, 3].map((number) => issue({ number, labels: ['sig/apps'] })) },
  });

  it('compares with the report before and with the one a week ago, each for itself', () => {
    expect([sinceLast(made, 'total'), sinceWeek(made, 'total')]).toEqual([1, -1]);
    const apps = figureOf.row(rowOf('apps'), null);
    expect([sinceLast(made, apps), sinceWeek(made, apps)]).toEqual([0, -2]);
    const node = figureOf.row(rowOf('node'), null);
    expect([sinceLast(made, node), sinceWeek(made, node)]).toEqual([1, 1]);
  });

  it('compares with nothing when it is the first', () => {
    const first = report({ issues });
    expect([sinceLast(first, 'total'), sinceWeek(first, 'total')]).toEqual([null, null]);
    expect(first).toMatchObject({ flips: [], flows: null, curve: null });
  });

  it('has the gates that flipped since the report before', () => {
    expect(made.flips).toEqual([
      { gate: 'bugs', reason: 'Bugs exist in 1.6 milestone', from: 'go', to: 'no-go' },
    ]);
  });

  it('draws what was before it and itself', () => {
    const history = [countsAt(noon - 3 * day, 7, { flake: 0, bug: 1 }, { origin: 'reconstructed' })];
    const { curve } = report({ issues, before: { issues: [] }, history });
    expect(curve?.points.map(({ origin, values }) => [origin, values[0]])).toEqual([
      ['reconstructed', 7],
      ['observed', 0],
      ['observed', 2],
    ]);
  });

  it('expects nothing while GitHub was never read', () => {
    expect(report({ source: neverRead }).forecast).toEqual({
      kind: 'too-little-history',
      why: 'GitHub has not been read yet',
    });
  });

  it('has for its goal what the gate over all issues allows, and none without one', () => {
    expect(goalOf(release())).toBe(0);
    const all = countGate({ id: 'open', filter: { is: 'every' }, atMost: 8 });
    expect(goalOf(release({ gates: [countGate({ atMost: 3 }), all] }))).toBe(8);
    expect(
      goalOf(
        release({
          gates: [
            { ...all, of: 'pull-requests' },
            { ...all, in: 'no-milestone' },
          ],
        }),
      ),
    ).toBe(0);
  });

  it('is not led astray by days that were not read', () => {
    const unread = countsAt(noon - 4 * day, 0, {}, { figures: {} });
    const given = { issues, before: { issues } };
    const past = [5, 3, 2].map((days) => countsAt(noon - days * day, 10 + days));
    expect(report({ ...given, history: [...past.slice(0, 1), unread, ...past.slice(1)] }).forecast).toEqual(
      report({ ...given, history: past }).forecast,
    );
  });
});
