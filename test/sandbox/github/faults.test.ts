/** Bad days at the local GitHub: ordered faults, seen through Octokit and plain fetch. */

import { afterEach, describe, expect, it } from '@jest/globals';
import { HERE, REPO, refusal, type Started, start, TOKEN } from './start.js';

let started: Started;
afterEach(() => started.github.close());

describe('an ordered fault', () => {
  it('hits the page it was ordered for, once', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(
      REPO,
      Array.from({ length: 5 }, (_, index) => ({ title: `${index}` })),
    );
    const all = () => octokit.paginate(octokit.rest.issues.listForRepo, { ...HERE, per_page: 2 });
    github.faults.next('*/issues', { kind: 'status', status: 502, skip: 1 });
    expect((await refusal(all())).status).toBe(502);
    expect(github.requests.map(({ status, fault }) => fault ?? status)).toEqual([200, 'status']);
    expect(await all()).toHaveLength(5);
  });

  it('happens as often as asked, for the method and query asked', async () => {
    started = await start();
    const { github, octokit } = started;
    github.faults.next('GET */issues?*milestone=17*', { kind: 'status', status: 500, times: 2 });
    github.faults.next(/^POST .*\/issues$/, { kind: 'status', status: 503 });
    const list = () => octokit.rest.issues.listForRepo({ ...HERE, milestone: '17' });
    expect((await octokit.rest.issues.listForRepo(HERE)).status).toBe(200);
    expect((await refusal(list())).status).toBe(500);
    expect((await refusal(list())).status).toBe(500);
    expect((await list()).status).toBe(200);
    expect((await refusal(octokit.rest.issues.create({ ...HERE, title: 'x' }))).status).toBe(503);
  });

  it('speaks as GitHub does of primary and secondary limits', async () => {
    started = await start();
    const { github, octokit, now } = started;
    github.faults.next('*', { kind: 'rateLimited', resetInS: 90 });
    github.faults.next('*', { kind: 'secondary', retryAfterS: 7, status: 429 });
    const primary = await refusal(octokit.rest.repos.get(HERE));
    expect([
      primary.status,
      primary.headers['x-ratelimit-remaining'],
      primary.headers['x-ratelimit-reset'],
    ]).toEqual([403, '0', String(now() / 1000 + 90)]);
    const secondary = await refusal(octokit.rest.repos.get(HERE));
    expect([secondary.status, secondary.headers['retry-after']]).toEqual([429, '7']);
    expect(secondary.message).toContain('secondary rate limit');
  });

  it('may be a web page or half an answer, which Octokit takes for text', async () => {
    started = await start();
    const { github, octokit } = started;
    github.faults.next('*', { kind: 'html' });
    github.faults.next('*', { kind: 'truncate' });
    const page: unknown = (await octokit.rest.repos.get(HERE)).data;
    expect(page).toMatch(/^<!DOCTYPE html>/);
    const half: unknown = (await octokit.rest.repos.get(HERE)).data;
    expect(typeof half).toBe('string');
  });

  it('may break the connection before or after the work was done', async () => {
    started = await start();
    const { github } = started;
    const post = () =>
      fetch(`${github.url}/repos/${REPO}/issues`, {
        method: 'POST',
        headers: { authorization: `token ${TOKEN}` },
        body: JSON.stringify({ title: 'x' }),
      });
    github.faults.next('*', { kind: 'drop' });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(() => github.issue(REPO, 1)).toThrow('no issue 1');
    github.faults.next('*', { kind: 'drop', after: true });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(github.issue(REPO, 1).title).toBe('x');
  });

  it('may delay, and closing does not wait for it', async () => {
    started = await start();
    const { github, octokit } = started;
    github.faults.next('*', { kind: 'delay', ms: 3_600_000 });
    const ask = () => octokit.rest.repos.get(HERE).then(({ status }) => status);
    const both = [ask(), ask()].map((asked) => asked.catch((error: Error) => error.name));
    expect(await Promise.race(both)).toBe(200);
    await github.close();
    expect((await Promise.all(both)).sort()).toEqual([200, 'HttpError']);
  });
});
