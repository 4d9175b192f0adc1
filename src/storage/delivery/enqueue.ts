/**
 * Writes down what is owed, in the transaction of the change that it follows from: however long the list is, in a
 * few statements.
 */
import { type Kysely, sql } from 'kysely';
import { type Content, type NewDelivery, unsettled } from '../../domain/delivery.js';
import { inChunks, rowsOf } from '../bulk.js';
import { withoutEmbargoed } from '../incident/embargo.js';
import type { Tables } from '../tables.js';
import { type Message, messagesFor, nameOf, notYetStanding } from './enqueue-messages.js';
import { type Added, isNew, mayGiveWay, type Owed, takeTurns } from './enqueue-turns.js';

type Tx = Kysely<Tables>;

/** Of a delivery, what others depend on. */
const owedColumns = [
  'delivery.id',
  'message_id',
  'revision',
  'state',
  'due_at',
  'waits_for',
  'reposted',
] as const;

/**
 * What is owed already is not owed twice: the same purpose, subject, revision and destination is one delivery.
 * Of one message only the latest revision is sent; within a thread the order is that of the list.
 * @param now ms, on the clock of the machine
 * @returns how many are new
 */
export async function enqueue(tx: Tx, wanted: readonly NewDelivery[], now: number): Promise<number> {
  const { allowed: deliveries } = await withoutEmbargoed(tx, wanted);
  return await enqueueAllowed(tx, deliveries, now);
}

/** The same for what was looked through already: see `withoutEmbargoed`. */
export async function enqueueAllowed(
  tx: Tx,
  deliveries: readonly NewDelivery[],
  now: number,
): Promise<number> {
  if (deliveries.length === 0) return 0;
  const messages = await messagesFor(tx, deliveries);
  const list = deliveries.map((delivery) => ({ delivery, message: known(messages, nameOf(delivery)) }));
  const earlier = await notYetStanding(tx, deliveries);
  const concerned = new Set([...list.map((one) => one.message), ...earlier.values()]);
  const from = deliveries.reduce((least, one) => Math.min(least, one.revision), Number.MAX_SAFE_INTEGER);
  const owed = await revisionsOf(tx, concerned, from);
  const threads = await openInThreads(tx, concerned);
  const gaveWay = await replace(tx, mayGiveWay(list, owed), now);
  const { added, standsFor } = takeTurns(list, { owed, threads, earlier }, gaveWay, now);
  await write(tx, added, standsFor, now);
  return added.length;
}

/** All that is not settled; of the rest what is not older than the list. */
async function revisionsOf(tx: Tx, messages: ReadonlySet<Message>, from: number): Promise<Owed[]> {
  const old = [...messages].filter((one) => !one.isNew);
  const ids = old.map((one) => one.id);
  return await inChunks(ids, (some) =>
    tx
      .selectFrom('delivery')
      .select(owedColumns)
      .where('message_id', 'in', some)
      .where((is) => is.or([is('state', 'in', [...unsettled]), is('revision', '>=', from)]))
      .execute(),
  );
}

async function openInThreads(
  tx: Tx,
  messages: ReadonlySet<Message>,
): Promise<(Owed & { thread_id: number | null })[]> {
  const heads = new Set([...messages].flatMap((one) => one.thread_id ?? []));
  // Below a new one there is nothing yet.
  for (const { id, isNew } of messages) if (isNew) heads.delete(id);
  return await inChunks([...heads], (some) =>
    tx
      .selectFrom('delivery')
      .innerJoin('message', 'message.id', 'delivery.message_id')
      .select([...owedColumns, 'message.thread_id'])
      .where((is) => is.or([is('message.id', 'in', some), is('message.thread_id', 'in', some)]))
      .where('delivery.state', 'in', [...unsettled])
      .execute(),
  );
}

/**
 * A later revision stands for them, but for what is under way: somebody may have claimed one since it was read.
 * @returns the ids of those that are not sent any more
 */
