/** The whole bot with a private channel for incidents under embargo, and a walk through everything that anybody else can see. */
import { Command } from 'commander';
import { addAudit } from '../../src/cli/audit.js';
import { addDeliveries } from '../../src/cli/deliveries.js';
import { addIncident } from '../../src/cli/incident.js';
import { composeQuestions } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { reportJson } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import type { Database } from '../../src/storage/dialect.js';
import { deputy, lead, member } from './bot.js';
import {
  commander,
  comms,
  type IncidentBot,
  type IncidentBotOptions,
  incidents,
  startIncidentBot,
} from './incident-bot.js';

export const hidden = 'C0HIDDEN';
/** Those who may know: the commander, a release lead by way of a group, and one without a role. */
export const insider = 'U0INSIDER';
export const circle = [commander, deputy, insider];
/** Public, and nothing is configured for it. */
export const elsewhere = 'C0ELSEWHERE';

export const embargoConfig = `  embargo:
    channel: ${hidden}
  github: { mirror: true, create-issue: kubernetes/kubernetes, lock-duplicates: true }
  fix: { every: 1m }
  post-mortem: { repository: kubernetes/kubernetes, actions-in: kubernetes/kubernetes }
notes:
  repository: kubernetes/kubernetes
  people: { jane: ${member} }
  nag: { at: "12:20", days: daily, timezone: UTC }
meetings:
  weekly: { channel: ${elsewhere}, at: "13:05", days: daily, timezone: UTC, length: 15m, repository: kubernetes/kubernetes }
`;

export async function startEmbargoBot(given: IncidentBotOptions = {}): Promise<IncidentBot> {
  return await startIncidentBot({
    ...given,
    more: `${given.more ?? ''}${embargoConfig}`,
    users: [{ id: insider, name: 'ina', realName: 'Ina Insider' }, ...(given.users ?? [])],
    channels: [
      { id: hidden, name: 'embargo', isPrivate: true, members: [...circle, 'U0BOT'] },
      { id: elsewhere, name: 'elsewhere', members: [...circle, comms, member, lead, 'U0BOT'] },
      ...(given.channels ?? []),
    ],
  });
}

/** A place where words were found that must not be there. */
export interface Leak {
  where: string;
  word: string;
}

/** @param words what nobody outside may read */
export async function leaksOf(bot: IncidentBot, words: readonly string[]): Promise<Leak[]> {
  const places = [
    ...slackPlaces(bot),
    ...(await tablePlaces(bot.database)),
    ...githubPlaces(bot),
    ...bot.log.map((line, at) => [`log ${at} ${line.message.slice(0, 60)}`, line] as const),
    ...(await operatorPlaces(bot)),
  ];
  return places.flatMap(([where, what]) => {
    const text = typeof what === 'string' ? what : printed(what);
    return words.filter((word) => text.includes(word)).map((word) => ({ where, word }));
  });
}

type Seen = readonly [where: string, what: unknown];

/** Errors hide what they say from JSON. */
function printed(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner instanceof Error
      ? { ...inner, message: inner.message, stack: inner.stack, cause: inner.cause }
      : inner,
  );
}

/** Every conversation but the private channel and those with its members alone, and all that others were shown. */
function slackPlaces({ slack }: IncidentBot): Seen[] {
  const { state } = slack;
  const mayKnow = new Set(circle);
  const isPrivate = ({ id, members }: { id: string; members: string[] }) =>
    id === hidden || members.every((one) => mayKnow.has(one) || one === 'U0BOT');
  const open = state.channels().filter((one) => !isPrivate(one));
  const kept = new Set(
    state
      .channels()
      .filter(isPrivate)
      .map(({ id }) => id),
  );
  const others = state.users().filter(({ id }) => !mayKnow.has(id));
  return [
    ...open.flatMap(({ id, bookmarks }): Seen[] => [
      // What people say themselves is not Signalman's to keep.
      [`channel ${id}`, state.everything(id).filter((one) => one.user === 'U0BOT')],
      [`bookmarks of ${id}`, bookmarks],
    ]),
    ...others.flatMap(({ id }): Seen[] => [
      [`private answers to ${id}`, state.ephemerals(id)],
      [`forms of ${id}`, state.views(id)],
      [`home of ${id}`, state.home(id) ?? ''],
    ]),
    ...state
      .files()
      .filter((file) => file.shares.some(({ channel }) => !kept.has(channel)))
      .map((file): Seen => [`file ${file.name}`, `${file.title} ${file.content?.toString()}`]),
    // A person's own page shows whatever the person may see: nothing of it in general.
    ...circle.map((id): Seen => [`home of ${id}`, state.home(id) ?? '']),
  ];
}

