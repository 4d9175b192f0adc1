/** A list is written in a few statements, and as if each of it had been written before the next one. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Claimed } from '../../src/app/ports/delivery.js';
import type { Change, NewDelivery } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { enqueue, enqueueAllowed } from '../../src/storage/delivery/enqueue.js';
import type { Database } from '../../src/storage/dialect.js';
import { counting } from '../builders/counting.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';

const start = Date.UTC(2017, 2, 16, 12);
const plenty = { posts: 100, edits: 100, reads: 100, notTo: [] };
const subject = 'incident 1';
const below = (purpose: string) => ({ thread: { purpose, subject } });

/** Two heads, replies below one of them, and one below a reply. */
const kinds: Record<string, Partial<NewDelivery>> = {
  head: {},
  other: { urgent: true },
  reply: below('head'),
  'another reply': below('head'),
  'reply to a reply': below('reply'),
  follower: { after: { purpose: 'head', subject } },
};
const contents = ['one', 'two', 'three'].map((text) => delivery({ text }).content);

const someDeliveries = fc.array(
  fc
    .record({
      purpose: fc.constantFrom(...Object.keys(kinds), 'head', 'reply'),
      destination: fc.constantFrom('C1', 'C2'),
      revision: fc.integer({ min: 1, max: 5 }),
      content: fc.constantFrom(...contents),
      worthFor: fc.constantFrom(1000, 60_000),
    })
    .map((given) => delivery({ ...kinds[given.purpose], ...given, subject })),
  { minLength: 1, maxLength: 8 },
);

const change = (given: Partial<Change>): Change => ({ state: 'sent', dueAt: null, reason: null, ...given });
const outcomes: ((now: number) => Change)[] = [
  (now) => change({ ts: `${now}.1`, channel: 'C1', unclear: false }),
  (now) => change({ state: 'pending', dueAt: now + 60_000, reason: 'not reached' }),
  (now) => change({ state: 'pending', dueAt: now, reposts: 1 }),
  (now) => change({ state: 'pending', dueAt: now, gone: true }),
  (now) => change({ state: 'uncertain', dueAt: now + 30_000, unclear: true }),
  () => change({ state: 'failed', reason: 'is_archived' }),
];

type Happening =
  | { kind: 'owed'; list: NewDelivery[] }
  | { kind: 'claimed' }
  | { kind: 'settled'; which: number; how: number };
const someHistory: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('owed' as const), list: someDeliveries }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('claimed' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('settled' as const),
        which: fc.nat(9),
        how: fc.nat(outcomes.length - 1),
      }),
    },
  ),
  { minLength: 1, maxLength: 12 },
);

type Writing = (tx: Database['write'], list: readonly NewDelivery[], now: number) => Promise<number>;

async function oneByOne(tx: Database['write'], list: readonly NewDelivery[], now: number): Promise<number> {
  let added = 0;
  for (const one of list) added += await enqueue(tx, [one], now);
  return added;
}

/** @returns what everything said and all that stands there afterwards */
async function live(database: Database, history: readonly Happening[], write: Writing) {
  for (const table of ['delivery', 'message', 'delivery_content'] as const) {
    // Threads refer to their heads.
    if (table === 'message') await database.write.updateTable(table).set({ thread_id: null }).execute();
    await database.write.deleteFrom(table).execute();
  }
  const store = deliveryStore(database, { ...slackTiming, pace: 0 });
  const said: unknown[] = [];
  let held: Claimed[] = [];
  let now = start;
  for (const one of history) {
    now += 2000;
    if (one.kind === 'claimed') held.push(...(await store.claim(plenty, now)));
    const settled = one.kind === 'settled' ? held[one.which % Math.max(1, held.length)] : undefined;
    if (one.kind === 'settled' && settled) {
      held = held.filter((other) => other !== settled);
      said.push(await store.settle(settled, outcomes[one.how]?.(now) as Change, now));
    }
    if (one.kind === 'owed')
      said.push(
        await database.write
          .transaction()
          .execute((tx) => write(tx, one.list, now))
          .catch((error: Error) => error.message),
      );
  }
  return { said, ...(await standing(database)) };
}

