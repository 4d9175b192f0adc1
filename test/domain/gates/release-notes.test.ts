/** The gates over release notes and documentation: what they find, and when they do not know. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Evidence } from '../../../src/domain/evidence.js';
import { mayLack, readyShare } from '../../../src/domain/gates/docs.js';
import type { DocsGate, Finding, ReleaseNotesGate } from '../../../src/domain/gates/gate.js';
import type { DocsCounts, ReleaseNotesEvidence } from '../../../src/domain/release-notes/board.js';
import type { Gap } from '../../../src/domain/release-notes/gap.js';
import { sayNotes } from '../../../src/domain/release-notes/line.js';
import { day, minute } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import type { Waiver } from '../../../src/domain/waiver/waiver.js';
import { noon } from '../../builders/issue.js';
import { release } from '../../builders/release.js';
import { evidence } from '../../builders/status.js';

const base = { blocks: true, reason: 'Notes in {milestone}', actions: ['Write them'] };
const notesGate: ReleaseNotesGate = { ...base, id: 'notes', type: 'release-notes' };
const docsGate: DocsGate = { ...base, id: 'docs', type: 'docs', open: 1, ready: null, merged: 0 };
const of = release({ gates: [notesGate, docsGate], notesWithin: 45 * minute });

const gap = (given: Partial<Gap> = {}): Gap => ({
  ...{
    code: 'no-note',
    repository: 'Acme/Rocket',
    number: 12,
    title: 'Wake',
    url: 'https://github.com/acme/rocket/pull/12',
  },
  ...{ owners: ['ana'], groups: [], text: 'Nothing for the release notes', todo: 'Write it', blocks: true },
  ...given,
});
const known = (given: Partial<ReleaseNotesEvidence> = {}): ReleaseNotesEvidence => ({
  counts: { pulls: 340, notes: 200, none: 128, missing: 12, actionRequired: 1, takenBack: 2 },
  ...{ docs: null, gaps: [], readAt: noon - 10 * minute, problem: null },
  ...given,
});

function found(
  gate: string,
  releaseNotes: ReleaseNotesEvidence | null,
  more: Partial<Evidence> = {},
): Finding {
  const all = evidence({ releaseNotes, ...more });
  const finding = decideVerdict(of, all, noon).findings.find((one) => one.gate === gate);
  if (!finding) throw new Error('the gate found nothing');
  return finding;
}

const waiver = (covers: Waiver['covers']): Waiver => ({
  ...{ id: 1, release: 'v1.6', gate: 'notes', covers, about: 'it', reason: 'later', needsSecond: false },
  ...{
    by: { id: 'U0LEAD', name: 'Lea' },
    at: noon - day,
    until: noon + day,
    second: null,
    raisedBy: [],
    ended: null,
  },
});

describe('the gate over release notes', () => {
  it('is GO when nothing is missing, and when nothing is merged', () => {
    const counts = { pulls: 3, notes: 1, none: 2, missing: 0, actionRequired: 0, takenBack: 0 };
    expect(found('notes', known({ counts }))).toMatchObject({
      ...{ state: 'go', detail: '3 merged: 1 note, 2 without need of one', value: 0, limit: 0 },
      ...{ reason: 'Notes in v1.6', observedAt: noon - 10 * minute },
    });
    expect(found('notes', known({ counts: { ...counts, pulls: 0 } })).detail).toBe(
      'no merged pull request yet',
    );
  });

  it('says that it counts enhancements too, where there are any', () => {
    const rule = (enhancements: (typeof of)['enhancements']) =>
      decideVerdict({ ...of, enhancements }, evidence({ releaseNotes: known() }), noon).findings[0]?.rule;
    expect(rule(null)).not.toContain('enhancement');
    expect(rule({ repository: 'acme/features', milestone: 'v1.6' })).toContain('each enhancement');
  });

  it('is NO GO with each that has none, and counts what is only told for nothing', () => {
    const gaps = [
      gap(),
      gap({ number: 13, code: 'none-on-deprecation' }),
      gap({ number: 14, blocks: false }),
    ];
    expect(found('notes', known({ gaps }))).toMatchObject({
      ...{ state: 'no-go', value: 2, actions: ['Write them'] },
      detail: '1 of 340 merged pull requests has no note; 1 more gap',
      evidence: [{ title: '#12 Wake', url: 'https://github.com/acme/rocket/pull/12' }, { title: '#13 Wake' }],
      parts: [
        { key: 'release-note:acme/rocket#12/no-note', title: '#12 Wake: Nothing for the release notes' },
        { key: 'release-note:acme/rocket#13/none-on-deprecation' },
      ],
    });
  });

  it.each([
    [null, 'the release notes have not been gathered yet'],
    [known({ readAt: null }), 'the release notes have not been gathered yet'],
    [known({ readAt: null, problem: 'GitHub is away' }), 'GitHub is away'],
    [known({ readAt: noon - day }), 'the release notes were last gathered 1 d ago, limit 45 min'],
    [known({ readAt: noon + day }), 'the release notes were last gathered in the future: a clock is wrong'],
  ])('is UNKNOWN where nobody can tell: %#', (notes, detail) => {
    expect(found('notes', notes)).toMatchObject({ state: 'unknown', detail, value: null });
    expect(found('docs', notes)).toMatchObject({ state: 'unknown', detail });
  });

  it('lets a waiver cover what it names, and not another fault of the same pull request', () => {
    const waivers = [waiver({ parts: ['release-note:acme/rocket#12/no-note'] })];
    expect(found('notes', known({ gaps: [gap()] }), { waivers })).toMatchObject({
      state: 'go',
      waived: '1 waived',
    });
    const other = known({ gaps: [gap({ code: 'none-on-deprecation' })] });
    expect(found('notes', other, { waivers }).state).toBe('no-go');
  });

  it('covers no more than the parts that are named, however many there are', () => {
    const gaps = Array.from({ length: 500 }, (_, at) => gap({ number: at + 1 }));
    const { parts = [], value } = found('notes', known({ gaps }));
    expect([parts.length, value]).toEqual([200, 500]);
    const waivers = [waiver({ parts: parts.map(({ key }) => key) })];
    expect(found('notes', known({ gaps }), { waivers }).state).toBe('no-go');
  });
});

describe('the gate over documentation', () => {
  const with_ = (docs: DocsCounts, gaps: Gap[] = []) => found('docs', known({ docs, gaps }));
  const lacking = gap({ code: 'feature-docs', number: 3, repository: 'acme/features', blocks: false });

  it('asks for a pull request for each', () => {
    expect(with_({ asked: 0, open: 0, ready: 0, merged: 0 })).toMatchObject({
      ...{ state: 'go', detail: 'no enhancement needs documentation' },
    });
    expect(with_({ asked: 12, open: 12, ready: 0, merged: 0 })).toMatchObject({
      ...{ state: 'go', detail: '12 of 12 open, 0 ready, 0 merged' },
      rule: 'of the enhancements that need documentation 100 % have a docs pull request',
    });
    expect(with_({ asked: 12, open: 11, ready: 2, merged: 1 }, [lacking])).toMatchObject({
      ...{ state: 'no-go', value: 1, limit: 0 },
      parts: [{ key: 'release-note:acme/features#3/feature-docs' }],
    });
  });

  it('asks for more as the docs freeze comes near', () => {
    const freeze = noon + 30 * day;
    const at = { at: freeze, edge: null, written: '', note: null };
    const phase = { kind: 'docs-freeze', begins: at } as never;
    const calendar = { phases: [phase] } as never;
    const share = (now: number, gate = docsGate) => readyShare(gate, { ...of, calendar }, now);
    expect([freeze - 8 * day, freeze - 7 * day, freeze - 3 * day, freeze].map((now) => share(now))).toEqual([
      0, 0.8, 0.9, 1,
    ]);
    expect(share(freeze, { ...docsGate, ready: 0.5 })).toBe(0.5);
    expect(readyShare(docsGate, of, freeze)).toBe(0);
  });

  it('never asks for more than there are, nor for less than the share', () => {
    expect(mayLack(0.7, 10)).toBe(3);
    expect(mayLack(0.9, 12)).toBe(1);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(2000), (share, asked) => {
        const left = mayLack(share, asked);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(asked);
        expect(asked - left).toBeGreaterThanOrEqual(share * asked - 1e-6);
        // One less would not do.
        if (left < asked) expect(asked - left - 1).toBeLessThan(share * asked + 1e-6);
      }),
    );
  });
});

it('says it all in one line', () => {
  const line = (notes: ReleaseNotesEvidence, within: number | null = 45 * minute) =>
    sayNotes({
      release: { ...of, notesWithin: within },
      evidence: evidence({ releaseNotes: notes }),
      now: noon,
    });
  expect(line(known())).toBe('12 of 340 merged pull requests have none');
  expect(line(known({ docs: { asked: 3, open: 2, ready: 1, merged: 0 } }))).toBe(
    '12 of 340 merged pull requests have none; docs: 2 of 3 open, 1 ready, 0 merged',
  );
  expect(
    line(known({ counts: { pulls: 1, notes: 1, none: 0, missing: 0, actionRequired: 0, takenBack: 0 } })),
  ).toBe('the one merged pull request has one');
  expect(line(known({ readAt: null }))).toBe('not known: the release notes have not been gathered yet');
  expect(line(known(), null)).toBeNull();
});
