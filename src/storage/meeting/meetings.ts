/** Meetings: their record, which is only added to, and in the same transaction what is to be said of it. */
import type { Kysely } from 'kysely';
import type { MeetingStep, MeetingStore, StoredMeeting } from '../../app/ports/meeting-store.js';
import type { MeetingRecorded } from '../../domain/meeting/event.js';
import { afterMeeting } from '../../domain/meeting/fold.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import { meetingIn, meetingMessages, meetingsAtGitHub } from '../../domain/meeting/messages.js';
import { writtenAtGitHub } from '../delivery/at-github.js';
import { enqueue } from '../delivery/enqueue.js';
import { type Database, type Flavour, writing } from '../dialect.js';
import type { Tables } from '../tables.js';
import { followedActions, keepMeetingActions, openActionsBefore } from './actions.js';
import { fromMeetingRow, meetingsOf, projectionOf } from './rows.js';

type Db = Kysely<Tables>;

/**
 * @param machine ms, on the clock of the machine: that of deliveries
 * @param web where people look at issues
 */
export function meetingStore(database: Database, machine: () => number, web: string): MeetingStore {
  const { read, write } = database;
  const load = async (db: Db, id: number) => (await meetingsOf(db, [id]))[0] ?? null;
  return {
    async plan(planned, at) {
      return await writing(database, async (tx) => {
        const { series, slot, begins } = planned;
        const row = await tx
          .insertInto('meeting')
          .values({ ...{ series, slot, begins, seq: 1 }, is_cancelled: 0, has_agenda: 0, settled_seq: null })
          .onConflict((conflict) => conflict.columns(['series', 'slot']).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (row) await record(tx, row.id, [{ seq: 1, at, by: null, event: planned }]);
        const { id } = await tx
          .selectFrom('meeting')
          .select('id')
          .where('series', '=', series)
          .where('slot', '=', slot)
          .executeTakeFirstOrThrow();
        const stored = await load(tx, id);
        if (!stored) throw new Error('what was just stored is not there');
        return stored;
      });
    },

    load: (id) => load(read, id),

    async list(series, { since, most }) {
      let query = read.selectFrom('meeting').select('id').where('begins', '>=', since);
      if (series !== null) query = query.where('series', '=', series);
      const rows = await query.orderBy('begins', 'desc').orderBy('id', 'desc').limit(most).execute();
      return await meetingsOf(read, idsOf(rows));
    },

    async slots(series, from, until) {
      const rows = await read
        .selectFrom('meeting')
        .select('slot')
        .where('series', '=', series)
        .where('slot', '>=', from)
        .where('slot', '<=', until)
        .execute();
      return rows.map(({ slot }) => slot);
    },

    async change(id, request, at, work) {
      return await writing(database, async (tx) => {
        if (!(await lock(tx, database.flavour, id))) return null;
        // Behind the lock: whoever brought the same request has committed or given up.
        const isNew = request === null || (await isFirst(tx, request, id, at));
        const stored = await load(tx, id);
        if (!stored) return null;
        const step = isNew ? work(stored) : null;
        if (!step) return { ...stored, isNew };
        return { ...stored, meeting: await take(tx, stored, step, { at, machine: machine() }), isNew };
      });
    },

    async at({ channel, ts }) {
      const row = await read
        .selectFrom('message')
        .select('subject')
        .where('channel', '=', channel)
        .where('ts', '=', ts)
        .where('purpose', 'like', 'meeting%')
        .executeTakeFirst();
      return row ? meetingIn(row.subject) : null;
    },

    async toTend() {
      const rows = await read
        .selectFrom('meeting')
        .select('id')
        .where((is) => is.or([is('settled_seq', 'is', null), is('settled_seq', '<', is.ref('seq'))]))
        .orderBy('begins')
        .orderBy('id')
        .execute();
      return idsOf(rows);
    },

    async settle(id, seq) {
      await write.updateTable('meeting').set({ settled_seq: seq }).where('id', '=', id).execute();
    },

    async before(series, begins) {
      const row = await read
        .selectFrom('meeting')
        .select('id')
        .where('series', '=', series)
        .where('begins', '<', begins)
        .where('is_cancelled', '=', 0)
        .where('has_agenda', '=', 1)
        .orderBy('begins', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? ((await load(read, row.id))?.meeting ?? null) : null;
    },

    openActions: (series, before) => openActionsBefore(read, series, before),
    ...followedActions(database),
    atGitHub: (id) =>
      writtenAtGitHub(read, meetingsAtGitHub, meetingMessages.agenda(id).subject, { web, now: machine() }),
  };
}

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id);

/** Whoever changes the same meeting comes one after the other: nothing that two add at once is lost. */
async function lock(tx: Db, flavour: Flavour, id: number): Promise<boolean> {
  const query = tx.selectFrom('meeting').select('id').where('id', '=', id);
  // On SQLite a transaction that writes is alone.
  return (await (flavour === 'postgres' ? query.forUpdate() : query).executeTakeFirst()) !== undefined;
}

async function isFirst(tx: Db, request: string, id: number, at: number): Promise<boolean> {
  const row = await tx
    .insertInto('meeting_request')
    .values({ request, meeting_id: id, at })
    .onConflict((conflict) => conflict.column('request').doNothing())
    .returning('request')
    .executeTakeFirst();
  return row !== undefined;
}

async function record(tx: Db, id: number, recorded: readonly MeetingRecorded[]): Promise<MeetingRecorded[]> {
  const rows = recorded.map(({ seq, at, by, event }) => ({
    ...{ meeting_id: id, seq, at, by_id: by?.id ?? null, by_name: by?.name ?? null },
    body: JSON.stringify(event),
  }));
  if (rows.length > 0) await tx.insertInto('meeting_event').values(rows).execute();
  // As it will be read: what JSON leaves out must not stand in the messages either.
  return rows.map(fromMeetingRow);
}

async function take(
  tx: Db,
  { meeting: before }: StoredMeeting,
  { events, deliveries }: MeetingStep,
  { at, machine }: { at: number; machine: number },
): Promise<Meeting> {
  const recorded = await record(
    tx,
    before.id,
    events.map((one, index) => ({ ...one, at, seq: before.seq + 1 + index })),
  );
  const after = recorded.reduce(afterMeeting, before);
  await keepMeetingActions(tx, before, after);
  await enqueue(tx, deliveries(after), machine);
  if (recorded.length > 0)
    await tx.updateTable('meeting').set(projectionOf(after)).where('id', '=', before.id).execute();
  return after;
}
