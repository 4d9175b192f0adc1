/** A figure and the search behind it are the same issues: checked with the search of the local GitHub. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseFilter } from '../../src/domain/filter.js';
import type { CountGate } from '../../src/domain/gates/gate.js';
import type { Issue } from '../../src/domain/issue.js';
import { type SearchScope, searchLink, searchQuery } from '../../src/domain/search-link.js';
import { addIssues } from '../../src/sandbox/github/issues.js';
import { addMilestone } from '../../src/sandbox/github/milestones.js';
import type { Repo } from '../../src/sandbox/github/model.js';
import { parseQuery } from '../../src/sandbox/github/query.js';
import { addRepo, emptyWorld } from '../../src/sandbox/github/world.js';
import { scatteredIssues, someFilter } from '../builders/arbitraries.js';
import { issue, noon } from '../builders/issue.js';
import { countGate, release } from '../builders/release.js';
import { censusOver } from '../builders/status.js';

const title = 'v1.6: final, (really)';
const nothingSeen = { labels: [], bots: [] };
const scope: SearchScope = {
  web: 'https://github.com',
  repository: 'acme/rocket',
  of: 'issues',
  milestone: 'v1.6',
};

/** The issues on a GitHub of their own, where some are closed and some belong to another milestone. */
function onGitHub(issues: Issue[]): Repo {
  const world = emptyWorld(() => noon);
  const repo = addRepo(world, { fullName: 'acme/rocket' });
  addMilestone(world, repo, { number: 17, title });
  addMilestone(world, repo, { number: 18, title: 'v1.7' });
  addIssues(
    world,
    repo,
    issues.map((one) => ({
      number: one.number,
      title: one.title,
      body: one.body,
      labels: one.labels,
      milestone: one.milestone,
      state: one.state,
      author: { login: one.author },
      assignees: one.assignees,
      ...(one.isPullRequest ? { pullRequest: {} } : {}),
    })),
  );
  return repo;
}

function foundBy(query: string, repo: Repo): number[] {
  const { test } = parseQuery(query);
  return [...repo.issues.values()].filter((one) => test(one, repo)).map(({ number }) => number);
}

/** GitHub takes no more than five operators in one search. */
const tooLong = (query: string) => (query.match(/\b(AND|OR|NOT)\b/g) ?? []).length > 5;

const scattered = scatteredIssues(25, [17, 17, 17, 18, null]);

