/** Which deliveries are due, taken so that nobody else works on them. */
import { type Kysely, sql } from 'kysely';
import type { Claimed, Wanted } from '../app/delivery-ports.js';
import type { Content, DeliveryState } from '../domain/delivery.js';
import type { Timing } from '../domain/delivery-timing.js';
import { type Flavour, lockedHere } from './dialect.js';
import type { Tables } from './tables.js';

type Tx = Kysely<Tables>;
type Step = Claimed['step'];
interface Candidate {
  id: number;
  version: number;
  state: DeliveryState;
  step: Step;
}

/** What is due later than this was written by a clock that was wrong. ms */
const farthest = 2 * 3_600_000;
/** How long reading back may take unless the timing says so, in ms. */
const usualReading = 120_000;
/** Orders by priority and then by age in one number. */
const rank = sql<number>`min(d.priority * 1000000000000 + d.id)`;

/** Takes what is due. Those whose thread has no head any more are marked. */
export async function claim(
  tx: Tx,
  flavour: Flavour,
  wanted: Wanted,
  now: number,
  timing: Timing,
): Promise<(Claimed & { orphan: boolean })[]> {
  const candidates = [
    ...(await toPost(tx, wanted, now, timing.pace)),
    ...(await toEdit(tx, wanted.edits, now)),
    ...(await toRead(tx, wanted.reads, now)),
  ];
  const mine = await lock(tx, flavour, candidates);
  if (mine.length === 0) return [];
  await markClaimed(tx, mine, now, timing);
  return await load(tx, mine);
}

/** The first of each destination that is free: nothing is under way there and the pace allows it. */
async function toPost(tx: Tx, { posts, notTo }: Wanted, now: number, pace: number): Promise<Candidate[]> {
  if (posts <= 0) return [];
  let query = tx
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .select(rank.as('rank'))
    .where('d.state', '=', 'pending')
    .where((is) => is.or([is('d.due_at', '<=', now), is('d.due_at', '>', now + farthest)]))
    .where('m.ts', 'is', null)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('delivery as other')
            .select('other.id')
            .whereRef('other.destination', '=', 'd.destination')
            .where('other.started_at', '>', now - pace)
            .where('other.started_at', '<=', now),
        ),
      ),
    )
    // Apart from the pace: together they would read all that a channel ever got.
    .where(
      'd.destination',
      'not in',
      tx
        .selectFrom('delivery as flying')
        .select('flying.destination')
        .where('flying.state', '=', 'sending')
        .where('flying.started_at', '<=', now),
    );
  if (notTo.length > 0) query = query.where('d.destination', 'not in', notTo);
  const ranks = await query.groupBy('d.destination').orderBy(rank).limit(posts).execute();
  const ids = ranks.map((row) => Number(row.rank) % 1_000_000_000_000);
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom('delivery').select(['id', 'version']).where('id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ ...row, state: 'pending' as const, step: 'send' as const }] : [];
  });
}

/** Those whose place shows the oldest revision go first. */
async function toEdit(tx: Tx, most: number, now: number): Promise<Candidate[]> {
  if (most <= 0) return [];
  const rows = await tx
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .select(['d.id', 'd.version'])
    .where('d.state', '=', 'pending')
    .where((is) => is.or([is('d.due_at', '<=', now), is('d.due_at', '>', now + farthest)]))
    .where('m.ts', 'is not', null)
    .orderBy('d.priority')
    .orderBy(sql`d.revision - m.shown_revision`, 'desc')
    .orderBy('d.id')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, state: 'pending' as const, step: 'send' as const }));
}

async function toRead(tx: Tx, most: number, now: number): Promise<Candidate[]> {
  if (most <= 0) return [];
  // By the time alone: of what is settled almost nothing is due, and of what is due little is not.
  const due = (when: '<=' | '>', moment: number) =>
    tx
      .selectFrom('delivery')
      .select(['id', 'version', 'state', 'due_at'])
      .where('due_at', when, moment)
      .where(sql<boolean>`state || '' in ('sending', 'uncertain', 'sent')`);
  const found = [
    ...(await due('<=', now).orderBy('due_at').limit(most).execute()),
    ...(await due('>', now + farthest)
      .limit(most)
      .execute()),
  ];
  const rows = found.slice(0, most).map(({ due_at: _, ...row }) => row);
  const steps: Partial<Record<string, Step>> = { sending: 'expired', uncertain: 'read', sent: 'recheck' };
  return rows.map((row) => ({ ...row, step: steps[row.state] ?? 'read' }));
}

