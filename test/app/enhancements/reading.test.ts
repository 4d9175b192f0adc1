/** The documents of enhancements as they are read: each once, from a GitHub that does what it does on a bad day. */
import { afterEach, expect, it } from '@jest/globals';
import { UserFault } from '../../../src/domain/fault.js';
import { day, minute } from '../../../src/domain/time.js';
import { blobSha as shaOf } from '../../../src/sandbox/github/commits.js';
import type { Database } from '../../../src/storage/dialect.js';
import { onEveryDatabase } from '../../builders/databases.js';
import {
  type DocumentsWorld,
  documentsConfig,
  features,
  startDocuments,
} from '../../builders/enhancements.js';
import { kepFiles, kepFolder } from '../../builders/kep.js';

const quarter = 15 * minute;

const tooLarge = {
  kind: 'status',
  status: 403,
  body: { message: 'too big', errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }] },
} as const;

function blob(content: Buffer | string) {
  const encoded = Buffer.from(content as Buffer).toString('base64');
  return { kind: 'status', status: 200, body: { content: encoded, encoding: 'base64' } } as const;
}

onEveryDatabase('documents of enhancements', ({ open }) => {
  let world: DocumentsWorld;
  let database: Database;
  afterEach(() => world?.close());

  const finding = async () => {
    const { verdict } = await world.status();
    const found = verdict.findings.find(({ type }) => type === 'enhancement-sign-off');
    return found && { state: found.state, detail: found.detail, parts: found.parts?.map(({ key }) => key) };
  };
  async function start(options?: Parameters<typeof startDocuments>[1]) {
    database = await open();
    world = await startDocuments(database, options);
    world.add({ number: 11, slug: 'one' });
    world.add({ number: 12, slug: 'two', status: 'provisional' });
    await world.sync();
  }

  it('that nobody read are not known; nor are they where only the list was', async () => {
    await start();
    expect(await finding()).toMatchObject({
      state: 'unknown',
      detail: expect.stringContaining('not been read'),
    });
    world.github.faults.next('*/git/blobs/*', { kind: 'status', status: 502, times: 100 });
    await world.read();
    expect(await finding()).toMatchObject({
      state: 'unknown',
      detail: expect.stringContaining(`GitHub did not answer about ${features}`),
    });
  });

  it('are fetched once each; after that only what changed', async () => {
    await start();
    expect(await world.read()).toEqual([...Array(6).fill('blobs 200'), 'trees 200']);
    expect(await finding()).toEqual({
      state: 'no-go',
      detail: '1 of 2 not ready: Node 1',
      parts: ['kep:12'],
    });
    expect(await world.read()).toEqual([]);
    world.pass(quarter);
    expect(await world.read()).toEqual(['trees 304']);
    world.commit({ 'docs/other.md': 'No document of an enhancement.' });
    world.pass(quarter);
    expect(await world.read()).toEqual(['trees 200']);
    world.commit(kepFiles({ number: 12, slug: 'two' }));
    world.pass(quarter);
    expect(await world.read()).toEqual(['blobs 200', 'trees 200']);
    expect(await finding()).toMatchObject({ state: 'go', detail: 'all 2 are ready' });
  });

  it('of an enhancement that came into the milestone are fetched without another list', async () => {
    await start();
    world.commit(kepFiles({ number: 13, slug: 'three', group: 'storage', approver: null }));
    world.github.addIssue(features, { number: 13, title: 'Three' });
    await world.sync();
    await world.read();
    world.pass(minute);
    world.github.updateIssue(features, 13, { milestone: 'v1.36' });
    await world.sync();
    expect(await world.read()).toEqual(['blobs 200', 'blobs 200']);
    expect((await finding())?.parts).toContain('kep:13');
    // One that left it is no part of it any more.
    world.pass(minute);
    world.github.updateIssue(features, 13, { milestone: null });
    await world.sync();
    expect(await world.read()).toEqual([]);
    expect((await finding())?.parts).not.toContain('kep:13');
  });

  it('follow their issue: what its text says counts at once', async () => {
    await start();
    await world.read();
    const { detail } = await world.show(11);
    expect(detail.standing.lacks.filter(({ blocks }) => blocks)).toEqual([]);
    world.pass(minute);
    world.github.updateIssue(features, 11, { body: `https://github.com/${features}/pull/5` });
    await world.sync();
    expect(await world.read()).toEqual([]);
    const after = await world.show(11);
    expect(after.detail.standing.lacks.filter(({ blocks }) => blocks)).not.toEqual([]);
    expect((await finding())?.parts).toContain('kep:11');
  });

  it('of which GitHub gives half are gone on with from there', async () => {
    await start();
    world.github.faults.next('*/git/blobs/*', { kind: 'status', status: 500, skip: 4, times: 100 });
    await world.read();
    world.github.faults.clear();
    world.pass(minute);
    const asked = await world.read();
    expect(asked.filter((one) => one.startsWith('trees'))).toEqual(['trees 304']);
    expect(asked.filter((one) => one === 'blobs 200')).toHaveLength(2);
    expect(await finding()).toMatchObject({ state: 'no-go' });
  });

  it('of a tree that is too long for one list are found folder by folder', async () => {
    await start({ treeLimit: 9 });
    expect((await world.read()).filter((one) => one.startsWith('trees'))).toHaveLength(5);
    expect(await finding()).toMatchObject({ state: 'no-go', detail: '1 of 2 not ready: Node 1' });
    world.pass(quarter);
    expect(await world.read()).toEqual(['trees 304']);
  });

  it.each([
    ['is not there', { kind: 'status', status: 404, body: { message: 'Not Found' } }, 'does not have it'],
    ['is no text', blob(Buffer.from([0xff, 0xfe, 0x00, 0xd8])), 'not text in UTF-8'],
    ['is not base64', { ...blob(''), body: { content: '%%%', encoding: 'base64' } }, 'cannot be read'],
    ['has another encoding', { ...blob(''), body: { content: '', encoding: 'none' } }, 'cannot be read'],
    ['is too large for GitHub', tooLarge, 'too long to be a document'],
    ['is too large for us', blob(Buffer.alloc(1024 * 1024 + 1, 'a')), 'too long to be a document'],
  ] as const)('of which one %s say so, and hide no other', async (_, fault, words) => {
    await start();
    const path = `${kepFolder({ number: 11, slug: 'one' })}/README.md`;
    const sha = shaOf(kepFiles({ number: 11, slug: 'one' })[path] ?? '');
    world.github.faults.next(`*/git/blobs/${sha}`, fault as never);
    await world.read();
    const { detail } = await world.show(11);
    expect(detail.standing.unread).toEqual([expect.stringContaining(words)]);
    expect(detail.faults).toContainEqual({
      file: path,
      field: null,
      line: null,
      problem: expect.stringContaining(words),
    });
    expect(await finding()).toMatchObject({
      state: 'no-go',
      detail: expect.stringContaining('the documents of 1 could not be read'),
    });
    world.commit(kepFiles({ number: 12, slug: 'two' }));
    world.pass(quarter);
    world.github.faults.next(`*/git/blobs/${sha}`, fault as never);
    await world.read();
    // Nobody knows what stands in it.
    expect((await world.show(12)).detail.standing.unread).toBeUndefined();
  });

  it('that the token may not read, and a branch that is not there, are said with what to do', async () => {
    await start();
    world.github.faults.next('*/git/trees/*', {
      kind: 'status',
      status: 403,
      body: { message: 'Resource not accessible by personal access token' },
    });
    await world.read();
    expect((await finding())?.detail).toContain('Contents: read');
    world.pass(minute);
    world.reconfigure(documentsConfig.replace('every: 15m', 'every: 15m, branch: old'));
    await world.read();
    expect((await finding())?.detail).toContain('no branch old');
  });

  it('are found on the default branch, also where the server does not know it as HEAD', async () => {
    await start();
    world.github.faults.next('*/git/trees/HEAD*', { kind: 'status', status: 404, times: 99 });
    await world.read();
    expect(await finding()).toMatchObject({ state: 'no-go', detail: '1 of 2 not ready: Node 1' });
    world.pass(quarter);
    expect((await world.read()).filter((one) => one.startsWith('trees'))).toEqual(['trees 304', 'trees 404']);
  });

  it('of an empty milestone are complete, once its issues were read', async () => {
    world = await startDocuments(await open());
    world.commit({ 'README.md': 'Nothing yet.' });
    await world.read();
    expect(await finding()).toMatchObject({ state: 'unknown' });
    await world.sync();
    await world.read();
    expect(await finding()).toMatchObject({ state: 'go', detail: 'no enhancement in the milestone' });
  });

  it('are not known any more when nobody confirmed them for long', async () => {
    await start();
    await world.read();
    world.pass(13 * 60 * minute);
    await world.sync();
    expect(await finding()).toMatchObject({ state: 'unknown', detail: expect.stringContaining('13 h') });
  });

  it('are read by one process at a time', async () => {
    await start();
    const both = await Promise.all([world.read(), world.read()]);
    const trees = world.github.requests.filter(({ path }) => path.includes('/git/trees'));
    expect(both).toHaveLength(2);
    expect(trees).toHaveLength(1);
    expect(world.github.requests.filter(({ path }) => path.includes('/git/blobs'))).toHaveLength(6);
  });

  it('are told of to a group once, however many processes tell', async () => {
    await start();
    await Promise.all([world.read(), world.read(), world.read()]);
    const owed = await database.read.selectFrom('delivery').select(['destination', 'revision']).execute();
    expect(owed).toEqual([{ destination: 'C0NODE', revision: 1 }]);
    world.commit(kepFiles({ number: 12, slug: 'two' }));
    world.pass(quarter);
    await Promise.all([world.read(), world.read()]);
    await world.read();
    const heard = await database.read
      .selectFrom('enhancement_heard')
      .select(['edition', 'revision'])
      .execute();
    expect(heard).toEqual([{ edition: 1, revision: 2 }]);
  });

  const owed = async () =>
    (await database.read.selectFrom('delivery').select('destination').execute()).length;

  it('are told of after the quiet time, and where nobody is to be told not at all', async () => {
    await start({ config: `${documentsConfig}quiet: { hours: "11:00-13:00" }` });
    await world.read();
    expect(await owed()).toBe(0);
    world.pass(60 * minute);
    await world.read();
    expect(await owed()).toBe(1);
    await world.close();
    await start({ config: documentsConfig.replace('every: 15m', 'tell: false') });
    await world.read();
    expect(await owed()).toBe(0);
  });

  it('of a milestone that is closed are told of no more', async () => {
    await start();
    world.github.updateMilestone(features, 'v1.36', { state: 'closed' });
    world.pass(minute);
    await world.sync();
    await world.read();
    expect((await finding())?.state).toBe('no-go');
    expect(await owed()).toBe(0);
  });

  it('whose group is called like a property of every object hold up no other', async () => {
    await start();
    world.add({ number: 13, slug: 'odd', group: 'constructor', status: 'provisional' });
    await world.sync();
    await world.read();
    expect(world.log.filter(({ level }) => level === 'error')).toEqual([]);
    expect((await finding())?.detail).toContain('Constructor 1');
  });

  it('are read at once for whoever waits for them, and it is said what went wrong', async () => {
    await start();
    expect(await world.readAll()).toEqual([{ repository: features, problem: null }]);
    expect(await finding()).toMatchObject({ state: 'no-go' });
    world.pass(minute);
    world.github.faults.next('*/git/trees/*', { kind: 'status', status: 502, times: 9 });
    expect(await world.readAll()).toEqual([
      { repository: features, problem: expect.stringContaining('did not answer') },
    ]);
  });

  it('that nobody needs are forgotten after 30 days', async () => {
    await start();
    await world.read();
    world.github.updateIssue(features, 12, { milestone: null });
    world.pass(29 * day);
    await world.sync();
    await world.read();
    expect(await world.read()).toEqual([]);
    world.pass(2 * day);
    await world.read();
    world.github.updateIssue(features, 12, { milestone: 'v1.36' });
    world.pass(minute);
    await world.sync();
    expect(await world.read()).toEqual(['blobs 200', 'blobs 200', 'blobs 200']);
  });

  it('are not read where the file does not ask for it, and `kep` says how it would', async () => {
    await start({ config: documentsConfig.replace(/^(gates|keps).*$/gm, '') });
    expect(await world.read()).toEqual([]);
    expect((await world.status()).evidence.documents).toBeNull();
    await expect(world.show(11)).rejects.toBeInstanceOf(UserFault);
  });
});
