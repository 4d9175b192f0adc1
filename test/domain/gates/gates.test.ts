/** What each type of gate finds: its figure, rule, evidence and actions in words. */
import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/domain/evidence.js';
import type { Finding, Gate } from '../../../src/domain/gates/gate.js';
import type { Issue } from '../../../src/domain/issue.js';
import type { Release } from '../../../src/domain/release.js';
import { day, minute } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { issue, noon } from '../../builders/issue.js';
import { countGate, enhancementsGate, hygieneGate, label, release } from '../../builders/release.js';
import {
  censusOver,
  enhancementsCensus,
  evidence,
  milestone,
  neverRead,
  note,
  source,
} from '../../builders/status.js';

function finding(of: Release, given: Evidence, gate = of.gates[0]?.id): Finding {
  const found = decideVerdict(of, given, noon).findings.find((one) => one.gate === gate);
  if (!found) throw new Error(`no finding of ${gate}`);
  return found;
}

function over(gate: Gate, issues: Issue[], more: Parameters<typeof source>[0] = {}): Finding {
  const of = release({ gates: [gate] });
  return finding(of, evidence({ issues: source({ census: censusOver(issues, of), ...more }) }));
}

const bugs = [
  issue({ number: 1, labels: ['kind/bug', 'sig/node'], createdAt: noon - day }),
  issue({ number: 2, labels: ['kind/bug'], createdAt: noon - 2 * day }),
];

describe('a count gate', () => {
  it('says its reason, figure, rule, evidence, time and actions', () => {
    expect(over(countGate(), bugs)).toMatchObject({
      state: 'no-go',
      blocks: true,
      reason: 'Bugs exist in 1.6 milestone',
      detail: '2 open, 0 allowed',
      rule: 'at most 0 open issues matching kind/bug in milestone v1.6 of acme/rocket',
      value: 2,
      limit: 0,
      evidence: [
        {
          title: '2 open',
          url: 'https://github.com/acme/rocket/issues?q=is:issue+is:open+milestone:v1.6+label:kind/bug',
        },
      ],
      observedAt: noon - 5 * minute,
      actions: ['Move what does not block out of `v1.6` and into v1.6.1 or v1.7'],
    });
  });

  it('lists what it counted, the oldest first', () => {
    expect(over(countGate(), bugs).items.map((one) => one.number)).toEqual([2, 1]);
  });

  it.each<[Partial<Parameters<typeof countGate>[0]>, string, string]>([
    [
      { filter: { is: 'every' } },
      'at most 0 open issues in milestone v1.6 of acme/rocket',
      'is:issue+is:open+milestone:v1.6',
    ],
    [
      { of: 'all', atMost: 3 },
      'at most 3 open issues and pull requests matching kind/bug in milestone v1.6 of acme/rocket',
      'is:open+milestone:v1.6+label:kind/bug',
    ],
    [
      { of: 'pull-requests' },
      'at most 0 open pull requests matching kind/bug in milestone v1.6 of acme/rocket',
      'is:pr+is:open+milestone:v1.6+label:kind/bug',
    ],
    [
      { in: 'no-milestone' },
      'at most 0 open issues matching kind/bug without a milestone of acme/rocket',
      'is:issue+is:open+no:milestone+label:kind/bug',
    ],
  ])('with %j has the rule "%s"', (given, rule, query) => {
    const found = over(countGate(given), []);
    expect(found.rule).toBe(rule);
    expect(found.evidence[0]?.url).toMatch(new RegExp(`\\?q=${query.replaceAll('+', '\\+')}$`));
  });

  it('counts issues without a milestone apart from those of the milestone', () => {
    const loose = issue({ number: 3, labels: ['kind/bug'], milestone: null });
    expect(over(countGate({ in: 'no-milestone' }), [...bugs, loose]).value).toBe(1);
    expect(over(countGate(), [...bugs, loose]).value).toBe(2);
  });

  it('links to the milestone under the title that it has now', () => {
    const found = over(countGate(), bugs, { milestone: milestone({ title: 'v1.6 final' }) });
    expect(found.evidence[0]?.url).toContain('milestone:%22v1.6+final%22');
  });

  it('remembers the last figure when it is stale, and does not decide by it', () => {
    const found = over(countGate(), bugs, {
      observedAt: noon - 2 * 60 * minute,
      problem: 'GitHub answers 500',
    });
    expect(found).toMatchObject({
      state: 'unknown',
      value: null,
      items: [],
      evidence: [],
      observedAt: noon - 120 * minute,
    });
    expect(found.detail).toBe(
      '2 when last read; GitHub was last read 2 h ago, limit 30 min: GitHub answers 500',
    );
  });

  it('says what stopped the first reading', () => {
    expect(over(countGate(), [], { ...neverRead, problem: 'the token was refused' }).detail).toBe(
      'the token was refused',
    );
    expect(over(countGate(), [], neverRead).detail).toBe('GitHub has not been read yet');
  });

  it('that the last count did not know is not known', () => {
    const of = release({ gates: [countGate({ id: 'new' })] });
    const found = finding(of, evidence({ issues: source({ census: censusOver(bugs) }) }));
    expect(found).toMatchObject({
      state: 'unknown',
      value: null,
      detail: 'not counted yet',
      observedAt: null,
    });
  });
});

