/** Which deliveries are due, taken so that nobody else works on them. */
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Claimed, Share, Wanted } from '../../app/ports/delivery.js';
import type { Content, DeliveryState } from '../../domain/delivery.js';
import type { Timing } from '../../domain/delivery-timing.js';
import { githubPlace } from '../../domain/github-content.js';
import { type Flavour, lockedHere } from '../dialect.js';
import type { Tables } from '../tables.js';
import { claimedFrom, loading } from './load.js';

type Tx = Kysely<Tables>;
type Step = Claimed['step'];
type Lane = 'post' | 'edit' | 'read';
interface Candidate {
  id: number;
  version: number;
  state: DeliveryState;
  step: Step;
}

/** With the order within its lane. */
interface Found extends Omit<Candidate, 'step'> {
  lane: Lane;
  turn: number;
  /** Of a post: whether an earlier revision of the message may stand there. */
  second: number;
}

type Shared = Wanted & { share: Share };

/** Not `like`: what is due is found by its time, not by where it goes. */
export const ofShare = (share: Share, column: string) =>
  sql<boolean>`(substr(${sql.ref(column)}, 1, ${sql.lit(githubPlace.length)}) = ${sql.lit(githubPlace)}) = ${sql.lit(share === 'github')}`;

const lane = (name: Lane) => sql<Lane>`${sql.lit(name)}`.as('lane');

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
  share: Share,
): Promise<(Claimed & { orphan: boolean })[]> {
  const candidates = await due(tx, { ...wanted, share }, now, timing.pace);
  if (candidates.length === 0) return [];
  const mine = await lock(tx, flavour, candidates, now);
  await markClaimed(tx, mine, now, timing);
  return mine;
}

/** In one question: over a network each one costs more than its answer. */
async function due(tx: Tx, wanted: Shared, now: number, pace: number): Promise<Candidate[]> {
  // Each in brackets of its own: SQLite takes no order before a union.
  const one = <DB, TB extends keyof DB>(query: SelectQueryBuilder<DB, TB, Found>) =>
    tx.selectFrom(query.as('d')).select(['id', 'version', 'state', 'lane', 'turn', 'second']);
  const [first, ...others] = [
    ...(wanted.posts > 0 ? [one(toPost(tx, wanted, now, pace))] : []),
    ...(wanted.edits > 0 ? [one(toEdit(tx, wanted, now))] : []),
    ...(wanted.reads > 0 ? toRead(tx, wanted, now).map(one) : []),
  ];
  if (!first) return [];
  const rows = await others.reduce((all, some) => all.unionAll(some), first).execute();
  const found = rows
    .map(({ turn, second, ...row }) => ({ ...row, turn: Number(turn), second: Number(second) }))
    .sort((a, b) => a.turn - b.turn || a.second - b.second || a.id - b.id);
  const of = (lane: Lane) => found.filter((one) => one.lane === lane);
  return [
    // Beside what may stand there it would stand twice: that is looked for first.
    ...of('post').map((one) => ({ ...one, step: one.second > 0 ? ('read' as const) : ('send' as const) })),
    ...of('edit').map((one) => ({ ...one, step: 'send' as const })),
    ...of('read')
      .slice(0, wanted.reads)
      .map((one) => ({ ...one, step: readingOf[one.state] ?? ('read' as const) })),
  ];
}

const readingOf: Partial<Record<DeliveryState, Step>> = {
  sending: 'expired',
  uncertain: 'read',
  sent: 'recheck',
};

/** The first of each destination that is free: nothing is under way there and the pace allows it. */
function toPost(tx: Tx, { posts, notTo, share }: Shared, now: number, pace: number) {
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
  if (share !== 'all') query = query.where(ofShare(share, 'd.destination'));
  if (notTo.length > 0) query = query.where('d.destination', 'not in', notTo);
  return tx
    .selectFrom(query.groupBy('d.destination').orderBy(rank).limit(posts).as('first'))
    .innerJoin('delivery as d', (join) => join.on(sql<boolean>`d.id = first.rank % 1000000000000`))
    .select(['d.id', 'd.version', 'd.state'])
    .select([lane('post'), sql<number>`first.rank`.as('turn'), perhapsThere.as('second')]);
}

/** What was looked for already is reposted. */
const perhapsThere = sql<number>`case when d.reposted = 0 and exists (
  select 1 from delivery as before
  where before.message_id = d.message_id and before.revision < d.revision and before.unclear = 1
) then 1 else 0 end`;

/** Those whose place shows the oldest revision go first. */
function toEdit(tx: Tx, { edits: most, share }: Shared, now: number) {
  const behind = sql<number>`m.shown_revision - d.revision`;
  return tx
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .select(['d.id', 'd.version', 'd.state'])
    .select([lane('edit'), sql<number>`d.priority`.as('turn'), behind.as('second')])
    .where('d.state', '=', 'pending')
    .where((is) => is.or([is('d.due_at', '<=', now), is('d.due_at', '>', now + farthest)]))
    .where('m.ts', 'is not', null)
    .$if(share !== 'all', (query) => query.where(ofShare(share, 'd.destination')))
    .orderBy('d.priority')
    .orderBy(behind)
    .orderBy('d.id')
    .limit(most);
}

function toRead(tx: Tx, { reads: most, share }: Shared, now: number) {
  // By the time alone: of what is settled almost nothing is due, and of what is due little is not.
  const due = (when: '<=' | '>', moment: number) =>
    tx
      .selectFrom('delivery')
      .select(['id', 'version', 'state'])
      .select([lane('read'), sql<number>`due_at`.as('turn'), sql<number>`0`.as('second')])
      .where('due_at', when, moment)
      .where(sql<boolean>`state || '' in ('sending', 'uncertain', 'sent')`)
      .$if(share !== 'all', (query) => query.where(ofShare(share, 'destination')))
      .orderBy('due_at')
      .limit(most);
  return [due('<=', now), due('>', now + farthest)];
}

/** Takes those that nobody else has taken in between, with all that is needed to send them. */
async function lock(tx: Tx, flavour: Flavour, candidates: Candidate[], now: number) {
  const rows = await lockedHere(flavour, 'd', loading(tx, candidates)).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const bodies = new Map<number, Content>();
  return candidates.flatMap((one) => {
    const row = byId.get(one.id);
    if (!row || row.version !== one.version || row.state !== one.state) return [];
    const content = bodies.get(row.content_id) ?? (JSON.parse(row.body) as Content);
    bodies.set(row.content_id, content);
    return [claimedFrom(row, content, one.step, now)];
  });
}

async function markClaimed(tx: Tx, mine: Claimed[], now: number, timing: Timing): Promise<void> {
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
