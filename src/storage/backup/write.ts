/** Reads everything in the store as it stands at one moment, while others go on writing. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../dialect.js';
import type { Tables } from '../tables.js';
import { type BackupPart, linesOf } from './format.js';
import { isKept, lastNumber, readRows, tablesOf } from './rows.js';

/**
 * The lines of a backup. They are made as fast as they are taken: the store may be large.
 * @param about.version of the product
 * @param about.now ms, UTC
 */
export async function* backupLines(
  { read, flavour }: Pick<Database, 'read' | 'flavour'>,
  about: { version: string; now: number },
): AsyncGenerator<string> {
  // Held by hand: the lines are taken one by one while the transaction goes on.
  const begin = read.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  const tx = await begin.execute();
  try {
    yield* linesOf(parts(tx, flavour, about));
  } finally {
    await tx.rollback().execute();
  }
}

async function* parts(
  tx: Kysely<Tables>,
  flavour: Database['flavour'],
  { version, now }: { version: string; now: number },
): AsyncGenerator<Exclude<BackupPart, { kind: 'end' }>> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(tx);
  yield { kind: 'header', header: { version, schema: rows.map(({ name }) => name), at: now } };
  for (const table of (await tablesOf(tx, flavour)).filter(isKept)) {
    yield { kind: 'table', table: { ...table, last: await lastNumber(tx, flavour, table.table) } };
    for await (const some of readRows(tx, flavour, table)) for (const row of some) yield { kind: 'row', row };
  }
}
