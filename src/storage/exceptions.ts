/** Exceptions: their record, which is only added to, and in the same transaction what is to be said of it. */
import type { Kysely } from 'kysely';
import type { ExceptionStore } from '../app/calendar-ports.js';
import { type Exception, type ExceptionRecord, foldException } from '../domain/calendar/exception.js';
import { type Database, type Flavour, writing } from './dialect.js';
import { enqueue } from './enqueue.js';
import type { Tables } from './tables.js';

type Db = Kysely<Tables>;

/** @param machine ms, on the clock of the machine: that of deliveries */
export function exceptionStore(database: Database, machine: () => number): ExceptionStore {
  const { read, flavour } = database;
  return {
    async ask({ release, by, at, event }, request, write) {
      return await writing(database, async (tx) => {
        const row = await tx
          .insertInto('exception')
          .values({ request, release, until: event.until })
          .onConflict((conflict) => conflict.column('request').doNothing())
          .returning('id')
          .executeTakeFirst();
        if (row) await add(tx, row.id, 1, { by, at, event }, request);
        const { id } = await tx
          .selectFrom('exception')
          .select('id')
          .where('request', '=', request)
          .executeTakeFirstOrThrow();
        const exception = await loaded(tx, id);
        if (!exception) throw new Error('what was just stored is not there');
        if (row) await enqueue(tx, write(exception), machine());
        return exception;
      });
    },

    async decide(id, { by, at, request }, work, write) {
      return await writing(database, async (tx) => {
        await lock(tx, flavour, id);
        const exception = await loaded(tx, id);
        if (!exception || (await isDone(tx, request))) return exception;
        await add(tx, id, 2, { by, at, event: work(exception) }, request);
        const decided = await loaded(tx, id);
        if (decided) await enqueue(tx, write(decided), machine());
        return decided;
      });
    },

    load: (id) => loaded(read, id),
  };
}

async function add(
  tx: Db,
  id: number,
  seq: number,
  { by, at, event }: ExceptionRecord,
  request: string,
): Promise<void> {
  await tx
    .insertInto('exception_event')
    .values({
      ...{ exception_id: id, seq, at, request },
      ...{ by_id: by.id, by_name: by.name, body: JSON.stringify(event) },
    })
    .execute();
}

/** On SQLite a transaction that writes is alone. */
async function lock(tx: Db, flavour: Flavour, id: number): Promise<void> {
  const query = tx.selectFrom('exception').select('id').where('id', '=', id);
  if (flavour === 'postgres') await query.forUpdate().execute();
}

async function isDone(tx: Db, request: string): Promise<boolean> {
  const row = await tx
    .selectFrom('exception_event')
    .select('seq')
    .where('request', '=', request)
    .executeTakeFirst();
  return row !== undefined;
}

async function loaded(db: Db, id: number): Promise<Exception | null> {
  return (await among(db, (query) => query.where('exception.id', '=', id)))[0] ?? null;
}

/** So many of a release are remembered in its reports. */
const most = 100;

/** Those of a release, the latest end first: what matters at a moment is decided there. */
export async function exceptionsOfRelease(db: Db, release: string): Promise<Exception[]> {
  return await among(db, (query) => query.where('exception.release', '=', release));
}

async function among(
  db: Db,
  which: (query: ReturnType<typeof rowsOf>) => ReturnType<typeof rowsOf>,
): Promise<Exception[]> {
  const rows = await which(rowsOf(db)).limit(most).execute();
  if (rows.length === 0) return [];
  const events = await db
    .selectFrom('exception_event')
    .selectAll()
    .where(
      'exception_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('seq')
    .execute();
  return rows.map(({ id, release }) =>
    foldException(
      id,
      release,
      events
        .filter((one) => one.exception_id === id)
        .map((one) => ({
          by: { id: one.by_id, name: one.by_name },
          at: one.at,
          event: JSON.parse(one.body) as ExceptionRecord['event'],
        })),
    ),
  );
}

const rowsOf = (db: Db) =>
  db.selectFrom('exception').select(['exception.id', 'exception.release']).orderBy('until', 'desc');
