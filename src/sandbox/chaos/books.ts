/**
 * The books of a crash run: everything that the store says was owed, and what of it stands in the local Slack. Reads the
 * tables and the messages itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Content, type DeliveryState, unsettled } from '../../domain/delivery.js';
import type { Database } from '../../storage/dialect.js';
import type { LocalSlack } from '../slack/index.js';

export interface Owed {
  id: number;
  revision: number;
  state: DeliveryState;
  reason: string | null;
  /** When something is to be done with it, in ms; null: never again. */
  due: number | null;
  usesPlain: boolean;
  content: Content;
}

/** One message at one place, with all revisions that were owed there, in their order. */
export interface Message {
  id: number;
  key: string;
  purpose: string;
  subject: string;
  destination: string;
  /** Where the store says that it stands. */
  channel: string | null;
  ts: string | null;
  /** The message whose thread it belongs to. */
  headId: number | null;
  files: string[];
  owed: Owed[];
}

/** What stands in Slack. */
export interface Standing {
  channel: string;
  ts: string;
  text: string;
  blocks: unknown;
  threadTs: string | undefined;
}

export const isOpen = ({ state }: Owed): boolean => (unsettled as readonly string[]).includes(state);
export const isFile = ({ owed }: Message): boolean => owed[0]?.content.kind === 'file';

/** What a reader sees; null of what is not a message. */
export function saidBy({ content, usesPlain }: Owed): { text: string; blocks: unknown } | null {
  if (content.kind !== 'message') return null;
  return usesPlain && content.plain ? content.plain : content.rich;
}

export async function readOwed({ read }: Pick<Database, 'read'>): Promise<Message[]> {
  const rows = await read
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
    .select(['m.id', 'm.key', 'm.purpose', 'm.subject', 'm.destination', 'm.channel', 'm.ts', 'm.thread_id'])
    .select(['d.id as delivery', 'd.revision', 'd.state', 'd.reason', 'd.due_at', 'd.use_plain', 'd.files'])
    .select('c.body')
    .orderBy('m.id')
    .orderBy('d.revision')
    .execute();
  const messages = new Map<number, Message>();
  for (const row of rows) {
    const { id, key, purpose, subject, destination, channel, ts, thread_id: headId } = row;
    const message = messages.get(id) ?? {
      ...{ id, key, purpose, subject, destination, channel, ts, headId },
      ...{ files: [], owed: [] },
    };
    message.files.push(...(JSON.parse(row.files) as string[]));
    message.owed.push({
      ...{ id: row.delivery, revision: row.revision, state: row.state, reason: row.reason },
      ...{ due: row.due_at, usesPlain: row.use_plain === 1, content: JSON.parse(row.body) as Content },
    });
    messages.set(id, message);
  }
  return [...messages.values()];
}

/** How many came to which state and, where they failed, for which reason. */
export function outcomesOf(messages: readonly Message[]): Record<string, number> {
  const outcomes: Record<string, number> = {};
  for (const { state, reason } of messages.flatMap(({ owed }) => owed)) {
    const name = state === 'failed' ? `failed: ${reason}` : state;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  return outcomes;
}

/** The bot's messages, by the id of what they are copies of; and those that nobody owes. */
export function standingIn(
  { state }: Pick<LocalSlack, 'state'>,
  messages: readonly Message[],
): { standing: ReadonlyMap<number, Standing[]>; strangers: Standing[] } {
  const byKey = new Map<string, Message>();
  for (const one of messages) for (const key of [one.key, ...one.files]) byKey.set(key, one);
  const standing = new Map<number, Standing[]>();
  const strangers: Standing[] = [];
  for (const { id } of state.channels())
    for (const { channel, ts, text, blocks, threadTs, botId, files, metadata } of state.everything(id)) {
      if (botId === undefined) continue;
      const found = { channel, ts, text, blocks, threadTs };
      const owner = byKey.get(files?.[0] ?? String(metadata?.event_payload.key));
      if (owner) standing.set(owner.id, [...(standing.get(owner.id) ?? []), found]);
      else strangers.push(found);
    }
  return { standing, strangers };
}

/** By what their thread belongs to, in the order in which they were written. */
export function threadsOf(messages: readonly Message[]): ReadonlyMap<number, Message[]> {
  const threads = new Map<number, Message[]>();
  for (const one of messages)
    if (one.headId !== null) threads.set(one.headId, [...(threads.get(one.headId) ?? []), one]);
  for (const all of threads.values()) all.sort((a, b) => (a.owed[0]?.id ?? 0) - (b.owed[0]?.id ?? 0));
  return threads;
}

/** How many deliveries have not come to their end. */
export async function countOpen({ read }: Pick<Database, 'read'>): Promise<number> {
  const row = await read
    .selectFrom('delivery')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('state', 'in', [...unsettled])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Until nothing is owed and nothing is to be looked at again, for so many ms at most; what is open then, a check finds. */
export async function untilSettled(database: Pick<Database, 'read'>, within: number): Promise<void> {
  for (const end = Date.now() + within; Date.now() < end; await sleep(100)) {
    const due = await database.read
      .selectFrom('delivery')
      .select('id')
      .where('due_at', 'is not', null)
      .limit(1)
      .execute();
    if (due.length === 0 && (await countOpen(database)) === 0) return;
  }
}
