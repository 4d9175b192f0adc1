/** The check of a crash run on GitHub: a sound end passes, and everything that may be lost or doubled is found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkAtGitHub } from '../../src/sandbox/chaos/incidents/github-check.js';
import { branch, library, repository, seedGitHub, token } from '../../src/sandbox/chaos/incidents/places.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { type Database, writing } from '../../src/storage/dialect.js';
import { openEmptyStore } from '../builders/empty-store.js';

const us = { by: 'signalman' };
const mirror = 'Incident 1, revision 3, as of noon';
const wanted = {
  ...{ id: 1, revision: 3, tracking: 1, duplicates: [2, 3], closed: [3], fix: 4, pick: 5, tag: 'v1.0.1' },
  ...{ actions: ['Look at the gauge'], lesson: 'nobody looked' },
};
const item = (number: number) => ({
  name: `${repository}#${number}`,
  url: 'https://github.com/x',
  title: '',
});
const seen = (number: number, what: string, tag: string | null = null) => ({
  ...{
    kind: 'seen',
    item: item(number).name,
    sight: { what, at: 1, by: null, branch: null, tag, url: null },
  },
});
const linked = (number: number, as: string) => ({ kind: 'linked', item: item(number), as, of: null });
const sound = [
  ...[linked(2, 'duplicate'), linked(3, 'duplicate'), linked(4, 'fix'), linked(5, 'cherry-pick')],
  ...[seen(4, 'opened'), seen(4, 'merged'), seen(5, 'opened'), seen(5, 'merged')],
  seen(5, 'released', 'v1.0.1'),
  { kind: 'drafted', draft: { id: 'seen-released-5-1', text: 'Released in v1.0.1: it contains the fix.' } },
  { kind: 'closing', item: item(3).name, lock: false },
  { kind: 'action-added', action: { id: 'a', text: 'Look at the gauge' } },
  { kind: 'action-filed', action: 'a', issue: item(6) },
  { kind: 'document-filed', pull: { name: `${library}#1`, url: '' } },
];

const folder = mkdtempSync(join(tmpdir(), 'signalman-check-'));
let github: LocalGitHub;
let database: Database;
let seq = 0;

async function record(...events: readonly { kind: string }[]): Promise<void> {
  await writing(database, async (tx) => {
    for (const { kind, ...body } of events)
      await tx
        .insertInto('incident_event')
        .values({
          ...{ incident_id: 1, seq: ++seq, at: 1, by_id: null, by_name: null, kind: kind as 'seen' },
          body: JSON.stringify(body),
        })
        .execute();
  });
}

const check = () => checkAtGitHub({ github, database }, wanted);

beforeEach(async () => {
  seq = 0;
  github = await startLocalGitHub({ limits: 'none', tokens: [{ token, login: 'signalman' }] });
  seedGitHub(github);
  github.addIssues(repository, [{ title: 'It hangs' }, { title: 'the same' }, { title: 'once more' }]);
  for (const base of ['main', branch])
    github.addIssue(repository, { title: `onto ${base}`, pullRequest: { base, head: `to-${base}` } });
  github.addIssue(repository, { title: 'Look at the gauge', author: { login: 'signalman' } });
  github.addComment(repository, 1, mirror, us);
  const [comment] = github.issue(repository, 1).comments;
  if (comment) comment.pin = { at: 1, by: comment.author };
  for (const number of [2, 3])
    github.addComment(repository, number, `The same as ${repository}\\#\u200b1.`, us);
  github.closeIssue(repository, 3, { ...us, reason: 'duplicate' });
  const head = 'signalman/post-mortem-1';
  github.addCommit(library, { message: 'it', branch: head, files: { 'it.md': 'nobody looked' } });
  github.addIssue(library, { title: 'Postmortem', pullRequest: { base: 'main', head } });
  database = await openEmptyStore(mkdtempSync(join(folder, 'db-')));
  await writing(database, (tx) =>
    tx
      .insertInto('incident')
      .values({
        ...{ id: 1, request: 'r', release: 'v1.0', severity: 's2', state: 'declared', is_open: 1, seq: 0 },
        ...{ edition: 1, is_linked: 0, receipt: null, next_update_by: null, lingers: 0, embargoed: 0 },
        ...{ awaits_signatures: 0 },
        ...{ known: '{}', url: null, updated_at: 1 },
      })
      .execute(),
  );
});

afterEach(async () => {
  await database.close();
  await github.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the check of a crash run on GitHub', () => {
  it('finds nothing where everything stands once', async () => {
    await record(...sound);
    expect(await check()).toEqual([]);
  });

  it('finds what stands twice', async () => {
    await record(...sound);
    github.addComment(repository, 1, mirror, us);
    github.addComment(repository, 2, 'The same', us);
    github.addIssue(repository, { title: 'Look at the gauge' });
    github.addIssue(repository, { title: 'It', body: mirror, author: { login: 'signalman' } });
    const head = 'signalman/post-mortem-1-2';
    github.addIssue(library, { title: 'Postmortem', pullRequest: { base: 'main', head } });
    expect((await check()).map((one) => one.replace('incident 1 on GitHub: ', ''))).toEqual([
      '1 issues were opened for it',
      '2 mirrors',
      '2 pointers on #2',
      '2 issues of "Look at the gauge"',
      `"Look at the gauge" is on record as ${repository}#6`,
      '2 pull requests of its post-mortem',
    ]);
  });

  it('finds what is on record twice', async () => {
    await record(...sound, ...sound);
    await record({ kind: 'tracked' });
    const found = (await check()).join('\n');
    for (const part of [
      `sight ${repository}#5 released in v1.0.1 is on record more than once`,
      `link ${repository}#2 as duplicate is on record more than once`,
      'proposal seen-released-5-1 is on record more than once',
      `closing of ${repository}#3 is on record more than once`,
      '1 times tracked',
      '2 times document-filed',
      'is on record as acme/rocket#6,acme/rocket#6',
    ])
      expect(found).toContain(part);
  });

  it('finds what is missing or behind', async () => {
    github.reopenIssue(repository, 3);
    const old = github.issue(repository, 1).comments[0];
    if (old) Object.assign(old, { body: 'Incident 1, revision 2, as of noon', pin: null });
    github.addCommit(library, {
      ...{ message: 'old', branch: 'signalman/post-mortem-1', files: { 'it.md': 'nothing yet' } },
    });
    const found = (await check()).join('\n');
    for (const part of [
      'the mirror is behind: Incident 1, revision 2',
      'the mirror is not pinned',
      '#3 is open',
      'the post-mortem in the pull request is behind',
      'is on record as not filed',
      '#5 was not seen released in v1.0.1',
      '#5 as cherry-pick is not linked',
      'v1.0.1 was not proposed',
      '0 times document-filed',
    ])
      expect(found).toContain(part);
  });
});
