/** Who may do what at the local GitHub, what it costs, and what costs nothing. */

import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { client, HERE, REPO, refusal, type Started, start, TOKEN } from './start.js';

let started: Started;
afterEach(() => started.github.close());

const HIDDEN = { owner: 'kubernetes', repo: 'security' } as const;

describe('a token', () => {
  it('that nobody knows gets 401', async () => {
    started = await start();
    const answer = await refusal(client(started.github, 'ghp_wrong').rest.repos.get(HERE));
    expect(answer.status).toBe(401);
    expect(answer.message).toContain('Bad credentials');
  });

  it('sees private repositories only when it may', async () => {
    started = await start({
      tokens: [
        { token: 'all', login: 'a' },
        { token: 'public', login: 'b', scopes: ['public_repo'] },
        { token: 'elsewhere', login: 'c', permissions: { issues: 'write' }, repositories: [REPO] },
      ],
    });
    const { github } = started;
    github.addRepo({ fullName: 'kubernetes/security', private: true });
    expect((await client(github, 'all').rest.repos.get(HIDDEN)).data.private).toBe(true);
    const scoped = await refusal(client(github, 'public').rest.repos.get(HIDDEN));
    expect([
      scoped.status,
      scoped.headers['x-oauth-scopes'],
      scoped.headers['x-accepted-oauth-scopes'],
    ]).toEqual([404, 'public_repo', 'repo']);
    expect((await refusal(client(github, 'elsewhere').rest.repos.get(HIDDEN))).status).toBe(404);
    expect((await refusal(client(github).rest.repos.get(HIDDEN))).status).toBe(404);
  });

  it('of the fine-grained kind is told which permission it lacks', async () => {
    started = await start({ tokens: [{ token: 'fine', login: 'a', permissions: { contents: 'read' } }] });
    const { github, octokit } = started;
    github.addRepo({ fullName: 'kubernetes/security', private: true });
    const reading = await refusal(octokit.rest.issues.listForRepo(HIDDEN));
    expect([reading.status, reading.headers['x-accepted-github-permissions']]).toEqual([403, 'issues=read']);
    const writing = await refusal(octokit.rest.issues.create({ ...HERE, title: 'x' }));
    expect([writing.status, writing.headers['x-accepted-github-permissions']]).toEqual([403, 'issues=write']);
    expect((await octokit.rest.issues.listForRepo(HERE)).status).toBe(200);
  });

  it('may be absent for public repositories, 60 times an hour, but not for writing', async () => {
    started = await start();
    const nobody = client(started.github);
    const { headers } = await nobody.rest.issues.listForRepo(HERE);
    expect([headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']]).toEqual(['60', '59']);
    expect((await refusal(nobody.rest.issues.create({ ...HERE, title: 'x' }))).status).toBe(401);
  });
});

describe('the account', () => {
  it('is told who it is, and nobody is told nothing', async () => {
    started = await start();
    const { github, octokit } = started;
    expect((await octokit.rest.users.getAuthenticated()).data).toMatchObject({
      login: 'release-bot',
      type: 'User',
    });
    expect((await refusal(client(github).rest.users.getAuthenticated())).status).toBe(401);
    expect((await octokit.rest.meta.get()).status).toBe(200);
    github.revokeToken(TOKEN);
    expect((await refusal(octokit.rest.users.getAuthenticated())).status).toBe(401);
  });
});

describe('a GitHub App', () => {
  it('gets installation tokens that act as a robot, run out after an hour and miss the ETags of others', async () => {
    started = await start();
    const { github, pass } = started;
    github.addIssue(REPO, { title: 'x' });
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const app = new Octokit({
      baseUrl: github.url,
      authStrategy: createAppAuth,
      auth: { appId: 7, privateKey, installationId: 3 },
    });
    const { headers } = await app.rest.issues.listForRepo(HERE);
    const { data } = await app.rest.issues.createComment({ ...HERE, issue_number: 1, body: 'hello' });
    expect(data.user).toMatchObject({ login: 'signalman[bot]', type: 'Bot' });
    const other = await client(github).request('POST /app/installations/{installation_id}/access_tokens', {
      installation_id: 3,
      headers: { authorization: `Bearer x.${Buffer.from('{"iss":"7"}').toString('base64url')}.x` },
    });
    const later = client(github, other.data.token);
    const again = await later.rest.issues.listForRepo({
      ...HERE,
      headers: { 'if-none-match': headers.etag },
    });
    expect(again.status).toBe(200);
    pass(3_600_000);
    expect((await refusal(later.rest.repos.get(HERE))).status).toBe(401);
  });
});

describe('the quota', () => {
  it('counts requests, says so in every answer, and starts anew after an hour', async () => {
    started = await start({ tokens: [{ token: TOKEN, login: 'a', quota: 2 }] });
    const { octokit, pass, now } = started;
    await octokit.rest.repos.get(HERE);
    const { headers } = await octokit.rest.repos.get(HERE);
    expect(headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-used': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(now() / 1000 + 3600),
      'x-ratelimit-resource': 'core',
    });
    const over = await refusal(octokit.rest.repos.get(HERE));
    expect([over.status, over.headers['x-ratelimit-remaining']]).toEqual([403, '0']);
    const { data } = await octokit.rest.rateLimit.get();
    expect(data.resources).toMatchObject({ core: { remaining: 0 }, search: { remaining: 30 } });
    pass(3_600_000);
    expect((await octokit.rest.repos.get(HERE)).status).toBe(200);
  });

  it('is never refused without limits', async () => {
    started = await start({ limits: 'none', tokens: [{ token: TOKEN, login: 'a', quota: 1 }] });
    await started.octokit.rest.repos.get(HERE);
    expect((await started.octokit.rest.repos.get(HERE)).status).toBe(200);
  });
});

describe('a conditional request', () => {
  it('is answered 304 at no cost until something changes, even a neighbour in the milestone', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(REPO, [
      { title: 'a', milestone: 17, labels: ['kind/bug'] },
      { title: 'b', milestone: 17 },
    ]);
    const ask = (etag?: string) =>
      octokit.rest.issues.listForRepo({
        ...HERE,
        labels: 'kind/bug',
        headers: etag === undefined ? {} : { 'if-none-match': etag },
      });
    const { headers } = await ask();
    expect(headers.etag).toMatch(/^W\/"/);
    const same = await refusal(ask(headers.etag));
    expect([same.status, same.headers['x-ratelimit-used']]).toEqual([304, '1']);
    expect(github.requests.at(-1)).toMatchObject({ status: 304, etagHit: true, quotaUsed: 0 });
    github.closeIssue(REPO, 2);
    expect((await ask(headers.etag)).status).toBe(200);
  });

  it('costs as much as any other without a token, and an ETag belongs to its token', async () => {
    started = await start();
    const { github, octokit } = started;
    const nobody = client(github);
    const { headers } = await nobody.rest.repos.get(HERE);
    const same = await refusal(
      nobody.rest.repos.get({ ...HERE, headers: { 'if-none-match': headers.etag } }),
    );
    expect([same.status, same.headers['x-ratelimit-used']]).toEqual([304, '2']);
    expect(
      (await octokit.rest.repos.get({ ...HERE, headers: { 'if-none-match': headers.etag } })).status,
    ).toBe(200);
  });
});

describe('a renamed repository', () => {
  it('answers under its number, reads by 301 and writes by 307, and Octokit follows', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssue(REPO, { title: 'x', milestone: 17 });
    github.renameRepo(REPO, 'cncf/k8s');
    const { data } = await octokit.rest.issues.listForRepo({ ...HERE, milestone: '17' });
    expect(data).toMatchObject([{ html_url: 'https://github.com/cncf/k8s/issues/1' }]);
    expect(github.requests.map(({ status }) => status)).toEqual([301, 200]);
    const made = await octokit.rest.issues.create({ ...HERE, title: 'by the old name' });
    expect(made.data.number).toBe(2);
    expect(github.requests.at(-2)).toMatchObject({ method: 'POST', status: 307 });
    expect((await octokit.rest.repos.get({ owner: 'cncf', repo: 'k8s' })).data.id).toBe(20_580_498);
  });
});
