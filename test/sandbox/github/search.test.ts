/** The search language of the local GitHub. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client, REPO, refusal, type Started, start } from './start.js';

let started: Started;
beforeAll(async () => {
  started = await start({ limits: 'none' });
  const { github } = started;
  github.addRepo({ fullName: 'kubernetes/features' });
  github.addRepo({ fullName: 'other/secret', private: true });
  github.addIssues(REPO, [
    { number: 1, title: 'gce-serial: broken test run', labels: ['kind/flake', 'sig/node'], milestone: 17 },
    {
      number: 2,
      title: 'Services',
      body: 'A Broken-Test   run!',
      labels: ['kind/flake'],
      milestone: 17,
      assignees: ['ada'],
    },
    {
      number: 3,
      title: 'the run broke a test',
      labels: ['kind/bug', 'help wanted'],
      author: { login: 'robot[bot]' },
    },
    {
      number: 4,
      title: 'shut',
      labels: ['kind/bug'],
      milestone: 17,
      state: 'closed',
      stateReason: 'not_planned',
    },
    {
      number: 5,
      title: 'a change',
      milestone: 17,
      pullRequest: { mergedAt: Date.parse('2017-03-01T00:00:00Z') },
    },
    {
      number: 6,
      title: 'a draft',
      pullRequest: { draft: true },
      createdAt: Date.parse('2017-01-05T00:00:00Z'),
    },
  ]);
  github.addIssue('kubernetes/features', { number: 7, title: 'a feature' });
  github.addComment(REPO, 4, 'flux capacitor');
});
afterAll(() => started.github.close());

async function found(q: string): Promise<number[]> {
  const { data } = await started.octokit.rest.search.issuesAndPullRequests({ q });
  expect(data.total_count).toBe(data.items.length);
  return data.items.map(({ number }) => number).sort();
}

describe('the search', () => {
  it.each([
    ['is:issue is:open', [1, 2, 3, 7]],
    ['is:pr', [5, 6]],
    ['is:merged', [5]],
    ['is:issue is:closed reason:"not planned"', [4]],
    ['draft:true', [6]],
    ['repo:kubernetes/features', [7]],
    ['repo:kubernetes/features repo:kubernetes/kubernetes is:issue state:open', [1, 2, 3, 7]],
    ['milestone:v1.6 is:issue state:open', [1, 2]],
    ['milestone:"v1.6" type:pr', [5]],
    ['label:kind/flake milestone:v1.6', [1, 2]],
    ['label:"help wanted"', [3]],
    ['label:kind/bug,sig/node is:open', [1, 3]],
    ['label:kind/flake label:sig/node', [1]],
    ['label:kind/flake -label:sig/node -label:"sig/storage"', [2]],
    ['no:milestone is:issue', [3, 7]],
    ['no:label is:issue', [7]],
    ['no:assignee label:kind/flake', [1]],
    ['-no:assignee', [2]],
    ['author:robot[bot]', [3]],
    ['author:app/robot', [3]],
    ['assignee:ADA', [2]],
    ['"broken test run"', [1, 2]],
    ['"broken test run" in:title', [1]],
    ['broken run in:title,body', [1, 2]],
    ['capacitor', [4]],
    ['capacitor in:body', []],
    ['(label:sig/node OR label:"help wanted") AND is:open', [1, 3]],
    ['label:kind/flake NOT label:sig/node', [2]],
    ['label:sig/node OR label:kind/bug is:closed', [1, 4]],
    ['is:pr created:<2017-02-01', [6]],
    ['merged:2017-03-01..2017-03-02', [5]],
    ['merged:>=2017-03-02', []],
    ['comments:>0', [4]],
  ] as const)('finds what %s asks for', async (q, numbers) => {
    expect(await found(q)).toEqual(numbers);
  });

  it('refuses nothing, far pages, long searches, many operators, and repositories out of sight', async () => {
    const { octokit, github } = started;
    const status = async (q: string, more: object = {}) =>
      (await refusal(octokit.rest.search.issuesAndPullRequests({ q, ...more }))).status;
    expect(await status(' ')).toBe(422);
    expect(await status('is:issue', { per_page: 100, page: 11 })).toBe(422);
    expect(await status(`is:issue ${'x'.repeat(257)}`)).toBe(422);
    expect(await status(Array(7).fill('is:open').join(' OR '))).toBe(422);
    expect(await status('repo:no/where')).toBe(422);
    expect(await status('(is:open')).toBe(422);
    github.addToken({ token: 'fine', login: 'f', permissions: { issues: 'read' } });
    const fine = client(github, 'fine').rest.search.issuesAndPullRequests({ q: 'is:open' });
    expect((await refusal(fine)).message).toContain("Query must include 'is:issue' or 'is:pull-request'");
  });

  it('has a quota of its own, 30 a minute', async () => {
    const own = await start();
    try {
      const search = () => own.octokit.rest.search.issuesAndPullRequests({ q: 'is:issue' });
      for (let asked = 0; asked < 30; asked += 1) await search();
      const over = await refusal(search());
      expect([over.status, over.headers['x-ratelimit-resource']]).toEqual([403, 'search']);
      own.pass(60_000);
      expect((await search()).headers['x-ratelimit-remaining']).toBe('29');
    } finally {
      await own.github.close();
    }
  });
});
