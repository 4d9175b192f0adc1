/** What release notes ask of the local GitHub: ranges of commits, files of pull requests, descriptions, merged ones. */

import { afterEach, describe, expect, it } from '@jest/globals';
import { client, HERE, NOON, REPO, refusal, type Started, start } from './start.js';

let started: Started;
afterEach(() => started.github.close());

/** A tag, and so many commits after it, a second apart. */
async function withCommits(count: number): Promise<Started> {
  started = await start();
  const { github } = started;
  github.addCommit(REPO, { message: 'one', at: NOON, files: { 'README.md': 'one' } });
  github.addTag(REPO, 'v1.6.0', 'master');
  for (let at = 1; at <= count; at++)
    github.addCommit(REPO, {
      message: `Merge pull request #${at} from somebody/change-${at}\n\nChange ${at}`,
      at: NOON + at * 1000,
      files: { [`docs/${at}.md`]: `text ${at}` },
    });
  return started;
}

const compare = (pair: string, query = '') =>
  started.octokit.request(`GET /repos/${REPO}/compare/${pair}${query}`);

describe('a range of commits', () => {
  it('comes in pages, the oldest first, and says how many there are', async () => {
    await withCommits(205);
    const { data, headers } = await compare('v1.6.0...master', '?per_page=100');
    expect(data).toMatchObject({ total_commits: 205, ahead_by: 205, status: 'ahead' });
    expect(data.commits).toHaveLength(100);
    expect(data.commits[0].commit.message).toBe('Merge pull request #1 from somebody/change-1\n\nChange 1');
    expect(headers.link).toContain('rel="next"');
    const third = await compare('v1.6.0...master', '?per_page=100&page=3');
    expect(third.data.commits).toHaveLength(5);
    expect(third.data.commits[4].commit.message).toContain('#205');
    expect(third.headers.link).not.toContain('rel="next"');
    const all = await started.octokit.paginate(
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      { ...HERE, basehead: 'v1.6.0...master', per_page: 100 },
      (answer) => (answer.data as unknown as { commits: unknown[] }).commits,
    );
    expect(all).toHaveLength(205);
  });

  it('has no more than 100 commits to a page, and 250 where no pages are asked for', async () => {
    await withCommits(260);
    expect((await compare('v1.6.0...master')).data.commits).toHaveLength(250);
    expect((await compare('v1.6.0...master', '?per_page=500')).data.commits).toHaveLength(100);
    expect((await compare('v1.6.0...master', '?page=1')).data.commits).toHaveLength(30);
  });

  it('names the files on its first page only', async () => {
    await withCommits(3);
    const first = await compare('v1.6.0...master', '?per_page=2');
    expect(first.data.files).toMatchObject([
      { filename: 'docs/1.md', status: 'added' },
      { filename: 'docs/2.md', status: 'added' },
      { filename: 'docs/3.md', status: 'added' },
    ]);
    expect((await compare('v1.6.0...master', '?per_page=2&page=2')).data.files).toBeUndefined();
  });

  it('is none where a ref is not known, or the two have nothing in common', async () => {
    const { github } = await withCommits(1);
    github.addCommit(REPO, { message: 'elsewhere', branch: 'orphan', parents: [] });
    expect((await refusal(compare('v1.6.0...nothing'))).status).toBe(404);
    expect((await refusal(compare('v1.6.0..master'))).status).toBe(404);
    expect((await refusal(compare('master...orphan'))).message).toContain('No common ancestor');
  });
});

describe('the files of a pull request', () => {
  it('are those that its branch changes, and stay the same once it is merged', async () => {
    const { github, octokit } = await withCommits(1);
    github.addCommit(REPO, {
      message: 'more',
      branch: 'pages',
      files: { 'docs/1.md': 'new', 'docs/a b.md': 'x' },
    });
    github.addCommit(REPO, { message: 'meanwhile', files: { 'other.md': 'x' } });
    const opened = await octokit.rest.pulls.create({
      ...HERE,
      title: 'Pages',
      head: 'pages',
      base: 'master',
    });
    const pull = { ...HERE, pull_number: opened.data.number };
    const files = async () =>
      (await octokit.rest.pulls.listFiles(pull)).data.map(({ filename, status }) => [filename, status]);
    const expected = [
      ['docs/1.md', 'modified'],
      ['docs/a b.md', 'added'],
    ];
    expect(await files()).toEqual(expected);
    github.mergePull(REPO, pull.pull_number);
    github.addCommit(REPO, {
      message: 'merged',
      parents: [github.addCommit(REPO, { message: 'm', branch: 'pages' })],
    });
    expect(await files()).toEqual(expected);
    expect((await octokit.rest.pulls.get(pull)).data).toMatchObject({
      ...{ merged: true, draft: false, changed_files: 2 },
      head: { ref: 'pages' },
      base: { ref: 'master' },
    });
  });

  it('come in pages, and there are none of an issue', async () => {
    const { github, octokit } = await withCommits(1);
    const files = Array.from({ length: 130 }, (_, at) => ({
      path: `docs/${at}.md`,
      status: 'removed' as const,
    }));
    const pull_number = github.addIssue(REPO, { title: 'Pages', pullRequest: { files } });
    const issue = github.addIssue(REPO, { title: 'No pull request' });
    expect((await octokit.rest.pulls.listFiles({ ...HERE, pull_number })).data).toHaveLength(30);
    const all = await octokit.paginate(octokit.rest.pulls.listFiles, { ...HERE, pull_number, per_page: 100 });
    expect(all).toHaveLength(130);
    expect(all[129]).toMatchObject({ filename: 'docs/129.md', status: 'removed' });
    expect((await refusal(octokit.rest.pulls.listFiles({ ...HERE, pull_number: issue }))).status).toBe(404);
  });
});

