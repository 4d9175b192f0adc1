/** Compares what the store says with what stands in Slack in the end: nothing lost, nothing doubled, nothing contradicting. */
import { type Content, type DeliveryState, orphaned, unsettled } from '../../../domain/delivery.js';
import type { Database } from '../../../storage/dialect.js';
import type { LocalSlack } from '../../slack/index.js';
import { archivedLater, broken } from './places.js';
import { hasty } from './writer.js';

export interface Verdict {
  violations: string[];
  deliveries: number;
  /** By state and, where it failed, by reason. */
  outcomes: Record<string, number>;
}

interface Standing {
  channel: string;
  ts: string;
  text: string;
  threadTs: string | undefined;
}

interface Owed {
  revision: number;
  state: DeliveryState;
  reason: string | null;
  due: number | null;
  text: string;
}

interface Message {
  id: number;
  subject: string;
  destination: string;
  channel: string | null;
  ts: string | null;
  headId: number | null;
  isFile: boolean;
  owed: Owed[];
  standing: Standing[];
}

const notKnown = /^not known whether it arrived/;
const exhausted = /^no clear answer in \d+ tries/;
const closed = /^(is_archived|is_inactive|channel_not_found|not_in_channel)$/;

export async function check(database: Database, slack: Pick<LocalSlack, 'state'>): Promise<Verdict> {
  const messages = await read(database);
  const strangers = place(messages, slack);
  const all = [...messages.values()];
  const outcomes: Record<string, number> = {};
  for (const { state, reason } of all.flatMap((one) => one.owed)) {
    const name = state === 'failed' ? `failed: ${reason}` : state;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  return {
    violations: [
      ...strangers,
      ...all.flatMap((one) =>
        wrongWith(one, messages).map((what) => `${one.subject} in ${one.destination}: ${what}`),
      ),
      ...all.flatMap((head) => outOfOrder(head, all)),
    ],
    deliveries: all.reduce((sum, one) => sum + one.owed.length, 0),
    outcomes,
  };
}

type Key = string;
type Messages = Map<Key, Message>;

async function read({ read: db }: Database): Promise<Messages> {
  const rows = await db
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
    .select(['m.id', 'm.subject', 'm.destination', 'm.channel', 'm.ts', 'm.thread_id', 'm.key'])
    .select(['d.revision', 'd.state', 'd.reason', 'd.due_at', 'd.use_plain', 'd.files', 'c.body'])
    .orderBy('m.id')
    .orderBy('d.revision')
    .execute();
  const messages: Messages = new Map();
  for (const row of rows) {
    const content = JSON.parse(row.body) as Content;
    const { id, subject, destination, channel, ts, thread_id: headId } = row;
    const message: Message = messages.get(row.key) ?? {
      ...{ id, subject, destination, channel, ts, headId },
      isFile: content.kind === 'file',
      owed: [],
      standing: [],
    };
    const { revision, state, reason, due_at: due } = row;
    message.owed.push({ revision, state, reason, due, text: textOf(content, row.use_plain === 1) });
    messages.set(row.key, message);
    for (const file of JSON.parse(row.files) as string[]) messages.set(file, message);
  }
  return messages;
}

function textOf(content: Content, plain: boolean): string {
  if (content.kind !== 'message') return '';
  return plain && content.plain ? content.plain.text : content.rich.text;
}

/** Puts every message of ours to what it is a copy of. @returns those that nobody owes */
function place(messages: Messages, slack: Pick<LocalSlack, 'state'>): string[] {
  const strangers: string[] = [];
  for (const { id } of slack.state.channels()) {
    for (const { channel, ts, text, threadTs, botId, files, metadata } of slack.state.everything(id)) {
      if (botId === undefined) continue;
      const key = files?.[0] ?? String(metadata?.event_payload.key);
      const owner = messages.get(key);
      if (owner) owner.standing.push({ channel, ts, text, threadTs });
      else strangers.push(`"${text}" in ${channel} is owed by nobody`);
    }
  }
  // A file has two names here, that of the message and its own; each message is looked at once.
  const seen = new Set<Message>();
  for (const [key, message] of messages) {
    if (seen.has(message)) messages.delete(key);
    seen.add(message);
  }
  return strangers;
}

function wrongWith(message: Message, messages: Messages): string[] {
  const { owed, standing, destination } = message;
  const found: string[] = [];
  const say = (is: boolean, what: string) => void (is && found.push(what));
  for (const one of owed) {
    say((unsettled as readonly string[]).includes(one.state), `revision ${one.revision} is ${one.state}`);
    say(one.due !== null, `revision ${one.revision} is ${one.state} and still to be looked at`);
    say(one.state === 'failed' && !mayFail(message, one, messages), `failed without need: ${one.reason}`);
  }
  const newest = owed.at(-1);
  say(newest?.state !== 'sent' && newest?.state !== 'failed', `the newest revision is ${newest?.state}`);
  const sent = owed.findLast((one) => one.state === 'sent');
  say(
    sent !== undefined && broken.includes(destination),
    'is said to have been sent to where nothing can be',
  );
  const uncertain = owed.some((one) => notKnown.test(one.reason ?? ''));
  say(standing.length > 1 && !uncertain, `stands there ${standing.length} times`);
  say(sent !== undefined && standing.length === 0, 'was sent and is not there');
  say(sent === undefined && standing.length > 0 && !uncertain, 'failed and is there');
  const [only] = standing;
  if (!sent || !only || standing.length > 1) return found;
  say(only.text !== sent.text, `says "${only.text}" instead of "${sent.text}"`);
  say(
    only.ts !== message.ts && !(message.isFile && message.ts === ''),
    'is another message than the store says',
  );
  say(only.channel !== message.channel, `stands in ${only.channel}`);
  const head = message.headId === null ? undefined : byId(messages, message.headId);
  say(only.threadTs !== (head?.ts ?? undefined), 'stands in another thread');
  return found;
}

function mayFail({ destination, subject, headId }: Message, { reason }: Owed, messages: Messages): boolean {
  const why = reason ?? '';
  if (why === orphaned) {
    const head = headId === null ? undefined : byId(messages, headId);
    return head !== undefined && !head.owed.some((one) => one.state === 'sent');
  }
  // A try of which nothing is known, where nothing can be looked up.
  const maySayNothing = broken.includes(destination) || subject.startsWith(hasty);
  if (notKnown.test(why)) return maySayNothing;
  if (closed.test(why)) return broken.includes(destination) || destination === archivedLater;
  if (why.startsWith('given up')) return maySayNothing;
  return exhausted.test(why);
}

const indexes = new WeakMap<Messages, Map<number, Message>>();

function byId(messages: Messages, id: number): Message | undefined {
  let index = indexes.get(messages);
  if (!index) {
    index = new Map([...messages.values()].map((one) => [one.id, one]));
    indexes.set(messages, index);
  }
  return index.get(id);
}

/** Replies stand in the order in which they were written, but for those that were given up at first. */
function outOfOrder(head: Message, all: readonly Message[]): string[] {
  if (head.headId !== null) return [];
  const replies = repliesOf(all).get(head.id) ?? [];
  const stamps = replies
    .filter((one) => one.standing.length === 1 && one.owed.every(({ state }) => state !== 'failed'))
    .map((one) => one.standing[0]?.ts ?? '');
  const ordered = stamps.every((ts, at) => at === 0 || Number(stamps[at - 1]) < Number(ts));
  return ordered ? [] : [`the replies to ${head.subject} in ${head.destination} stand in a wrong order`];
}

const threads = new WeakMap<readonly Message[], Map<number, Message[]>>();

function repliesOf(all: readonly Message[]): Map<number, Message[]> {
  let found = threads.get(all);
  if (!found) {
    found = new Map();
    for (const one of all) {
      if (one.headId === null) continue;
      found.set(one.headId, [...(found.get(one.headId) ?? []), one]);
    }
    threads.set(all, found);
  }
  return found;
}
