/** A disk that is full: what failed says so, and once there is room again everything goes on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { openStore } from '../../src/compose.js';
import { type Database, writing } from '../../src/storage/dialect.js';
import type { Tables } from '../../src/storage/tables.js';

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalman-full-'));
  database = await openStore({ databaseUrl: null, dataDir: folder });
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const lease = (db: Kysely<Tables>, name: string, holder = 'it') =>
  db.insertInto('lease').values({ name, holder, until: 1 }).execute();

/** SQLite treats a file that may not grow any more as it treats a full disk. */
const mayGrow = async (pages: number) => {
  await sql`pragma max_page_count = ${sql.lit(pages)}`.execute(database.write);
};

describe('a full disk', () => {
  it('is named by what failed, and nothing of the transaction stands', async () => {
    await mayGrow(1);
    const filling = writing(database, async (tx) => {
      await lease(tx, 'small');
      await lease(tx, 'large', 'x'.repeat(1_000_000));
    });
    await expect(filling).rejects.toThrow(/full/);
    await mayGrow(1_000_000);
    await writing(database, (tx) => lease(tx, 'after'));
    const rows = await database.read.selectFrom('lease').select('name').execute();
    expect(rows.map(({ name }) => name)).toEqual(['after']);
  });

  it('that made SQLite roll back by itself hides nothing of why', async () => {
    await writing(database, (tx) => lease(tx, 'there'));
    const twice = writing(database, async (tx) => {
      await lease(tx, 'before');
      await sql`insert or rollback into lease (name, holder, until) values ('there', 'x', 1)`.execute(tx);
    });
    await expect(twice).rejects.toThrow(/UNIQUE constraint failed/);
    await writing(database, (tx) => lease(tx, 'after'));
    const rows = await database.read.selectFrom('lease').select('name').orderBy('name').execute();
    expect(rows.map(({ name }) => name)).toEqual(['after', 'there']);
  });
});
