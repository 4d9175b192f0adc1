/** Figures that contradict each other is found, whatever single thing is wrong. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contradictions } from '../../src/domain/contradictions.js';
import { figureOf, isCountOfIssues } from '../../src/domain/figures.js';
import { type Flow, type Flows, ways } from '../../src/domain/flow.js';
import type { Member, Snapshot } from '../../src/domain/snapshot.js';
import { compared } from '../builders/compared.js';
import { someHistory, someRelease } from '../builders/history.js';
import { issue } from '../builders/issue.js';
import { countGate, hygieneGate, release } from '../builders/release.js';
import { countsAt, report, stored } from '../builders/report.js';

const two = fc.tuple(someHistory, someRelease).map(([history, of]) => ({ of, ...compared(history, of) }));
const withFigure = (of: Snapshot, key: string, value: number): Snapshot => ({
  ...of,
  figures: { ...of.figures, [key]: value },
});
const withMember = (of: Snapshot, at: number, change: (one: Member) => Member[]): Snapshot => ({
  ...of,
  members: (of.members ?? []).flatMap((one, index) => (index === at ? change(one) : [one])),
});
const withFlow = (flows: Flows, scope: string, change: (flow: Flow) => Partial<Flow>): Flows => {
  const flow = flows.get(scope);
  return flow ? new Map([...flows, [scope, { ...flow, ...change(flow) }]]) : flows;
};

describe('a report in which a single thing is wrong', () => {
  it('is refused when any figure that issues stand behind is another', () => {
    fc.assert(
      fc.property(two, fc.nat(), fc.constantFrom(-1, 1, 7), ({ of, before, after, flows }, which, by) => {
        const keys = Object.keys(after.figures).filter(
          (key) => isCountOfIssues(key) || key === figureOf.noKind,
        );
        const key = keys[which % keys.length] ?? '';
        const wrong = withFigure(after, key, (after.figures[key] ?? 0) + by);
        expect(contradictions(of, wrong, before, flows)).not.toEqual([]);
        expect(contradictions(of, wrong, null, null)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when a figure that issues stand behind is not there', () => {
    fc.assert(
      fc.property(two, fc.nat(), ({ of, before, after, flows }, which) => {
        const keys = Object.keys(after.figures).filter(
          (key) => isCountOfIssues(key) && key !== figureOf.total && (after.figures[key] ?? 0) > 0,
        );
        fc.pre(keys.length > 0);
        const { [keys[which % keys.length] ?? '']: _, ...figures } = after.figures;
        expect(contradictions(of, { ...after, figures }, before, flows)).not.toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused when an issue is missing, is there twice, is another, or counts elsewhere', () => {
    const wrongs: ((one: Member) => Member[])[] = [
      () => [],
      (one) => [one, one],
      (one) => [{ ...one, number: 9999 }],
      (one) => [{ ...one, rows: [...one.rows, 'group:wrong'] }],
      (one) => [{ ...one, kinds: [...one.kinds, 'wrong'] }],
      (one) => [{ ...one, rows: one.rows.slice(1) }],
      (one) => [{ ...one, kinds: one.kinds.length === 0 ? ['wrong'] : one.kinds.slice(1) }],
    ];
    fc.assert(
      fc.property(two, fc.nat(), fc.constantFrom(...wrongs), ({ of, before, after, flows }, which, wrong) => {
        const count = after.members?.length ?? 0;
        fc.pre(count > 0);
        expect(contradictions(of, withMember(after, which % count, wrong), before, flows)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused when an issue of the report before is missing or another', () => {
    const wrongs: ((one: Member) => Member[])[] = [() => [], (one) => [{ ...one, number: 9999 }]];
    fc.assert(
      fc.property(two, fc.nat(), fc.constantFrom(...wrongs), ({ of, before, after, flows }, which, wrong) => {
        const count = before.members?.length ?? 0;
        fc.pre(count > 0);
        expect(contradictions(of, after, withMember(before, which % count, wrong), flows)).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused when a flow has one issue more, one less, or another, or is left out', () => {
    const wrongs: ((numbers: number[]) => number[])[] = [
      (numbers) => [...numbers, 9999],
      (numbers) => numbers.slice(1),
      (numbers) => [9999, ...numbers.slice(1)],
    ];
    fc.assert(
      fc.property(
        two,
        fc.nat(),
        fc.constantFrom(...ways),
        fc.constantFrom(...wrongs),
        ({ of, before, after, flows }, which, way, wrong) => {
          const scopes = [...flows].filter(([, flow]) => flow[way].length > 0).map(([scope]) => scope);
          fc.pre(scopes.length > 0);
          const scope = scopes[which % scopes.length] ?? '';
          const changed = withFlow(flows, scope, (flow) => ({ [way]: wrong(flow[way]) }));
          expect(contradictions(of, after, before, changed)).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is refused when a whole flow is missing, but for one that came to nothing', () => {
    fc.assert(
      fc.property(two, fc.nat(), ({ of, before, after, flows }, which) => {
        const isPassing = ({ opened, reopened, movedIn, closed }: Flow) =>
          [...opened, ...reopened, ...movedIn].every((one) => closed.includes(one));
        const scopes = [...flows].filter(
          ([, flow]) =>
            !isPassing(flow) ||
            flow.relabelledIn.length + flow.relabelledOut.length + flow.movedOut.length > 0,
        );
        fc.pre(scopes.length > 0);
        const [scope] = scopes[which % scopes.length] ?? [''];
        const without = new Map([...flows].filter(([key]) => key !== scope));
        expect(contradictions(of, after, before, without)).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused when the sums that the forecast is made of are others', () => {
    fc.assert(
      fc.property(two, ({ of, before, after, flows }) => {
        for (const wrong of [
          { ...after, cameIn: (after.cameIn ?? 0) + 1 },
          { ...after, wentOut: (after.wentOut ?? 0) + 1 },
        ])
          expect(contradictions(of, wrong, before, flows)).not.toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['not a whole number', 1.5],
    ['less than none', -1],
    ['not a number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
  ])('is refused when a figure is %s', (_, value) => {
    const { snapshot, status } = report({ issues: [issue()] });
    for (const key of [figureOf.unassigned, figureOf.gate('bugs'), 'loose bug'])
      expect(contradictions(status.release, withFigure(snapshot, key, value), null, null)).not.toEqual([]);
  });

  it('is refused when a part is larger than its whole, also where no issue says so', () => {
    const of = release({
      gates: [countGate(), hygieneGate()],
      phrases: [{ id: 'phrase-1', phrase: 'x', filter: { is: 'every' } }],
    });
    const { snapshot } = report({ of, issues: [issue()] });
    for (const key of [
      ...[figureOf.unassigned, figureOf.noKind, figureOf.phrase({ id: 'phrase-1' })],
      ...[figureOf.gate('bugs'), figureOf.gate('hygiene'), figureOf.kind({ id: 'bug' })],
    ]) {
      const wrong = withFigure({ ...snapshot, members: null }, key, 2);
      expect([key, contradictions(of, wrong, null, null).length > 0]).toEqual([key, true]);
    }
  });

  it('is refused when 33 issues of a kind are within 20, or the rows do not hold all', () => {
    const of = release();
    expect(contradictions(of, countsAt(0, 20, { flake: 33 }), null, null)).toEqual([
      'kind flake is 33 within 20 of total',
    ]);
    const rows = { total: 4, 'group:node': 1, others: 1, none: 1 };
    expect(contradictions(of, countsAt(0, 4, {}, { figures: rows }), null, null)).toEqual([
      'the rows hold 3 of 4 total',
    ]);
  });
});

describe('what cannot be found, because nothing else says what it is', () => {
  const { snapshot, status, baseline, flows } = report({
    issues: [issue({ number: 1, assignees: ['ada'] }), issue({ number: 2 })],
    before: { issues: [issue({ number: 3 })] },
  });
  const check = (now: Snapshot, given: Flows | null) => contradictions(status.release, now, baseline, given);

  it('is how many have no assignee, a phrase, no milestone, or hold a gate, as long as they may be true', () => {
    for (const key of [figureOf.unassigned, figureOf.gate('bugs'), 'phrase x', 'loose bug', 'enhancements'])
      expect(check(withFigure(snapshot, key, 2), flows)).toEqual([]);
  });

  it('is by which of the ways in, or of the ways out, an issue came or went', () => {
    const swapped = withFlow(flows ?? new Map(), 'total', ({ opened, movedIn, closed }) => ({
      opened: movedIn,
      movedIn: opened,
      closed: [],
      movedOut: closed,
    }));
    expect(check(snapshot, swapped)).toEqual([]);
  });
});

describe('a report that is not refused', () => {
  it('is one on a GitHub that was never read', () => {
    const never = countsAt(0, 0, {}, { figures: {} });
    expect(contradictions(release(), never, null, null)).toEqual([]);
  });

  it('is one after a report of which only the counts are known, or nothing is', () => {
    const now = stored({ issues: [issue({ labels: ['sig/node', 'kind/bug'] })] }, 2);
    expect(contradictions(release(), now, countsAt(0, 3, { bug: 2 }), null)).toEqual([]);
    expect(contradictions(release(), now, countsAt(0, 0, {}, { figures: {} }), null)).toEqual([]);
  });
});
