/** What came and what went, for any milestone and anything that happens to it: before + in − out = after, everywhere. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contradictions } from '../../src/domain/contradictions.js';
import { isCountOfIssues } from '../../src/domain/figures.js';
import { type Flow, flowsBetween, inOf, netOf, outOf, ways } from '../../src/domain/flow.js';
import type { Issue } from '../../src/domain/issue.js';
import { type Snapshot, snapshotOf } from '../../src/domain/snapshot.js';
import { day, minute, second } from '../../src/domain/time.js';
import { compared } from '../builders/compared.js';
import { lastTime, now, someHistory, someRelease } from '../builders/history.js';
import { issue } from '../builders/issue.js';
import { kind, label, release } from '../builders/release.js';
import { status } from '../builders/status.js';

const ins = ['opened', 'reopened', 'movedIn', 'relabelledIn'] as const;
const outs = ['closed', 'movedOut', 'relabelledOut'] as const;
const all = (flow: Flow, of: readonly (keyof Flow)[]) => of.flatMap((way) => flow[way]);

describe('for any milestone and any changes, the flows', () => {
  it('lead from the figures before to those of now: in total, by kind, by row, and by kind in each row', () => {
    fc.assert(
      fc.property(someHistory, someRelease, (history, of) => {
        const { before, after, flows } = compared(history, of);
        const scopes = new Set([
          ...[...Object.keys(before.figures), ...Object.keys(after.figures)].filter(isCountOfIssues),
          ...flows.keys(),
        ]);
        expect(scopes.size).toBeGreaterThan(0);
        for (const scope of scopes) {
          const flow = flows.get(scope);
          expect([scope, (before.figures[scope] ?? 0) + (flow ? netOf(flow) : 0)]).toEqual([
            scope,
            after.figures[scope] ?? 0,
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('contradict nothing', () => {
    fc.assert(
      fc.property(someHistory, someRelease, (history, of) => {
        const { before, after, flows } = compared(history, of);
        expect(contradictions(of, before, null, null)).toEqual([]);
        expect(contradictions(of, after, before, flows)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('have an issue in one way in and in one way out at most, and in both only when it came and went', () => {
    fc.assert(
      fc.property(someHistory, someRelease, (history, of) => {
        const { before, after, flows } = compared(history, of);
        const known = new Set([...(before.members ?? []), ...(after.members ?? [])].map((one) => one.number));
        for (const flow of flows.values()) {
          const [came, went] = [all(flow, ins), all(flow, outs)];
          expect(new Set(came).size).toBe(came.length);
          expect(new Set(went).size).toBe(went.length);
          for (const number of came.filter((one) => went.includes(one)))
            expect(known.has(number)).toBe(false);
          for (const way of ways) expect(flow[way]).toEqual([...flow[way]].sort((a, b) => a - b));
          expect([inOf(flow), outOf(flow)]).toEqual([came.length, went.length]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('say of each issue what really happened to it', () => {
    fc.assert(
      fc.property(someHistory, someRelease, (history, of) => {
        const { before, after, flows } = compared(history, of);
        const is = new Map(history.after.issues.map((one) => [one.number, one]));
        const was = new Map(history.before.issues.map((one) => [one.number, one]));
        const inBoth = (number: number) =>
          [before, after].every((one) => one.members?.some((member) => member.number === number));
        for (const flow of flows.values()) {
          for (const number of flow.opened) {
            // One that was opened in the very second of the report before may be as new as any.
            expect(is.get(number)?.createdAt).toBeGreaterThanOrEqual(lastTime);
            expect(before.members?.some((one) => one.number === number)).toBe(false);
          }
          for (const number of flow.reopened) {
            expect(was.get(number)).toMatchObject({ state: 'closed', milestone: 17 });
            expect(is.get(number)?.isPullRequest).toBe(false);
          }
          for (const number of flow.movedIn) expect(is.get(number)?.createdAt).toBeLessThan(lastTime);
          for (const number of flow.closed) {
            expect(history.closedSince.has(number)).toBe(true);
            expect(is.get(number)).toMatchObject({ state: 'closed', milestone: 17 });
          }
          for (const number of flow.movedOut)
            expect(is.get(number)?.milestone !== 17 || history.after.gone.has(number)).toBe(true);
          for (const number of [...flow.relabelledIn, ...flow.relabelledOut])
            expect(inBoth(number)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leave nothing out: whoever is in one snapshot only, has flowed in total', () => {
    fc.assert(
      fc.property(someHistory, someRelease, (history, of) => {
        const { before, after, flows } = compared(history, of);
        const total = flows.get('total');
        const numbers = (one: Snapshot) => (one.members ?? []).map(({ number }) => number);
        const came = numbers(after).filter((number) => !numbers(before).includes(number));
        const went = numbers(before).filter((number) => !numbers(after).includes(number));
        expect(total ? all(total, ins) : []).toEqual(expect.arrayContaining(came));
        expect(total ? all(total, outs) : []).toEqual(expect.arrayContaining(went));
        expect(total ? all(total, ['relabelledIn', 'relabelledOut']) : []).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('flows between two ways of counting', () => {
  it('contradict nothing, whatever was changed in the configuration', () => {
    fc.assert(
      fc.property(someHistory, someRelease, someRelease, (history, of, old) => {
        const { before, after, flows } = compared(history, of, old);
        expect(contradictions(of, after, before, flows)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('have nothing of a kind that was not counted before: nobody relabelled those issues', () => {
    const old = release({ kinds: [] });
    const of = release({ kinds: [kind({ id: 'bug' })] });
    const issues = [issue({ labels: ['kind/bug', 'sig/node'] })];
    const stands = { issues, gone: new Set<number>() };
    const { flows } = compared({ before: stands, after: stands, closedSince: new Set() }, of, old);
    expect([...flows.keys()]).toEqual([]);
    const back = compared({ before: stands, after: stands, closedSince: new Set() }, old, of);
    expect([...back.flows.keys()]).toEqual([]);
  });
});

describe('what came and went', () => {
  const of = release({ kinds: [kind({ id: 'bug' })] });
  const at = (moment: number, open: Issue[], closed: Issue[] = []) =>
    snapshotOf(status({ of, issues: open, now: moment }), open, closed);
  const ways = (before: Snapshot, open: Issue[], left: Issue[]) => {
    const flows = flowsBetween(of, before, at(now, open), {
      created: new Map(open.map((one) => [one.number, one.createdAt])),
      left,
      milestone: 17,
    });
    const total = flows?.get('total');
    return Object.fromEntries(Object.entries(total ?? {}).filter(([, numbers]) => numbers.length > 0));
  };
  const empty = at(lastTime, []);

  it('is not known when of one of them only the counts are', () => {
    const counts = { ...empty, members: null };
    const given = { created: new Map(), left: [], milestone: 17 };
    expect(flowsBetween(of, counts, empty, given)).toBeNull();
    expect(flowsBetween(of, empty, counts, given)).toBeNull();
  });

  it('was opened when it was opened in the second of the report before and was not in it', () => {
    expect(ways(empty, [issue({ createdAt: lastTime })], [])).toEqual({ opened: [1] });
  });

  it('was opened also when GitHub’s clock is behind ours, or was last read shortly before the report', () => {
    expect(ways(empty, [issue({ createdAt: lastTime - 2 * minute })], [])).toEqual({ opened: [1] });
    expect(ways(empty, [issue({ createdAt: lastTime - day })], [])).toEqual({ movedIn: [1] });
    // A report that was made while GitHub was away shows an older moment: what came after that is new.
    const stale = { ...empty, readAt: lastTime - 2 * day };
    expect(ways(stale, [issue({ createdAt: lastTime - day })], [])).toEqual({ opened: [1] });
  });

  it('was closed also when GitHub says that it was before the report it still was open in', () => {
    const closed = issue({ state: 'closed', closedAt: lastTime - 2 * second });
    expect(ways(at(lastTime, [issue()]), [], [closed])).toEqual({ closed: [1] });
  });

  it('was not opened again and closed again when GitHub’s clock is ahead of ours', () => {
    const closed = issue({ state: 'closed', closedAt: lastTime + 3 * second });
    expect(ways(at(lastTime, [], [closed]), [], [closed])).toEqual({});
    const again = { ...closed, closedAt: lastTime + 3 * 60 * minute };
    expect(ways(at(lastTime, [], [closed]), [], [again])).toEqual({ reopened: [1], closed: [1] });
  });

  it('was moved in, not opened again, when it was closed longer ago than anybody remembers', () => {
    const long = issue({ createdAt: lastTime - 90 * day, state: 'closed', closedAt: lastTime - 40 * day });
    const back = { ...long, state: 'open' as const, closedAt: null };
    expect(ways(at(lastTime, [], [long]), [back], [])).toEqual({ movedIn: [1] });
  });

  it('is opened and closed when both happened in between, and a pull request never counts', () => {
    const since = { createdAt: lastTime + minute, state: 'closed' as const, closedAt: lastTime + 2 * minute };
    const left = [issue({ number: 1, ...since }), issue({ number: 2, ...since, isPullRequest: true })];
    expect(ways(empty, [], left)).toEqual({ opened: [1], closed: [1] });
  });

  it('moved out when the store knows nothing of it any more, or saw it go', () => {
    expect(ways(at(lastTime, [issue()]), [], [])).toEqual({ movedOut: [1] });
    expect(ways(at(lastTime, [issue()]), [], [issue()])).toEqual({ movedOut: [1] });
  });

  it('keeps groups apart whose names are awkward', () => {
    const names = [
      'sig/a|b',
      'sig/`a`',
      'sig/a b',
      'sig/a\nbug',
      'sig/a',
      'sig/none',
      'sig/others',
      'sig/__proto__',
    ];
    const issues = names.map((name, at) => issue({ number: at + 1, labels: [name, 'kind/bug'] }));
    const stands = { before: { issues: [], gone: new Set<number>() }, closedSince: new Set<number>() };
    const { before, after, flows } = compared(
      { ...stands, after: { issues, gone: new Set() } },
      release({ kinds: [kind({ id: 'bug', filter: label('KIND/bug') })] }),
    );
    expect(contradictions(of, after, before, flows)).toEqual([]);
    expect(Object.keys(after.figures).filter((key) => /^group:[^\n]*$/.test(key))).toHaveLength(names.length);
  });
});
