/** The messages of incidents: whose they are, what became of them, and what stands there. */
import type { Kysely } from 'kysely';
import type { Address, IncidentStore, Standing } from '../../app/ports/incident.js';
import { type Content, unreadable, unsettled } from '../../domain/delivery.js';
import { githubPurposes, messages } from '../../domain/incident/places.js';
import type { Receipt } from '../../domain/receipt.js';
import { isLasting, tooMuchSaid } from '../../domain/refusal.js';
import { lastOwed, receiptFrom } from '../delivery/receipts.js';
import type { Tables } from '../tables.js';

type Db = Kysely<Tables>;

const headPurpose = messages.head(0).purpose;
const copyPurpose = messages.copy(0).purpose;
const kept = [headPurpose, copyPurpose, messages.discussion(0).purpose];

/** Every subject of an incident begins with its number. */
function numberIn(subject: string): number | null {
  const digits = /^incident (\d+)(?= |$)/.exec(subject)?.[1];
  return digits === undefined ? null : Number(digits);
}

type Owed = Awaited<ReturnType<typeof lastOwed>>[number];
type Tried = Pick<Owed, 'destination' | 'state' | 'reason'> &
  Partial<Pick<Owed, 'held_state' | 'held_reason'>>;
type Failure = Receipt['failed'][number];

/** Of the copies; and the head, where it could not be posted. */
export async function incidentReceipt(db: Db, id: number): Promise<Receipt> {
  const copies = await lastOwed(db, [copyPurpose], messages.head(id).subject);
  const head = await headTrouble(db, id);
  const unclear = copies.flatMap((one) => unclearIn(one) ?? []);
  const { open, failed, ...counted } = receiptFrom(copies);
  return {
    ...counted,
    failed: [...(head ? [head] : []), ...failed, ...unclear],
    // Nobody knows for how long: the others are not kept waiting for it.
    open: open - unclear.length,
  };
}

/** Where the head was tried last, if that came to nothing; null: it stands. What is on its way tells nothing yet. */
export async function headTrouble(db: Db, id: number): Promise<Failure | null> {
  const { purpose, subject } = messages.head(id);
  const last = await db
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .select(['d.destination', 'd.state', 'd.reason'])
    .where('m.purpose', '=', purpose)
    .where('m.subject', '=', subject)
    .where('d.state', 'in', ['sent', 'uncertain', 'failed', 'dropped'])
    .orderBy('d.id', 'desc')
    .limit(1)
    .execute();
  const [tried] = last;
  return tried ? (unclearIn(tried) ?? receiptFrom(last).failed[0] ?? null) : null;
}

/** Perhaps it arrived, and the place cannot be read back as it is now. */
function unclearIn({ destination, ...one }: Tried): Failure | null {
  // A later revision waits for what is not clear.
  const isHeld = one.state === 'waiting';
  const [state, why] = isHeld ? [one.held_state, one.held_reason] : [one.state, one.reason];
  if (state !== 'uncertain' || !why?.startsWith(unreadable)) return null;
  const reason = why.slice(unreadable.length);
  return isLasting(reason) || reason === tooMuchSaid ? { destination, reason, unclear: true } : null;
}

export async function messageAt(
  db: Db,
  { channel, ts }: Address,
): Promise<Awaited<ReturnType<IncidentStore['messageAt']>>> {
  const row = await db
    .selectFrom('message')
    .select(['purpose', 'subject'])
    .where('channel', '=', channel)
    .where('ts', '=', ts)
    .where('purpose', 'like', 'incident%')
    .executeTakeFirst();
  const incident = row ? numberIn(row.subject) : null;
  return row && incident !== null ? { incident, ...row } : null;
}

/** Incidents with messages that are on their way, or of which the head does not say yet what became of them. */
export async function onTheWay(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .select('m.subject')
    .distinct()
    .where('d.state', 'in', [...unsettled])
    .where('m.purpose', 'in', [...kept, ...githubPurposes])
    .execute();
  const told = await db
    .selectFrom('incident')
    .select('id')
    .where('receipt', 'is not', null)
    .where((is) =>
      is.or([is('receipt', 'not like', '%"open":0%'), is('receipt', 'like', '%"unclear":true%')]),
    )
    .execute();
  return [...rows.flatMap(({ subject }) => numberIn(subject) ?? []), ...told.map((row) => row.id)];
}

/** What is on its way changes anyway; what failed does not stand there. */
export async function standingOf(db: Db, id: number): Promise<Standing[]> {
  const owed = await lastOwed(db, kept, messages.head(id).subject);
  const sent = owed.filter((one) => one.state === 'sent' && one.channel !== null && one.ts !== null);
  if (sent.length === 0) return [];
  const contents = await db
    .selectFrom('delivery_content')
    .select(['id', 'body'])
    .where('id', 'in', [...new Set(sent.map((one) => one.content_id))])
    .execute();
  const bodies = new Map(contents.map((one) => [one.id, JSON.parse(one.body) as Content]));
  return sent.flatMap((one) => {
    const content = bodies.get(one.content_id);
    if (content?.kind !== 'message') return [];
    const { text } = one.use_plain === 1 && content.plain ? content.plain : content.rich;
    return {
      channel: one.channel ?? '',
      ts: one.ts ?? '',
      purpose: one.purpose,
      destination: one.destination,
      text,
      settledAt: one.settled_at ?? one.created_at,
    };
  });
}