/** All rows, with places in the row instead of numbers: those are given out anew. */
async function standing({ read }: Database) {
  const messages = await read.selectFrom('message').selectAll().orderBy('id').execute();
  const deliveries = await read
    .selectFrom('delivery as d')
    .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
    .selectAll('d')
    .select('c.body')
    .orderBy('d.id')
    .execute();
  const place = (rows: { id: number }[], id: number | null) =>
    id === null ? null : rows.findIndex((row) => row.id === id);
  return {
    keys: new Set(messages.map((row) => row.key)).size,
    messages: messages.map(({ id: _, key: __, ...row }) => ({
      ...row,
      thread_id: place(messages, row.thread_id),
    })),
    deliveries: deliveries.map(({ id: _, content_id: __, ...row }) => ({
      ...row,
      message_id: place(messages, row.message_id),
      waits_for: place(deliveries, row.waits_for),
    })),
  };
}

onEveryDatabase('a list of deliveries', ({ open }) => {
  it('comes to the same as each of them alone', async () => {
    const [together, apart] = [await open(), await open()];
    await fc.assert(
      fc.asyncProperty(someHistory, async (history) => {
        expect(await live(together, history, enqueue)).toEqual(await live(apart, history, oneByOne));
      }),
      { numRuns: together.flavour === 'sqlite' ? 150 : 25 },
    );
  }, 120_000);

  it('takes as many statements for two hundred places as for two', async () => {
    const statements = async (count: number) => {
      const { write } = await open();
      const { counted, count: counter } = counting(write);
      const places = Array.from({ length: count }, (_, at) => `C${at}`);
      const content = delivery().content;
      // As an incident's step does, which knows already where it may go.
      const told = async (revision: number, kind: string) => {
        const before = counter();
        const list = places.map((destination) =>
          delivery({ purpose: kind, ...kinds[kind], subject, destination, revision, content }),
        );
        expect(await counted.transaction().execute((tx) => enqueueAllowed(tx, list, start))).toBe(count);
        return counter() - before;
      };
      const both = places.flatMap((destination) =>
        ['head', 'reply'].map((kind) =>
          delivery({ purpose: kind, ...kinds[kind], subject: 'incident 2', destination, content }),
        ),
      );
      const [first, replies] = [await told(1, 'head'), await told(1, 'reply')];
      const [edits, editedReplies] = [await told(2, 'head'), await told(2, 'reply')];
      const before = counter();
      await counted.transaction().execute((tx) => enqueueAllowed(tx, both, start));
      return { first, replies, edits, editedReplies, both: counter() - before };
    };
    const few = await statements(2);
    expect(await statements(200)).toEqual(few);
    expect(few.first).toBe(3);
    expect(Math.max(...Object.values(few))).toBeLessThanOrEqual(9);
  }, 60_000);

  it('may be longer than a statement can be', async () => {
    const database = await open();
    const { counted, count } = counting(database.write);
    const list = Array.from({ length: 2100 }, (_, at) => `C${at}`).flatMap((destination) =>
      ['head', 'reply'].map((kind) => delivery({ purpose: kind, ...kinds[kind], subject, destination })),
    );
    const write = (revision: number) =>
      counted.transaction().execute((tx) =>
        enqueue(
          tx,
          list.map((one) => ({ ...one, revision })),
          start,
        ),
      );
    expect(await write(1)).toBe(4200);
    expect(await write(2)).toBe(4200);
    expect(await write(2)).toBe(0);
    const { deliveries } = await standing(database);
    const [first, second] = [deliveries.slice(0, 4200), deliveries.slice(4200)];
    expect(new Set(first.map((row) => row.state))).toEqual(new Set(['superseded']));
    expect(second.filter((row) => row.state === 'pending')).toHaveLength(2100);
    expect(second.filter((row) => row.state === 'waiting')).toHaveLength(2100);
    expect(count()).toBeLessThan(120);
  }, 60_000);
});
