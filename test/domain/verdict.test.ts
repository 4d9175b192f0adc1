/** GO, NO GO or UNKNOWN: which evidence leads to which verdict. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Gate } from '../../src/domain/gates/gate.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { decideVerdict, type VerdictState } from '../../src/domain/verdict.js';
import { issue, noon } from '../builders/issue.js';
import { countGate, enhancementsGate, hygieneGate, label, release } from '../builders/release.js';
import { censusOver, enhancementsCensus, evidence, neverRead, note, source } from '../builders/status.js';

const bug = issue({ number: 7, labels: ['kind/bug'] });
const features = { repository: 'acme/features', milestone: 'v1.6' };
const overAll = countGate({ id: 'open-issues', filter: { is: 'every' } });

interface Case {
  says: string;
  state: VerdictState;
  reasons: string[];
  gates?: Gate[];
  given: Parameters<typeof evidence>[0];
}

describe('the verdict', () => {
  it.each<Case>([
    { says: 'nothing is open', state: 'GO', reasons: [], given: {} },
    {
      says: 'a bug is open',
      state: 'NO GO',
      reasons: ['bugs'],
      given: { issues: source({ census: censusOver([bug]) }) },
    },
    {
      says: 'as many are open as are allowed',
      state: 'GO',
      reasons: [],
      gates: [countGate({ atMost: 1 })],
      given: { issues: source({ census: censusOver([bug]) }) },
    },
    {
      says: 'an advisory gate is red',
      state: 'GO',
      reasons: [],
      gates: [countGate({ id: 'all', filter: label('nobody') }), { ...countGate(), blocks: false }],
      given: {
        issues: source({
          census: censusOver(
            [bug],
            release({ gates: [countGate({ id: 'all', filter: label('nobody') }), countGate()] }),
          ),
        }),
      },
    },
    {
      says: 'an advisory gate was never counted',
      state: 'GO',
      reasons: [],
      gates: [countGate(), countGate({ id: 'new', blocks: false })],
      given: {},
    },
    {
      says: 'a gate is newer than the count',
      state: 'UNKNOWN',
      reasons: ['new'],
      gates: [countGate(), countGate({ id: 'new' })],
      given: {},
    },
    {
      says: 'one gate is red and another not counted yet',
      state: 'NO GO',
      reasons: ['bugs', 'new'],
      gates: [countGate(), countGate({ id: 'new' })],
      given: { issues: source({ census: censusOver([bug]) }) },
    },
    {
      says: 'GitHub was never read',
      state: 'UNKNOWN',
      reasons: ['bugs', 'freshness'],
      given: { issues: source(neverRead) },
    },
    {
      says: 'the milestone cannot be found',
      state: 'UNKNOWN',
      reasons: ['bugs', 'freshness'],
      given: { issues: source({ milestone: null, census: null, problem: 'there is no milestone "v1.6"' }) },
    },
    {
      says: 'the figures are too old, though they were all zero',
      state: 'UNKNOWN',
      reasons: ['bugs', 'freshness'],
      given: { issues: source({ observedAt: noon - 30 * minute - 1 }) },
    },
    {
      says: 'the figures are too old and there were bugs',
      state: 'UNKNOWN',
      reasons: ['bugs', 'freshness'],
      given: { issues: source({ census: censusOver([bug]), observedAt: noon - hour }) },
    },
    {
      says: 'the figures are just young enough',
      state: 'GO',
      reasons: [],
      given: { issues: source({ observedAt: noon - 30 * minute }) },
    },
    {
      says: 'the last reading failed but the figures are young',
      state: 'GO',
      reasons: [],
      given: { issues: source({ problem: 'GitHub cannot be reached' }) },
    },
    {
      says: 'the enhancements were never read',
      state: 'UNKNOWN',
      reasons: ['freshness'],
      given: { enhancements: source({ ...neverRead, repository: 'acme/features' }) },
    },
    { says: 'no gate is configured', state: 'UNKNOWN', reasons: ['gates'], gates: [], given: {} },
    {
      says: 'every gate is advisory',
      state: 'UNKNOWN',
      reasons: ['gates'],
      gates: [countGate({ blocks: false }), hygieneGate(), enhancementsGate()],
      given: {},
    },
    {
      says: 'somebody wrote a reason',
      state: 'NO GO',
      reasons: ['reason-4'],
      given: { notes: [note({ id: 4 })] },
    },
    {
      says: 'somebody wrote that it is not known',
      state: 'UNKNOWN',
      reasons: ['reason-4'],
      given: { notes: [note({ id: 4, state: 'unknown' })] },
    },
    {
      says: 'a written reason has a millisecond to go',
      state: 'NO GO',
      reasons: ['reason-4'],
      given: { notes: [note({ id: 4, until: noon + 1 })] },
    },
    {
      says: 'a written reason is at its end',
      state: 'GO',
      reasons: [],
      given: { notes: [note({ until: noon })] },
    },
    {
      says: 'a written reason was ended',
      state: 'GO',
      reasons: [],
      given: { notes: [note({ endedAt: noon - day })] },
    },
    {
      says: 'only actions are written, overdue ones too',
      state: 'GO',
      reasons: [],
      given: { notes: [note({ type: 'action', until: noon - day }), note({ id: 2, type: 'taken' })] },
    },
  ])('is $state when $says', ({ state, reasons, gates, given }) => {
    const verdict = decideVerdict(release(gates ? { gates } : {}), evidence(given), noon);
    expect(verdict.state).toBe(state);
    expect(verdict.reasons.map((reason) => reason.gate)).toEqual(reasons);
    expect(verdict.decidedAt).toBe(noon);
  });

  it('shows every gate, those that hold and those that do not block included', () => {
    const gates = [countGate(), countGate({ id: 'advice', blocks: false })];
    const verdict = decideVerdict(release({ gates }), evidence(), noon);
    expect(verdict.findings.map(({ gate, state }) => [gate, state])).toEqual([
      ['bugs', 'go'],
      ['advice', 'unknown'],
      ['freshness', 'go'],
    ]);
  });

  it('is never GO without evidence, whatever the rest is', () => {
    const gate = fc.oneof(
      fc
        .record({ atMost: fc.nat(9), blocks: fc.boolean(), id: fc.constantFrom('bugs', 'new') })
        .map(countGate),
      fc.record({ blocks: fc.boolean() }).map(hygieneGate),
      fc.record({ blocks: fc.boolean(), atMost: fc.nat(9) }).map(enhancementsGate),
    );
    const missing = fc.constantFrom(
      { milestone: null },
      { census: null },
      { observedAt: null },
      { observedAt: noon - day },
      neverRead,
    );
    const notes = fc.array(
      fc
        .record({
          state: fc.constantFrom<'no-go' | 'unknown'>('no-go', 'unknown'),
          until: fc.constantFrom(null, noon - 1, noon + 1),
        })
        .map(note),
    );
    fc.assert(
      fc.property(
        fc.array(gate, { maxLength: 4 }),
        missing,
        fc.boolean(),
        notes,
        (gates, lacking, inIssues, written) => {
          const of = release({ gates, enhancements: features });
          const whole = source({ repository: 'acme/features', census: enhancementsCensus([], of) });
          const given = evidence({
            issues: source({ census: censusOver([], of), ...(inIssues ? lacking : {}) }),
            enhancements: { ...whole, ...(inIssues ? {} : lacking) },
            notes: written,
          });
          expect(decideVerdict(of, given, noon).state).not.toBe('GO');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is GO exactly when every blocking gate holds', () => {
    const gate = fc.record({ atMost: fc.nat(3), blocks: fc.boolean() });
    fc.assert(
      fc.property(fc.array(gate, { minLength: 1, maxLength: 5 }), fc.nat(4), (list, bugs) => {
        const gates = list.map((one, at) => countGate({ ...one, id: `gate-${at}` }));
        const of = release({ gates });
        const census = censusOver(
          Array.from({ length: bugs }, (_, at) => issue({ number: at, labels: ['kind/bug'] })),
          of,
        );
        const { state } = decideVerdict(of, evidence({ issues: source({ census }) }), noon);
        const blocking = list.filter((one) => one.blocks);
        const expected =
          blocking.length === 0 ? 'UNKNOWN' : blocking.every((one) => bugs <= one.atMost) ? 'GO' : 'NO GO';
        expect(state).toBe(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the order of the gates, with what people wrote after them', () => {
    const gates = [overAll, countGate()];
    const census = censusOver([bug], release({ gates }));
    const given = evidence({ issues: source({ census }), notes: [note({ id: 2 }), note({ id: 1 })] });
    const { reasons } = decideVerdict(release({ gates }), given, noon);
    expect(reasons.map((reason) => reason.gate)).toEqual(['open-issues', 'bugs', 'reason-2', 'reason-1']);
  });
});
