/** Pull requests, commits, files, releases and workflow runs of the local GitHub. */

import { afterEach, describe, expect, it } from '@jest/globals';
import { HERE, NOON, REPO, refusal, type Started, start } from './start.js';

let started: Started;
afterEach(() => started.github.close());

describe('pull requests', () => {
  it('are opened from a branch with commits, changed, merged and listed', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addCommit(REPO, { message: 'start' });
    const head = github.addCommit(REPO, { message: 'notes', branch: 'notes' });
    const open = () =>
      octokit.rest.pulls.create({ ...HERE, title: 'Notes', head: 'notes', base: 'master', body: 'one' });
    const { data } = await open();
    expect(data).toMatchObject({
      number: 1,
      head: { sha: head },
      merged: false,
      user: { login: 'release-bot' },
    });
    expect((await refusal(open())).status).toBe(422);
    await octokit.rest.pulls.update({ ...HERE, pull_number: 1, body: 'two' });
    const own = await octokit.rest.pulls.listCommits({ ...HERE, pull_number: 1 });
    expect(own.data.map(({ commit }) => commit.message)).toEqual(['notes']);
    github.mergePull(REPO, 1, { at: NOON + 1000 });
    const { data: merged } = await octokit.rest.pulls.get({ ...HERE, pull_number: 1 });
    expect(merged).toMatchObject({
      body: 'two',
      merged: true,
      merged_at: '2017-03-16T19:00:01Z',
      state: 'closed',
    });
    const { data: closed } = await octokit.rest.pulls.list({ ...HERE, state: 'closed' });
    expect(closed).toMatchObject([{ number: 1, merge_commit_sha: head }]);
    const { data: of } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
      ...HERE,
      commit_sha: head,
    });
    expect(of).toMatchObject([{ number: 1 }]);
    expect((await refusal(octokit.rest.pulls.get({ ...HERE, pull_number: 2 }))).status).toBe(404);
  });
});

describe('commits', () => {
  it('are compared, found by branch, tag and short sha, and carry statuses and check runs', async () => {
    started = await start();
    const { github, octokit } = started;
    const old = github.addCommit(REPO, { message: 'one', at: NOON });
    github.addTag(REPO, 'v1.6.0-beta.1', 'master');
    github.addCommit(REPO, { message: 'two', at: NOON + 1000 });
    const tip = github.addCommit(REPO, { message: 'three', at: NOON + 2000 });
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      ...HERE,
      basehead: 'v1.6.0-beta.1...master',
    });
    expect(data).toMatchObject({ status: 'ahead', ahead_by: 2, total_commits: 2 });
    expect(data.commits.map(({ commit }) => commit.message)).toEqual(['two', 'three']);
    const ref = (name: string) => octokit.rest.repos.getCommit({ ...HERE, ref: name });
    expect((await ref('master')).data.sha).toBe(tip);
    expect((await ref('v1.6.0-beta.1')).data.sha).toBe(old);
    expect((await ref(tip.slice(0, 8))).data.sha).toBe(tip);
    expect((await refusal(ref('f'.repeat(40)))).status).toBe(422);
    expect((await octokit.rest.git.getRef({ ...HERE, ref: 'tags/v1.6.0-beta.1' })).data.object.sha).toBe(old);
    github.addStatus(REPO, { sha: tip, state: 'pending', context: 'e2e', at: NOON });
    github.addStatus(REPO, { sha: tip, state: 'success', context: 'e2e', at: NOON + 1 * 1000 });
    github.addStatus(REPO, { sha: tip, state: 'failure', context: 'unit', at: NOON });
    const { data: sum } = await octokit.rest.repos.getCombinedStatusForRef({ ...HERE, ref: 'master' });
    expect(sum).toMatchObject({ state: 'failure', total_count: 2, sha: tip });
    github.addCheckRun(REPO, { sha: tip, name: 'build', conclusion: 'neutral' });
    const { data: checks } = await octokit.rest.checks.listForRef({ ...HERE, ref: tip });
    expect(checks.check_runs).toMatchObject([{ name: 'build', conclusion: 'neutral' }]);
  });
});

