/** Waivers over what the gates have found: only what is named, only what is red, and only until their end. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Finding, GateState } from '../../../src/domain/gates/gate.js';
import { day, minute } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { applyWaivers, coverOf, stateOfWaiver } from '../../../src/domain/waiver/cover.js';
import { confirmWaiver, endWaiver, giveWaiver } from '../../../src/domain/waiver/give.js';
import type { Part, Waiver, Waiving } from '../../../src/domain/waiver/waiver.js';
import { issue, noon } from '../../builders/issue.js';
import { countGate, release } from '../../builders/release.js';
import { censusOver, evidence, note, source } from '../../builders/status.js';

const lea = { id: 'U0LEAD', name: 'lea' };
const dee = { id: 'U0DEPUTY', name: 'dee' };
const { waiving } = release();
const strict: Waiving = { ...waiving, usual: { ...waiving.usual, twoPersons: true } };

function waiver(given: Partial<Waiver> = {}): Waiver {
  return {
    ...{ id: 1, release: 'v1.6', gate: 'bugs', covers: { parts: ['issue:acme/rocket#1'] } },
    ...{ about: 'Bugs: #1', reason: 'It is old.', by: lea, at: noon - minute, until: noon + day },
    ...{ second: null, needsSecond: false, raisedBy: [], ended: null },
    ...given,
  };
}

const part = (number: number, raisedBy?: string[]): Part => ({
  ...{ key: `issue:acme/rocket#${number}`, title: `#${number} Bug`, url: null },
  ...(raisedBy ? { raisedBy } : {}),
});

function finding(given: Partial<Finding> = {}): Finding {
  return {
    ...{ gate: 'bugs', type: 'count', state: 'no-go', blocks: true, reason: 'Bugs exist', rule: 'none' },
    ...{ detail: '3 open, 0 allowed', value: 3, limit: 0, evidence: [], observedAt: noon, actions: [] },
    ...{ items: [], parts: [part(1), part(2), part(3)] },
    ...given,
  };
}

const only = (one: Finding, waivers: Waiver[], rules = waiving, now = noon): Finding => {
  const [after] = applyWaivers([one], waivers, rules, now);
  if (!after) throw new Error('a finding is lost');
  return after;
};
const covering = (...numbers: number[]) => ({ parts: numbers.map((number) => part(number).key) });

describe('a waiver', () => {
  it('turns a finding when every part of it is named, and says how much is waived', () => {
    const after = only(finding(), [waiver({ covers: covering(1, 2, 3) })]);
    expect(after).toMatchObject({ state: 'go', detail: '3 open, 3 waived', waived: '3 waived' });
    expect(after.waivers).toHaveLength(1);
  });

  it('leaves it red when a part is not named, also one that came later', () => {
    expect(only(finding(), [waiver({ covers: covering(1) })])).toMatchObject({
      ...{ state: 'no-go', detail: '3 open, 1 waived' },
    });
    const grown = finding({ value: 4, parts: [1, 2, 3, 4].map((number) => part(number)) });
    expect(only(grown, [waiver({ covers: covering(1, 2, 3) })])).toMatchObject({
      ...{ state: 'no-go', detail: '4 open, 3 waived' },
    });
  });

  it('adds up with others, and with what the gate allows anyway', () => {
    const two = [waiver({ covers: covering(1) }), waiver({ id: 2, covers: covering(3) })];
    expect(only(finding(), two).state).toBe('no-go');
    expect(only(finding({ limit: 1 }), two)).toMatchObject({
      ...{ state: 'go', detail: '3 open, 1 allowed, 2 waived' },
    });
  });

  it('does not cover what a capped list leaves out', () => {
    const capped = finding({ value: 60 });
    expect(only(capped, [waiver({ covers: covering(1, 2, 3) })]).state).toBe('no-go');
    expect(only(capped, [waiver({ covers: { whole: 60 } })]).state).toBe('go');
    expect(only(finding({ value: 61 }), [waiver({ covers: { whole: 60 } })]).state).toBe('no-go');
  });

  it('never makes known what is not: beside a waived part, or as the whole finding', () => {
    const mixed = finding({ type: 'jobs', value: 2, parts: [part(1)], besides: 'unknown' });
    expect(only(mixed, [waiver()]).state).toBe('unknown');
    const unknown = finding({ state: 'unknown', parts: [part(1)] });
    expect(only(unknown, [waiver(), waiver({ id: 2, covers: { whole: 9 } })])).toMatchObject({
      ...{ state: 'unknown', detail: '3 open, 0 allowed' },
    });
  });

  it('stops counting at its very end, by itself', () => {
    const until = noon + 90;
    const given = waiver({ covers: covering(1, 2, 3), until });
    expect(only(finding(), [given], waiving, until - 1).state).toBe('go');
    expect(only(finding(), [given], waiving, until)).toEqual(finding());
  });

  it('does not count once it is ended, nor where nobody may waive', () => {
    const all = { covers: covering(1, 2, 3) };
    expect(only(finding(), [waiver({ ...all, ended: { by: dee, at: noon } })])).toEqual(finding());
    expect(only(finding(), [waiver(all)], { ...waiving, byGate: { bugs: false } })).toEqual(finding());
    // What is called like a property of every object has no rule by that.
    expect(only(finding({ gate: 'constructor' }), [waiver({ ...all, gate: 'constructor' })]).state).toBe(
      'go',
    );
  });

  it('is about its own gate', () => {
    expect(only(finding({ gate: 'flakes' }), [waiver({ covers: covering(1, 2, 3) })]).state).toBe('no-go');
  });

  describe('with two persons', () => {
    const all = { covers: covering(1, 2, 3), needsSecond: true };

    it('waits for the second, and is listed meanwhile', () => {
      const after = only(finding(), [waiver(all)], strict);
      expect(after.state).toBe('no-go');
      expect(after.waivers).toHaveLength(1);
      expect(only(finding(), [waiver({ ...all, second: { by: dee, at: noon } })], strict).state).toBe('go');
    });

    it('is not confirmed by whoever gave it', () => {
      expect(only(finding(), [waiver({ ...all, second: { by: lea, at: noon } })], strict).state).toBe(
        'no-go',
      );
    });

    it('waits as well where the second person is asked for since', () => {
      expect(stateOfWaiver(waiver({ needsSecond: false }), strict, noon)).toBe('waiting');
    });

    it('covers nothing that one of the two has raised', () => {
      const raised = finding({ type: 'hand-written', value: null, parts: [part(1, [dee.id])] });
      expect(only(raised, [waiver({ ...all, second: { by: dee, at: noon } })], strict).state).toBe('no-go');
      expect(only(raised, [waiver()]).state).toBe('go');
    });
  });
});

describe('giving one', () => {
  const form = { parts: covering(1).parts, isWhole: false, reason: 'It is old.', until: noon + day };
  const give = (more: Partial<typeof form> = {}, of = finding(), rules = waiving, by = lea) =>
    giveWaiver(
      { ...form, ...more },
      {
        ...{ finding: of, cover: coverOf(of, [], rules, noon), rule: rules.usual, waiving: rules, by },
        now: noon,
      },
    );
  const faults = (more: Partial<typeof form>) => {
    try {
      give(more);
    } catch (error) {
      return Object.keys((error as { fields: object }).fields);
    }
    return [];
  };

  it('names what it is about, as it is now', () => {
    expect(give()).toMatchObject({ about: 'Bugs exist: #1 Bug', covers: covering(1), needsSecond: false });
  });

  it('needs parts that are open, a reason that is seen, and an end within what is allowed', () => {
    expect(faults({ parts: [] })).toEqual(['parts']);
    expect(faults({ parts: ['issue:acme/rocket#9'] })).toEqual(['parts']);
    expect(faults({ reason: ' \u200b\n', until: noon })).toEqual(['reason', 'until']);
    expect(faults({ reason: 'x'.repeat(501) })).toEqual(['reason']);
    expect(faults({ until: noon + 30 * day })).toEqual([]);
    expect(faults({ until: noon + 30 * day + 1 })).toEqual(['until']);
    expect(faults({ until: Number.NaN })).toEqual(['until']);
  });

  it('is about the whole only where its parts cannot be told', () => {
    expect(faults({ isWhole: true })).toEqual(['parts']);
    const capped = finding({ value: 60 });
    expect(give({ isWhole: true, parts: [] }, capped)).toMatchObject({ covers: { whole: 60 } });
    const notes = finding({ type: 'release-notes', value: 500 });
    expect(give({ isWhole: true, parts: [] }, notes)).toMatchObject({ covers: { whole: 500 } });
    const calendar = finding({ type: 'calendar', value: 5, parts: [] });
    expect(give({ isWhole: true, parts: [] }, calendar)).toMatchObject({ covers: { whole: 5 } });
  });

  it('is not for whoever raised the finding, where two persons are asked for', () => {
    const raised = finding({ type: 'hand-written', value: null, parts: [part(1, [lea.id])] });
    expect(() => give({}, raised, strict)).toThrow('your own finding');
    expect(give({}, raised)).toMatchObject({ raisedBy: [lea.id] });
    expect(give({}, raised, strict, dee)).toMatchObject({ needsSecond: true, raisedBy: [lea.id] });
  });
});

describe('what becomes of one', () => {
  const context = { waiving: strict, by: dee, now: noon, zone: 'UTC' };

  it('is confirmed once, by another person who did not raise it', () => {
    expect(confirmWaiver(waiver({ needsSecond: true }), context)).toEqual({ kind: 'confirmed' });
    expect(() => confirmWaiver(waiver({ needsSecond: true }), { ...context, by: lea })).toThrow(
      'second person',
    );
    expect(() => confirmWaiver(waiver({ raisedBy: [dee.id] }), context)).toThrow('your own finding');
    expect(() => confirmWaiver(waiver({ second: { by: dee, at: noon } }), context)).toThrow('already');
    expect(() => confirmWaiver(waiver(), { ...context, waiving })).toThrow('counts already');
  });

  it('is not ended or confirmed once it is over', () => {
    expect(() => endWaiver(waiver({ until: noon }), context)).toThrow('no longer counts');
    expect(() => endWaiver(waiver({ ended: { by: dee, at: noon } }), context)).toThrow('dee ended waiver 1');
    expect(() => confirmWaiver(waiver({ until: noon }), context)).toThrow('no longer counts');
    expect(endWaiver(waiver(), context)).toEqual({ kind: 'ended' });
  });
});

describe('the verdict', () => {
  const of = release({ gates: [countGate()] });
  const bugs = [issue({ number: 1, labels: ['kind/bug'] }), issue({ number: 2, labels: ['kind/bug'] })];
  const judged = (waivers: Waiver[], issues = bugs, notes = [] as ReturnType<typeof note>[]) =>
    decideVerdict(of, evidence({ issues: source({ census: censusOver(issues, of) }), waivers, notes }), noon);

  it('is GO with waivers, and NO GO again with the next bug', () => {
    const given = [waiver({ covers: covering(1, 2) })];
    expect(judged(given).state).toBe('GO');
    expect(judged(given, [...bugs, issue({ number: 3, labels: ['kind/bug'] })]).state).toBe('NO GO');
    // One of them is closed: the other is waived still.
    expect(judged(given, bugs.slice(1)).state).toBe('GO');
  });

  it('lets a reason that somebody wrote be waived, and no other of the same author', () => {
    const given = [
      waiver({ covers: covering(1, 2) }),
      waiver({ id: 2, gate: 'reason-7', covers: { parts: ['note:7'] } }),
    ];
    expect(judged(given, bugs, [note({ id: 7 })]).state).toBe('GO');
    expect(judged(given, bugs, [note({ id: 8 })]).state).toBe('NO GO');
  });
});

const keys = ['a', 'b', 'c', 'd', 'e'];
const anyPart = fc.record({ key: fc.constantFrom(...keys), raised: fc.constantFrom('U1', 'U2', 'U3') });
const anyFinding = fc
  .record({
    gate: fc.constantFrom('g', 'h', '__proto__'),
    type: fc.constantFrom<Finding['type']>('count', 'jobs', 'checklist', 'calendar', 'hand-written'),
    state: fc.constantFrom<GateState>('go', 'no-go', 'unknown'),
    parts: fc.array(anyPart, { maxLength: 5 }),
    more: fc.integer({ min: 0, max: 3 }),
    limit: fc.constantFrom(null, 0, 1, 2),
    value: fc.constantFrom('count', null),
    besides: fc.constantFrom(undefined, 'unknown' as const),
  })
  .map(({ parts, more, value, besides, ...rest }) =>
    finding({
      ...rest,
      parts: parts.map(({ key, raised }) => ({ key, title: key, url: null, raisedBy: [raised] })),
      value: value === null ? null : new Set(parts.map(({ key }) => key)).size + more,
      ...(besides ? { besides } : {}),
    }),
  );
const anyPerson = fc.constantFrom('U1', 'U2', 'U3').map((id) => ({ id, name: id }));
const anyWaiver = fc
  .record({
    gate: fc.constantFrom('g', 'h', '__proto__'),
    covers: fc.oneof(
      fc.record({ parts: fc.subarray(keys) }),
      fc.record({ whole: fc.constantFrom(null, 0, 2, 5) }),
    ),
    by: anyPerson,
    second: fc.option(anyPerson.map((by) => ({ by, at: noon }))),
    ended: fc.option(
      anyPerson.map((by) => ({ by, at: noon })),
      { freq: 1 },
    ),
    needsSecond: fc.boolean(),
    until: fc.constantFrom(noon - 1, noon, noon + 1, noon + 2, noon + 3),
  })
  .map((given) => waiver(given));
const anyRules = fc.boolean().map((twoPersons) => (twoPersons ? strict : waiving));

describe('for any findings and waivers', () => {
  it('what is not known stays so, and what is red turns only with everything named', () => {
    let turned = 0;
    fc.assert(
      fc.property(
        fc.array(anyFinding, { maxLength: 4 }),
        fc.array(anyWaiver, { maxLength: 20, size: 'max' }),
        anyRules,
        (found, given, rules) => {
          const after = applyWaivers(found, given, rules, noon);
          expect(after).toHaveLength(found.length);
          for (const [at, one] of after.entries()) {
            const before = found[at] as Finding;
            if (before.state !== 'no-go') {
              expect(one.state).toBe(before.state);
              continue;
            }
            if (one.state === 'no-go') continue;
            turned++;
            expect(one.state).toBe(before.besides ?? 'go');
            const counts = given.filter((two) => {
              const isTwo = two.needsSecond || rules.usual.twoPersons;
              const isAgreed = !isTwo || (two.second !== null && two.second.by.id !== two.by.id);
              return two.gate === before.gate && two.ended === null && noon < two.until && isAgreed;
            });
            const whole = counts.some(
              ({ covers }) =>
                'whole' in covers &&
                (before.value === null ? covers.whole === null : before.value <= (covers.whole ?? -1)),
            );
            if (whole) continue;
            const named = new Set(counts.flatMap(({ covers }) => ('parts' in covers ? covers.parts : [])));
            const parts = new Set((before.parts ?? []).map(({ key }) => key));
            const left = [...parts].filter((key) => !named.has(key));
            if (before.type === 'count')
              expect((before.value ?? 99) - (parts.size - left.length)).toBeLessThanOrEqual(
                before.limit ?? 0,
              );
            else expect(left).toEqual([]);
          }
        },
      ),
      { numRuns: 2000 },
    );
    // It is about something.
    expect(turned).toBeGreaterThan(100);
  });
});
