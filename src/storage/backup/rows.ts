/** All rows of all tables, read and written as they are, on both databases. */
import { type Kysely, sql } from 'kysely';
import type { Flavour } from '../dialect.js';
import { ownTables } from '../migrations.js';
import type { Tables } from '../tables.js';
import type { BackupTable, Cell } from './format.js';

type Tx = Kysely<Tables>;

/** So many rows are in memory at a time: a document or a snapshot may be large. */
export const rowsAtOnce = 200;
/** Leases are of processes that are gone; what a reading has gathered so far is of no use without it. */
const passing = ['lease', 'issue_stage'];

/** The tables of the store, and of each the columns, in a fixed order. */
export async function tablesOf(tx: Tx, flavour: Flavour): Promise<Omit<BackupTable, 'last'>[]> {
  const ours = await ownTables();
  const schema = flavour === 'postgres' ? await currentSchema(tx) : undefined;
  return (await tx.introspection.getTables())
    .filter((one) => ours.has(one.name) && one.schema === schema)
    .map(({ name, columns }) => ({ table: name, columns: columns.map((column) => column.name).sort() }))
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}

async function currentSchema(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(tx);
  return rows[0]?.name;
}

/** Whether what is in it outlives the process that wrote it. */
export const isKept = ({ table }: { table: string }) => !passing.includes(table);

const namesOf = (columns: readonly string[]) => sql.join(columns.map((name) => sql.ref(name)));

/** Some rows at a time, within the transaction. */
export async function* readRows(
  tx: Tx,
  flavour: Flavour,
  { table, columns }: Omit<BackupTable, 'last'>,
): AsyncGenerator<Cell[][]> {
  const cellsOf = (row: Record<string, Cell>) => columns.map((name) => row[name] ?? null);
  if (flavour === 'postgres') {
    await sql`declare backup no scroll cursor for select ${namesOf(columns)} from ${sql.table(table)}`.execute(
      tx,
    );
    for (;;) {
      const { rows } = await sql<Record<string, Cell>>`fetch ${sql.lit(rowsAtOnce)} from backup`.execute(tx);
      if (rows.length === 0) break;
      yield rows.map(cellsOf);
    }
    await sql`close backup`.execute(tx);
    return;
  }
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const { rows } = await sql<Record<string, Cell> & { the_rowid: number }>`
      select rowid as the_rowid, ${namesOf(columns)} from ${sql.table(table)}
      where rowid > ${after} order by rowid limit ${sql.lit(rowsAtOnce)}`.execute(tx);
    const last = rows.at(-1);
    if (!last) return;
    after = last.the_rowid;
    yield rows.map(cellsOf);
  }
}

/** @returns the last number that the database gave out in this table; null where it gives none */
export async function lastNumber(tx: Tx, flavour: Flavour, table: string): Promise<number | null> {
  if (flavour === 'sqlite') {
    const { rows } = await sql<{
      seq: number;
    }>`select seq from sqlite_sequence where name = ${table}`.execute(tx);
    return rows[0]?.seq ?? null;
  }
  const sequence = await sequenceOf(tx, table);
  if (sequence === null) return null;
  const { rows } = await sql<{ last: number | null }>`
    select last_value as last from pg_sequences where format('%I.%I', schemaname, sequencename) = ${sequence}`.execute(
    tx,
  );
  return rows[0]?.last ?? null;
}

/** On PostgreSQL, where a table's numbers come from; every one of ours is called `id`. */
async function sequenceOf(tx: Tx, table: string): Promise<string | null> {
  const { rows } = await sql<{ name: string | null }>`
    select pg_get_serial_sequence(attrelid::regclass::text, 'id') as name from pg_attribute
    where attrelid = to_regclass(quote_ident(${table})) and attname = 'id' and attidentity <> ''`.execute(tx);
  return rows[0]?.name ?? null;
}

/** The next number follows that one. */
export async function setLastNumber(tx: Tx, flavour: Flavour, table: string, last: number): Promise<void> {
  if (flavour === 'sqlite') {
    await sql`delete from sqlite_sequence where name = ${table}`.execute(tx);
    await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(tx);
    return;
  }
  const sequence = await sequenceOf(tx, table);
  if (sequence !== null) await sql`select setval(${sequence}, ${last})`.execute(tx);
}

/** In every table that the database numbers, so many numbers are not given out. */
export async function skipNumbers(tx: Tx, flavour: Flavour, count: number): Promise<void> {
  for (const { table } of await tablesOf(tx, flavour))
    if (await isNumbered(tx, flavour, table))
      await setLastNumber(tx, flavour, table, ((await lastNumber(tx, flavour, table)) ?? 0) + count);
}

async function isNumbered(tx: Tx, flavour: Flavour, table: string): Promise<boolean> {
  if (flavour === 'postgres') return (await sequenceOf(tx, table)) !== null;
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where type = 'table' and name = ${table}`.execute(tx);
  return /autoincrement/i.test(rows[0]?.sql ?? '');
}

/** Writes rows together; `rowsAtOnce` of our widest table are far from the most parameters of a statement. */
export async function writeRows(
  tx: Tx,
  flavour: Flavour,
  { table, columns }: Omit<BackupTable, 'last'>,
  rows: readonly Cell[][],
): Promise<void> {
  const own = flavour === 'postgres' ? sql` overriding system value` : sql``;
  const values = sql.join(rows.map((cells) => sql`(${sql.join(cells)})`));
  await sql`insert into ${sql.table(table)} (${namesOf(columns)})${own} values ${values}`.execute(tx);
}

/** Takes all tables away, with their rows and the rules that keep those; foreign keys are looked at when all is done. */
export async function dropTables(tx: Tx, flavour: Flavour): Promise<void> {
  const tables = await tablesOf(tx, flavour);
  if (flavour === 'sqlite') await sql`pragma defer_foreign_keys = on`.execute(tx);
  for (const { table } of tables)
    await sql`drop table ${sql.table(table)}${flavour === 'postgres' ? sql` cascade` : sql``}`.execute(tx);
  await sql`delete from kysely_migration`.execute(tx);
}

/** Rows come table by table: until the last one is written, one may point to another that is not there yet. */
export async function deferReferences(tx: Tx, flavour: Flavour): Promise<() => Promise<void>> {
  if (flavour === 'sqlite') {
    await sql`pragma defer_foreign_keys = on`.execute(tx);
    return async () => {};
  }
  const { rows } = await sql<{ table: string; name: string }>`
    select relname as "table", conname as name from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(tx);
  const alter = async (how: string) => {
    for (const { table, name } of rows)
      await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} ${sql.raw(how)}`.execute(
        tx,
      );
  };
  await alter('deferrable initially deferred');
  return async () => {
    await sql`set constraints all immediate`.execute(tx);
    await alter('not deferrable');
  };
}
