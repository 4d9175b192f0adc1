/** Wakes what nobody will wake any more: it was written while what it waits for was being settled. */
import { type Kysely, sql } from 'kysely';
import { type DeliveryState, unsettled } from '../../domain/delivery.js';
import type { Tables } from '../tables.js';

/** What becomes of a delivery whose turn has come: what may have been sent before is looked for first. */
export const itsTurn = sql<DeliveryState>`case when unclear = 1 then 'uncertain' else 'pending' end`;

/**
 * Where several processes write at once, whoever settles a delivery does not see what is written at that moment to
 * wait for it. @returns how many were woken
 */
export async function wakeForgotten(tx: Kysely<Tables>, now: number): Promise<number> {
  const rows = await tx
    .selectFrom('delivery as d')
    .innerJoin('delivery as first', 'first.id', 'd.waits_for')
    .select('d.id')
    .where('d.state', '=', 'waiting')
    .where('first.state', 'not in', [...unsettled])
    // A later revision may have taken the turn of what it waits for.
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('delivery as later')
            .select('later.id')
            .whereRef('later.message_id', '=', 'first.message_id')
            .whereRef('later.message_id', '<>', 'd.message_id')
            .where('later.state', 'in', [...unsettled]),
        ),
      ),
    )
    .execute();
  if (rows.length === 0) return 0;
  const { numUpdatedRows } = await tx
    .updateTable('delivery')
    .set({ state: itsTurn, waits_for: null, due_at: now })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
