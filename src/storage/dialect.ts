/** Everything in which SQLite and PostgreSQL differ: how they are opened, and the types of columns. */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ColumnDefinitionBuilder,
  type ColumnDefinitionBuilderCallback,
  type Dialect,
  Kysely,
  PostgresDialect,
  type SelectQueryBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { CustomTypesConfig } from 'pg';
import { applicationName } from './in-use.js';
import { LibsqlDriver } from './libsql.js';
import { portableDriver } from './portable.js';
import type { Tables } from './tables.js';

export type Flavour = 'sqlite' | 'postgres';

/** Reading does not wait for a long write: on SQLite it has a connection of its own. */
export interface Database {
  flavour: Flavour;
  read: Kysely<Tables>;
  write: Kysely<Tables>;
  close(): Promise<void>;
}

/** SQLite can make tables within a transaction; Kysely does not, and two processes would migrate side by side. */
class TransactionalSqlite extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function sqliteDialect(path: string, mode: 'read' | 'write'): Dialect {
  return {
    createAdapter: () => new TransactionalSqlite(),
    createDriver: () => portableDriver(new LibsqlDriver(path, mode)),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** @param dataDir the folder of `signalman.db`; what is not there is made, and only its owner can read it */
export async function openSqlite(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'signalman.db');
  // SQLite makes its files readable for everybody, and those beside it like the first one.
  await (await open(path, 'a', 0o600)).close();
  const write = new Kysely<Tables>({ dialect: sqliteDialect(path, 'write') });
  const read = new Kysely<Tables>({ dialect: sqliteDialect(path, 'read') });
  return {
    flavour: 'sqlite',
    read,
    write,
    close: async () => {
      await read.destroy();
      await write.destroy();
    },
  };
}

/** @param url `postgres://…` */
export async function openPostgres(url: string): Promise<Database> {
  // Most houses run embedded and need none of it.
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    // What the address says counts more.
    application_name: applicationName,
    connectionString: url,
    max: 8,
    // bigint comes as text unless it is read as a number; ours fit 2^53.
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
    } as CustomTypesConfig,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // Nor may one that breaks in the middle of a transaction: its next query says so to whoever asks it.
  pool.on('connect', (client) => client.on('error', () => {}));
  const inner = new PostgresDialect({ pool });
  const dialect: Dialect = {
    createAdapter: () => inner.createAdapter(),
    createDriver: () => portableDriver(inner.createDriver()),
    createIntrospector: (db) => inner.createIntrospector(db),
    createQueryCompiler: () => inner.createQueryCompiler(),
  };
  const both = new Kysely<Tables>({ dialect });
  return { flavour: 'postgres', read: both, write: both, close: () => both.destroy() };
}

/**
 * Locks the chosen rows of a table where several processes write at once, but for those that somebody else holds; on
 * SQLite a transaction that writes is alone anyway.
 */
export function lockedHere<DB, TB extends keyof DB, O>(
  flavour: Flavour,
  table: TB & string,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  return flavour === 'postgres' ? query.forUpdate(table).skipLocked() : query;
}

/** So often is a transaction tried that the database broke off because another one stood in its way. */
const mostTries = 10;

/**
 * Runs the work in a transaction that writes, and again when PostgreSQL broke it off for a deadlock: nothing of it
 * was done then. The work must change nothing but the database.
 */
export async function writing<T>(
  { write }: Pick<Database, 'write'>,
  work: (tx: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write.transaction().execute(work);
    } catch (error) {
      const { code } = error as { code?: string };
      if ((code !== '40P01' && code !== '40001') || tries >= mostTries) throw error;
    }
  }
}

/** Whether a row was refused because there is one like it. */
export function isTwin(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === '23505' || /UNIQUE constraint failed/.test(`${code} ${message}`);
}

/** Integer milliseconds and counters: 64 bits on both. */
export const integer = (flavour: Flavour) => (flavour === 'postgres' ? 'bigint' : 'integer');

/** A number that the database gives out itself. */
export function identity(flavour: Flavour): ColumnDefinitionBuilderCallback {
  return (column: ColumnDefinitionBuilder) =>
    flavour === 'postgres'
      ? column.primaryKey().generatedAlwaysAsIdentity()
      : column.primaryKey().autoIncrement();
}
