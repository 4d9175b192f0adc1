/**
 * Everything that the store says was owed, compared with what stands in the local Slack and at the local GitHub: nothing
 * lost, doubled, contradicting, out of order, or owed still. Reads the tables and the two worlds itself.
 */
import { githubPlace } from '../../../domain/github-content.js';
import type { Database } from '../../../storage/dialect.js';
import type { LocalGitHub } from '../../github/index.js';
import type { LocalSlack } from '../../slack/index.js';
import {
  isFile,
  isOpen,
  type Message,
  outcomesOf,
  readOwed,
  type Standing,
  saidBy,
  standingIn,
  threadsOf,
} from '../books.js';

export type Sort = 'lost' | 'doubled' | 'contradicting' | 'out of order' | 'unsettled';

/** @returns `lost: …` and the like */
export const violation = (sort: Sort, what: string): string => `${sort}: ${what}`;

export interface Worlds {
  database: Pick<Database, 'read'>;
  slack: Pick<LocalSlack, 'state'>;
  github: Pick<LocalGitHub, 'issues' | 'issue'>;
  repositories: readonly string[];
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
  const messages = await readOwed(worlds.database);
  const { standing, strangers } = standingIn(worlds.slack, messages);
  const ofSlack = messages.filter(({ destination }) => !destination.startsWith(githubPlace));
  const ofGitHub = messages.filter(({ destination }) => destination.startsWith(githubPlace));
  return {
    violations: [
      ...strangers.map(({ text, channel }) =>
        violation('doubled', `"${text}" in ${channel} is owed by nobody`),
      ),
      ...messages.flatMap((one) => settledOf(one, worlds)),
      ...ofSlack.flatMap((one) => standsOnce(one, standing.get(one.id) ?? [], worlds)),
      ...inOrder(ofSlack, standing),
      ...atGitHub(ofGitHub, worlds),
    ],
    deliveries: messages.reduce((sum, { owed }) => sum + owed.length, 0),
    outcomes: outcomesOf(messages),
  };
}

const nameOf = ({ purpose, subject, destination }: Message) => `${purpose} of ${subject} in ${destination}`;

function settledOf(message: Message, { broken, unreadable }: Worlds): string[] {
  const { destination, owed } = message;
  return owed.flatMap((one) => {
    const at = `${nameOf(message)}, revision ${one.revision}`;
    if ((isOpen(one) || one.due !== null) && !unreadable.includes(destination))
      return [
        violation('unsettled', `${at} is ${one.state}${one.reason === null ? '' : ` (${one.reason})`}`),
      ];
    if (one.state === 'failed' && !broken.includes(destination))
      return [violation('lost', `${at} failed: ${one.reason}`)];
    return [];
  });
}

function standsOnce(message: Message, there: readonly Standing[], { broken }: Worlds): string[] {
  const { destination, owed } = message;
  const name = nameOf(message);
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
  for (const [headId, all] of threadsOf(messages)) {
    const head = standing.get(headId)?.[0];
    let before: { ts: string; name: string } | null = null;
    for (const one of all) {
      const name = nameOf(one);
      const there = standing.get(one.id)?.[0];
      if (!there) continue;
      if (head && there.threadTs !== head.ts)
        found.push(violation('contradicting', `${name} does not stand in its thread`));
      if (isFile(one)) continue;
      if (before && Number(there.ts) < Number(before.ts))
        found.push(violation('out of order', `${name} stands before ${before.name}`));
      before = { ts: there.ts, name };
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
  return messages.flatMap((message) => {
    const { key, owed } = message;
    const name = nameOf(message);
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
