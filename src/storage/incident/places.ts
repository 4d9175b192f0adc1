/** Where the heads and the discussions of incidents stand, or are on their way: they may have moved. */
import { type Kysely, sql } from 'kysely';
import type { Stored } from '../../app/ports/incident.js';
import { unsettled } from '../../domain/delivery.js';
import { messages } from '../../domain/incident/places.js';
import type { Tables } from '../tables.js';

type Places = Pick<Stored, 'head' | 'discussion' | 'home'>;

const issuePurpose = messages.issue(0).purpose;

/** @returns what tells the places of one of them */
export async function placesOf(db: Kysely<Tables>, ids: readonly number[]): Promise<(id: number) => Places> {
  const rows = ids.length === 0 ? [] : await messagesOf(db, ids);
  const whereIs = (named: { purpose: string; subject: string }) => {
    const mine = rows.filter(
      ({ purpose, subject }) => purpose === named.purpose && subject === named.subject,
    );
    const last = mine.at(-1);
    // What came to nothing does not stand there: what is configured by now counts again.
    const row = last?.ts != null || Number(last?.owed) > 0 ? last : undefined;
    const address = row?.channel && row.ts ? { channel: row.channel, ts: row.ts } : null;
    return { address, home: row ? (address?.channel ?? row.destination) : null };
  };
  return (id) => {
    const head = whereIs(messages.head(id));
    const discussion = whereIs(messages.discussion(id));
    const opened = rows.findLast(
      ({ purpose, subject }) => purpose === issuePurpose && subject === messages.issue(id).subject,
    );
    return {
      head: head.address,
      discussion: discussion.address,
      home: {
        head: head.home,
        discussion: discussion.home,
        ...(opened ? { issue: opened.destination } : {}),
      },
    };
  };
}

/** What was written last comes last. */
async function messagesOf(db: Kysely<Tables>, ids: readonly number[]) {
  return await db
    .selectFrom('message as m')
    .innerJoin('delivery as d', 'd.message_id', 'm.id')
    .select(['m.purpose', 'm.subject', 'm.destination', 'm.channel', 'm.ts'])
    .select(sql<number>`sum(case when d.state in (${sql.join([...unsettled])}) then 1 else 0 end)`.as('owed'))
    .where('m.purpose', 'in', [messages.head(0).purpose, messages.discussion(0).purpose, issuePurpose])
    .where(
      'm.subject',
      'in',
      ids.map((id) => messages.head(id).subject),
    )
    .groupBy(['m.id', 'm.purpose', 'm.subject', 'm.destination', 'm.channel', 'm.ts'])
    .orderBy(({ fn }) => fn.max('d.id'))
    .execute();
}
