/** Jobs as GitHub Actions tell them: the runs of a workflow on a branch, and what failed in those that failed. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SourceFault } from '../../src/app/ports/source-fault.js';
import { createActions } from '../../src/github/actions.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { silentLog } from '../builders/log.js';
import { hour, now, type Reader, remembering } from './fixture.js';

const repo = 'acme/rocket';
const branch = 'release-1.6';
const workflow = 'e2e.yml';

let github: LocalGitHub;

beforeEach(async () => {
  github = await startLocalGitHub({ now: () => now, tokens: [{ token: 'ghp_a', login: 'bot' }] });
  github.addRepo({ fullName: repo });
});
afterEach(() => github.close());

function reader(): Reader {
  const source = createActions({
    ...{ apiUrl: github.url, auth: { token: 'ghp_a' }, log: silentLog, pause: 1, now: () => now },
  });
  return remembering(source, () => ({ source: 'actions', repository: repo, workflow, branch }));
}

let minute = 0;
function run(seed: Partial<Parameters<LocalGitHub['addWorkflowRun']>[1]> = {}): number {
  const createdAt = now - 10 * hour + ++minute * 60_000;
  return github.addWorkflowRun(repo, { workflow, branch, sha: 'a'.repeat(40), createdAt, ...seed });
}

const job = (from: Reader) => [...from.known.values()][0];
const asked = () => github.requests.map(({ path }) => path.replace(/\?.*/, '').replace(/.*\/actions\//, ''));

describe('a workflow on a branch', () => {
  it('is green only where a run says success', async () => {
    const ends = {
      success: 'green',
      failure: 'red',
      timed_out: 'red',
      startup_failure: 'red',
      cancelled: 'none',
      skipped: 'none',
      stale: 'none',
      action_required: 'none',
      neutral: 'unclear',
      brand_new: 'unclear',
    };
    for (const conclusion of Object.keys(ends).reverse()) run({ conclusion });
    const from = reader();
    await from.read();

    expect(job(from)?.columns.map(({ outcome }) => outcome)).toEqual(Object.values(ends));
    expect(job(from)).toMatchObject({
      key: `actions:${repo}/${workflow}@${branch}`,
      name: workflow,
      board: repo,
      url: `https://github.com/${repo}/actions/workflows/e2e.yml?query=branch%3Arelease-1.6`,
      status: 'success',
      problem: null,
      readAt: now,
    });
  });

  it('without a conclusion is in progress while it runs, and unclear when it has ended', async () => {
    run({ conclusion: null });
    run({ status: 'queued' });
    const id = run({ status: 'in_progress' });
    const from = reader();
    await from.read();
    expect(job(from)?.columns.map(({ outcome }) => outcome)).toEqual(['running', 'running', 'unclear']);

    github.updateWorkflowRun(repo, id, { status: 'completed', conclusion: 'success' });
    await from.read();
    expect(job(from)?.columns[0]).toMatchObject({ build: String(id), outcome: 'green' });
  });

  it('names the failed jobs of a failed run, and asks for them once', async () => {
    const conclusions = ['success', 'failure', 'timed_out', 'skipped', 'cancelled', null];
    const jobs = conclusions.map((conclusion, at) => ({ name: `e2e (${at})`, conclusion }));
    const id = run({ conclusion: 'failure', jobs });
    const from = reader();
    await from.read();
    expect(job(from)?.columns).toMatchObject([{ outcome: 'red', failed: ['e2e (1)', 'e2e (2)'], ran: 3 }]);
    expect(asked()).toEqual(['workflows/e2e.yml/runs', `runs/${id}/jobs`]);
    github.resetRequests();

    expect(await from.read()).toMatchObject({ jobs: [], unchanged: [job(from)?.key], requests: 1 });
    expect(github.requests).toMatchObject([{ status: 304, quotaUsed: 0 }]);
    github.resetRequests();

    run({ conclusion: 'success' });
    await from.read();
    expect(asked()).toEqual(['workflows/e2e.yml/runs']);
    expect(job(from)?.columns).toMatchObject([
      { outcome: 'green', failed: [] },
      { failed: ['e2e (1)', 'e2e (2)'], ran: 3 },
    ]);
  });

  it('reads the jobs of a run with more of them than a page holds', async () => {
    const jobs = Array.from({ length: 130 }, (_, at) => ({
      name: `${at}`,
      conclusion: at === 129 ? 'failure' : 'success',
    }));
    run({ conclusion: 'failure', jobs });
    const from = reader();
    await from.read();
    expect(job(from)?.columns).toMatchObject([{ failed: ['129'], ran: 130 }]);
  });

  it('that is run again has one run, and what failed first and passed then is a flake', async () => {
    const id = run({ conclusion: 'failure', jobs: [{ name: 'upgrade', conclusion: 'failure' }] });
    const newer = run({ conclusion: 'success', sha: 'b'.repeat(40) });
    const from = reader();
    await from.read();
    github.resetRequests();

    const jobs = [{ name: 'skew', conclusion: 'failure' }];
    github.updateWorkflowRun(repo, id, { attempt: 2, jobs, updatedAt: now });
    await from.read();
    expect(asked()).toEqual(['workflows/e2e.yml/runs', `runs/${id}/jobs`]);
    expect(job(from)?.columns[1]).toMatchObject({ outcome: 'red', failed: ['skew'] });

    github.updateWorkflowRun(repo, id, { attempt: 3, conclusion: 'success', updatedAt: now });
    await from.read();
    // It stays where it was: an old commit that passes today is not the newest.
    expect(job(from)?.columns).toMatchObject([
      { build: String(newer), commit: 'b'.repeat(40) },
      { build: String(id), outcome: 'green', failed: [], flaked: ['skew'] },
    ]);
  });

  it('that failed is red until another attempt has ended, and what failed is remembered so long', async () => {
    run({ conclusion: 'success' });
    run({ conclusion: 'success' });
    run({ conclusion: 'success' });
    const id = run({ conclusion: 'failure', jobs: [{ name: 'upgrade', conclusion: 'failure' }] });
    const from = reader();
    await from.read();
    github.resetRequests();

    github.updateWorkflowRun(repo, id, { attempt: 2, status: 'in_progress', conclusion: null, jobs: [] });
    await from.read();
    expect(job(from)?.columns.map(({ outcome }) => outcome)).toEqual(['red', 'green', 'green', 'green']);
    expect(job(from)?.columns[0]).toMatchObject({ failed: ['upgrade'], ran: 1 });
    github.updateWorkflowRun(repo, id, { status: 'queued' });
    await from.read();
    expect(job(from)?.columns[0]).toMatchObject({ outcome: 'red', failed: ['upgrade'] });
    expect(asked()).toEqual(['workflows/e2e.yml/runs', 'workflows/e2e.yml/runs']);

    github.updateWorkflowRun(repo, id, { status: 'completed', conclusion: 'success' });
    await from.read();
    expect(job(from)?.columns[0]).toMatchObject({ outcome: 'green', failed: [], flaked: ['upgrade'] });
  });

  it('that is tried again is unclear where nobody knows what the attempt before came to', async () => {
    run({ attempt: 2, status: 'in_progress', conclusion: null });
    const from = reader();
    await from.read();
    expect(job(from)?.columns.map(({ outcome }) => outcome)).toEqual(['unclear']);
  });

  it('whose newest runs were cancelled, or ran out of time, is unclear until another run has followed', async () => {
    run({ conclusion: 'success' });
    run({ conclusion: 'cancelled' });
    run({ conclusion: 'success' });
    run({ conclusion: 'cancelled' });
    run({ conclusion: 'skipped' });
    run({ conclusion: 'cancelled' });
    const from = reader();
    await from.read();
    const ends = () => job(from)?.columns.map(({ outcome }) => outcome);
    expect(ends()).toEqual(['unclear', 'none', 'unclear', 'green', 'none', 'green']);

    run({ status: 'in_progress' });
    await from.read();
    expect(ends()).toEqual(['running', 'none', 'none', 'none', 'green', 'none', 'green']);
  });

  it('has no runs by a pull request, nor by a fork that has a branch of that name', async () => {
    run({ conclusion: 'failure' });
    run({ conclusion: 'success', event: 'pull_request' });
    run({ conclusion: 'success', headRepository: 'mallory/rocket' });
    run({ conclusion: 'success', branch: 'main' });
    const from = reader();
    await from.read();
    expect(job(from)?.columns.map(({ outcome }) => outcome)).toEqual(['red']);
  });

  it('that never ran there is a job without runs', async () => {
    run({ branch: 'main' });
    const from = reader();
    await from.read();
    expect(job(from)).toMatchObject({ columns: [], lastRunAt: null, status: null, problem: null });
  });

  it('is red though its jobs cannot be read, which is said and made good', async () => {
    const id = run({ conclusion: 'failure', jobs: [{ name: 'upgrade', conclusion: 'failure' }] });
    github.faults.next(/jobs/, { kind: 'status', status: 404 });
    const from = reader();
    await from.read();
    expect(job(from)).toMatchObject({ columns: [{ outcome: 'red', failed: [], ran: null }] });
    expect(job(from)?.problem).toContain('e2e.yml');
    github.resetRequests();

    await from.read();
    expect(asked()).toEqual(['workflows/e2e.yml/runs', `runs/${id}/jobs`]);
    expect(job(from)).toMatchObject({ columns: [{ failed: ['upgrade'], ran: 1 }], problem: null });
  });

  it('with many failures at once is looked into from the newest on, and no more than ten at a time', async () => {
    for (let at = 0; at < 14; at++)
      run({ conclusion: 'failure', jobs: [{ name: 'x', conclusion: 'failure' }] });
    const from = reader();
    expect((await from.read()).requests).toBe(11);
    expect(job(from)?.columns.map(({ failed }) => failed.length)).toEqual([...Array(10).fill(1), 0, 0, 0, 0]);
  });
});

describe('a workflow that cannot be read', () => {
  it.each([
    [
      'that is not there',
      { kind: 'status', status: 404 },
      /There is no workflow e2e\.yml in acme\/rocket.*Actions: read/,
    ],
    ['that the token may not see', { kind: 'status', status: 403 }, /permission Actions: read/],
    ['of which there is a web page', { kind: 'html' }, /could not be read/],
    ['that is an empty object', { kind: 'status', status: 200, body: {} }, /no list of runs/],
    [
      'of other runs',
      { kind: 'status', status: 200, body: { workflow_runs: [7, null] } },
      /no run in the list/,
    ],
  ] as const)('%s', async (_name, fault, words) => {
    github.faults.next(/runs/, fault);
    const thrown = await reader()
      .read()
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(SourceFault);
    expect(String(thrown)).toMatch(words);
  });

  it('in part says how much of it', async () => {
    run({ conclusion: 'success' });
    const from = reader();
    await from.read();
    const right = {
      id: 1,
      event: 'push',
      head_sha: 'a',
      created_at: '2026-01-28T18:00:00Z',
      conclusion: 'failure',
    };
    github.faults.next(/runs/, {
      kind: 'status',
      status: 200,
      body: { workflow_runs: [{ id: 'x' }, right] },
    });
    await from.read();
    expect(job(from)?.problem).toBe('1 of 2 runs could not be read');
    expect(job(from)?.columns[0]).toMatchObject({ build: '1', outcome: 'red' });
  });
});
