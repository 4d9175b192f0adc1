/** Git's objects as the local GitHub gives them: the shas are those that git gives the same files. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { HERE, REPO, refusal, type Started, start } from './start.js';

const files = { 'a/b/c.txt': 'x', 'a.txt': 'y', 'a-b': 'z', 'a/README.md': 'Grüße' };
const root = '53b26861678104b8fbde0600ed711c21699968bd';
const readme = '92a168af117eb31cde9c7bdd39faa9e516c2b4d4';

let started: Started;
afterEach(() => started.github.close());

describe('a tree', () => {
  it('is listed whole by a branch or HEAD, folder by folder by its sha, in the order of git', async () => {
    started = await start();
    started.github.addCommit(REPO, { message: 'start', files });
    const whole = await started.octokit.rest.git.getTree({ ...HERE, tree_sha: 'HEAD', recursive: '1' });
    expect(whole.data.sha).toBe(root);
    expect(whole.data.truncated).toBe(false);
    expect(whole.data.tree.map(({ path, type, sha }) => [path, type, sha?.slice(0, 7)])).toEqual([
      ['a-b', 'blob', 'fa7af8b'],
      ['a.txt', 'blob', 'e25f181'],
      ['a', 'tree', 'c7afb1a'],
      ['a/README.md', 'blob', '92a168a'],
      ['a/b', 'tree', 'e2b0c41'],
      ['a/b/c.txt', 'blob', 'c1b0730'],
    ]);
    expect(whole.data.tree[3]?.size).toBe(7);
    const flat = await started.octokit.rest.git.getTree({ ...HERE, tree_sha: 'master' });
    expect(flat.data.tree.map(({ path }) => path)).toEqual(['a-b', 'a.txt', 'a']);
    const tree_sha = flat.data.tree[2]?.sha ?? '';
    const inner = await started.octokit.rest.git.getTree({ ...HERE, tree_sha, recursive: '1' });
    expect(inner.data.tree.map(({ path }) => path)).toEqual(['README.md', 'b', 'b/c.txt']);
  });

  it('that has not changed is a 304 without cost, and one that is too long is cut off and says so', async () => {
    started = await start({ treeLimit: 2 });
    const { github, octokit } = started;
    expect((await refusal(octokit.rest.git.getTree({ ...HERE, tree_sha: 'master' }))).status).toBe(409);
    github.addCommit(REPO, { message: 'start', files });
    const { data, headers } = await octokit.rest.git.getTree({ ...HERE, tree_sha: 'master' });
    expect(data).toMatchObject({ truncated: true });
    expect(data.tree).toHaveLength(2);
    const again = octokit.rest.git.getTree({
      ...HERE,
      tree_sha: 'master',
      headers: { 'if-none-match': headers.etag ?? '' },
    });
    expect((await refusal(again)).status).toBe(304);
    expect(github.requests.at(-1)).toMatchObject({ etagHit: true, quotaUsed: 0 });
    expect((await refusal(octokit.rest.git.getTree({ ...HERE, tree_sha: 'nothing' }))).status).toBe(404);
  });
});

describe('a blob', () => {
  it('is given by its sha, also when a later commit has replaced it', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addCommit(REPO, { message: 'start', files });
    github.addCommit(REPO, { message: 'more', files: { 'a/README.md': 'new' } });
    const { data } = await octokit.rest.git.getBlob({ ...HERE, file_sha: readme });
    expect(data).toMatchObject({ encoding: 'base64', size: 7, sha: readme });
    expect(Buffer.from(data.content, 'base64').toString()).toBe('Grüße');
    const missing = octokit.rest.git.getBlob({ ...HERE, file_sha: root });
    expect((await refusal(missing)).status).toBe(404);
    expect((await refusal(octokit.rest.git.getBlob({ ...HERE, file_sha: 'abc' }))).status).toBe(422);
  });
});
