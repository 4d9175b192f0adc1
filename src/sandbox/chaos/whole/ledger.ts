/**
 * Everything that the store says was owed, compared with what stands in the local Slack and at the local GitHub: nothing
 * lost, doubled, contradicting, out of order, or owed still. Reads the tables and the two worlds itself.
 */
import type { Content, DeliveryState } from '../../../domain/delivery.js';
import { githubPlace } from '../../../domain/github-content.js';
import type { Database } from '../../../storage/dialect.js';
import type { LocalGitHub } from '../../github/index.js';
import type { LocalSlack } from '../../slack/index.js';

export type Sort = 'lost' | 'doubled' | 'contradicting' | 'out of order' | 'unsettled';

/** @returns `lost: …` and the like */
export const violation = (sort: Sort, what: string): string => `${sort}: ${what}`;

interface Owed {
  id: number;
  revision: number;
  state: DeliveryState;
  reason: string | null;
  due: number | null;
  usesPlain: boolean;
  content: Content;
}

interface Message {
  id: number;
  key: string;
  name: string;
  destination: string;
  headId: number | null;
  files: string[];
  owed: Owed[];
}

interface Standing {
  channel: string;
  ts: string;
  text: string;
  blocks: unknown;
  threadTs: string | undefined;
}

export interface Worlds {
  database: Pick<Database, 'read'>;
  slack: Pick<LocalSlack, 'state'>;
  github: Pick<LocalGitHub, 'issues' | 'issue'>;
  repositories: readonly string[];
  bot: string;
  /** Places that nobody can post to. */
  broken: readonly string[];
  /** Among them: nobody can look there either, so that what may stand there is never known. */
  unreadable: readonly string[];
}

export interface Ledger {
  violations: string[];
  deliveries: number;
  /** By state and, where it failed, by reason. */
  outcomes: Record<string, number>;
}