describe('the search behind a figure', () => {
  it('finds exactly the issues that were counted', () => {
    const where = {
      of: fc.constantFrom<CountGate['of']>('issues', 'issues', 'pull-requests', 'all'),
      in: fc.constantFrom<CountGate['in']>('milestone', 'milestone', 'no-milestone'),
    };
    fc.assert(
      fc.property(scattered, someFilter, fc.record(where), (issues, filter, place) => {
        const of = release({ gates: [countGate({ filter, ...place })] });
        const known = issues.filter(({ milestone }) => milestone !== 18);
        const census = censusOver(known, of);
        const seen = { labels: Object.keys(census.labels), bots: census.bots };
        const milestone = place.in === 'milestone' ? title : null;
        const query = searchQuery({ ...scope, of: place.of, milestone }, filter, seen);
        fc.pre(!tooLong(query));
        const counted = census.measures.bugs?.items.map(({ number }) => number) ?? [];
        expect(foundBy(query, onGitHub(issues)).sort()).toEqual(counted.sort());
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['*', 'is:issue is:open milestone:v1.6'],
    ['kind/flake', 'is:issue is:open milestone:v1.6 label:kind/flake'],
    [
      'kind/flake and not sig/*',
      'is:issue is:open milestone:v1.6 label:kind/flake -label:sig/a -label:"sig/b c"',
    ],
    ['sig/*', 'is:issue is:open milestone:v1.6 label:sig/a,"sig/b c"'],
    [
      'kind/bug or "help wanted" or sig/a',
      'is:issue is:open milestone:v1.6 label:kind/bug,"help wanted",sig/a',
    ],
    ['nobody/*', 'is:issue is:open milestone:v1.6 label:"no such label"'],
    ['not nobody/*', 'is:issue is:open milestone:v1.6'],
    ['not *', 'is:issue is:open milestone:v1.6 label:"no such label"'],
    ['kind/bug or *', 'is:issue is:open milestone:v1.6'],
    ['by:human', 'is:issue is:open milestone:v1.6 -author:k8s-bot -author:app/fix-it'],
    ['by:bot', 'is:issue is:open milestone:v1.6 (author:k8s-bot OR author:app/fix-it)'],
    ['no:assignee', 'is:issue is:open milestone:v1.6 no:assignee'],
    ['not no:assignee', 'is:issue is:open milestone:v1.6 assignee:*'],
    ['text:"broken test run"', 'is:issue is:open milestone:v1.6 "broken test run" in:title,body'],
    ['kind/bug or no:assignee', 'is:issue is:open milestone:v1.6 (label:kind/bug OR no:assignee)'],
  ])('for %j is written as people would', (source, query) => {
    const seen = { labels: ['kind/flake', 'sig/a', 'sig/b c'], bots: ['k8s-bot', 'fix-it[bot]'] };
    expect(searchQuery(scope, parseFilter(source), seen)).toBe(query);
  });

  it('by a bot that nobody saw finds nothing', () => {
    expect(
      foundBy(searchQuery({ ...scope, milestone: title }, { is: 'bot' }, nothingSeen), onGitHub([issue()])),
    ).toEqual([]);
  });

  it('names the group labels that only a pull request carries', () => {
    const filter = parseFilter('not sig/*');
    const of = release({ gates: [countGate({ filter, of: 'all' })] });
    const census = censusOver([issue({ isPullRequest: true, labels: ['sig/rare'] })], of);
    expect(Object.keys(census.labels)).toContain('sig/rare');
    expect(census.labels['sig/rare']).toBe(0);
  });
});

describe('the address of a search', () => {
  it('carries the query unchanged, whatever is in it', () => {
    const names = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.constantFrom('a+b', 'a&b=c#d', '100%', 'ä ö', '😀', '(x', 'x)', "it's", '<a|b>'),
    );
    fc.assert(
      fc.property(names, names, (pattern, milestone) => {
        fc.pre(!pattern.includes('*'));
        const place = { ...scope, milestone };
        const filter = { is: 'label', pattern } as const;
        const url = searchLink(place, filter, nothingSeen);
        const { origin, pathname, searchParams } = new URL(url);
        expect(`${origin}${pathname}`).toBe('https://github.com/acme/rocket/issues');
        expect([...searchParams.keys()]).toEqual(['q']);
        expect(searchParams.get('q')).toBe(searchQuery(place, filter, nothingSeen));
        // It stands between parentheses in Markdown and between angle brackets in Slack.
        expect(url).not.toMatch(/[()<>|\s]/);
      }),
      { numRuns: 200 },
    );
  });

  it('stays readable', () => {
    const url = searchLink(scope, parseFilter('kind/bug or "help wanted"'), nothingSeen);
    expect(url).toBe(
      'https://github.com/acme/rocket/issues?q=is:issue+is:open+milestone:v1.6+label:kind/bug,%22help+wanted%22',
    );
  });

  it('shows pull requests on their own page', () => {
    expect(searchLink({ ...scope, of: 'pull-requests' }, { is: 'every' }, nothingSeen)).toBe(
      'https://github.com/acme/rocket/pulls?q=is:pr+is:open+milestone:v1.6',
    );
  });

  it('survives half of an emoji', () => {
    expect(() =>
      searchLink({ ...scope, milestone: 'v1 \ud83d' }, { is: 'every' }, nothingSeen),
    ).not.toThrow();
  });
});
