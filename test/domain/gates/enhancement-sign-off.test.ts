/** The gate over the documents of enhancements: what it finds, and when it does not know. */
import { describe, expect, it } from '@jest/globals';
import type { EnhancementsEvidence } from '../../../src/domain/enhancement/standing.js';
import type { Evidence } from '../../../src/domain/evidence.js';
import type { EnhancementSignOffGate, Finding } from '../../../src/domain/gates/gate.js';
import { minute } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { noon } from '../../builders/issue.js';
import { release } from '../../builders/release.js';
import { lack, standing } from '../../builders/standing.js';
import { evidence, neverRead, source } from '../../builders/status.js';

const gate: EnhancementSignOffGate = {
  ...{ id: 'documents', type: 'enhancement-sign-off', blocks: true },
  ...{ reason: 'Documents in {milestone}', actions: ['Complete them'] },
};
const of = release({
  gates: [gate],
  enhancements: { repository: 'acme/features', milestone: 'v1.6' },
  readsDocuments: true,
  documentsWithin: 45 * minute,
});
const read = (given: Partial<EnhancementsEvidence> = {}): EnhancementsEvidence => ({
  ...{ standings: [], readAt: noon - 10 * minute, problem: null },
  ...given,
});

function found(documents: EnhancementsEvidence | null, more: Partial<Evidence> = {}): Finding {
  const enhancements = source({ repository: 'acme/features' });
  const all = evidence({ enhancements, documents, ...more });
  const finding = decideVerdict(of, all, noon).findings.find((one) => one.gate === 'documents');
  if (!finding) throw new Error('the gate found nothing');
  return finding;
}

describe('the sign-off of enhancements', () => {
  it('is GO when nothing is missing, and when there is none', () => {
    expect(found(read({ standings: [standing({ number: 1 }), standing({ number: 2 })] }))).toMatchObject({
      ...{ state: 'go', detail: 'all 2 are ready', value: 0, limit: 0, parts: [] },
      ...{ reason: 'Documents in v1.6', actions: ['Complete them'], observedAt: noon - 10 * minute },
    });
    expect(found(read())).toMatchObject({ state: 'go', detail: 'no enhancement in the milestone' });
  });

  it('is NO GO with how many of each group are not, the worst first', () => {
    const standings = [
      standing({ number: 1, lacks: [lack()] }),
      standing({ number: 2, lacks: [lack(), lack({ code: 'prr' })] }),
      standing({ number: 3, group: 'storage', lacks: [lack()] }),
      standing({ number: 4, group: null, lacks: [lack()] }),
      standing({ number: 5, lacks: [lack({ blocks: false })] }),
    ];
    expect(found(read({ standings }))).toMatchObject({
      state: 'no-go',
      detail: '4 of 5 not ready: Node 2, Storage 1, no SIG 1',
      value: 4,
      evidence: [
        {
          title: 'KEP-2: 1 box open, production readiness not approved',
          url: 'https://github.com/acme/features/issues/2',
        },
        { title: 'KEP-1: 1 box open' },
        { title: 'KEP-3: 1 box open' },
        { title: 'KEP-4: 1 box open' },
      ],
    });
    const parts = found(read({ standings })).parts?.map(({ key }) => key);
    expect(parts).toEqual(['kep:2', 'kep:1', 'kep:3', 'kep:4']);
  });

  it('does not know one whose documents could not be read, whatever else is fine', () => {
    const unread = standing({ number: 1, unread: ['README.md: not text'] });
    expect(found(read({ standings: [unread, standing({ number: 2 })] }))).toMatchObject({
      state: 'unknown',
      detail: '1 of 2 not ready: Node 1; the documents of 1 could not be read',
    });
    const both = [unread, standing({ number: 3, lacks: [lack()] })];
    // No waiver makes known what is not.
    const red = { state: 'no-go', parts: [{ key: 'kep:3' }], besides: 'unknown' };
    expect(found(read({ standings: both }))).toMatchObject(red);
    const half = standing({ number: 3, lacks: [lack()], unread: ['kep.yaml: not text'] });
    expect(found(read({ standings: [half] }))).toMatchObject(red);
  });

  it.each([
    ['nobody reads', null, {}, 'are not read'],
    ['were never read', read({ readAt: null }), {}, 'have not been read yet'],
    ['could never be read', read({ readAt: null, problem: 'no token' }), {}, 'no token'],
    [
      'were read long ago',
      read({ readAt: noon - 46 * minute, problem: 'it failed' }),
      {},
      '46 min ago, limit 45 min: it failed',
    ],
    ['were read in the future', read({ readAt: noon + 10 * minute }), {}, 'a clock is wrong'],
    [
      'belong to issues that were not read',
      read(),
      { enhancements: source(neverRead) },
      'GitHub has not been read yet',
    ],
    [
      'belong to issues that are old',
      read(),
      { enhancements: source({ observedAt: noon - 40 * minute }) },
      'limit 30 min',
    ],
  ] as const)('does not know documents that %s', (_, documents, more, words) => {
    const finding = found(documents as EnhancementsEvidence | null, more);
    expect(finding).toMatchObject({ state: 'unknown', value: null });
    expect(finding.detail).toContain(words);
  });
});
