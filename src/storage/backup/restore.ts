/** Fills a store from a backup, in one transaction: either all of it is there afterwards, or nothing has changed. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../dialect.js';
import { schemaSteps, takeSteps } from '../migrations.js';
import type { Tables } from '../tables.js';
import { type Doubts, doubtAfter } from './doubt.js';
import { BackupFault, type BackupHeader, type BackupPart, type BackupTable, type Cell } from './format.js';
import {
  deferReferences,
  dropTables,
  isKept,
  rowsAtOnce,
  setLastNumber,
  tablesOf,
  writeRows,
} from './rows.js';

type Tx = Kysely<Tables>;

export interface Restored {
  header: BackupHeader;
  /** By table, but for tables without any. */
  rows: Record<string, number>;
  /** null: nothing may have happened since. */
  doubts: Doubts | null;
}

/** @returns how many rows of each table are kept in the store, but for tables without any */
export async function contentsOf(db: Tx, flavour: Database['flavour']): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table } of (await tablesOf(db, flavour)).filter(isKept)) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
      db,
    );
    const count = Number(rows[0]?.count ?? 0);
    if (count > 0) counts[table] = count;
  }
  return counts;
}

/**
 * What is in the store is lost. It is brought to this version, whichever the backup is of.
 * @param since.now ms, UTC
 * @param since.moved whether the store was only moved: nobody has worked on it after the backup
 * @throws BackupFault when the backup is not whole, or of a newer version; the store is as it was
 */
export async function restore(
  { write, flavour }: Pick<Database, 'write' | 'flavour'>,
  parts: AsyncIterable<BackupPart>,
  { now, moved = false }: { now: number; moved?: boolean },
): Promise<Restored> {
  return await write.transaction().execute(async (tx) => {
    const { header, ...loaded } = await load(tx, flavour, parts);
    const doubts = moved ? null : await doubtAfter(tx, flavour, header.at, now);
    return { header, ...loaded, doubts };
  });
}

/** The rows as they were written, in the tables of this version. @throws BackupFault */
export async function load(
  tx: Tx,
  flavour: Database['flavour'],
  parts: AsyncIterable<BackupPart>,
): Promise<Omit<Restored, 'doubts'>> {
  const { header, rows } = await loadAsItWas(tx, flavour, parts);
  await takeSteps(tx, flavour, stepsAfter(header.schema));
  return { header, rows };
}

/** The rows as they were written, in the tables that they were written from. @throws BackupFault */
export async function loadAsItWas(
  tx: Tx,
  flavour: Database['flavour'],
  parts: AsyncIterable<BackupPart>,
): Promise<Omit<Restored, 'doubts'>> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done || first.value.kind !== 'header') throw new BackupFault('It is not a backup of Signalman.');
  const { header } = first.value;
  stepsAfter(header.schema);
  await dropTables(tx, flavour);
  await takeSteps(tx, flavour, header.schema);
  const checkReferences = await deferReferences(tx, flavour);
  const rows = await fill(tx, flavour, { [Symbol.asyncIterator]: () => iterator });
  await checkReferences();
  return { header, rows: Object.fromEntries(Object.entries(rows).filter(([, count]) => count > 0)) };
}

/** @returns the steps that a store of that schema has yet to take. @throws BackupFault when this version does not know it */
function stepsAfter(schema: readonly string[]): string[] {
  const newer = schema.filter((name) => !schemaSteps.includes(name));
  if (newer.length > 0)
    throw new BackupFault(
      `The backup is of a newer version of Signalman than this one (it has ${newer.join(', ')}): restore it with that version.`,
    );
  if (schemaSteps.some((name, at) => at < schema.length && schema[at] !== name))
    throw new BackupFault('The backup is damaged: no version of Signalman had these tables.');
  return schemaSteps.slice(schema.length);
}

async function fill(
  tx: Tx,
  flavour: Database['flavour'],
  parts: AsyncIterable<BackupPart>,
): Promise<Record<string, number>> {
  const known = new Map(
    (await tablesOf(tx, flavour)).filter(isKept).map((one) => [one.table, one.columns.join()]),
  );
  let into: BackupTable | null = null;
  let some: Cell[][] = [];
  let rows: Record<string, number> | null = null;
  const flush = async () => {
    if (into && some.length > 0) await writeRows(tx, flavour, into, some);
    some = [];
  };
  const close = async () => {
    await flush();
    if (into && into.last !== null) await setLastNumber(tx, flavour, into.table, into.last);
  };
  for await (const part of parts) {
    if (part.kind === 'table') {
      await close();
      into = part.table;
      if (known.get(into.table) !== into.columns.join())
        throw new BackupFault(`The backup is damaged: its table ${into.table} is not one of its schema.`);
    } else if (part.kind === 'row') {
      some.push(part.row);
      if (some.length >= rowsAtOnce) await flush();
    } else if (part.kind === 'end') {
      await close();
      rows = part.rows;
    }
  }
  if (rows === null) throw new BackupFault('The backup is damaged: its end is missing.');
  return rows;
}
