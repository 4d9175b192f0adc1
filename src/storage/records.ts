/**
 * Records of what people decided, one event after the other: they are only added to, each request is done once, and
 * what is to be said of it is owed in the same transaction.
 */
import type { Kysely } from 'kysely';
import type { NewDelivery } from '../domain/delivery.js';
import type { Person } from '../domain/person.js';
import { inChunks } from './bulk.js';
import { enqueue } from './delivery/enqueue.js';
import { type Database, writing } from './dialect.js';
import type { Tables } from './tables.js';

type Db = Kysely<Tables>;

/** The columns that all of them have, whatever their tables are called. */
type Loose = Kysely<Record<string, Record<string, string | number | null>>>;

export interface Entry<Event> {
  by: Person;
  /** ms, UTC */
  at: number;
  event: Event;
}

export interface RecordNames {
  table: 'exception' | 'waiver';
  events: 'exception_event' | 'waiver_event';
  key: 'exception_id' | 'waiver_id';
}

/** @param machine ms, on the clock of the machine: that of deliveries */
export function recordStore<Event, Value>(
  database: Database,
  names: RecordNames,
  fold: (id: number, release: string, entries: readonly Entry<Event>[]) => Value,
  machine: () => number,
) {
  const { flavour } = database;
  const load = async (db: Db, id: number) =>
    (await recordsAmong(db, names, fold, (query) => query.where('id', '=', id)))[0] ?? null;
  return {
    load: (id: number) => load(database.read, id),

    /** What a request has begun already; null: nothing. */
    async begun(request: string): Promise<Value | null> {
      const [found] = await recordsAmong(database.write, names, fold, (query) =>
        query.where('request', '=', request),
      );
      return found ?? null;
    },

    /** @param more columns of the record itself. @param write is given it with its number */
    async begin(
      { release, ...entry }: Entry<Event> & { release: string },
      more: Record<string, number | null>,
      request: string,
      write: (value: Value) => NewDelivery[],
    ): Promise<Value> {
      return await writing(database, async (tx) => {
        const loose = tx as unknown as Loose;
        const row = await loose
          .insertInto(names.table)
          .values({ request, release, ...more })
          .onConflict((conflict) => conflict.column('request').doNothing())
          .returning('id')
          .executeTakeFirst();
        if (row) await add(loose, names, Number(row.id), 1, entry, request);
        const { id } = await loose
          .selectFrom(names.table)
          .select('id')
          .where('request', '=', request)
          .executeTakeFirstOrThrow();
        const value = await load(tx, Number(id));
        if (!value) throw new Error('what was just stored is not there');
        if (row) await enqueue(tx, write(value), machine());
        return value;
      });
    },

    /**
     * Adds what the work makes of the record as it stands at that moment. What it throws undoes everything.
     * @returns null when there is none
     */
    async step(
      id: number,
      { by, at, request }: { by: Person; at: number; request: string },
      work: (value: Value) => Event,
      write: (value: Value) => NewDelivery[],
      set: (event: Event) => Record<string, number | null> = () => ({}),
    ): Promise<Value | null> {
      return await writing(database, async (tx) => {
        const loose = tx as unknown as Loose;
        const locked = loose.selectFrom(names.table).select('id').where('id', '=', id);
        // On SQLite a transaction that writes is alone.
        if (flavour === 'postgres') await locked.forUpdate().execute();
        const value = await load(tx, id);
        if (!value || (await isDone(loose, names, request))) return value;
        const event = work(value);
        const { last } = await loose
          .selectFrom(names.events)
          .select(({ fn }) => fn.max('seq').as('last'))
          .where(names.key, '=', id)
          .executeTakeFirstOrThrow();
        await add(loose, names, id, Number(last) + 1, { by, at, event }, request);
        const columns = set(event);
        if (Object.keys(columns).length > 0)
          await loose.updateTable(names.table).set(columns).where('id', '=', id).execute();
        const after = await load(tx, id);
        if (after) await enqueue(tx, write(after), machine());
        return after;
      });
    },
  };
}

async function add<Event>(
  db: Loose,
  { events, key }: RecordNames,
  id: number,
  seq: number,
  { by, at, event }: Entry<Event>,
  request: string,
): Promise<void> {
  await db
    .insertInto(events)
    .values({
      ...{ [key]: id, seq, at, request },
      ...{ by_id: by.id, by_name: by.name, body: JSON.stringify(event) },
    })
    .execute();
}

async function isDone(db: Loose, { events }: RecordNames, request: string): Promise<boolean> {
  return (
    (await db.selectFrom(events).select('seq').where('request', '=', request).executeTakeFirst()) !==
    undefined
  );
}

const rowsOf = (db: Loose, table: string) =>
  db.selectFrom(table).select(['id', 'release']).orderBy('until', 'desc').orderBy('id', 'desc');

/** Those that are chosen, the latest end first. */
export async function recordsAmong<Event, Value>(
  db: Db,
  names: RecordNames,
  fold: (id: number, release: string, entries: readonly Entry<Event>[]) => Value,
  which: (query: ReturnType<typeof rowsOf>) => ReturnType<typeof rowsOf>,
): Promise<Value[]> {
  const loose = db as unknown as Loose;
  const rows = await which(rowsOf(loose, names.table)).execute();
  const events = await inChunks(
    rows.map(({ id }) => Number(id)),
    (some) =>
      loose.selectFrom(names.events).selectAll().where(names.key, 'in', some).orderBy('seq').execute(),
  );
  const byRecord = new Map<number, Entry<Event>[]>();
  for (const row of events) {
    const id = Number(row[names.key]);
    const entries = byRecord.get(id) ?? [];
    entries.push({
      by: { id: String(row.by_id), name: String(row.by_name) },
      at: Number(row.at),
      event: JSON.parse(String(row.body)) as Event,
    });
    byRecord.set(id, entries);
  }
  return rows.map(({ id, release }) => fold(Number(id), String(release), byRecord.get(Number(id)) ?? []));
}
