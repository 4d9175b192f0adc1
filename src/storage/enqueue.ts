/** Writes down what is owed, in the transaction of the change that it follows from. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type Content, type NewDelivery, unsettled } from '../domain/delivery.js';
import type { Tables } from './tables.js';

type Tx = Kysely<Tables>;

/** In whose thread, in which place. */
type MessageName = Pick<NewDelivery, 'purpose' | 'subject' | 'destination'>;

/**
 * What is owed already is not owed twice: the same purpose, subject, revision and destination is one delivery.
 * Of one message only the latest revision is sent; within a thread the order is that of the list.
 * @param now ms, on the clock of the machine
 * @returns how many are new
 */
export async function enqueue(tx: Tx, deliveries: readonly NewDelivery[], now: number): Promise<number> {
  const contents = new Map<Content, number>();
  let added = 0;
  for (const delivery of deliveries) {
    const message = await messageFor(tx, delivery);
    const known = await revisionsOf(tx, message.id);
    if (known.some((one) => one.revision === delivery.revision)) continue;
    const older = known.filter((one) => one.revision < delivery.revision && isOpen(one.state));
    const stale = known.some((one) => one.revision > delivery.revision);
    const stood = await replace(tx, older, now);
    // What is under way has to be settled first; in a thread, so has what stands before it.
    const flying = older.find((one) => !stood.some(({ id }) => id === one.id));
    const before = flying?.id ?? (await turnOf(tx, message, stood));
    // An edit that was tried may still arrive: what replaces it must not be overtaken by it.
    const notBefore = Math.max(now, ...older.map((one) => one.due_at ?? now));
    const row = await tx
      .insertInto('delivery')
      .values({
        message_id: message.id,
        revision: delivery.revision,
        destination: delivery.destination,
        content_id: await contentFor(tx, contents, delivery.content, now),
        state: stale ? 'superseded' : before === null ? 'pending' : 'waiting',
        due_at: stale || before !== null ? null : notBefore,
        version: 0,
        attempts: 0,
        absences: 0,
        rechecks: 0,
        // A first copy of what it stands for may still turn up.
        reposted: stood.some((one) => one.reposted > 0) ? 1 : 0,
        unclear: 0,
        use_plain: 0,
        files: '[]',
        waits_for: stale ? null : before,
        priority: delivery.urgent ? 0 : 1,
        created_at: now,
        give_up_at: now + delivery.worthFor,
        ...(stale ? { settled_at: now } : {}),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await followBy(tx, stood, row.id);
    added++;
  }
  return added;
}

const isOpen = (state: string) => (unsettled as readonly string[]).includes(state);

async function messageFor(tx: Tx, delivery: NewDelivery) {
  const { purpose, subject, destination, thread } = delivery;
  const parent = thread === null ? null : await messageNamed(tx, { ...thread, destination });
  if (thread !== null && !parent)
    throw new Error(
      `${purpose} of ${subject} stands in the thread of ${thread.purpose}, which was never written`,
    );
  return await tx
    .insertInto('message')
    .values({
      purpose,
      subject,
      destination,
      channel: null,
      thread_id: parent?.id ?? null,
      ts: null,
      shown_revision: 0,
      key: randomUUID(),
    })
    .onConflict((conflict) =>
      // Not nothing: it locks the row, so that nobody writes another revision of the message at the same time.
      conflict.columns(['purpose', 'subject', 'destination']).doUpdateSet({ purpose }),
    )
    .returning(['id', 'thread_id'])
    .executeTakeFirstOrThrow();
}

async function messageNamed(tx: Tx, { purpose, subject, destination }: MessageName) {
  return await tx
    .selectFrom('message')
    .select(['id', 'thread_id'])
    .where('purpose', '=', purpose)
    .where('subject', '=', subject)
    .where('destination', '=', destination)
    .executeTakeFirst();
}

async function revisionsOf(tx: Tx, messageId: number) {
  return await tx
    .selectFrom('delivery')
    .select(['id', 'revision', 'state', 'due_at', 'waits_for', 'reposted'])
    .where('message_id', '=', messageId)
    .orderBy('revision')
    .execute();
}

/**
 * What has to be settled first where nothing of the message is under way. What stands for others takes their turn:
 * behind the end of the thread it would wait for those who wait for it.
 */
async function turnOf(
  tx: Tx,
  message: { thread_id: number | null },
  stood: { waits_for: number | null }[],
): Promise<number | null> {
  const [first] = stood;
  if (first) return first.waits_for;
  return message.thread_id === null ? null : await lastInThread(tx, message.thread_id);
}

/** The last reply of a thread that is not settled; only where there is none, what is owed of its head. */
async function lastInThread(tx: Tx, headId: number): Promise<number | null> {
  const row = await tx
    .selectFrom('delivery')
    .innerJoin('message', 'message.id', 'delivery.message_id')
    .select('delivery.id')
    .where((is) => is.or([is('message.id', '=', headId), is('message.thread_id', '=', headId)]))
    .where('delivery.state', 'in', [...unsettled])
    // A head is written before its replies.
    .orderBy('message.id', 'desc')
    .orderBy('delivery.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function contentFor(
  tx: Tx,
  known: Map<Content, number>,
  content: Content,
  now: number,
): Promise<number> {
  const before = known.get(content);
  if (before !== undefined) return before;
  const { id } = await tx
    .insertInto('delivery_content')
    .values({ body: JSON.stringify(content), created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  known.set(content, id);
  return id;
}

/**
 * A later revision stands for them, but for what is under way: somebody may have claimed one since it was read.
 * @returns those that are not sent any more
 */
async function replace<T extends { id: number }>(tx: Tx, older: T[], now: number): Promise<T[]> {
  if (older.length === 0) return [];
  const rows = await tx
    .updateTable('delivery')
    .set({
      state: 'superseded',
      due_at: null,
      waits_for: null,
      settled_at: now,
      // Whoever is about to claim it finds that it has changed.
      version: sql`version + 1`,
    })
    .where(
      'id',
      'in',
      older.map((one) => one.id),
    )
    .where('state', 'in', ['waiting', 'pending'])
    .returning('id')
    .execute();
  return older.filter((one) => rows.some((row) => row.id === one.id));
}

/** What waited for them waits for what stands for them. */
async function followBy(tx: Tx, stood: { id: number }[], by: number): Promise<void> {
  if (stood.length === 0) return;
  await tx
    .updateTable('delivery')
    .set({ waits_for: by })
    .where(
      'waits_for',
      'in',
      stood.map((one) => one.id),
    )
    .where('id', '<>', by)
    .execute();
}
