/** What became of a report, channel by channel. */
import type { Kysely } from 'kysely';
import { unsettled } from '../domain/delivery.js';
import type { Receipt } from '../domain/receipt.js';
import { refusalInWords } from '../domain/refusal.js';
import { digestSubject, editionSubject } from '../domain/schedule.js';
import type { Tables } from './tables.js';

/** Of the last revision that each channel was owed. */
export async function receiptOf(db: Kysely<Tables>, of: { id: number; slot: number }): Promise<Receipt> {
  const rows = await db
    .selectFrom('message as m')
    .innerJoin('delivery as d', 'd.message_id', 'm.id')
    .select(['m.id', 'd.destination', 'd.revision', 'd.state', 'd.reason'])
    .where('m.purpose', '=', 'digest')
    .where('m.subject', '=', digestSubject(of.id, of.slot))
    .where('d.state', '<>', 'superseded')
    .orderBy('d.revision')
    .orderBy('d.id')
    .execute();
  const last = [...new Map(rows.map((row) => [row.destination, row])).values()];
  const below = await detailsOf(db, last, of);
  const lost = last.filter((row) => row.state === 'sent' && below.failed.has(row.destination));
  return {
    all: last.length,
    delivered: last.filter((row) => row.state === 'sent').length,
    failed: [
      ...last
        .filter((row) => row.state === 'failed' || row.state === 'dropped')
        .map(({ destination, state, reason }) => ({
          destination,
          reason: state === 'dropped' ? 'dropped by an operator' : (reason ?? ''),
        })),
      ...lost.map(({ destination }) => ({
        destination,
        reason: `got the report without all of its details: ${refusalInWords(below.failed.get(destination) ?? '')}`,
      })),
    ],
    open: last.filter((row) => isOpen(row.state) || below.open.has(row.destination)).length,
  };
}

const isOpen = (state: string) => (unsettled as readonly string[]).includes(state);

/** Where something of the last edition's threads is still owed, and where something was given up, with the reason. */
async function detailsOf(
  db: Kysely<Tables>,
  heads: { id: number; destination: string; revision: number }[],
  { id, slot }: { id: number; slot: number },
) {
  const failed = new Map<string, string>();
  const open = new Set<string>();
  if (heads.length === 0) return { failed, open };
  const rows = await db
    .selectFrom('message as m')
    .innerJoin('delivery as d', 'd.message_id', 'm.id')
    .select(['m.subject', 'd.destination', 'd.state', 'd.reason'])
    .where(
      'm.thread_id',
      'in',
      heads.map((head) => head.id),
    )
    .where('d.state', '<>', 'sent')
    .orderBy('d.id')
    .execute();
  const editions = new Map(heads.map((head) => [head.destination, head.revision]));
  for (const { subject, destination, state, reason } of rows) {
    // What an earlier edition lost is in the later one.
    const prefix = editionSubject(id, slot, editions.get(destination) ?? 0, 0).replace(/0$/, '');
    if (!subject.startsWith(prefix)) continue;
    if (isOpen(state)) open.add(destination);
    if (state === 'failed' && !failed.has(destination)) failed.set(destination, reason ?? '');
  }
  return { failed, open };
}