describe('files', () => {
  it('are written on a branch, and not over a version the writer has not seen', async () => {
    started = await start();
    const { github, octokit } = started;
    const sha = github.addCommit(REPO, { message: 'start', files: { 'notes.md': 'one\n' } });
    await octokit.rest.git.createRef({ ...HERE, ref: 'refs/heads/draft', sha });
    const path = { ...HERE, path: 'notes.md' };
    const read = async (ref: string) => {
      const { data } = await octokit.rest.repos.getContent({ ...path, ref });
      const file = data as { content: string; sha: string };
      return { sha: file.sha, text: Buffer.from(file.content, 'base64').toString() };
    };
    const before = await read('draft');
    const write = (content: string, known?: string) =>
      octokit.rest.repos.createOrUpdateFileContents({
        ...path,
        branch: 'draft',
        message: 'write',
        content: Buffer.from(content).toString('base64'),
        ...(known !== undefined && { sha: known }),
      });
    expect((await refusal(write('two'))).status).toBe(422);
    await write('two', before.sha);
    expect((await refusal(write('three', before.sha))).status).toBe(409);
    expect((await read('draft')).text).toBe('two');
    expect((await read('master')).text).toBe('one\n');
    expect((await refusal(octokit.rest.repos.getContent({ ...HERE, path: 'none.md' }))).status).toBe(404);
  });
});

describe('releases', () => {
  it('are listed newest first and found by tag', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addRelease(REPO, { tag: 'v1.5.0', createdAt: NOON - 1000 });
    github.addRelease(REPO, { tag: 'v1.6.0-beta.1', prerelease: true, createdAt: NOON });
    const { data } = await octokit.rest.repos.listReleases(HERE);
    expect(data.map(({ tag_name }) => tag_name)).toEqual(['v1.6.0-beta.1', 'v1.5.0']);
    expect((await octokit.rest.repos.getLatestRelease(HERE)).data.tag_name).toBe('v1.5.0');
    const tag = (name: string) => octokit.rest.repos.getReleaseByTag({ ...HERE, tag: name });
    expect((await tag('v1.5.0')).data.html_url).toBe(
      'https://github.com/kubernetes/kubernetes/releases/tag/v1.5.0',
    );
    expect((await refusal(tag('v9'))).status).toBe(404);
  });
});

describe('workflow runs', () => {
  it('are listed by file, branch and status, newest first', async () => {
    started = await start();
    const { github, octokit } = started;
    const run = (branch: string, conclusion: string, at: number) =>
      github.addWorkflowRun(REPO, { workflow: 'e2e.yml', branch, conclusion, createdAt: NOON + at * 1000 });
    run('release-1.6', 'failure', 1);
    run('release-1.6', 'success', 2);
    run('master', 'success', 3);
    github.addWorkflowRun(REPO, {
      workflow: 'e2e.yml',
      branch: 'release-1.6',
      status: 'in_progress',
      createdAt: NOON + 9000,
    });
    const list = async (query: object) => {
      const { data } = await octokit.rest.actions.listWorkflowRuns({
        ...HERE,
        workflow_id: 'e2e.yml',
        ...query,
      });
      return data.workflow_runs.map(({ conclusion }) => conclusion);
    };
    expect(await list({ branch: 'release-1.6' })).toEqual([null, 'success', 'failure']);
    expect(await list({ branch: 'release-1.6', status: 'completed', per_page: 1 })).toEqual(['success']);
    expect(await list({ status: 'success' })).toEqual(['success', 'success']);
    const unknown = octokit.rest.actions.listWorkflowRuns({ ...HERE, workflow_id: 'none.yml' });
    expect((await refusal(unknown)).status).toBe(404);
  });
});
