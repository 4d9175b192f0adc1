/** The sign-off on a store of its own, with a local GitHub, a clock that a test moves, and words that name what they are. */

import type { SignoffDesk, SignoffRenderer } from '../../src/app/ports/signoff.js';
import { composeSignOff } from '../../src/compose/signoff.js';
import { loadSettings } from '../../src/config/load.js';
import type { Delegation } from '../../src/domain/signoff/poll.js';
import { statusOf } from '../../src/domain/status.js';
import { startLocalGitHub } from '../../src/sandbox/github/index.js';
import type { Database } from '../../src/storage/dialect.js';
import { evidenceStore } from '../../src/storage/evidence.js';
import { silentLog } from './log.js';
import { quick, token } from './world.js';

export const repo = 'acme/rocket';
export const branch = 'release-1.6';
export const rc = 'v1.6.0-rc.1';
export const [commitA, commitB] = ['a'.repeat(40), 'b'.repeat(40)];

export const lea = { id: 'U0LEAD', name: 'lea' };
export const max = { id: 'U0MAX', name: 'max' };
export const ada = { id: 'U0ADA', name: 'ada' };
export const ben = { id: 'U0BEN', name: 'ben' };

/** Max and Ada lead node, a user group with Ben leads network. A Wednesday; quiet from 22:00 to 06:00. */
export const signoffConfig = (more = '', signoff = '') => `
repository: ${repo}
groups:
  noun: SIG
  prefix: sig/
  leads: { node: [U0MAX, U0ADA], network: [S0NET] }
  channels: { node: [C0NODE] }
quiet: { timezone: UTC, hours: "22:00-06:00" }
roles: { release-lead: [U0LEAD] }
channels: { release: [C0RELEASE] }
releases: { v1.6: { branch: ${branch} } }
gates: { bugs: { count: kind/bug } }
signoff: { ${signoff} }
${more}`;

export const start = Date.UTC(2026, 0, 28, 12);

const saying = (text: string) => ({ text, blocks: [] });
const renderer: SignoffRenderer = {
  poll: ({ poll, delegations }) =>
    saying(
      [
        poll.groups.map(({ group, state }) => `${group} ${state}`).join(', '),
        poll.ended?.why ?? 'open',
        ...delegations.map(({ delegate }) => `for a lead: ${delegate.name}`),
      ].join('; '),
    ),
  news: (_, news) =>
    saying(news.map((one) => ('group' in one ? `${one.kind} ${one.group}` : one.kind)).join(', ')),
  reminder: (_, groups, link) => saying(`reminder ${groups.join(' ')} ${link ?? 'no link'}`),
  delegation: (_, { group, endedAt }: Delegation) =>
    saying(`delegate of ${group}${endedAt === null ? '' : ' no more'}`),
};

export type SignoffWorld = Awaited<ReturnType<typeof signoffWorld>>;

export async function signoffWorld(database: Database, config = signoffConfig()) {
  let at = start;
  const clock = () => at;
  const github = await startLocalGitHub({ now: clock, tokens: [{ token, login: 'lead' }] });
  github.addRepo({ fullName: repo, defaultBranch: 'master' });
  github.addCommit(repo, { sha: '1'.repeat(40), message: 'first' });
  github.addCommit(repo, { sha: commitA, message: 'A', branch });
  github.addTag(repo, rc, commitA);
  const settings = loadSettings(config, 'test.yml');
  const members: Record<string, string[]> = { S0NET: ['U0BEN'] };
  const among = (ids: readonly string[]) => ids.flatMap((id) => members[id] ?? [id]);
  const people = {
    isAmong: async (id: string, ids: readonly string[]) => among(ids).includes(id),
    among: async (ids: readonly string[]) => among(ids),
  };
  const known = new Map(
    [lea, max, ada, ben, { id: 'U0BOT', name: 'bot' }].map((one) => [
      one.id,
      { ...one, isApp: one.name === 'bot' },
    ]),
  );
  const compose = (db: Database) => {
    const { desk, tend } = composeSignOff(
      { settings, database: db, log: silentLog, clock, machine: clock },
      {
        ...{ github: { apiUrl: github.url, token }, pauses: quick, people, renderer, nudge: () => {} },
        workspace: {
          person: async (id) => known.get(id) ?? null,
          permalinks: async () => ({ to: ({ ts }) => `https://slack.example/${ts}`, lead: () => true }),
        },
      },
    );
    return { desk: desk as SignoffDesk, tend };
  };
  const own = compose(database);
  const [release] = settings.releases;
  if (!release) throw new Error('the configuration has no release');
  let requests = 0;
  return {
    ...own,
    github,
    release,
    now: clock,
    /** Another process on the same store. */
    beside: compose,
    pass(ms: number) {
      at += ms;
    },
    /** Time passes, and what is due is done. */
    async next(ms = 60_000) {
      at += ms;
      await own.tend();
    },
    request: () => `request ${++requests}`,
    async ask(candidate = rc, deadline: number | null = null) {
      const asked = { actor: lea, request: `ask ${++requests}`, release: 'v1.6', candidate, deadline };
      return (await own.desk.ask(asked)).poll;
    },
    async answer(poll: number, group: string, actor: { id: string; name: string }, given: object = {}) {
      const form = { answer: 'go' as const, reason: '', issue: '', conditions: '', ...given };
      return (await own.desk.answer({ actor, request: `answer ${++requests}`, poll, group, ...form })).poll;
    },
    async states(poll: number) {
      const { groups, ended } = (await own.desk.poll(poll)).poll;
      return [...groups.map(({ state }) => state), ended?.why ?? 'open'].join(' ');
    },
    async finding() {
      const { verdict } = statusOf(release, await evidenceStore(database).gather(release), at);
      const found = verdict.findings.find(({ type }) => type === 'sign-off');
      if (!found) throw new Error('no gate is about the sign-off');
      return found;
    },
    /** What was ever owed, in the order in which it was written; the poll's own message only where `edits` asks. */
    async owed({ edits = false } = {}): Promise<string[]> {
      const rows = await database.read
        .selectFrom('delivery')
        .innerJoin('message', 'message.id', 'delivery.message_id')
        .innerJoin('delivery_content', 'delivery_content.id', 'delivery.content_id')
        .select(['purpose', 'message.destination', 'body'])
        .orderBy('delivery.id')
        .execute();
      return rows
        .filter(({ purpose }) => edits === (purpose === 'sign-off'))
        .map(({ destination, body }) => `${destination}: ${JSON.parse(body).rich.text}`);
    },
    async close() {
      await github.close();
    },
  };
}