describe('a description', () => {
  it('is edited by who may write, and by nobody else', async () => {
    started = await start({
      tokens: [
        { token: 'all', login: 'a' },
        { token: 'reads', login: 'b', permissions: { issues: 'read', pull_requests: 'read' } },
        { token: 'pulls', login: 'c', permissions: { pull_requests: 'write' } },
      ],
    });
    const { github } = started;
    const number = github.addIssue(REPO, { title: 'Fix', body: 'old', pullRequest: {} });
    const edit = (token: string, body: string) =>
      client(github, token).rest.pulls.update({ ...HERE, pull_number: number, body });
    const asIssue = (token: string, body: string) =>
      client(github, token).rest.issues.update({ ...HERE, issue_number: number, body });
    const refused = await refusal(edit('reads', 'new'));
    expect([refused.status, refused.headers['x-accepted-github-permissions']]).toEqual([
      403,
      'pull_requests=write',
    ]);
    expect(refused.message).toContain('Resource not accessible by personal access token');
    const asWell = await refusal(asIssue('reads', 'new'));
    expect([asWell.status, asWell.headers['x-accepted-github-permissions']]).toEqual([
      403,
      'issues=write; pull_requests=write',
    ]);
    expect(github.issue(REPO, number).body).toBe('old');
    await edit('pulls', 'new');
    expect(github.issue(REPO, number).body).toBe('new');
    await asIssue('pulls', 'newer');
    expect(github.issue(REPO, number).body).toBe('newer');
  });

  it('has an end', async () => {
    started = await start();
    const { github, octokit } = started;
    const pull_number = github.addIssue(REPO, { title: 'Fix', pullRequest: {} });
    await octokit.rest.pulls.update({ ...HERE, pull_number, body: 'x'.repeat(65_536) });
    const longer = octokit.rest.pulls.update({ ...HERE, pull_number, body: 'x'.repeat(65_537) });
    expect((await refusal(longer)).status).toBe(422);
  });
});

describe('a protected branch', () => {
  it('takes no file directly, but a pull request', async () => {
    started = await start();
    const { github, octokit } = started;
    const sha = github.addCommit(REPO, { message: 'start', files: { 'notes.md': 'one' } });
    github.protectBranch(REPO, 'master');
    const write = (branch: string) =>
      octokit.rest.repos.createOrUpdateFileContents({
        ...HERE,
        ...{ path: 'new.md', branch, message: 'write', content: 'eA==' },
      });
    const refused = await refusal(write('master'));
    expect(refused.status).toBe(409);
    expect(refused.message).toContain('Changes must be made through a pull request.');
    expect(github.files(REPO, 'master').has('new.md')).toBe(false);
    await octokit.rest.git.createRef({ ...HERE, ref: 'refs/heads/draft', sha });
    await write('draft');
    expect((await octokit.rest.repos.getBranch({ ...HERE, branch: 'master' })).data.protected).toBe(true);
    expect((await octokit.rest.repos.getBranch({ ...HERE, branch: 'draft' })).data.protected).toBe(false);
  });
});

describe('the issue list', () => {
  it('gives what was closed since, with the description and the merge of pull requests', async () => {
    started = await start();
    const { github, octokit } = started;
    const at = (seconds: number) => NOON + seconds * 1000;
    const pull = (title: string, closed: number) =>
      github.addIssue(REPO, {
        ...{ title, body: `about ${title}`, milestone: 'v1.7', createdAt: NOON },
        pullRequest: { mergedAt: at(closed) },
        closedAt: at(closed),
      });
    pull('early', 10);
    const late = pull('late', 20);
    github.addIssue(REPO, { title: 'open', createdAt: at(20), pullRequest: {} });
    const { data } = await octokit.rest.issues.listForRepo({
      ...HERE,
      ...{ state: 'closed', milestone: '18', since: '2017-03-16T19:00:20Z' },
    });
    expect(data).toMatchObject([
      { number: late, body: 'about late', pull_request: { merged_at: '2017-03-16T19:00:20Z' } },
    ]);
  });
});