export async function checkLedger(worlds: Worlds): Promise<Ledger> {
  const messages = await read(worlds);
  const { standing, strangers } = inSlack(worlds, messages);
  const outcomes: Record<string, number> = {};
  for (const { state, reason } of messages.flatMap(({ owed }) => owed)) {
    const name = state === 'failed' ? `failed: ${reason}` : state;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  const ofSlack = messages.filter(({ destination }) => !destination.startsWith(githubPlace));
  const ofGitHub = messages.filter(({ destination }) => destination.startsWith(githubPlace));
  return {
    violations: [
      ...strangers,
      ...messages.flatMap((one) => settledOf(one, worlds)),
      ...ofSlack.flatMap((one) => standsOnce(one, standing.get(one.id) ?? [], worlds)),
      ...inOrder(ofSlack, standing),
      ...atGitHub(ofGitHub, worlds),
    ],
    deliveries: messages.reduce((sum, { owed }) => sum + owed.length, 0),
    outcomes,
  };
}

async function read({ database }: Worlds): Promise<Message[]> {
  const rows = await database.read
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
    .select(['m.id', 'm.key', 'm.purpose', 'm.subject', 'm.destination', 'm.thread_id', 'd.id as delivery'])
    .select(['d.revision', 'd.state', 'd.reason', 'd.due_at', 'd.use_plain', 'd.files', 'c.body'])
    .orderBy('m.id')
    .orderBy('d.revision')
    .execute();
  const messages = new Map<number, Message>();
  for (const row of rows) {
    const { id, key, destination, thread_id: headId } = row;
    const name = `${row.purpose} of ${row.subject} in ${destination}`;
    const message = messages.get(id) ?? { id, key, name, destination, headId, files: [], owed: [] };
    message.files.push(...(JSON.parse(row.files) as string[]));
    message.owed.push({
      ...{ id: row.delivery, revision: row.revision, state: row.state, reason: row.reason },
      ...{ due: row.due_at, usesPlain: row.use_plain === 1, content: JSON.parse(row.body) as Content },
    });
    messages.set(id, message);
  }
  return [...messages.values()];
}

/** What stands in Slack, by what it is a copy of. */
function inSlack({ slack, bot }: Worlds, messages: readonly Message[]) {
  const byKey = new Map<string, Message>();
  for (const one of messages) for (const key of [one.key, ...one.files]) byKey.set(key, one);
  const standing = new Map<number, Standing[]>();
  const strangers: string[] = [];
  for (const { id } of slack.state.channels())
    for (const found of slack.state.everything(id)) {
      if (found.user !== bot || found.subtype === 'tombstone') continue;
      const key = found.files?.[0] ?? String(found.metadata?.event_payload.key);
      const owner = byKey.get(key);
      if (!owner) strangers.push(violation('doubled', `"${found.text}" in ${id} is owed by nobody`));
      else {
        const { channel, ts, text, blocks, threadTs } = found;
        standing.set(owner.id, [...(standing.get(owner.id) ?? []), { channel, ts, text, blocks, threadTs }]);
      }
    }
  return { standing, strangers };
}

const isOpen = ({ state }: Owed) => ['waiting', 'pending', 'sending', 'uncertain'].includes(state);

function settledOf({ name, destination, owed }: Message, { broken, unreadable }: Worlds): string[] {
  return owed.flatMap((one) => {
    const at = `${name}, revision ${one.revision}`;
    if ((isOpen(one) || one.due !== null) && !unreadable.includes(destination))
      return [
        violation('unsettled', `${at} is ${one.state}${one.reason === null ? '' : ` (${one.reason})`}`),
      ];
    if (one.state === 'failed' && !broken.includes(destination))
      return [violation('lost', `${at} failed: ${one.reason}`)];
    return [];
  });
}

function standsOnce({ name, destination, owed }: Message, there: Standing[], { broken }: Worlds): string[] {
  if (broken.includes(destination))
    return there.length === 0 ? [] : [violation('contradicting', `${name} stands where nobody may post`)];
  const shown = owed.filter(({ state }) => state === 'sent').at(-1);
  if (!shown)
    return there.length === 0 ? [] : [violation('contradicting', `${name} stands, and is not sent`)];
  const [first, ...more] = there;
  if (!first) return [violation('lost', `${name} is sent, and does not stand`)];
  const found = more.length === 0 ? [] : [violation('doubled', `${name} stands ${there.length} times`)];
  const wanted = saidBy(shown);
  if (wanted === null) return found;
  const last = owed.at(-1);
  if (last && last.revision > shown.revision && last.state === 'superseded')
    found.push(violation('contradicting', `${name}: its last revision was given up for an older one`));
  if (first.text !== wanted.text)
    found.push(
      violation(
        'contradicting',
        `${name} says "${first.text}" instead of "${wanted.text}" (${shown.revision})`,
      ),
    );
  else if (bare(first.blocks) !== bare(wanted.blocks))
    found.push(violation('contradicting', `${name} shows other blocks than revision ${shown.revision}`));
  return found;
}

function saidBy({ content, usesPlain }: Owed): { text: string; blocks: unknown } | null {
  if (content.kind !== 'message') return null;
  return usesPlain && content.plain ? content.plain : content.rich;
}

/** Blocks without what Slack adds to them. */
const bare = (blocks: unknown): string =>
  JSON.stringify(blocks ?? [], (key, value: unknown) => {
    if (key === 'block_id') return undefined;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  });

/** Below each head in the order in which it was written; the files last, as uploading takes its time. */
function inOrder(messages: readonly Message[], standing: ReadonlyMap<number, Standing[]>): string[] {
  const found: string[] = [];
  const threads = new Map<number, Message[]>();
  for (const one of messages)
    if (one.headId !== null) threads.set(one.headId, [...(threads.get(one.headId) ?? []), one]);
  for (const [headId, all] of threads) {
    const head = standing.get(headId)?.[0];
    let before: { ts: string; name: string } | null = null;
    for (const one of all.toSorted((a, b) => (a.owed[0]?.id ?? 0) - (b.owed[0]?.id ?? 0))) {
      const there = standing.get(one.id)?.[0];
      if (!there) continue;
      if (head && there.threadTs !== head.ts)
        found.push(violation('contradicting', `${one.name} does not stand in its thread`));
      if (one.owed[0]?.content.kind === 'file') continue;
      if (before && Number(there.ts) < Number(before.ts))
        found.push(violation('out of order', `${one.name} stands before ${before.name}`));
      before = { ts: there.ts, name: one.name };
    }
  }
  return found;
}

function atGitHub(messages: readonly Message[], { github, repositories }: Worlds): string[] {
  const bodies = repositories.flatMap((repository) =>
    github
      .issues(repository)
      .flatMap(({ body, comments }) => [body ?? '', ...comments.map((comment) => comment.body)]),
  );
  return messages.flatMap(({ name, key, owed }) => {
    const marked = bodies.filter((body) => body.includes(`<!-- signalman:${key} -->`));
    const shown = owed.filter(({ state }) => state === 'sent').at(-1);
    const found =
      marked.length > 1 ? [violation('doubled', `${name} stands ${marked.length} times on GitHub`)] : [];
    if (shown?.content.kind !== 'comment') return found;
    const [only] = marked;
    if (only === undefined) return [...found, violation('lost', `${name} is sent, and does not stand`)];
    const isSaid = only.startsWith(shown.content.body);
    return isSaid ? found : [...found, violation('contradicting', `${name} says "${only.slice(0, 200)}"`)];
  });
}
