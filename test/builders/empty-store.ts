/** Stores of this version with nothing in them: a file of tests takes the steps of the migrations once, and copies what came of them. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore } from '../../src/compose/store.js';
import type { Database } from '../../src/storage/dialect.js';

const file = 'signalman.db';
let migrated: Promise<Buffer> | undefined;

/** @param dataDir a folder; where it has a store already, that is opened */
export async function openEmptyStore(dataDir: string): Promise<Database> {
  migrated ??= migrate();
  const empty = await migrated;
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(join(dataDir, file))) writeFileSync(join(dataDir, file), empty);
  return await openStore({ databaseUrl: null, dataDir });
}

async function migrate(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'signalman-empty-'));
  try {
    const database = await openStore({ databaseUrl: null, dataDir: folder });
    // What SQLite's log holds belongs into the file.
    await sql`pragma wal_checkpoint(truncate)`.execute(database.write);
    await database.close();
    const log = join(folder, `${file}-wal`);
    if (existsSync(log) && statSync(log).size > 0) throw new Error('the store still has a log');
    return readFileSync(join(folder, file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
