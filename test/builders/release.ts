/** Releases and gates as a test needs them: the release v1.6 of acme/rocket, with SIGs, flakes and bugs. */
import type { Filter } from '../../src/domain/filter.js';
import type { CountGate, EnhancementsGate, HygieneGate } from '../../src/domain/gates/gate.js';
import type { Kind, Release } from '../../src/domain/release.js';
import { minute } from '../../src/domain/time.js';

export const label = (pattern: string): Filter => ({ is: 'label', pattern });

export function kind(given: Partial<Kind> & { id: string }): Kind {
  return {
    title: `${given.id}s`,
    filter: label(`kind/${given.id}`),
    byGroup: true,
    withoutMilestone: false,
    ...given,
  };
}

export function countGate(given: Partial<CountGate> = {}): CountGate {
  return {
    id: 'bugs',
    type: 'count',
    filter: label('kind/bug'),
    of: 'issues',
    in: 'milestone',
    atMost: 0,
    reason: 'Bugs exist in {version} milestone',
    actions: ['Move what does not block out of `{milestone}` and into {next}'],
    blocks: true,
    ...given,
  };
}

export function hygieneGate(given: Partial<HygieneGate> = {}): HygieneGate {
  return {
    id: 'hygiene',
    type: 'hygiene',
    checks: [
      { id: 'lacks-1', title: 'a SIG', lacking: { is: 'not', of: label('sig/*') } },
      { id: 'lacks-2', title: 'a kind', lacking: { is: 'not', of: label('kind/*') } },
    ],
    reason: 'Issues that are not triaged',
    actions: ['Route each to a SIG'],
    blocks: false,
    ...given,
  };
}

export function enhancementsGate(given: Partial<EnhancementsGate> = {}): EnhancementsGate {
  return {
    id: 'features',
    type: 'enhancements',
    filter: { is: 'every' },
    atMost: 0,
    reason: 'Incomplete features in {version} milestone',
    actions: ['Feature owners: write the release note'],
    blocks: false,
    ...given,
  };
}

export function release(given: Partial<Release> = {}): Release {
  return {
    name: 'v1.6',
    aliases: [],
    issues: { repository: 'acme/rocket', milestone: 'v1.6' },
    enhancements: null,
    branch: null,
    nextMilestones: ['v1.6.1', 'v1.7'],
    zone: 'UTC',
    groups: { noun: 'SIG', prefix: 'sig/', rows: null, names: {}, owners: {} },
    groupPeople: { leads: {}, channels: {} },
    kinds: [kind({ id: 'flake', title: 'Flakes' }), kind({ id: 'bug', title: 'Bugs' })],
    phrases: [],
    dimensions: [],
    gates: [countGate()],
    severities: [],
    ci: null,
    calendar: null,
    signOff: null,
    waiving: {
      ...{ usual: { by: ['U0LEAD'], role: 'release lead', twoPersons: false }, byGate: {} },
      longest: 30 * 24 * 60 * minute,
    },
    ...{ checklists: [], readsDocuments: false, documentsWithin: 45 * minute },
    staleAfter: 30 * minute,
    ...given,
  };
}
