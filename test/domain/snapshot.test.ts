/** What is kept of a moment, and the curve that is worked out for the days before the first one. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figureOf } from '../../src/domain/figures.js';
import type { Issue } from '../../src/domain/issue.js';
import { placer, reconstruct, snapshotOf } from '../../src/domain/snapshot.js';
import { day, second } from '../../src/domain/time.js';
import { someRelease } from '../builders/history.js';
import { issue, noon } from '../builders/issue.js';
import { countGate, kind, label, release } from '../builders/release.js';
import { neverRead, note, status } from '../builders/status.js';

describe('a snapshot', () => {
  const bug = issue({ number: 1, labels: ['kind/bug', 'sig/node'] });

  it('has the verdict, the figures, every gate, and the issues with the places where they count', () => {
    const issues = [bug, issue({ number: 2, isPullRequest: true, labels: ['kind/bug'] })];
    const kept = snapshotOf(status({ issues, notes: [note({ id: 7 })] }), issues, []);
    expect(kept).toMatchObject({
      release: 'v1.6',
      at: noon,
      origin: 'observed',
      state: 'NO GO',
      members: [{ number: 1, kinds: ['bug'], rows: ['group:node'] }],
      cameIn: null,
      wentOut: null,
    });
    expect(kept.figures.total).toBe(1);
    expect(Object.entries(kept.gates).map(([gate, { state, blocks }]) => [gate, state, blocks])).toEqual([
      ['bugs', 'no-go', true],
      ['reason-7', 'no-go', true],
      ['freshness', 'go', true],
    ]);
  });

  it('remembers for 30 days what was closed, so that it can be told from what moves in', () => {
    const closed = [
      { number: 1, closedAt: noon - 30 * day + second },
      { number: 2, closedAt: noon - 30 * day },
      { number: 3, closedAt: noon + second },
      { number: 4, closedAt: null },
    ];
    expect(snapshotOf(status(), [], closed).closed).toEqual([1, 3]);
  });

  it('knows of no issues when GitHub was never read, which is not the same as knowing that there are none', () => {
    const never = snapshotOf(status({ source: neverRead }), [], []);
    expect(never).toMatchObject({ figures: {}, members: null, state: 'UNKNOWN' });
    expect(snapshotOf(status(), [], []).members).toEqual([]);
  });

  it('has a gate that is called like a part of JavaScript', () => {
    const of = release({ gates: [countGate({ id: 'constructor' })] });
    expect(Object.keys(snapshotOf(status({ of }), [], []).gates)).toContain('constructor');
  });
});

describe('the place of an issue', () => {
  const placed = (labels: string[], rows: string[] | null = null) =>
    placer(release({ groups: { noun: 'SIG', prefix: 'Sig/', rows, names: {}, owners: {} } }))(
      issue({ labels }),
    );

  it.each<[string[], string[] | null, string[]]>([
    [[], null, ['none']],
    [['signal', 'kind/sig/node'], null, ['none']],
    [['sig/Node', 'SIG/NODE', 'sig/apps'], null, ['group:node', 'group:apps']],
    [['sig/api machinery', 'sig/a|`b`'], null, ['group:api machinery', 'group:a|`b`']],
    [['sig/node', 'sig/rare', 'sig/odd'], ['node'], ['group:node', 'others']],
    [['sig/rare', 'sig/odd'], ['node'], ['others']],
    [['sig/'], null, ['group:']],
    [['sig/node'], [], ['others']],
  ])('with %j where the rows are %j is %j', (labels, rows, places) => {
    expect(placed(labels, rows).rows).toEqual(places);
  });

  it('is in every kind that its labels say, in any case', () => {
    expect(placed(['Kind/BUG', 'kind/flake', 'kind/other']).kinds).toEqual(['flake', 'bug']);
  });
});

const dated = fc
  .record({
    created: fc.integer({ min: 0, max: 30 }),
    open: fc.option(fc.integer({ min: 0, max: 30 })),
    isPullRequest: fc.constantFrom(false, false, false, true),
    labels: fc.subarray(['kind/bug', 'kind/flake', 'sig/node', 'help wanted']),
  })
  .map(({ created, open, ...rest }): Partial<Issue> => {
    const createdAt = noon - created * day;
    const closedAt = open === null ? null : createdAt + open * day;
    return { ...rest, createdAt, closedAt, state: closedAt === null ? 'open' : 'closed' };
  });
const milestone = fc
  .array(dated, { maxLength: 30 })
  .map((list) => list.map((one, at) => issue({ ...one, number: at + 1 })));
const moments = Array.from({ length: 19 }, (_, at) => noon - (19 - at) * day);

describe('the curve before the first report', () => {
  it('is how many stood at each moment, and what came and went in between', () => {
    fc.assert(
      fc.property(milestone, someRelease, (issues, of) => {
        const curve = reconstruct(of, issues, moments);
        expect(curve.map(({ at }) => at)).toEqual(moments);
        curve.forEach(({ at, figures, cameIn, wentOut }, index) => {
          const stood = issues.filter(
            (one) =>
              !one.isPullRequest && one.createdAt <= at && (one.closedAt === null || one.closedAt > at),
          );
          expect(figures.total).toBe(stood.length);
          for (const one of of.kinds)
            expect(figures[figureOf.kind(one)]).toBe(
              stood.filter((each) => placer(of)(each).kinds.includes(one.id)).length,
            );
          const before = curve[index - 1]?.figures.total;
          if (before === undefined) expect([cameIn, wentOut]).toEqual([null, null]);
          else expect(before + (cameIn ?? 0) - (wentOut ?? 0)).toBe(figures.total);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('says that it is reconstructed, and claims nothing but total and kinds', () => {
    const [one] = reconstruct(
      release({ kinds: [kind({ id: 'any', filter: label('*') })] }),
      [issue()],
      [noon],
    );
    expect(one).toEqual({
      release: 'v1.6',
      at: noon,
      readAt: noon,
      origin: 'reconstructed',
      state: null,
      figures: { total: 1, 'kind any': 0 },
      gates: {},
      members: null,
      closed: [],
      cameIn: null,
      wentOut: null,
    });
  });

  it('counts an issue from the moment it was opened until just before the one it was closed', () => {
    const one = issue({ createdAt: noon - 2 * day, closedAt: noon, state: 'closed' });
    const at = [noon - 2 * day - 1, noon - 2 * day, noon - 1, noon];
    expect(reconstruct(release(), [one], at).map(({ figures }) => figures.total)).toEqual([0, 1, 1, 0]);
  });
});
