/** The deliveries as an operator handles them: look, try again, drop. */
import { type Kysely, sql } from 'kysely';
import type { DeliveryDesk, DeliveryRow } from '../../app/ports/delivery.js';
import { orphaned, unsettled } from '../../domain/delivery.js';
import { type Database, writing } from '../dialect.js';
import type { Tables } from '../tables.js';
import { itsTurn } from './wake.js';

/** How much longer a delivery is worth something when an operator tries it again, in ms. */
const grace = 24 * 3_600_000;

/** Whether a later revision stands there or is on its way: an older one must not come over it. */
async function isOvertaken(
  tx: Kysely<Tables>,
  row: { message_id: number; revision: number },
): Promise<boolean> {
  const later = await tx
    .selectFrom('delivery')
    .select('id')
    .where('message_id', '=', row.message_id)
    .where('revision', '>', row.revision)
    .where('state', 'in', [...unsettled, 'sent'])
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

export function deliveryDesk({ read, write }: Database): DeliveryDesk {
  const rows = () =>
    read
      .selectFrom('delivery as d')
      .innerJoin('message as m', 'm.id', 'd.message_id')
      .select(['d.id', 'm.purpose', 'm.subject', 'd.revision', 'd.destination', 'd.state', 'd.reason'])
      .select(['d.attempts', 'd.created_at as createdAt', 'd.settled_at as settledAt']);
  const one = async (id: number): Promise<DeliveryRow | null> =>
    (await rows().where('d.id', '=', id).executeTakeFirst()) ?? null;

  return {
    async list({ states, most }) {
      let query = rows().orderBy('d.id', 'desc').limit(most);
      if (states) query = query.where('d.state', 'in', states);
      return await query.execute();
    },

    async retry(id, now) {
      const changed = await writing({ write }, async (tx) => {
        const row = await tx
          .selectFrom('delivery')
          .select(['message_id', 'revision', 'unclear', 'state'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (row?.state !== 'failed' && row?.state !== 'dropped') return false;
        if (await isOvertaken(tx, row)) return false;
        const { numUpdatedRows } = await tx
          .updateTable('delivery')
          .set({
            // What may have arrived is looked for before it is sent again.
            state: row.unclear === 1 ? 'uncertain' : 'pending',
            due_at: now,
            ...{ attempts: 0, absences: 0, rechecks: 0 },
            // A first copy may still turn up.
            reposted: sql`case when reposted > 0 then 1 else 0 end`,
            settled_at: null,
            reason: null,
            give_up_at: now + grace,
          })
          .where('id', '=', id)
          .where('state', '=', row.state)
          .executeTakeFirst();
        if (Number(numUpdatedRows) === 0) return false;
        // What stands in its thread was given up with it.
        const replies = await tx
          .selectFrom('delivery as d')
          .innerJoin('message as m', 'm.id', 'd.message_id')
          .select('d.id')
          .where('m.thread_id', '=', row.message_id)
          .where('d.state', '=', 'failed')
          .where('d.reason', '=', orphaned)
          .orderBy('d.id')
          .execute();
        let before = id;
        for (const reply of replies) {
          await tx
            .updateTable('delivery')
            .set({
              state: 'waiting',
              waits_for: before,
              due_at: null,
              settled_at: null,
              give_up_at: now + grace,
            })
            .where('id', '=', reply.id)
            .execute();
          before = reply.id;
        }
        return true;
      });
      return changed ? await one(id) : null;
    },

    async drop(id, now) {
      const changed = await writing({ write }, async (tx) => {
        const dropped = await tx
          .selectFrom('delivery')
          .select('waits_for')
          .where('id', '=', id)
          .executeTakeFirst();
        const { numUpdatedRows } = await tx
          .updateTable('delivery')
          .set((set) => ({
            state: 'dropped',
            due_at: null,
            waits_for: null,
            settled_at: now,
            version: set('version', '+', 1),
          }))
          .where('id', '=', id)
          .where('state', 'in', ['waiting', 'pending', 'uncertain', 'failed'])
          .executeTakeFirst();
        if (Number(numUpdatedRows) === 0) return false;
        // What waited for it takes its place in the row: before its head it would be given up.
        const before = dropped?.waits_for ?? null;
        await tx
          .updateTable('delivery')
          .set(before === null ? { state: itsTurn, waits_for: null, due_at: now } : { waits_for: before })
          .where('waits_for', '=', id)
          .where('state', '=', 'waiting')
          .execute();
        return true;
      });
      return changed ? await one(id) : null;
    },
  };
}