/** Takes those that nobody else has taken in between. */
async function lock(tx: Tx, flavour: Flavour, candidates: Candidate[]): Promise<Candidate[]> {
  if (candidates.length === 0) return [];
  const query = tx
    .selectFrom('delivery')
    .select(['id', 'version', 'state'])
    .where(
      'id',
      'in',
      candidates.map((one) => one.id),
    );
  const rows = await lockedHere(flavour, query).execute();
  const now = new Map(rows.map((row) => [row.id, row]));
  return candidates.filter(
    ({ id, version, state }) => now.get(id)?.version === version && now.get(id)?.state === state,
  );
}

async function markClaimed(tx: Tx, mine: Candidate[], now: number, timing: Timing): Promise<void> {
  const ids = (wanted: (step: Step) => boolean) =>
    mine.filter((one) => wanted(one.step)).map((one) => one.id);
  const sending = ids((step) => step === 'send');
  if (sending.length > 0) {
    await tx
      .updateTable('delivery')
      .set({
        state: 'sending',
        version: sql`version + 1`,
        attempts: sql`attempts + 1`,
        started_at: now,
        due_at: now + timing.lease,
      })
      .where('id', 'in', sending)
      .execute();
  }
  const reading = ids((step) => step !== 'send');
  if (reading.length > 0) {
    await tx
      .updateTable('delivery')
      .set({ version: sql`version + 1`, due_at: now + (timing.reading ?? usualReading) })
      .where('id', 'in', reading)
      .execute();
  }
}

async function load(tx: Tx, mine: Candidate[]): Promise<(Claimed & { orphan: boolean })[]> {
  const rows = await tx
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
    .leftJoin('message as head', 'head.id', 'm.thread_id')
    .selectAll('d')
    .select(['m.purpose', 'm.subject', 'm.channel', 'm.ts', 'm.key', 'm.thread_id', 'c.body'])
    .select(['head.ts as thread_ts', 'head.channel as thread_channel'])
    // A copy that is looked for may be of an earlier revision that this one stands for.
    .select((select) =>
      select
        .selectFrom('delivery as first')
        .select((of) => of.fn.min('first.created_at').as('at'))
        .whereRef('first.message_id', '=', 'd.message_id')
        .whereRef('first.revision', '<=', 'd.revision')
        .where('first.reposted', '>', 0)
        .as('first_written'),
    )
    .where(
      'd.id',
      'in',
      mine.map((one) => one.id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const bodies = new Map<number, Content>();
  return mine.flatMap(({ id, step }) => {
    const row = byId.get(id);
    if (!row) return [];
    const content = bodies.get(row.content_id) ?? (JSON.parse(row.body) as Content);
    bodies.set(row.content_id, content);
    return [
      {
        id,
        step,
        version: row.version,
        purpose: row.purpose,
        subject: row.subject,
        revision: row.revision,
        place: {
          destination: row.destination,
          channel: row.channel ?? row.thread_channel,
          threadTs: row.thread_ts,
        },
        ts: row.ts,
        key: row.key,
        files: JSON.parse(row.files) as string[],
        content,
        usePlain: row.use_plain === 1,
        isEdit: row.ts !== null && content.kind === 'message',
        isRevised: row.revision > 1 && content.kind === 'message',
        hasPlain: content.kind === 'message' && content.plain !== null && row.use_plain === 0,
        attempts: row.attempts,
        absences: row.absences,
        reposts: row.reposted,
        rechecks: row.rechecks,
        unclear: row.unclear === 1,
        startedAt: row.started_at ?? row.created_at,
        writtenAt: row.first_written ?? row.created_at,
        giveUpAt: row.give_up_at,
        orphan: row.thread_id !== null && row.thread_ts === null,
      },
    ];
  });
}
