/** The deliveries as an operator handles them: look, try again, drop. */
import type { DeliveryDesk, DeliveryRow } from '../app/delivery-ports.js';
import { orphaned } from '../domain/delivery.js';
import type { Database } from './dialect.js';

/** How much longer a delivery is worth something when an operator tries it again, in ms. */
const grace = 24 * 3_600_000;

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
      const changed = await write.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom('delivery')
          .select(['message_id', 'unclear', 'state'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (row?.state !== 'failed' && row?.state !== 'dropped') return false;
        const { numUpdatedRows } = await tx
          .updateTable('delivery')
          .set({
            // What may have arrived is looked for before it is sent again.
            state: row.unclear === 1 ? 'uncertain' : 'pending',
            due_at: now,
            attempts: 0,
            absences: 0,
            reposted: 0,
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
      const changed = await write.transaction().execute(async (tx) => {
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
        await tx
          .updateTable('delivery')
          .set({ state: 'pending', waits_for: null, due_at: now })
          .where('waits_for', '=', id)
          .where('state', '=', 'waiting')
          .execute();
        return true;
      });
      return changed ? await one(id) : null;
    },
  };
}
