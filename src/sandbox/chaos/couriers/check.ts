/** Compares what the store says with what stands in Slack in the end: nothing lost, nothing doubled, nothing contradicting. */
import { orphaned } from '../../../domain/delivery.js';
import type { Database } from '../../../storage/dialect.js';
import type { LocalSlack } from '../../slack/index.js';
import {
  isFile,
  isOpen,
  type Message,
  type Owed,
  outcomesOf,
  readOwed,
  type Standing,
  saidBy,
  standingIn,
  threadsOf,
} from '../books.js';
import { archivedLater, broken } from './places.js';
import { hasty } from './writer.js';

export interface Verdict {
  violations: string[];
  deliveries: number;
  /** By state and, where it failed, by reason. */
  outcomes: Record<string, number>;
}

interface Books {
  byId: ReadonlyMap<number, Message>;
  standing: ReadonlyMap<number, Standing[]>;
}

const notKnown = /^not known whether it arrived/;
const exhausted = /^no clear answer in \d+ tries/;
const closed = /^(is_archived|is_inactive|channel_not_found|not_in_channel)$/;

export async function check(database: Database, slack: Pick<LocalSlack, 'state'>): Promise<Verdict> {
  const messages = await readOwed(database);
  const { standing, strangers } = standingIn(slack, messages);
  const books = { byId: new Map(messages.map((one) => [one.id, one])), standing };
  return {
    violations: [
      ...strangers.map(({ text, channel }) => `"${text}" in ${channel} is owed by nobody`),
      ...messages.flatMap((one) =>
        wrongWith(one, books).map((what) => `${one.subject} in ${one.destination}: ${what}`),
      ),
      ...[...threadsOf(messages)].flatMap(([head, replies]) => outOfOrder(head, replies, books)),
    ],
    deliveries: messages.reduce((sum, one) => sum + one.owed.length, 0),
    outcomes: outcomesOf(messages),
  };
}

const headOf = ({ headId }: Message, { byId }: Books) => (headId === null ? undefined : byId.get(headId));

function wrongWith(message: Message, books: Books): string[] {
  const { owed, destination } = message;
  const standing = books.standing.get(message.id) ?? [];
  const found: string[] = [];
  const say = (is: boolean, what: string) => void (is && found.push(what));
  for (const one of owed) {
    say(isOpen(one), `revision ${one.revision} is ${one.state}`);
    say(one.due !== null, `revision ${one.revision} is ${one.state} and still to be looked at`);
    say(one.state === 'failed' && !mayFail(message, one, books), `failed without need: ${one.reason}`);
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
  const text = saidBy(sent)?.text ?? '';
  say(only.text !== text, `says "${only.text}" instead of "${text}"`);
  say(
    only.ts !== message.ts && !(isFile(message) && message.ts === ''),
    'is another message than the store says',
  );
  say(only.channel !== message.channel, `stands in ${only.channel}`);
  say(only.threadTs !== (headOf(message, books)?.ts ?? undefined), 'stands in another thread');
  return found;
}

function mayFail(message: Message, { reason }: Owed, books: Books): boolean {
  const { destination, subject } = message;
  const why = reason ?? '';
  if (why === orphaned) {
    const head = headOf(message, books);
    return head !== undefined && !head.owed.some((one) => one.state === 'sent');
  }
  // A try of which nothing is known, where nothing can be looked up.
  const maySayNothing = broken.includes(destination) || subject.startsWith(hasty);
  if (notKnown.test(why)) return maySayNothing;
  if (closed.test(why)) return broken.includes(destination) || destination === archivedLater;
  if (why.startsWith('given up')) return maySayNothing;
  return exhausted.test(why);
}

/** Replies stand in the order in which they were written, but for those that were given up at first. */
function outOfOrder(headId: number, replies: readonly Message[], { byId, standing }: Books): string[] {
  const head = byId.get(headId);
  if (!head) return [];
  const stamps = replies
    .filter((one) => one.owed.every(({ state }) => state !== 'failed'))
    .map((one) => standing.get(one.id) ?? [])
    .flatMap((there) => (there.length === 1 ? there.map(({ ts }) => Number(ts)) : []));
  const ordered = stamps.every((ts, at) => at === 0 || (stamps[at - 1] ?? 0) < ts);
  return ordered ? [] : [`the replies to ${head.subject} in ${head.destination} stand in a wrong order`];
}
