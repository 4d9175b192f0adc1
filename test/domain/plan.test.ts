/** What has to be counted so that a release can be decided. */
import { describe, expect, it } from '@jest/globals';
import { enhancementsPlan, issuesPlan } from '../../src/domain/plan.js';
import { issue } from '../builders/issue.js';
import { countGate, enhancementsGate, hygieneGate, kind, label, release } from '../builders/release.js';
import { censusOver } from '../builders/status.js';

const of = release({
  groups: { noun: 'team', prefix: 'team/', rows: ['a'], names: {}, owners: {} },
  gates: [countGate({ in: 'no-milestone', of: 'all' }), hygieneGate(), enhancementsGate()],
  kinds: [kind({ id: 'flake', withoutMilestone: true }), kind({ id: 'bug' })],
  phrases: [
    { id: 'phrase-1', phrase: 'broken test run', filter: label('kind/flake') },
    { id: 'phrase-2', phrase: 'timeout', filter: { is: 'every' } },
  ],
});

describe('the plan of a release', () => {
  it('counts what its gates, kinds and phrases ask for', () => {
    const plan = issuesPlan(of);
    expect(plan.groupPrefix).toBe('team/');
    expect(plan.groupRows).toEqual(['a']);
    expect(plan.kinds.map(({ id }) => id)).toEqual(['flake', 'bug']);
    expect(plan.measures.map((one) => [one.id, one.of, one.in])).toEqual([
      ['bugs', 'all', 'no-milestone'],
      ['hygiene', 'issues', 'milestone'],
      ['hygiene.lacks-1', 'issues', 'milestone'],
      ['hygiene.lacks-2', 'issues', 'milestone'],
      ['flake.without-milestone', 'issues', 'no-milestone'],
    ]);
    expect(plan.phrases[1]?.filter).toEqual({ is: 'text', phrase: 'timeout' });
  });

  it('counts a phrase only among the issues it is asked of', () => {
    const census = censusOver(
      [
        issue({ number: 1, title: 'broken test run', labels: ['kind/flake'] }),
        issue({ number: 2, body: 'A broken test run' }),
        issue({ number: 3, title: 'timeout' }),
      ],
      of,
    );
    expect(census.phrases['phrase-1']?.items.map((one) => one.number)).toEqual([1]);
    expect(census.phrases['phrase-2']?.count).toBe(1);
  });

  it('counts what the enhancements gates ask for in their repository', () => {
    expect(enhancementsPlan(of).measures).toEqual([
      { id: 'features', filter: { is: 'every' }, of: 'issues', in: 'milestone' },
    ]);
    expect(issuesPlan(of).measures.map(({ id }) => id)).not.toContain('features');
  });
});
