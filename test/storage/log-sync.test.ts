/** What was committed to SQLite is on the disk before anybody is told so, and nothing else waits for that. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { type Database, openSqlite } from '../../src/storage/dialect.js';
import { LogSync } from '../../src/storage/log-sync.js';

let folder: string;
let database: Database;
let synced: number;
let hold: Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalman-log-'));
  database = await openSqlite(folder);
  await sql`create table word (text text not null)`.execute(database.write);
  const file = await open(join(folder, 'signalman.db'));
  const handle = Object.getPrototypeOf(file) as typeof file;
  await file.close();
  synced = 0;
  hold = Promise.resolve();
  const { datasync } = handle;
  jest.spyOn(handle, 'datasync').mockImplementation(async function (this: typeof file) {
    synced++;
    await hold;
    await datasync.call(this);
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.close();
  await rm(folder, { recursive: true });
});

const write = (text: string) => sql`insert into word values (${text})`.execute(database.write);
const words = async () =>
  (await sql<{ text: string }>`select text from word order by text`.execute(database.read)).rows.map(
    ({ text }) => text,
  );

it('a statement alone, and one that gives back what it wrote, wait for the disk once', async () => {
  await write('one');
  expect(synced).toBe(1);
  await sql`insert into word values ('two') returning text`.execute(database.write);
  expect(synced).toBe(2);
});

it('a transaction waits for it once, at its end; one that only looks, and one that is given up, do not', async () => {
  await database.write.transaction().execute(async (tx) => {
    for (const text of ['a', 'b', 'c']) await sql`insert into word values (${text})`.execute(tx);
    expect(synced).toBe(0);
  });
  expect(synced).toBe(1);
  await database.write.transaction().execute((tx) => sql`select * from word`.execute(tx));
  const given = database.write.transaction().execute(async (tx) => {
    await sql`insert into word values ('d')`.execute(tx);
    throw new Error('given up');
  });
  await expect(given).rejects.toThrow('given up');
  expect(synced).toBe(1);
  expect(await words()).toEqual(['a', 'b', 'c']);
});

it('while the disk is at work others are served, and whoever wrote is not told yet', async () => {
  let release = () => {};
  hold = new Promise((resolve) => {
    release = resolve;
  });
  let isDone = false;
  const written = write('slow').then(() => {
    isDone = true;
  });
  // Reading has a connection of its own and does not wait.
  while ((await words()).length === 0) await new Promise(setImmediate);
  expect([synced, isDone]).toEqual([1, false]);
  release();
  await written;
  expect(isDone).toBe(true);
});

it('a disk that does not take it is told to whoever wrote, and the next one tries again', async () => {
  hold = Promise.reject(new Error('EIO'));
  await expect(write('lost')).rejects.toThrow('EIO');
  hold = Promise.resolve();
  await write('kept');
  expect(await words()).toContain('kept');
});

it('a log that is not there is a fault, not silence', async () => {
  const log = new LogSync(join(folder, 'nothing.db'));
  await expect(log.flush()).rejects.toThrow('ENOENT');
  await log.close();
});
