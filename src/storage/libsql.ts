/**
 * Kysely's driver for libsql: one connection, used by one caller at a time. While another process
 * writes, it waits without blocking the event loop.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import Libsql from 'libsql';

/** How long a write waits for another process before it gives up, in ms. */
const patience = 15_000;

export class LibsqlDriver implements Driver {
  private database!: Libsql.Database;
  private connection!: LibsqlConnection;
  private last: Promise<void> = Promise.resolve();
  private free: () => void = () => {};

  constructor(
    private readonly path: string,
    private readonly mode: 'read' | 'write',
  ) {}

  async init(): Promise<void> {
    this.database = new Libsql(this.path);
    // A short wait in the database covers the common case; the long one is ours and asynchronous.
    for (const pragma of [
      'busy_timeout = 20',
      'journal_mode = WAL',
      'synchronous = FULL',
      'foreign_keys = ON',
    ]) {
      await whileBusy(() => this.database.exec(`PRAGMA ${pragma}`));
    }
    if (this.mode === 'read') this.database.exec('PRAGMA query_only = ON');
    this.connection = new LibsqlConnection(this.database);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.last;
    let free = () => {};
    this.last = new Promise((resolve) => {
      free = resolve;
    });
    await before;
    this.free = free;
    return this.connection;
  }

  async beginTransaction(): Promise<void> {
    // Immediate, so that a transaction never finds out half-way that another process writes.
    await whileBusy(() => this.database.exec(this.mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN'));
    this.connection.inTransaction = true;
  }

  async commitTransaction(): Promise<void> {
    await whileBusy(() => this.database.exec('COMMIT'));
    this.connection.inTransaction = false;
  }

  async rollbackTransaction(): Promise<void> {
    this.connection.inTransaction = false;
    this.database.exec('ROLLBACK');
  }

  async releaseConnection(): Promise<void> {
    this.free();
  }

  async destroy(): Promise<void> {
    this.database?.close();
  }
}

class LibsqlConnection implements DatabaseConnection {
  inTransaction = false;

  constructor(private readonly database: Libsql.Database) {}

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const run = () => {
      const statement = this.database.prepare(sql);
      if (statement.reader) return { rows: statement.all(parameters) as R[] };
      const { changes, lastInsertRowid } = statement.run(parameters);
      return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
    };
    return this.inTransaction ? run() : whileBusy(run);
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator and nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not used');
  }
}

const isBusy = (error: unknown) =>
  /SQLITE_BUSY|database is locked/.test(`${(error as { code?: string }).code} ${error}`);

async function whileBusy<T>(run: () => T): Promise<T> {
  const end = Date.now() + patience;
  for (let pause = 2; ; pause = Math.min(pause * 2, 100)) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw error;
    }
    await sleep(pause);
  }
}

/** For statements that Kysely does not write. */
export const raw = (sql: string) => CompiledQuery.raw(sql);
