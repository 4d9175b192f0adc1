/** Wakes what nobody will wake any more: it was written while what it waits for was being settled. */
import { type Kysely, sql } from 'kysely';
import { type DeliveryState, unsettled } from '../../domain/delivery.js';
import type { Tables } from '../tables.js';

/** What becomes of a delivery whose turn has come: what may have been sent before is looked for first. */
export const itsTurn = sql<DeliveryState>`case when unclear = 1 then 'uncertain' else 'pending' end`;

/** What may wait for what, one after the other: more than a thread has replies at once. */
const longest = 1000;

/**
 * Where several processes write at once, whoever settles a delivery does not see what is written at that moment to
 * wait for it. @returns how many were woken
 */
export async function wakeForgotten(tx: Kysely<Tables>, now: number): Promise<number> {
  const rows = await tx
    .selectFrom('delivery as d')
    .innerJoin('delivery as first', 'first.id', 'd.waits_for')
    // A later revision may have taken the turn of what it waits for; of what was sent none does.
    .leftJoin('delivery as later', (join) =>
      join
        .onRef('later.message_id', '=', 'first.message_id')
        .onRef('later.message_id', '<>', 'd.message_id')
        .on('first.state', '<>', 'sent')
        .on('later.state', 'in', [...unsettled]),
    )
    .select(['d.id', 'later.waits_for as next', 'later.id as later'])
    .where('d.state', '=', 'waiting')
    .where('first.state', 'not in', [...unsettled])
    .execute();
  const held = new Set<number>();
  for (const { id, later, next } of rows) if (later !== null && !(await waitsFor(tx, next, id))) held.add(id);
  const forgotten = [...new Set(rows.map(({ id }) => id))].filter((id) => !held.has(id));
  if (forgotten.length === 0) return 0;
  const { numUpdatedRows } = await tx
    .updateTable('delivery')
    .set({ state: itsTurn, waits_for: null, due_at: now })
    .where('id', 'in', forgotten)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Whether it waits for that in the end: then it must not be waited for in its turn. @param from what it waits for */
async function waitsFor(tx: Kysely<Tables>, from: number | null, id: number): Promise<boolean> {
  let at = from;
  for (let steps = 0; at !== null && steps < longest; steps++) {
    if (at === id) return true;
    const row = await tx.selectFrom('delivery').select('waits_for').where('id', '=', at).executeTakeFirst();
    at = row?.waits_for ?? null;
  }
  return false;
}
