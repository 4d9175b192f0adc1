/** The flat record of figures, its keys, and what a change of one is. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { delta, figureOf, figuresOf, isCountOfIssues, isRow, rowOf } from '../../src/domain/figures.js';
import { compared } from '../builders/compared.js';
import { someHistory, someRelease } from '../builders/history.js';
import { issue, noon } from '../builders/issue.js';
import { kind, release } from '../builders/release.js';
import { enhancementsCensus, neverRead, note, source, status } from '../builders/status.js';

const bug = { id: 'bug' };

describe('the figures of a status', () => {
  const of = release({
    groups: { noun: 'SIG', prefix: 'sig/', rows: ['node'], names: {}, owners: {} },
    kinds: [kind({ id: 'bug', withoutMilestone: true }), kind({ id: 'flake' })],
    phrases: [{ id: 'phrase-1', phrase: 'broken', filter: { is: 'every' } }],
    enhancements: { repository: 'acme/features', milestone: 'v1.6' },
  });
  const issues = [
    issue({ number: 1, title: 'It is broken', labels: ['Kind/BUG', 'SIG/Node', 'sig/rare'] }),
    issue({ number: 2, labels: ['kind/flake', 'sig/rare'], assignees: ['ada'] }),
    issue({ number: 3 }),
    issue({ number: 4, labels: ['kind/bug'], milestone: null }),
    issue({ number: 5, labels: ['kind/bug'], isPullRequest: true }),
  ];

  it('are everything that was counted, each under its own key', () => {
    const enhancements = source({ census: enhancementsCensus([issue()], of) });
    expect(figuresOf(status({ of, issues, enhancements, notes: [note()] }))).toEqual({
      total: 3,
      unassigned: 2,
      'no-kind': 1,
      'kind bug': 1,
      'kind flake': 1,
      'loose bug': 1,
      'group:node': 1,
      'group:node\nbug': 1,
      'group:node\nflake': 0,
      others: 2,
      'others\nbug': 1,
      'others\nflake': 1,
      none: 1,
      'none\nbug': 0,
      'none\nflake': 0,
      'phrase phrase-1': 1,
      enhancements: 1,
      'gate bugs': 1,
    });
  });

  it('are none when GitHub was never read', () => {
    expect(figuresOf(status({ of, source: neverRead }))).toEqual({});
  });

  it('lack what was not counted: it is not the same as none', () => {
    const { census } = status({ of: release({ kinds: [] }), issues }).evidence.issues;
    const figures = figuresOf(status({ of, issues, source: { census } }));
    expect(figures.total).toBe(3);
    expect(
      Object.keys(figures).filter((key) => /bug|flake|phrase/.test(key) && !key.startsWith('gate')),
    ).toEqual([]);
  });

  it('lack what a gate could not decide, for old figures are not those of the gate', () => {
    const old = status({ of, issues, source: { observedAt: noon - 24 * 3_600_000 } });
    expect(figuresOf(old)).toMatchObject({ total: 3 });
    expect(Object.keys(figuresOf(old))).not.toContain('gate bugs');
  });
});

describe('the keys of figures', () => {
  it('tell rows from kinds and from what no issues stand behind', () => {
    const slug = fc.oneof(
      fc.string(),
      fc.constantFrom('others', 'none', 'total', 'a\nbug', '__proto__', '|`'),
    );
    fc.assert(
      fc.property(slug, (name) => {
        const row = rowOf(name);
        expect(isRow(row)).toBe(true);
        expect(isRow(figureOf.row(row, bug))).toBe(false);
        for (const key of [row, figureOf.row(row, bug), figureOf.kind(bug), 'total', 'others', 'none\nbug'])
          expect(isCountOfIssues(key)).toBe(true);
      }),
    );
    for (const key of [
      'unassigned',
      'no-kind',
      'gate others',
      'phrase none',
      'loose bug',
      'othersx',
      'enhancements',
    ])
      expect([isCountOfIssues(key), isRow(key)]).toEqual([false, false]);
  });

  it('of two groups are never the same, nor those of a group and of another one’s kind', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'bug', ' ', '\n', '|', '`'), maxLength: 5 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(figureOf.row(rowOf(one), null)).not.toBe(figureOf.row(rowOf(other), bug));
        if (one !== other) expect(rowOf(one)).not.toBe(rowOf(other));
      }),
    );
  });
});

describe('a change', () => {
  const open = release();
  const closed = release({ groups: { ...open.groups, rows: ['node'] } });
  const counted = { total: 5, 'kind bug': 2, others: 0, none: 1, 'group:apps': 3 };
  const node = figureOf.row(rowOf('node'), null);
  const bugs = figureOf.row(rowOf('node'), bug);

  it('is now less before', () => {
    expect(delta({ total: 3 }, { total: 5 }, 'total', open)).toBe(-2);
    expect(delta({ total: 3 }, { total: 3 }, 'total', closed)).toBe(0);
  });

  it('is not known where one of both was not counted, or there is no report before', () => {
    expect(delta({ total: 3 }, null, 'total', open)).toBeNull();
    expect(delta({}, { total: 3 }, 'total', open)).toBeNull();
    expect(delta({ 'kind new': 3 }, counted, 'kind new', open)).toBeNull();
    expect(delta({ [node]: 3 }, {}, node, open)).toBeNull();
  });

  it('of a group that was not seen before is all of it where rows are open', () => {
    expect(delta({ [node]: 3 }, counted, node, open)).toBe(3);
    expect(delta({ [bugs]: 2 }, counted, bugs, open)).toBe(2);
  });

  it('of a configured row that is new is not known', () => {
    expect(delta({ [node]: 3 }, counted, node, closed)).toBeNull();
  });

  it('of a row that is open now is not known where it may have been among the others', () => {
    expect(delta({ [node]: 3 }, { ...counted, others: 2 }, node, open)).toBeNull();
  });

  it('of a kind in a new row is not known where the kind was not counted', () => {
    const { 'kind bug': _, ...without } = counted;
    expect(delta({ [bugs]: 2 }, without, bugs, open)).toBeNull();
  });

  it('of a row is not known where only total and kinds were worked out later', () => {
    expect(delta({ [node]: 3 }, { total: 5, 'kind bug': 2 }, node, open)).toBeNull();
  });

  it('is what flowed, for every figure of any two reports where it is known', () => {
    fc.assert(
      fc.property(someHistory, someRelease, someRelease, fc.boolean(), (history, of, old, isSame) => {
        const { before, after, flows } = compared(history, of, isSame ? of : old);
        const samePrefix = isSame || of.groups.prefix.toLowerCase() === old.groups.prefix.toLowerCase();
        fc.pre(samePrefix);
        for (const key of Object.keys(after.figures).filter(isCountOfIssues)) {
          const change = delta(after.figures, before.figures, key, of);
          if (change === null) continue;
          const flow = flows.get(key);
          const sum = flow
            ? flow.opened.length +
              flow.reopened.length +
              flow.movedIn.length +
              flow.relabelledIn.length -
              flow.closed.length -
              flow.movedOut.length -
              flow.relabelledOut.length
            : 0;
          expect([key, change]).toEqual([key, sum]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
