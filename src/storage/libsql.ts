/**
 * Kysely's driver for libsql: one connection, used by one caller at a time. While another process
 * writes, it waits without blocking the event loop; and libsql itself blocks, so it lets others have
 * their turn between two statements.
 */
import { setImmediate as rest, setTimeout as sleep } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import Libsql from 'libsql';
import { checkpoint } from './checkpoint.js';
import { LogSync } from './log-sync.js';

/** How long a write waits for another process before it gives up, in ms. */
const patience = 15_000;
/** How long statements may follow one another before others have their turn, in ms. */
const stretch = 5;
/** How many prepared statements a connection keeps. */
const kept = 100;
/** After so many written rows the log is moved into the file: at most about 24 MB of it. */
const rowsPerCheckpoint = 2000;
/** SQLite's own limit, for when that fails, in pages of 4 kB. */
const longestLog = 20_000;

export class LibsqlDriver implements Driver {
  private database!: Libsql.Database;
  private connection!: LibsqlConnection;
  private last: Promise<void> = Promise.resolve();
  private free: () => void = () => {};
  private checkpointing: Promise<void> | null = null;
  private log: LogSync | null = null;

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
      'foreign_keys = ON',
      `wal_autocheckpoint = ${longestLog}`,
    ]) {
      await whileBusy(() => this.database.exec(`PRAGMA ${pragma}`));
    }
    if (this.mode === 'read') this.database.exec('PRAGMA query_only = ON');
    // With a log SQLite keeps the order of commits whatever happens, and waiting for the disk is ours. Some network
    // folders have none: there SQLite waits itself, as it does unless told.
    const [{ journal_mode }] = this.database.prepare('PRAGMA journal_mode').all() as [
      { journal_mode: string },
    ];
    if (this.mode === 'write' && journal_mode === 'wal') {
      this.database.exec('PRAGMA synchronous = NORMAL');
      this.log = new LogSync(this.path);
    }
    this.connection = new LibsqlConnection(this.database, () => this.log?.flush());
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
    await this.connection.settled();
  }

  async rollbackTransaction(): Promise<void> {
    this.connection.inTransaction = false;
    this.connection.isUnsettled = false;
    this.rollBack();
  }

  async releaseConnection(): Promise<void> {
    if (this.connection.written >= rowsPerCheckpoint && this.checkpointing === null) {
      this.connection.written = 0;
      this.checkpointing = checkpoint(this.path).finally(() => {
        this.checkpointing = null;
      });
    }
    this.free();
  }

  /** What is in the middle of a transaction then hears that the store is closed, and nothing of it stays. */
  async destroy(): Promise<void> {
    await this.checkpointing;
    await this.log?.close();
    if (this.connection) {
      this.rollBack();
      this.connection.close();
    }
    this.database?.close();
  }

  private rollBack(): void {
    // Of a database that is closed libsql cannot be asked: it ends the process.
    if (this.connection.isClosed) return;
    // A full disk makes SQLite roll back by itself: a second time would fail, and hide why.
    if (this.database.inTransaction) this.database.exec('ROLLBACK');
  }
}

class LibsqlConnection implements DatabaseConnection {
  inTransaction = false;
  /** Rows since the last checkpoint. */
  written = 0;
  /** Something was written that may not be on the disk yet. */
  isUnsettled = false;
  isClosed = false;
  private readonly statements = new Map<string, Libsql.Statement>();

  /** @param flush resolves when what was committed is on the disk */
  constructor(
    private readonly database: Libsql.Database,
    private readonly flush: () => Promise<void> | undefined,
  ) {}

  /** Waits for the disk when something was written. @throws Error when the disk does not take it */
  async settled(): Promise<void> {
    if (!this.isUnsettled) return;
    this.isUnsettled = false;
    await this.flush();
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    await othersFirst();
    if (this.isClosed) throw new Error('the store is closed');
    const run = () => {
      const statement = this.prepared(sql);
      if (!/^\s*select\b/i.test(sql)) this.isUnsettled = true;
      if (statement.reader) return { rows: statement.all(parameters) as R[] };
      const { changes, lastInsertRowid } = statement.run(parameters);
      this.written += changes;
      return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
    };
    if (this.inTransaction) return run();
    const result = await whileBusy(run);
    await this.settled();
    return result;
  }

  /** A statement that is kept would go on writing. */
  close(): void {
    this.isClosed = true;
    this.statements.clear();
  }

  /**
   * Statements are kept: one that is made anew each time costs its preparation, and holds its memory until
   * the next full collection.
   */
  private prepared(sql: string): Libsql.Statement {
    const known = this.statements.get(sql);
    const statement = known ?? this.database.prepare(sql);
    // The one that was used last stands last; the first one goes.
    this.statements.delete(sql);
    this.statements.set(sql, statement);
    const [oldest] = this.statements.keys();
    if (this.statements.size > kept && oldest !== undefined) this.statements.delete(oldest);
    // After this nothing may look as it did when it was prepared.
    if (/^\s*(create|alter|drop)\b/i.test(sql)) this.statements.clear();
    return statement;
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator and nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not used');
  }
}

/** When the present turn of the event loop began to be used for statements, ms; null before the first one. */
let turnBegan: number | null = null;

/** Waits for the next turn of the event loop when this one has been used for long. */
async function othersFirst(): Promise<void> {
  if (turnBegan === null) {
    turnBegan = performance.now();
    setImmediate(() => {
      turnBegan = null;
    });
  } else if (performance.now() - turnBegan > stretch) await rest();
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
