/** What polls need beside their record: branches and tags as they were read, and who answers for leads that are away. */
import type { Kysely } from 'kysely';
import type { RefName, RefRead, SignoffStore } from '../../app/ports/signoff-store.js';
import { minute } from '../../domain/time.js';
import { enqueue } from '../delivery/enqueue.js';
import { type Database, writing } from '../dialect.js';
import type { Tables } from '../tables.js';
import { delegationOf, delegationsOf, refKey } from './rows.js';

type Db = Kysely<Tables>;
type Around = Pick<
  SignoffStore,
  | 'ref'
  | 'saveRef'
  | 'failRef'
  | 'watched'
  | 'saveWatched'
  | 'delegations'
  | 'delegation'
  | 'addDelegation'
  | 'endDelegation'
>;

/** A clock that was so far ahead was wrong, in ms. */
const wrongClock = 10 * minute;

/** What was asked later is newer, whichever answer came first. @param found null: it is as it was */
async function putRef(tx: Db, ref: RefName, found: RefRead | null, at: number): Promise<void> {
  const key = refKey(ref);
  const moments = { read_at: at, tried_at: at, problem: null };
  if (found === null) {
    await tx
      .updateTable('git_ref')
      .set(moments)
      .where('key', '=', key)
      .where((is) => is.or([is('read_at', '<=', at), is('read_at', '>', at + wrongClock)]))
      .execute();
    return;
  }
  const row = { commit_hash: found.commit, etag: found.etag, ...moments };
  await tx
    .insertInto('git_ref')
    .values({ key, ...row })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet(row)
        .where((is) =>
          is.or([
            is('git_ref.read_at', 'is', null),
            is('git_ref.read_at', '<=', at),
            is('git_ref.read_at', '>', at + wrongClock),
          ]),
        ),
    )
    .execute();
}

/** @param machine ms, on the clock of the machine: that of deliveries */
export function signoffAround(
  database: Database,
  machine: () => number,
): { port: Around; putRef: typeof putRef } {
  const { read, write } = database;

  async function delegation(db: Db, id: number) {
    const row = await db.selectFrom('delegation').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? delegationOf(row) : null;
  }

  const port: Around = {
    async ref(ref) {
      const row = await read
        .selectFrom('git_ref')
        .selectAll()
        .where('key', '=', refKey(ref))
        .executeTakeFirst();
      return {
        ...{ commit: row?.commit_hash ?? null, etag: row?.etag ?? null },
        ...{ readAt: row?.read_at ?? null, triedAt: row?.tried_at ?? null, problem: row?.problem ?? null },
      };
    },

    saveRef: (ref, found, at) => putRef(write, ref, found, at),

    async failRef(ref, problem, at) {
      await write
        .insertInto('git_ref')
        .values({ key: refKey(ref), commit_hash: null, etag: null, read_at: null, tried_at: at, problem })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ tried_at: at, problem }))
        .execute();
    },

    async watched(name) {
      const row = await read
        .selectFrom('poll_item')
        .selectAll()
        .where('name', '=', name.toLowerCase())
        .executeTakeFirst();
      return { etag: row?.etag ?? null, triedAt: row?.tried_at ?? null };
    },

    async saveWatched(name, { etag, triedAt }) {
      const row = { etag, tried_at: triedAt };
      await write
        .insertInto('poll_item')
        .values({ name: name.toLowerCase(), ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    },

    delegations: (release) => delegationsOf(read, release),
    delegation: (id) => delegation(read, id),

    async addDelegation({ release, group, lead, delegate, from, until, at }, request, words) {
      return await writing(database, async (tx) => {
        const added = await tx
          .insertInto('delegation')
          .values({
            ...{ request, release, group_slug: group, at, from_at: from, until_at: until },
            ...{ lead_id: lead.id, lead_name: lead.name },
            ...{ delegate_id: delegate.id, delegate_name: delegate.name, ended_at: null, ended_by: null },
          })
          .onConflict((conflict) => conflict.column('request').doNothing())
          .returningAll()
          .executeTakeFirst();
        if (added) await enqueue(tx, words(delegationOf(added)), machine());
        return delegationOf(
          added ??
            (await tx
              .selectFrom('delegation')
              .selectAll()
              .where('request', '=', request)
              .executeTakeFirstOrThrow()),
        );
      });
    },

    async endDelegation(id, by, at, words) {
      return await writing(database, async (tx) => {
        const ended = await tx
          .updateTable('delegation')
          .set({ ended_at: at, ended_by: by })
          .where('id', '=', id)
          .where('ended_at', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (!ended) return await delegation(tx, id);
        await enqueue(tx, words(delegationOf(ended)), machine());
        return delegationOf(ended);
      });
    },
  };
  return { port, putRef };
}