/** All tables there are, also those of tomorrow. Only the record of the incident itself, and what is owed to those who may know, is left out. */
async function tablePlaces({ read }: Database): Promise<Seen[]> {
  const tables = await read.introspection.getTables();
  const names = tables.map(({ name }) => name).filter((name) => !name.startsWith('kysely_'));
  const allowed = await readBy(read);
  const places: Seen[] = [];
  for (const name of names) {
    const rows = (await read
      .selectFrom(name as never)
      .selectAll()
      .execute()) as Record<string, unknown>[];
    for (const [at, row] of rows.entries()) {
      if (name === 'incident' && row.embargoed === 1) continue;
      if (name === 'incident_action' && row.is_hidden === 1) continue;
      if (name === 'incident_event' && allowed.incidents.has(Number(row.incident_id))) continue;
      if (name === 'delivery_content' && allowed.contents.has(Number(row.id))) continue;
      places.push([`table ${name}, row ${at}`, row]);
    }
  }
  return places;
}

async function readBy(read: Database['read']) {
  const incidents = await read
    .selectFrom('incident_event')
    .select('incident_id')
    .where('body', 'like', '%"embargo":true%')
    .execute();
  const owed = await read.selectFrom('delivery').select(['content_id', 'destination']).execute();
  const mayGo = new Set([hidden, ...circle]);
  const open = new Set(owed.filter((one) => !mayGo.has(one.destination)).map((one) => one.content_id));
  return {
    incidents: new Set(incidents.map((row) => row.incident_id)),
    contents: new Set(owed.map((one) => one.content_id).filter((id) => !open.has(id))),
  };
}

function githubPlaces({ github }: IncidentBot): Seen[] {
  return [
    ['requests to GitHub', github.requests],
    ['issues on GitHub', github.issues('kubernetes/kubernetes')],
  ];
}

const settings = loadSettings(
  `
repository: kubernetes/kubernetes
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v1.6: { milestone: v1.6 } }
roles: { release-lead: [${lead}], incident-commander: [${commander}] }
incidents: { channel: ${incidents} }
`,
  'signalman.yml',
);

/** What operators and everybody with a browser see. */
async function operatorPlaces(bot: IncidentBot): Promise<Seen[]> {
  const questions = composeQuestions({ settings, database: bot.database, clock: Date.now });
  const page = async (path: string) => await (await fetch(`http://127.0.0.1:${bot.bot.port}${path}`)).text();
  const status = await questions.showStatus('v1.6');
  return [
    ['/metrics', await page('/metrics')],
    ['/healthz', await page('/healthz')],
    ['/readyz', await page('/readyz')],
    ['the status', status],
    ['the report as Markdown', reportMarkdown(status)],
    ['the audit', await typed(bot, ['audit', '--release', 'v1.6'])],
    ['the audit as JSON', await typed(bot, ['audit', '--release', 'v1.6', '--format', 'json'])],
    ['deliveries', await typed(bot, ['deliveries', 'list', '--state', 'all', '--limit', '1000'])],
    ['deliveries as JSON', await typed(bot, ['deliveries', 'list', '--state', 'all', '--json'])],
    ['the report as JSON', reportJson(status, { issues: [], withoutMilestone: [], enhancements: [] })],
    ...(await Promise.all(
      ['json', 'markdown', 'post-mortem'].map(
        async (format): Promise<Seen> => [
          `the export as ${format}`,
          await typed(bot, ['incident', 'export', '1', '--format', format]).catch(String),
        ],
      ),
    )),
  ];
}

/** Types a command of the command line. @returns what it prints */
export async function typed({ database }: Pick<IncidentBot, 'database'>, args: string[]): Promise<string> {
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const open = async () => ({ ...database, close: async () => {} });
  const signalman = new Command().exitOverride();
  addIncident(signalman, write, open, async () => null);
  addDeliveries(signalman, write, open);
  addAudit(signalman, write, async () => ({ settings, open }));
  await signalman.parseAsync(args, { from: 'user' });
  return out;
}
