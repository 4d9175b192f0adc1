/** The messages that deliveries belong to: found or made, and locked, all of a list in a few statements. */
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { NewDelivery } from '../../domain/delivery.js';
import { inChunks, rowsOf } from '../bulk.js';
import type { Tables } from '../tables.js';

type Tx = Kysely<Tables>;

/** In whose thread, in which place. */
type MessageName = Pick<NewDelivery, 'purpose' | 'subject' | 'destination'>;

export interface Message {
  id: number;
  /** The message in whose thread it stands. */
  thread_id: number | null;
  /** Nothing of it was owed before. */
  isNew: boolean;
}

/** No text in a database of ours has a zero in it: PostgreSQL takes none. */
export const nameOf = ({ purpose, subject, destination }: MessageName) =>
  `${purpose}\0${subject}\0${destination}`;

interface Wanted extends MessageName {
  parent: string | null;
  key: string;
}

/**
 * @returns the message of each delivery, by its name
 * @throws Error when one stands in the thread of a message that was never written: neither before nor further up
 */
export async function messagesFor(
  tx: Tx,
  deliveries: readonly NewDelivery[],
): Promise<ReadonlyMap<string, Message>> {
  const { wanted, elders } = sorted(deliveries);
  const heads = await idsOf(tx, [...elders.values()]);
  for (const [name, { purpose, subject, thread }] of elders)
    if (!heads.has(name))
      throw new Error(
        `${purpose} of ${subject} stands in the thread of ${thread.purpose}, which was never written`,
      );
  const rows = await inChunks([...wanted.values()], (some) => put(tx, some, heads));
  const messages = new Map<string, Message>();
  for (const { key, ...row } of rows) {
    const name = nameOf(row);
    messages.set(name, { id: row.id, thread_id: row.thread_id, isNew: wanted.get(name)?.key === key });
  }
  await putInThreads(tx, wanted, messages);
  return messages;
}

/** Each message once, in the order of the list, and those whose thread has to be there already. */
function sorted(deliveries: readonly NewDelivery[]) {
  const wanted = new Map<string, Wanted>();
  type Elder = MessageName & { thread: MessageName };
  const elders = new Map<string, Elder>();
  for (const { purpose, subject, destination, thread } of deliveries) {
    const head = thread && { ...thread, destination };
    const parent = head && nameOf(head);
    if (head && parent && !wanted.has(parent) && !elders.has(parent))
      elders.set(parent, { purpose, subject, destination, thread: head });
    const name = nameOf({ purpose, subject, destination });
    if (!wanted.has(name)) wanted.set(name, { purpose, subject, destination, parent, key: randomUUID() });
  }
  return { wanted, elders };
}

async function idsOf(
  tx: Tx,
  elders: readonly { thread: MessageName }[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await inChunks(elders, (some) =>
    tx
      .selectFrom('message')
      .select(['id', 'purpose', 'subject', 'destination'])
      .where(
        sql<boolean>`(purpose, subject, destination) in (${rowsOf(
          some.map(({ thread }) => [thread.purpose, thread.subject, thread.destination]),
          ['text', 'text', 'text'],
        )})`,
      )
      .execute(),
  );
  return new Map(rows.map((row) => [nameOf(row), row.id]));
}

/** @returns by their names the messages that something of the list comes after and that stand nowhere */
export async function notYetStanding(
  tx: Tx,
  deliveries: readonly NewDelivery[],
): Promise<ReadonlyMap<string, Message>> {
  const names = deliveries.flatMap(({ after, destination }) =>
    after ? [[after.purpose, after.subject, destination]] : [],
  );
  const rows = await inChunks(names, (some) =>
    tx
      .selectFrom('message')
      .select(['id', 'purpose', 'subject', 'destination', 'thread_id'])
      .where(sql<boolean>`(purpose, subject, destination) in (${rowsOf(some, ['text', 'text', 'text'])})`)
      .where('ts', 'is', null)
      .execute(),
  );
  return new Map(rows.map(({ id, thread_id, ...name }) => [nameOf(name), { id, thread_id, isNew: false }]));
}

async function put(tx: Tx, some: readonly Wanted[], heads: ReadonlyMap<string, number>) {
  return await tx
    .insertInto('message')
    .values(
      some.map(({ purpose, subject, destination, parent, key }) => ({
        purpose,
        subject,
        destination,
        channel: null,
        thread_id: parent === null ? null : (heads.get(parent) ?? null),
        ts: null,
        shown_revision: 0,
        key,
      })),
    )
    .onConflict((conflict) =>
      // Not nothing: it locks the row, so that nobody writes another revision of the message at the same time.
      conflict
        .columns(['purpose', 'subject', 'destination'])
        .doUpdateSet((set) => ({ purpose: set.ref('excluded.purpose') })),
    )
    .returning(['id', 'purpose', 'subject', 'destination', 'thread_id', 'key'])
    .execute();
}

/** Those whose head was written with them: until then it had no number. */
async function putInThreads(
  tx: Tx,
  wanted: ReadonlyMap<string, Wanted>,
  messages: ReadonlyMap<string, Message>,
): Promise<void> {
  const late: [id: number, head: number][] = [];
  for (const [name, { parent }] of wanted) {
    const message = messages.get(name);
    const head = parent === null ? undefined : messages.get(parent);
    if (!message?.isNew || message.thread_id !== null || !head) continue;
    message.thread_id = head.id;
    late.push([message.id, head.id]);
  }
  await inChunks(late, async (some) => {
    await sql`
      with given(id, head) as (${rowsOf(some, ['bigint', 'bigint'])})
      update message set thread_id = given.head from given where message.id = given.id
    `.execute(tx);
    return [];
  });
}