describe('an enhancements gate', () => {
  const gate = enhancementsGate({ filter: { is: 'not', of: label('tracked/yes') } });
  const of = release({ gates: [gate], enhancements: { repository: 'acme/features', milestone: 'v1.6' } });
  const feature = issue({ number: 31 });

  it('counts the issues of the enhancements repository', () => {
    const enhancements = source({ repository: 'acme/features', census: enhancementsCensus([feature], of) });
    const found = finding(of, evidence({ enhancements }));
    expect(found).toMatchObject({
      state: 'no-go',
      value: 1,
      rule: 'at most 0 open issues matching not tracked/yes in milestone v1.6 of acme/features',
    });
    expect(found.evidence[0]?.url).toContain('https://github.com/acme/features/issues?q=');
  });

  it('without such a repository is not known', () => {
    expect(finding(of, evidence())).toMatchObject({
      state: 'unknown',
      detail: 'no enhancements repository is configured',
      value: null,
    });
  });
});

describe('the hygiene gate', () => {
  it('holds when every issue has what it must', () => {
    expect(over(hygieneGate(), [bugs[0] ?? issue()])).toMatchObject({
      state: 'go',
      detail: 'all 1 are complete',
      value: 0,
      evidence: [],
    });
  });

  it('counts an issue once that lacks two things, and names each lack', () => {
    const found = over(hygieneGate(), [...bugs, issue({ number: 3 })]);
    expect(found.state).toBe('no-go');
    expect(found.value).toBe(2);
    expect(found.detail).toBe('2 of 3: 2 without a SIG, 1 without a kind');
    expect(found.evidence.map(({ title }) => title)).toEqual(['2 without a SIG', '1 without a kind']);
    expect(found.evidence[1]?.url).toContain('-label:kind/bug');
    expect(found.rule).toBe('each open issue in milestone v1.6 has: a SIG, a kind');
  });

  it('is not known from stale figures or before it was counted', () => {
    expect(over(hygieneGate(), bugs, { observedAt: noon - day }).state).toBe('unknown');
    const of = release({ gates: [hygieneGate()] });
    expect(finding(of, evidence({ issues: source({ census: censusOver(bugs) }) })).detail).toBe(
      'not counted yet',
    );
  });
});

describe('freshness', () => {
  it('is decided by the oldest reading', () => {
    const enhancements = source({ repository: 'acme/features', observedAt: noon - 20 * minute });
    expect(finding(release(), evidence({ enhancements }), 'freshness')).toMatchObject({
      state: 'go',
      detail: 'read 20 min ago',
      value: 20 * minute,
      limit: 30 * minute,
      observedAt: noon - 20 * minute,
      actions: [],
    });
  });

  it('names every repository that was not read', () => {
    const enhancements = source({ ...neverRead, repository: 'acme/features' });
    const found = finding(
      release(),
      evidence({ issues: source({ observedAt: noon - day }), enhancements }),
      'freshness',
    );
    expect(found.detail).toBe(
      'acme/rocket: GitHub was last read 1 d ago, limit 30 min; acme/features: GitHub has not been read yet',
    );
    expect(found.observedAt).toBeNull();
    expect(found.actions).not.toEqual([]);
  });
});

describe('a written reason', () => {
  it('has its author, its time and its end', () => {
    const given = evidence({
      notes: [note({ id: 3, heading: 'Upgrade tests', text: 'no clear signal', until: noon + day })],
    });
    expect(finding(release(), given, 'reason-3')).toMatchObject({
      type: 'hand-written',
      reason: 'Upgrade tests: no clear signal',
      detail: 'written by grace',
      author: { id: 'U012AB3CD', name: 'grace' },
      observedAt: noon - 60 * minute,
      until: noon + day,
    });
  });

  it('without an end has none', () => {
    expect(finding(release(), evidence({ notes: [note()] }), 'reason-1')).not.toHaveProperty('until');
  });
});
