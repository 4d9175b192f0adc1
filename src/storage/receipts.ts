/** What became of a report's head messages, channel by channel. */
import type { Kysely } from 'kysely';
import { unsettled } from '../domain/delivery.js';
import type { Receipt } from '../domain/receipt.js';
import { digestSubject } from '../domain/schedule.js';
import type { Tables } from './tables.js';

/** Of the last revision that each channel was owed. */
export async function receiptOf(db: Kysely<Tables>, of: { id: number; slot: number }): Promise<Receipt> {
  const rows = await db
    .selectFrom('message as m')
    .innerJoin('delivery as d', 'd.message_id', 'm.id')
    .select(['d.destination', 'd.state', 'd.reason'])
    .where('m.purpose', '=', 'digest')
    .where('m.subject', '=', digestSubject(of.id, of.slot))
    .where('d.state', '<>', 'superseded')
    .orderBy('d.revision')
    .orderBy('d.id')
    .execute();
  const last = [...new Map(rows.map((row) => [row.destination, row])).values()];
  return {
    all: last.length,
    delivered: last.filter((row) => row.state === 'sent').length,
    failed: last
      .filter((row) => row.state === 'failed' || row.state === 'dropped')
      .map(({ destination, state, reason }) => ({
        destination,
        reason: state === 'dropped' ? 'dropped by an operator' : (reason ?? ''),
      })),
    open: last.filter((row) => (unsettled as readonly string[]).includes(row.state)).length,
  };
}
