/** The check of sign-offs in a crash run: a poll that is lost, doubled, shown as it was, or whose news are missing is found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { bot } from '../../src/sandbox/chaos/whole/places.js';
import { checkPoll } from '../../src/sandbox/chaos/whole/stories/signoffs.js';
import type { Database } from '../../src/storage/dialect.js';
import { openEmptyStore } from '../builders/empty-store.js';

const candidate = 'v2.0.0-rc.1';
const folder = mkdtempSync(join(tmpdir(), 'signalman-polls-'));
let database: Database;
let heads: { user: string; text: string; replies: { text: string; blocks: unknown[] }[] }[];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function poll(events: object[]): Promise<number> {
  const { id } = await database.write
    .insertInto('poll')
    .values({
      ...{ request: `r${Math.random()}`, release: 'v2.0', candidate, tag: candidate, commit_hash: 'c' },
      is_open: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [at, event] of events.entries())
    await database.write
      .insertInto('poll_event')
      .values({
        ...{ poll_id: id, seq: at + 1, at, by_id: 'U0NODE', by_name: 'node', request: null },
        body: JSON.stringify(event),
      })
      .execute();
  return id;
}

const shows = async (id: number, revision: number) =>
  await database.write
    .insertInto('message')
    .values({
      ...{ purpose: 'sign-off', subject: `poll ${id}`, destination: 'C0SIGNOFF', channel: 'C0SIGNOFF' },
      ...{ thread_id: null, ts: '1.1', shown_revision: revision, key: 'k' },
    })
    .execute();

const asked = { kind: 'asked' };
const refused = { kind: 'answered', group: 'node', answer: 'no-go', reason: `node leaks in ${candidate}` };
const voided = { kind: 'voided', groups: ['node'] };
const ended = { kind: 'ended', why: 'overtaken' };
const news = { text: `NO GO: node leaks in ${candidate}`, blocks: [] };
const slack = { state: { messages: () => heads } } as never;
const check = () => checkPoll({ slack, database }, candidate);

beforeEach(async () => {
  database = await openEmptyStore(mkdtempSync(join(folder, 'db-')));
  heads = [{ user: bot, text: `Sign-off for ${candidate}`, replies: [news] }];
});
afterEach(() => database.close());

it('finds nothing where it was asked, ended and voided once, and shows what was said last', async () => {
  // Of reminders and of jobs nobody sees anything in the poll.
  const id = await poll([asked, refused, { kind: 'reminded', groups: [] }, voided, ended]);
  await shows(id, 4);
  expect(await check()).toEqual([]);
});

it('finds one that is not there, and one that is there twice', async () => {
  expect(await check()).toEqual([`lost: 0 polls of ${candidate}`]);
  await poll([asked]);
  await poll([asked]);
  expect(await check()).toEqual([`doubled: 2 polls of ${candidate}`]);
});

it('finds one that never ended, or was voided twice', async () => {
  const id = await poll([asked, refused, voided, voided]);
  await shows(id, 4);
  expect(await check()).toEqual([`lost: poll ${id} ended 0 times`, `doubled: poll ${id} voided 2 times`]);
});

it('finds a NO GO that nobody heard of, one that was told twice, and a second message', async () => {
  const id = await poll([asked, refused, voided, ended]);
  await shows(id, 4);
  heads[0]?.replies.pop();
  expect(await check()).toEqual([`lost: nobody heard of the NO GO of node in poll ${id}`]);
  heads[0]?.replies.push(news, news);
  expect(await check()).toEqual([`doubled: 1 NO GO of node in poll ${id}, told 2 times`]);
  heads = [
    { user: bot, text: candidate, replies: [news] },
    { user: bot, text: candidate, replies: [] },
  ];
  expect(await check()).toEqual([`doubled: 2 messages of the poll about ${candidate}`]);
});

it('finds a message that shows an earlier state', async () => {
  const id = await poll([asked, refused, voided, ended]);
  await shows(id, 3);
  expect(await check()).toEqual([`contradicting: poll ${id} has revision 4, shown is 3`]);
});
