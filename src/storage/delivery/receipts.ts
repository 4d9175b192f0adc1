/** What became of messages, place by place; of a report with all that stands below it. */
import type { Kysely } from 'kysely';
import { type DeliveryState, unsettled } from '../../domain/delivery.js';
import type { Receipt } from '../../domain/receipt.js';
import { refusalInWords } from '../../domain/refusal.js';
import { digestSubject, editionSubject } from '../../domain/schedule.js';
import type { Tables } from '../tables.js';

/** Of the last revision that each channel was owed. */
export async function receiptOf(db: Kysely<Tables>, of: { id: number; slot: number }): Promise<Receipt> {
  const last = await lastOwed(db, ['digest'], digestSubject(of.id, of.slot));
  const below = await detailsOf(db, last, of);
  const receipt = receiptFrom(last);
  const lost = last.filter((row) => row.state === 'sent' && below.failed.has(row.destination));
  return {
    ...receipt,
    failed: [
      ...receipt.failed,
      ...lost.map(({ destination }) => ({
        destination,
        reason: `got the report without all of its details: ${refusalInWords(below.failed.get(destination) ?? '')}`,
      })),
    ],
    open: last.filter((row) => isOpen(row.state) || below.open.has(row.destination)).length,
  };
}

/**
 * Of each message with this subject the last delivery that nothing stands for, the oldest message first.
 * @param andBelow also of those whose subject begins with it, as with a word
 */
export async function lastOwed(
  db: Kysely<Tables>,
  purposes: readonly string[],
  subject: string,
  { andBelow = false }: { andBelow?: boolean } = {},
) {
  return await db
    .selectFrom('message as m')
    .innerJoin('delivery as d', 'd.message_id', 'm.id')
    .select([
      'm.id',
      'm.purpose',
      'm.subject',
      'm.channel',
      'm.ts',
      'm.shown_revision',
      'd.destination',
      'd.revision',
      'd.state',
      'd.reason',
    ])
    .select(['d.content_id', 'd.use_plain', 'd.created_at', 'd.settled_at'])
    // What is under way in the same place: it has to be settled first.
    .leftJoin('delivery as held', (join) =>
      join.onRef('held.id', '=', 'd.waits_for').onRef('held.message_id', '=', 'd.message_id'),
    )
    .select(['held.state as held_state', 'held.reason as held_reason'])
    .where('m.purpose', 'in', [...purposes])
    .where((is) =>
      is.or([is('m.subject', '=', subject), ...(andBelow ? [is('m.subject', 'like', `${subject} %`)] : [])]),
    )
    .where('d.state', '<>', 'superseded')
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('delivery as later')
            .select('later.id')
            .whereRef('later.message_id', '=', 'd.message_id')
            .whereRef('later.revision', '>', 'd.revision')
            .where('later.state', '<>', 'superseded'),
        ),
      ),
    )
    .orderBy('m.id')
    .execute();
}

/** @param last of each place the delivery that counts */
export function receiptFrom(
  last: readonly { destination: string; state: DeliveryState; reason: string | null }[],
): Receipt {
  return {
    all: last.length,
    delivered: last.filter((row) => row.state === 'sent').length,
    failed: last
      .filter((row) => row.state === 'failed' || row.state === 'dropped')
      .map(({ destination, state, reason }) => ({
        destination,
        reason: state === 'dropped' ? 'dropped by an operator' : (reason ?? ''),
      })),
    open: last.filter((row) => isOpen(row.state)).length,
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
