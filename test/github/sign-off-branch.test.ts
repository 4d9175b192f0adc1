/** What GitHub says of candidates, branches, tags and conditions, by the local one. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FoundItem } from '../../src/app/ports/signoff-store.js';
import { stateOfItem } from '../../src/app/signoff/items.js';
import { createBranchReader } from '../../src/github/branch.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { silentLog } from '../builders/log.js';

const repo = 'acme/rocket';
const branch = 'release-1.6';
const sha = (start: string) => start.padEnd(40, '0');
const [A, B, fork] = [sha('aaaaaaa1'), sha('bbbbbbb2'), sha('ccccccc3')];

let github: LocalGitHub;
beforeEach(async () => {
  github = await startLocalGitHub({ tokens: [{ token: 'ghp_a', login: 'bot' }] });
  github.addRepo({ fullName: repo, defaultBranch: 'master' });
  github.addCommit(repo, { sha: sha('9'), message: 'first' });
  github.addCommit(repo, { sha: A, message: 'A', branch });
  github.addTag(repo, 'v1.6.0-rc.1', A);
});
afterEach(() => github.close());

const reader = (token = 'ghp_a') =>
  createBranchReader({ apiUrl: github.url, auth: { token }, log: silentLog, pause: 1, patience: 50 });
const find = (typed: string, on: string | null = branch) => reader().candidate(repo, on, typed);
const found = (name: string, tag: string | null, commit: string, head = A) => ({
  kind: 'found',
  candidate: { name, tag, commit },
  head: { commit: head, etag: expect.any(String) },
});

describe('a candidate', () => {
  it('is the head where nothing is named, a tag, or a commit in full or abbreviated', async () => {
    expect(await find('')).toEqual(found(A.slice(0, 9), null, A));
    expect(await find('v1.6.0-rc.1')).toEqual(found('v1.6.0-rc.1', 'v1.6.0-rc.1', A));
    expect(await find('refs/tags/v1.6.0-rc.1')).toEqual(found('v1.6.0-rc.1', 'v1.6.0-rc.1', A));
    for (const typed of [A, A.toUpperCase(), A.slice(0, 7)])
      expect(await find(typed)).toEqual(found(typed.toLowerCase(), null, A));
  });

  it('is what a tag with a message leads to, also by way of another one', async () => {
    github.addTag(repo, 'signed', A, 'The first candidate');
    github.addTag(repo, 'again', 'signed', 'The same once more');
    expect(await find('signed')).toEqual(found('signed', 'signed', A));
    expect(await find('again')).toEqual(found('again', 'again', A));
  });

  it('may lie behind the head, as may a tag with a slash', async () => {
    github.addTag(repo, 'releases/1.6/rc.1', A);
    github.addCommit(repo, { sha: B, message: 'B', branch });
    expect(await find('releases/1.6/rc.1')).toEqual(found('releases/1.6/rc.1', 'releases/1.6/rc.1', A, B));
    expect(await find(A)).toEqual(found(A, null, A, B));
  });

  it('on another branch, or of a fork, is none', async () => {
    github.addCommit(repo, { sha: B, message: 'B', branch: 'other', parents: [A] });
    expect(await find(B)).toEqual({ kind: 'elsewhere', commit: B });
    github.addCommit(repo, { sha: fork, message: 'no history in common', branch: 'fork', parents: [] });
    github.addTag(repo, 'stray', fork);
    expect(await find('stray')).toEqual({ kind: 'elsewhere', commit: fork });
  });

  it('that nobody knows is told with the tag that was meant, maybe', async () => {
    expect(await find('v1.6.0-rc1')).toEqual({ kind: 'unknown', near: 'v1.6.0-rc.1' });
    expect(await find('deadbeef')).toEqual({ kind: 'unknown', near: null });
    for (const typed of ['../../../user', 'v1 ; rm', 'v1?x=1', '<@U1>'])
      expect(await find(typed)).toEqual({ kind: 'unknown', near: null });
    expect(github.requests.some(({ path }) => path.includes('user') || path.includes('rm'))).toBe(false);
  });

  it('that is a branch is told so; a tag of the same name is meant before it', async () => {
    expect(await find('release-1.6')).toEqual({ kind: 'branch', branch });
    expect(await find('refs/heads/master')).toEqual({ kind: 'branch', branch: 'master' });
    github.addTag(repo, branch, A);
    expect(await find('release-1.6')).toEqual(found('release-1.6', 'release-1.6', A));
  });

  it('that may be a tag or a commit, or several commits, is not guessed', async () => {
    github.addCommit(repo, { sha: B, message: 'B', branch });
    github.addTag(repo, B.slice(0, 8), A);
    expect(await find(B.slice(0, 8))).toEqual({ kind: 'ambiguous' });
    github.addCommit(repo, { sha: `${A.slice(0, 39)}f`, message: 'like A', branch });
    expect(await find(A.slice(0, 7))).toMatchObject({ kind: 'unknown' });
    // A branch may be called like the beginning of a commit, too.
    github.addCommit(repo, { sha: fork, message: 'on a branch', branch: 'fade000' });
    expect(await find('fade000')).toEqual({ kind: 'branch', branch: 'fade000' });
  });

  it('of a release without a branch is one of the default branch', async () => {
    expect(await find('', null)).toEqual(found('900000000', null, sha('9'), sha('9')));
    expect(await find('v1.6.0-rc.1', null)).toEqual({ kind: 'elsewhere', commit: A });
    expect(await find('', 'release-1.7')).toEqual({ kind: 'no-branch', branch: 'release-1.7' });
  });

  it('cannot be told where GitHub does not answer, or not to us', async () => {
    await expect(reader('wrong').candidate(repo, branch, '')).rejects.toMatchObject({ code: 'access' });
    await expect(reader().candidate('acme/nowhere', branch, '')).rejects.toMatchObject({ code: 'not-found' });
    github.addRepo({ fullName: 'acme/secret', private: true });
    github.addToken({ token: 'ghp_b', login: 'bot', permissions: { issues: 'read' } });
    const asking = reader('ghp_b').candidate('acme/secret', 'main', '');
    await expect(asking).rejects.toThrow('Contents: read');
  });
});

describe('a branch or a tag', () => {
  const head = { repository: repo, kind: 'branch' as const, name: branch };
  const tag = { repository: repo, kind: 'tag' as const, name: 'v1.6.0-rc.1' };

  it('is asked for what has changed only', async () => {
    const first = await reader().ref(head, null);
    expect(first).toMatchObject({ commit: A });
    expect(await reader().ref(head, first?.etag ?? null)).toBeNull();
    github.addCommit(repo, { sha: B, message: 'B', branch });
    expect(await reader().ref(head, first?.etag ?? null)).toMatchObject({ commit: B });
    expect(await reader().ref({ ...head, name: null }, null)).toMatchObject({ commit: sha('9') });
  });

  it('that is gone is told, and only then', async () => {
    expect(await reader().ref(tag, null)).toMatchObject({ commit: A });
    github.removeTag(repo, 'v1.6.0-rc.1');
    expect(await reader().ref(tag, null)).toEqual({ commit: null, etag: null });
    await expect(reader().ref({ ...tag, repository: 'acme/nowhere' }, null)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('what came onto a branch', () => {
  const since = (to: string, on: string | null = branch) => reader().cameSince(repo, on, A, to);
  const merged = (sha: string, base = branch) => {
    const number = github.addIssue(repo, { title: sha, pullRequest: { head: sha, base } as never });
    github.mergePull(repo, number, { sha });
    return `${repo}#${number}`;
  };
  const land = (sha: string) => github.addCommit(repo, { sha, message: sha, branch });

  it('is told by its pull requests, as far as all of it came by them', async () => {
    expect(await since(A)).toBeNull();
    const names = [B, fork].map((one) => merged(land(one)));
    expect(await since(fork)).toEqual(new Set(names));
    const stray = land(sha('ddddddd4'));
    expect(await since(stray)).toBeNull();
    // One into another branch does not bring it onto this one.
    merged(stray, 'master');
    expect(await since(stray)).toBeNull();
    expect(await since(sha('9'))).toBeNull();
  });

  it('is not looked through where it is too much', async () => {
    const shas = Array.from({ length: 31 }, (_, at) => sha(`e${(at + 16).toString(16)}`));
    for (const one of shas) merged(land(one));
    expect(await since(shas[29] ?? '')).toHaveProperty('size', 30);
    expect(await since(shas[30] ?? '')).toBeNull();
  });
});

describe('a condition', () => {
  const item = (number: number, etag: string | null = null) => reader().item(repo, number, etag);

  it('is an issue or a pull request, and asked for what has changed only', async () => {
    const issue = github.addIssue(repo, { title: 'It leaks' });
    const pull = github.addIssue(repo, {
      title: 'Mend it',
      pullRequest: { head: 'mend', base: branch } as never,
    });
    expect(await item(issue)).toMatchObject({
      kind: 'found',
      isPullRequest: false,
      state: 'open',
      name: `${repo}#${issue}`,
    });
    const first = await item(pull);
    expect(first).toMatchObject({ kind: 'found', isPullRequest: true, state: 'open' });
    const etag = first?.kind === 'found' ? first.etag : null;
    expect(await item(pull, etag)).toBeNull();
    github.mergePull(repo, pull);
    expect(await item(pull, etag)).toMatchObject({ state: 'merged' });
    github.closeIssue(repo, issue);
    expect(await item(issue)).toMatchObject({ state: 'closed' });
  });

  it.each(['not_planned', 'duplicate'] as const)('that was closed as %s is not done', async (reason) => {
    const issue = github.addIssue(repo, { title: 'It leaks' });
    github.closeIssue(repo, issue, { reason });
    const found = await item(issue);
    expect(found).toMatchObject({ state: 'dropped' });
    expect(stateOfItem(found as FoundItem)).toMatchObject({ state: 'failed' });
  });

  it('that is not there, was deleted or moved is told apart; a repository with another name is none of these', async () => {
    expect(await item(99)).toEqual({ kind: 'unknown' });
    const deleted = github.addIssue(repo, { title: 'x' });
    github.deleteIssue(repo, deleted);
    expect(await item(deleted)).toEqual({ kind: 'deleted' });
    github.addRepo({ fullName: 'acme/other' });
    const moved = github.addIssue(repo, { title: 'y' });
    const number = github.transferIssue(repo, moved, 'acme/other');
    expect(await item(moved)).toEqual({ kind: 'moved', to: `acme/other#${number}` });
    const stays = github.addIssue(repo, { title: 'z' });
    github.renameRepo(repo, 'acme/space-rocket');
    expect(await item(stays)).toMatchObject({ kind: 'found', name: `${repo}#${stays}` });
  });
});
