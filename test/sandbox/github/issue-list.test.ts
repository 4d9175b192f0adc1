/** The issue list of the local GitHub, asked by the real Octokit. */

import { afterEach, describe, expect, it } from '@jest/globals';
import { HERE, NOON, REPO, refusal, type Started, start } from './start.js';

let started: Started;
afterEach(() => started.github.close());

const minute = 60_000;

describe('the issue list', () => {
  it('is paged to the end by Octokit, with cursor links that name no last page', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(
      REPO,
      Array.from({ length: 250 }, (_, index) => ({
        title: `issue ${index}`,
        milestone: 17,
        createdAt: NOON + index * 1000,
      })),
    );
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, {
      ...HERE,
      milestone: '17',
      per_page: 100,
    });
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 250 }, (_, index) => 250 - index));
    expect(github.requests).toHaveLength(3);
    const first = await octokit.rest.issues.listForRepo({ ...HERE, per_page: 100 });
    expect(first.headers.link).toMatch(
      /\/repositories\/20580498\/issues\?per_page=100&page=2&after=\w+>; rel="next"$/,
    );
  });

  it('gives next, last, prev and first when it is paged by offset', async () => {
    started = await start({ issuePaging: 'offset' });
    started.github.addIssues(
      REPO,
      Array.from({ length: 25 }, (_, index) => ({ title: `issue ${index}` })),
    );
    const { headers } = await started.octokit.rest.issues.listForRepo({ ...HERE, per_page: 10, page: 2 });
    const rels = [...(headers.link ?? '').matchAll(/page=(\d+)>; rel="(\w+)"/g)].map(
      ([, page, rel]) => `${rel} ${page}`,
    );
    expect(rels.sort()).toEqual(['first 1', 'last 3', 'next 3', 'prev 1']);
  });

  it('skips an issue at a page border when one before it leaves between two pages by offset', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(
      REPO,
      Array.from({ length: 4 }, (_, index) => ({ title: `${index}`, createdAt: NOON + index * minute })),
    );
    const page = (number: number) => octokit.rest.issues.listForRepo({ ...HERE, per_page: 2, page: number });
    const one = await page(1);
    github.closeIssue(REPO, 4);
    const two = await page(2);
    expect([...one.data, ...two.data].map(({ number }) => number)).toEqual([4, 3, 1]);
  });

  it('loses nothing that stays when one leaves between two pages by cursor', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(
      REPO,
      Array.from({ length: 4 }, (_, index) => ({ title: `${index}`, createdAt: NOON + index * minute })),
    );
    const seen: number[] = [];
    for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
      ...HERE,
      per_page: 2,
    })) {
      seen.push(...data.map(({ number }) => number));
      if (seen.length === 2) github.closeIssue(REPO, 4);
    }
    expect(seen).toEqual([4, 3, 2, 1]);
  });

  it('leads back to the page before', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(
      REPO,
      Array.from({ length: 6 }, (_, index) => ({ title: `${index}`, createdAt: NOON + index * minute })),
    );
    const follow = async (link: string | undefined, rel: string) => {
      const url =
        link
          ?.split(', ')
          .find((part) => part.endsWith(`rel="${rel}"`))
          ?.slice(1)
          .split('>')[0] ?? '';
      const { data, headers } = await octokit.request(`GET ${url}`);
      return { numbers: data.map(({ number }: { number: number }) => number), link: headers.link };
    };
    const first = await octokit.rest.issues.listForRepo({ ...HERE, per_page: 2 });
    const second = await follow(first.headers.link, 'next');
    const third = await follow(second.link, 'next');
    expect([second.numbers, third.numbers]).toEqual([
      [4, 3],
      [2, 1],
    ]);
    expect(third.link).not.toContain('rel="next"');
    expect((await follow(third.link, 'prev')).numbers).toEqual([4, 3]);
  });

  it('gives the same issues since a date whether few or many are newer', async () => {
    started = await start();
    const { github, octokit } = started;
    const some = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        const createdAt = NOON - ((index * 7919) % 5000) * minute;
        return { title: `${index}`, createdAt, updatedAt: createdAt + ((index * 104_729) % 900) * minute };
      });
    github.addIssues(REPO, some(3_000));
    const ask = async (before: number) => {
      const since = NOON - before * minute;
      const { data } = await octokit.rest.issues.listForRepo({
        ...HERE,
        since: new Date(since).toISOString(),
        per_page: 100,
        page: 3,
      });
      const all = Array.from({ length: 3_000 }, (_, index) => github.issue(REPO, index + 1))
        .filter(({ updatedAt }) => updatedAt >= since)
        .sort((a, b) => b.createdAt - a.createdAt || b.number - a.number);
      expect(data.map(({ number }) => number)).toEqual(all.slice(200, 300).map(({ number }) => number));
      return all.length;
    };
    expect(await ask(4_500)).toBeGreaterThan(2_000);
    expect(await ask(500)).toBeLessThan(2_000);
  });

  it('refuses a deep page without a cursor', async () => {
    started = await start();
    const far = await refusal(started.octokit.rest.issues.listForRepo({ ...HERE, per_page: 100, page: 11 }));
    expect(far.status).toBe(422);
    expect(far.message).toContain('cursor based pagination');
  });

  it('filters by milestone number, none and any, and refuses a title', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(REPO, [
      { title: 'in', milestone: 'v1.6' },
      { title: 'other', milestone: 18 },
      { title: 'without' },
    ]);
    const titles = async (milestone: string) =>
      (await octokit.rest.issues.listForRepo({ ...HERE, milestone })).data.map(({ title }) => title).sort();
    expect(await titles('17')).toEqual(['in']);
    expect(await titles('none')).toEqual(['without']);
    expect(await titles('*')).toEqual(['in', 'other']);
    expect((await refusal(titles('v1.6'))).status).toBe(422);
  });

  it('wants all labels, whatever their case, and filters by state, assignee and creator', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(REPO, [
      {
        title: 'both',
        labels: ['kind/flake', 'sig/node'],
        assignees: ['ada'],
        author: { login: 'robot[bot]' },
      },
      { title: 'one', labels: ['kind/flake'] },
      { title: 'shut', labels: ['kind/flake', 'sig/node'], state: 'closed', stateReason: 'duplicate' },
    ]);
    const titles = async (query: object) =>
      (await octokit.rest.issues.listForRepo({ ...HERE, ...query })).data.map(({ title }) => title).sort();
    expect(await titles({ labels: 'Kind/Flake,sig/node' })).toEqual(['both']);
    expect(await titles({ labels: 'kind/unknown' })).toEqual([]);
    expect(await titles({ state: 'closed' })).toEqual(['shut']);
    expect(await titles({ assignee: 'none' })).toEqual(['one']);
    expect(await titles({ assignee: 'ada' })).toEqual(['both']);
    expect(await titles({ creator: 'robot[bot]' })).toEqual(['both']);
  });

  it('shows pull requests among the issues, and who is a robot', async () => {
    started = await start();
    started.github.addIssue(REPO, {
      title: 'a change',
      author: { login: 'robot[bot]' },
      pullRequest: { draft: true },
    });
    const [item] = (await started.octokit.rest.issues.listForRepo(HERE)).data;
    expect(item).toMatchObject({
      draft: true,
      html_url: 'https://github.com/kubernetes/kubernetes/pull/1',
      pull_request: { html_url: 'https://github.com/kubernetes/kubernetes/pull/1', merged_at: null },
      user: { login: 'robot[bot]', type: 'Bot' },
    });
  });

  it('takes since as "at this second or later", and sorts by update', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(REPO, [
      { title: 'old', updatedAt: NOON - 1000, createdAt: NOON - minute },
      { title: 'just', updatedAt: NOON, createdAt: NOON - 2 * minute },
      { title: 'new', updatedAt: NOON + 1000, createdAt: NOON - 3 * minute },
    ]);
    const since = new Date(NOON).toISOString();
    const titles = async (query: object) =>
      (await octokit.rest.issues.listForRepo({ ...HERE, since, ...query })).data.map(({ title }) => title);
    expect(await titles({ sort: 'updated', direction: 'asc' })).toEqual(['just', 'new']);
    expect(await titles({})).toEqual(['just', 'new']);
    expect(await titles({ sort: 'created', direction: 'asc' })).toEqual(['new', 'just']);
  });

  it('sorts by comments', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(REPO, [{ title: 'quiet' }, { title: 'loud' }]);
    github.addComment(REPO, 2, 'hello');
    const { data } = await octokit.rest.issues.listForRepo({ ...HERE, sort: 'comments', direction: 'asc' });
    expect(data.map(({ title }) => title)).toEqual(['quiet', 'loud']);
  });

  it('hides what left the milestone from the milestone, but not from the repository, since then', async () => {
    started = await start();
    const { github, octokit, now, pass } = started;
    const number = github.addIssue(REPO, { title: 'moved', milestone: 17, createdAt: NOON - minute });
    pass(minute);
    const since = new Date(now()).toISOString();
    github.updateIssue(REPO, number, { milestone: 'v1.7' });
    const list = async (query: object) =>
      (await octokit.rest.issues.listForRepo({ ...HERE, since, ...query })).data;
    expect(await list({ milestone: '17' })).toEqual([]);
    expect(await list({})).toMatchObject([{ number, milestone: { title: 'v1.7' } }]);
  });
});