async function replace(tx: Tx, older: readonly number[], now: number): Promise<ReadonlySet<number>> {
  const rows = await inChunks(older, (some) =>
    tx
      .updateTable('delivery')
      .set({
        state: 'superseded',
        due_at: null,
        waits_for: null,
        settled_at: now,
        // Whoever is about to claim it finds that it has changed.
        version: sql`version + 1`,
      })
      .where('id', 'in', some)
      .where('state', 'in', ['waiting', 'pending'])
      .returning('id')
      .execute(),
  );
  return new Set(rows.map((row) => row.id));
}

async function write(
  tx: Tx,
  added: readonly Added[],
  standsFor: ReadonlyMap<number, number>,
  now: number,
): Promise<void> {
  const contents = await contentsFor(tx, added, now);
  const rows = await inChunks(added, (some) =>
    tx
      .insertInto('delivery')
      .values(some.map((one) => rowOf(one, contents, now)))
      .returning(['id', 'message_id', 'revision'])
      .execute(),
  );
  const ids = new Map(rows.map((row) => [`${row.message_id} ${row.revision}`, row.id]));
  const numbers = new Map(
    added.map((one) => [one.id, known(ids, `${one.message_id} ${one.revision}`)] as const),
  );
  const numberOf = (id: number) => (isNew(id) ? known(numbers, id) : id);
  const follow: [first: number, by: number][] = [];
  for (const first of standsFor.keys())
    if (!isNew(first)) follow.push([first, numberOf(lastOf(standsFor, first))]);
  await followBy(tx, follow);
  await waitFor(
    tx,
    added.flatMap((one) => (one.waits_for === null ? [] : [[numberOf(one.id), numberOf(one.waits_for)]])),
  );
}

/** What stands for it, if need be by way of others. */
function lastOf(standsFor: ReadonlyMap<number, number>, first: number): number {
  let last = first;
  for (let next = standsFor.get(last); next !== undefined; next = standsFor.get(last)) last = next;
  return last;
}

/** What it waits for is written afterwards: that may have no number yet. */
function rowOf(one: Added, contents: ReadonlyMap<Content, number>, now: number) {
  const { delivery, message_id, revision, state, due_at, version, reposted, settled_at } = one;
  return {
    ...{ message_id, revision, state, due_at, version, reposted, settled_at },
    destination: delivery.destination,
    content_id: known(contents, delivery.content),
    priority: delivery.urgent ? 0 : 1,
    created_at: now,
    give_up_at: now + delivery.worthFor,
    ...{ attempts: 0, absences: 0, rechecks: 0, unclear: 0, use_plain: 0, files: '[]' },
  };
}

/** The same content is written once for all of the list. */
async function contentsFor(
  tx: Tx,
  added: readonly Added[],
  now: number,
): Promise<ReadonlyMap<Content, number>> {
  const bodies = new Map<Content, string>();
  for (const { delivery } of added)
    if (!bodies.has(delivery.content)) bodies.set(delivery.content, JSON.stringify(delivery.content));
  const rows = await inChunks([...new Set(bodies.values())], (some) =>
    tx
      .insertInto('delivery_content')
      .values(some.map((body) => ({ body, created_at: now })))
      // By what it says: in which order rows come back is not promised.
      .returning(['id', 'body'])
      .execute(),
  );
  const ids = new Map(rows.map((row) => [row.body, row.id]));
  return new Map([...bodies].map(([content, body]) => [content, known(ids, body)]));
}

/** What was written before and waited for them waits for what stands for them. */
async function followBy(tx: Tx, follow: readonly [first: number, by: number][]): Promise<void> {
  await inChunks(follow, async (some) => {
    await sql`
      with given(id, by) as (${rowsOf(some, ['bigint', 'bigint'])})
      update delivery set waits_for = given.by from given where delivery.waits_for = given.id
    `.execute(tx);
    return [];
  });
}

async function waitFor(tx: Tx, waits: readonly number[][]): Promise<void> {
  await inChunks(waits, async (some) => {
    await sql`
      with given(id, first) as (${rowsOf(some, ['bigint', 'bigint'])})
      update delivery set waits_for = given.first from given where delivery.id = given.id
    `.execute(tx);
    return [];
  });
}

function known<K, V>(all: ReadonlyMap<K, V>, key: K): V {
  const value = all.get(key);
  if (value === undefined) throw new Error('the database did not give back what was written into it');
  return value;
}
