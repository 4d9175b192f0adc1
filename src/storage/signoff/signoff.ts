/** Polls: their record, which is only added to, and in the same transaction what is to be said of it. */
import type { Kysely } from 'kysely';
import type { PollStep, SignoffStore, StoredPoll } from '../../app/ports/signoff-store.js';
import type { NewDelivery } from '../../domain/delivery.js';
import { foldPoll, recorded } from '../../domain/signoff/fold.js';
import type { Poll } from '../../domain/signoff/poll.js';
import { enqueue } from '../delivery/enqueue.js';
import { type Database, type Flavour, isTwin, writing } from '../dialect.js';
import type { Tables } from '../tables.js';
import { signoffAround } from './around.js';
import { type PollWithRecord, pollsOf, toEventRows } from './rows.js';

type Db = Kysely<Tables>;

/** @param machine ms, on the clock of the machine: that of deliveries */
export function signoffStore(database: Database, machine: () => number): SignoffStore {
  const { read, flavour } = database;
  const around = signoffAround(database, machine);

  async function open(...[asked, work]: Parameters<SignoffStore['open']>) {
    const { release, by, at, event, more, request, refs } = asked;
    return await writing(database, async (tx) => {
      const done = await tx.selectFrom('poll').select('id').where('request', '=', request).executeTakeFirst();
      if (done) return { poll: (await must(tx, done.id)).poll, isNew: false };
      for (const { ref, read: found } of refs) await around.putRef(tx, ref, found, at);
      const before = await openOf(tx, flavour, release);
      const step = work(before);
      if (step === null) {
        if (!before) throw new Error('there is no poll to go on with');
        return { poll: before.poll, isNew: false };
      }
      if (before && step.ends) await add(tx, before, step.ends, null, at, machine());
      const { name, tag, commit } = event.candidate;
      const { id } = await tx
        .insertInto('poll')
        .values({ request, release, candidate: name, tag, commit_hash: commit, is_open: 1 })
        .returning('id')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('poll_event')
        .values(toEventRows(id, recorded([], [{ by, event }, ...more], at), request))
        .execute();
      const { poll } = await must(tx, id);
      await enqueue(tx, step.deliveries(poll), machine());
      return { poll, isNew: true };
    });
  }

  return {
    ...around.port,

    async open(asked, work) {
      try {
        return await open(asked, work);
      } catch (error) {
        // Somebody else opened one at this very moment: now it is there.
        if (!isTwin(error)) throw error;
        return await open(asked, work);
      }
    },

    async change(id, request, at, work) {
      return await writing(database, async (tx) => {
        await lock(tx, flavour, id);
        const stored = await storedPoll(tx, id);
        if (!stored) return null;
        if (request !== null && (await isDone(tx, id, request))) return { stored, isNew: false };
        const step = work(stored);
        if (step === null || step.events.length === 0) return { stored, isNew: true };
        return { stored: await add(tx, stored, step, request, at, machine()), isNew: true };
      });
    },

    load: (id) => storedPoll(read, id),

    async ofRelease(release, most) {
      const rows = await read
        .selectFrom('poll')
        .select(['id', 'release'])
        .where('release', '=', release)
        .orderBy('id', 'desc')
        .limit(most)
        .execute();
      return await withMessages(read, await pollsOf(read, rows));
    },

    async openPolls() {
      const rows = await read
        .selectFrom('poll')
        .select('id')
        .where('is_open', '=', 1)
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

/** Writes the events with all that is owed for them. @param at ms, UTC: their time */
async function add(
  tx: Db,
  { poll: before, records, message }: StoredPoll,
  step: PollStep,
  request: string | null,
  at: number,
  machine: number,
): Promise<StoredPoll> {
  const fresh = recorded(records, step.events, at);
  await tx
    .insertInto('poll_event')
    .values(toEventRows(before.id, fresh, request))
    .execute();
  const all = [...records, ...fresh];
  const poll = foldPoll(before.id, before.release, all);
  if (poll.ended) await tx.updateTable('poll').set({ is_open: 0 }).where('id', '=', poll.id).execute();
  const deliveries: NewDelivery[] = step.deliveries(poll, before);
  await enqueue(tx, deliveries, machine);
  return { poll, records: all, message };
}

/** On SQLite a transaction that writes is alone. */
async function lock(tx: Db, flavour: Flavour, id: number): Promise<void> {
  const query = tx.selectFrom('poll').select('id').where('id', '=', id);
  if (flavour === 'postgres') await query.forUpdate().execute();
}

async function openOf(tx: Db, flavour: Flavour, release: string): Promise<StoredPoll | null> {
  const query = tx.selectFrom('poll').select('id').where('release', '=', release).where('is_open', '=', 1);
  const row = await (flavour === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  return row ? await storedPoll(tx, row.id) : null;
}

async function isDone(tx: Db, id: number, request: string): Promise<boolean> {
  const row = await tx
    .selectFrom('poll_event')
    .select('seq')
    .where('poll_id', '=', id)
    .where('request', '=', request)
    .executeTakeFirst();
  return row !== undefined;
}

async function storedPoll(db: Db, id: number): Promise<StoredPoll | null> {
  const row = await db.selectFrom('poll').select(['id', 'release']).where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const [stored] = await withMessages(db, await pollsOf(db, [row]));
  return stored ?? null;
}

async function must(db: Db, id: number): Promise<PollWithRecord & { poll: Poll }> {
  const stored = await storedPoll(db, id);
  if (!stored) throw new Error('what was just stored is not there');
  return stored;
}

/** Where their messages stand: the first place of each. */
async function withMessages(db: Db, polls: readonly PollWithRecord[]): Promise<StoredPoll[]> {
  if (polls.length === 0) return [];
  const rows = await db
    .selectFrom('message')
    .select(['subject', 'channel', 'ts'])
    .where('purpose', '=', 'sign-off')
    .where(
      'subject',
      'in',
      polls.map(({ poll }) => `poll ${poll.id}`),
    )
    .where('ts', 'is not', null)
    .orderBy('id')
    .execute();
  return polls.map((one) => {
    const row = rows.find(({ subject }) => subject === `poll ${one.poll.id}`);
    const message = row?.channel && row.ts ? { channel: row.channel, ts: row.ts } : null;
    return { ...one, message };
  });
}
