/** Every schema there ever was, with rows in all its tables, comes to this version with all of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openStore } from '../../../src/compose.js';
import { partsOf } from '../../../src/storage/backup/format.js';
import { restore } from '../../../src/storage/backup/restore.js';
import { dropTables } from '../../../src/storage/backup/rows.js';
import { backupLines } from '../../../src/storage/backup/write.js';
import type { Database } from '../../../src/storage/dialect.js';
import { migrate, schemaSteps, takeSteps } from '../../../src/storage/migrations.js';
import { onEveryDatabase } from '../../builders/databases.js';
import { fillRandomly } from '../../builders/random-store.js';

/** How many steps the versions had taken that people ran: on PostgreSQL, where each takes long, only those are tried. */
const released = [3, 4, 6, 9, 13, 16];
const now = Date.UTC(2017, 2, 16, 12);
const rows = 2;
const seed = { rows, texts: ['{}', 'Ü', "it's"], numbers: [1, 0, 7], gaps: [false, true, false] };

async function linesOf(database: Database): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of backupLines(database, { version: '0.1.0', now })) lines.push(line.slice(0, -1));
  return lines;
}

async function* given<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

/** Of each table its rows, as columns with their values: later schemas may have more columns. */
function contents(lines: readonly string[]): Record<string, Record<string, unknown>[]> {
  const found: Record<string, Record<string, unknown>[]> = {};
  let current = { table: '', columns: [] as string[] };
  for (const line of lines.slice(1, -1)) {
    const value = JSON.parse(line) as typeof current | unknown[];
    if (!Array.isArray(value)) current = value;
    found[current.table] ??= [];
    if (Array.isArray(value))
      found[current.table]?.push(Object.fromEntries(current.columns.map((name, at) => [name, value[at]])));
  }
  return found;
}

function expectKept(before: readonly string[], after: readonly string[]): void {
  const kept = contents(after);
  for (const [table, wanted] of Object.entries(contents(before))) {
    // A restored delivery is looked for before it is sent: its state is another test's.
    const without = wanted.map(({ state: _, ...row }) => row);
    expect(kept[table]).toEqual(expect.arrayContaining(without.map((row) => expect.objectContaining(row))));
    expect(kept[table]).toHaveLength(rows);
  }
}

onEveryDatabase('a store of an older schema', ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'signalman-upgrade-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('comes to this version, whichever it is of', async () => {
    const [database, old] = [await open(), await openStore({ databaseUrl: null, dataDir: folder })];
    for (let taken = 1; taken <= schemaSteps.length; taken++) {
      if (database.flavour === 'postgres' && !released.includes(taken)) continue;
      await old.write.transaction().execute(async (tx) => {
        await dropTables(tx, 'sqlite');
        await takeSteps(tx, 'sqlite', schemaSteps.slice(0, taken));
      });
      await fillRandomly(old, seed);
      const before = await linesOf(old);
      await restore(database, partsOf(given(before)), { now });
      expectKept(before, await linesOf(database));
      expect(await migrate(old)).toEqual(schemaSteps.slice(taken));
      if (database.flavour === 'sqlite') expectKept(before, await linesOf(old));
    }
    await old.close();
  });

  it('that is newer than this version is refused in words', async () => {
    const database = await open();
    await sql`insert into kysely_migration (name, timestamp) values ('999-the-future', ${new Date().toISOString()})`.execute(
      database.write,
    );
    await expect(migrate(database)).rejects.toThrow(
      /newer version of Signalman.*999-the-future.*run that version/,
    );
  });
});
