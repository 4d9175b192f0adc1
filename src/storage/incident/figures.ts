/** What figures of incidents are made of: their records, and when each was announced, in a few queries for a hundred of them. */
import { type Kysely, sql } from 'kysely';
import type { IncidentHistory } from '../../domain/incident/month.js';
import { messages } from '../../domain/incident/places.js';
import type { Tables } from '../tables.js';
import { recordsOf } from './rows.js';

type Db = Kysely<Tables>;

/** So many are read at once: whatever was counted of them need not be kept until the last one. */
const together = 100;

/**
 * Those that were declared in the span (ms, UTC), in their order, read while they are used.
 * @param release null: of every release
 */
export async function* incidentHistories(
  db: Db,
  { from, until, release }: { from: number; until: number; release: string | null },
): AsyncGenerator<IncidentHistory> {
  let query = db
    .selectFrom('incident_event as e')
    .innerJoin('incident as i', 'i.id', 'e.incident_id')
    .select('i.id')
    // Written out: SQLite takes the index of the first events for no parameter.
    .where('e.seq', '=', sql.lit(1))
    .where('e.at', '>=', from)
    .where('e.at', '<', until);
  if (release !== null) query = query.where('i.release', '=', release);
  const declared = (await query.execute()).map(({ id }) => id).sort((a, b) => a - b);
  for (let at = 0; at < declared.length; at += together) {
    const ids = declared.slice(at, at + together);
    const records = await recordsOf(db, ids);
    const announced = await announcedOf(db, ids);
    for (const id of ids)
      yield {
        id,
        record: records.get(id) ?? [],
        announced: announced.get(messages.head(id).subject) ?? null,
      };
  }
}

/** By subject: ms from when its first message was owed to when one was delivered, both on the machine's clock. */
async function announcedOf(db: Db, ids: readonly number[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('message as m')
    .innerJoin('delivery as d', 'd.message_id', 'm.id')
    .select('m.subject')
    .select(({ fn }) => fn.min('d.created_at').as('owed'))
    .select(sql<number | null>`min(case when d.state = 'sent' then d.settled_at end)`.as('sent'))
    .where('m.purpose', 'in', [messages.head(0).purpose, messages.copy(0).purpose])
    .where(
      'm.subject',
      'in',
      ids.map((id) => messages.head(id).subject),
    )
    .groupBy('m.subject')
    .execute();
  return new Map(
    rows.flatMap(({ subject, owed, sent }) =>
      sent === null ? [] : [[subject, Math.max(0, Number(sent) - Number(owed))] as const],
    ),
  );
}
