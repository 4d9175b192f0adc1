/** Incidents: their record, which is only added to, and in the same transaction what is to be said of it. */
import { type Kysely, sql } from 'kysely';
import type { IncidentStore } from '../../app/ports/incident.js';
import { day, hour } from '../../domain/time.js';
import { type Database, type Flavour, writing } from '../dialect.js';
import type { Tables } from '../tables.js';
import type { Refused } from './embargo.js';
import { atGitHub } from './github.js';
import { headTrouble, incidentReceipt, messageAt, onTheWay, standingOf } from './messages.js';
import { type IncidentRow, incidentsOf, joinedTo, recordsOf, storedOf } from './rows.js';
import { begin, take } from './steps.js';

type Db = Kysely<Tables>;

/** How long it is known what was done, in ms: Slack tells an event again, and a form is sent again, within hours if at all. */
const remembered = { heard: 2 * day, requests: 7 * day };
/** How often the old ones are taken out, in ms. */
const betweenCleanings = hour;

/**
 * @param machine ms, on the clock of the machine: that of deliveries
 * @param web where people look at issues
 * @param refuse told of what an embargo does not let out: a fault of ours
 */
export function incidentStore(
  database: Database,
  machine: () => number,
  {
    web = 'https://github.com',
    refuse = () => {},
  }: { web?: string; refuse?: (refused: Refused) => void } = {},
): IncidentStore {
  const { read, write, flavour } = database;
  let cleanedAt = Number.NEGATIVE_INFINITY;
  /** Everything as it was at one moment. */
  const atOnce = <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
    read.transaction().setIsolationLevel('repeatable read').execute(work);

  return {
    async declare(request, at, known, step) {
      return await writing(database, async (tx) => {
        await oneAfterTheOther(tx, flavour);
        const before = await tx
          .selectFrom('incident')
          .select('id')
          .where('request', '=', request)
          .executeTakeFirst();
        if (before) {
          const [incident] = await incidentsOf(tx, [before.id]);
          if (incident) return { incident, isNew: false };
        }
        const later = await tx
          .selectFrom('incident')
          .select('id')
          .where('is_open', '=', 1)
          .where('embargoed', '=', 0)
          .where('id', '>', known)
          .orderBy('id', 'desc')
          .execute();
        if (later.length > 0) return { newer: await incidentsOf(tx, idsOf(later)) };
        return { incident: await begin(tx, request, step, { at, machine: machine(), refuse }), isNew: true };
      });
    },

    async change(ids, request, at, work) {
      return await writing(database, async (tx) => {
        const locked = new Map((await lock(tx, flavour, ids)).map((row) => [row.id, row]));
        const rows = ids.flatMap((id) => locked.get(id) ?? []);
        if (rows.length < ids.length) return null;
        // Behind the lock: whoever brought the same request has committed or given up.
        const isNew = request === null || (await isFirst(tx, request, at));
        const stored = await storedOf(tx, rows);
        const incidents = stored.map((one) => one.incident);
        if (!isNew) return { incidents, isNew };
        const steps = work(stored);
        for (const [index, row] of rows.entries()) {
          const [step, before] = [steps[index], incidents[index]];
          if (step && before)
            incidents[index] = await take(tx, row, before, step, { at, machine: machine(), refuse });
        }
        return { incidents, isNew };
      });
    },

    async load(id) {
      return await atOnce(async (tx) => {
        const rows = await tx.selectFrom('incident').selectAll().where('id', '=', id).execute();
        const [stored] = await storedOf(tx, rows);
        return stored ?? null;
      });
    },

    async record(id, { whole = false } = {}) {
      const record = (await recordsOf(read, [id])).get(id);
      if (!record) return null;
      const lifted = record.findIndex(({ event }) => event.kind === 'lifted');
      return whole || lifted < 0 ? record : record.slice(lifted);
    },

    async list({ isOpen, release, most, withEmbargoed = false }) {
      return await atOnce(async (tx) => {
        let query = tx.selectFrom('incident').select('id').orderBy('id', 'desc').limit(most);
        if (isOpen !== null) query = query.where('is_open', '=', isOpen ? 1 : 0);
        if (release !== null) query = query.where('release', '=', release);
        if (!withEmbargoed) query = query.where('embargoed', '=', 0);
        return await incidentsOf(tx, idsOf(await query.execute()));
      });
    },

    async toTend(since, { withEmbargoed = false } = {}) {
      const rows = await read
        .selectFrom('incident')
        .select('id')
        .where((is) => is.or([is('is_open', '=', 1), is('updated_at', '>=', since)]))
        .execute();
      const ids = [...new Set([...idsOf(rows), ...(await onTheWay(read))])].sort((a, b) => a - b);
      if (withEmbargoed) return ids;
      const hidden = new Set(await this.underEmbargo(ids));
      return ids.filter((id) => !hidden.has(id));
    },

    async toRemind(now) {
      const rows = await read
        .selectFrom('incident')
        .select('id')
        .where('is_open', '=', 1)
        .where('next_update_by', '<=', now)
        .orderBy('id')
        .execute();
      return idsOf(rows);
    },

    async underEmbargo(ids) {
      if (ids.length === 0) return [];
      const rows = await read
        .selectFrom('incident')
        .select('id')
        .where('id', 'in', [...ids])
        .where('embargoed', '=', 1)
        .execute();
      return idsOf(rows);
    },

    receipt: (id) => incidentReceipt(read, id),
    atGitHub: (id) => atGitHub(read, id, web, machine()),
    headless: (id) => headTrouble(read, id),
    joinedTo: (id) => atOnce((tx) => joinedTo(tx, id)),
    messageAt: (at) => messageAt(read, at),
    standing: (id) => standingOf(read, id),

    async notedFrom({ channel, ts }) {
      const rows = await read
        .selectFrom('incident_source')
        .select('incident_id')
        .distinct()
        .where('channel', '=', channel)
        .where('ts', '=', ts)
        .orderBy('incident_id')
        .execute();
      return rows.map((row) => row.incident_id);
    },

    async forget(now) {
      // A clock that was put back must not stop the cleaning.
      if (Math.abs(now - cleanedAt) < betweenCleanings) return;
      cleanedAt = now;
      const before = { heard: now - remembered.heard, requests: now - remembered.requests };
      await write.deleteFrom('heard').where('at', '<', before.heard).execute();
      await write.deleteFrom('incident_request').where('at', '<', before.requests).execute();
    },

    async hear(key, now) {
      const { numInsertedOrUpdatedRows } = await write
        .insertInto('heard')
        .values({ key, at: now })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      return Number(numInsertedOrUpdatedRows ?? 0) === 1;
    },

    async unhear(key) {
      await write.deleteFrom('heard').where('key', '=', key).execute();
    },
  };
}

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map((row) => row.id);

/** Any number will do, as long as nobody else takes it. */
const declarations = 1_605_170_316;

/** Declarations wait for one another, so that each sees the one before it; on SQLite they do so anyway. */
async function oneAfterTheOther(tx: Db, flavour: Flavour): Promise<void> {
  if (flavour === 'postgres') await sql`select pg_advisory_xact_lock(${declarations}::bigint)`.execute(tx);
}

/** In the order of their ids, so that two who want the same ones do not wait for each other. */
async function lock(tx: Db, flavour: Flavour, ids: readonly number[]): Promise<IncidentRow[]> {
  if (ids.length === 0) return [];
  const query = tx
    .selectFrom('incident')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id');
  // On SQLite a transaction that writes is alone.
  return await (flavour === 'postgres' ? query.forUpdate() : query).execute();
}

/** Takes note of a request; waits for others who are about to. @returns false when it was noted before */
async function isFirst(tx: Db, request: string, at: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('incident_request')
    .values({ request, at })
    .onConflict((conflict) => conflict.column('request').doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1;
}
