/** The whole bot between a local Slack and a local GitHub, driven through signed HTTP or Socket Mode. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Bot, openStore, startBot } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import type { Timing } from '../../src/domain/delivery-timing.js';
import { untilDelivered } from '../../src/sandbox/days.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/index.js';
import type { LocalSlackOptions } from '../../src/sandbox/slack/options.js';
import type { Database } from '../../src/storage/dialect.js';
import { atGitHubTiming, fastTiming } from './delivery.js';
import { openEmptyStore } from './empty-store.js';
import { type RememberedLine, rememberingLog } from './log.js';
import { waitFor } from './wait.js';
import { quick, token } from './world.js';

export const lead = 'U0LEAD';
export const member = 'U0MEMBER';
export const deputy = 'U0DEPUTY';
export const release = 'C0RELEASE';
export const signingSecret = 'test-signing-secret';
export const botToken = 'xoxb-test-token';
const appToken = 'xapp-test-token';

/** Kubernetes 1.6 with a role that is a person and a user group. */
export const kubernetesConfig = `
preset: kubernetes-1.6
releases:
  v1.6: { next-milestones: [v1.6.1, v1.7] }
roles: { release-lead: [${lead}, S0TEAM] }
channels: { release: [${release}] }
`;

export interface RunningBot {
  slack: LocalSlack;
  github: LocalGitHub;
  database: Database;
  bot: Bot;
  log: RememberedLine[];
  /** Types a command and waits for the private answer to it. */
  ask(text: string, user?: string, channel?: string, command?: string): Promise<Answer>;
  /** Looks what is due, as the alarm would, and waits until nothing is owed any more. */
  wake(): Promise<void>;
  /**
   * Stops the bot and starts it on the same database.
   * @param meanwhile what happens while it is away
   * @param configured what becomes of signalman.yml
   */
  restart(meanwhile?: () => void | Promise<void>, configured?: (before: string) => string): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  ackMs: number;
  id: string;
  text: string;
  /** Everything the message says, blocks included, as one text. */
  all: string;
  blocks: { type: string; [key: string]: unknown }[];
}

export interface BotOptions {
  config?: string;
  seed(github: LocalGitHub): void;
  mode?: 'http' | 'socket';
  now?: () => number;
  /** Whether to wait until GitHub has been read. */
  waitForData?: boolean;
  /** Whether Slack holds the bot to its published rates, as it does unless told. */
  limits?: LocalSlackOptions['limits'];
  /** A PostgreSQL database instead of a file. */
  databaseUrl?: string;
  /** A folder of the caller's with a store in it, instead of an empty one. */
  dataDir?: string;
  /** What was said in Slack before. */
  messages?: LocalSlackOptions['seed']['messages'];
  /** Channels beside the release's. */
  channels?: LocalSlackOptions['seed']['channels'];
  /** People beside the lead, the member and the deputy. */
  users?: LocalSlackOptions['seed']['users'];
  timing?: Partial<Timing>;
  /** The machine's clock, where it is not the real one. */
  machine?: () => number;
  /** Done to Slack before the bot starts. */
  prepare?(slack: LocalSlack): void;
}

export async function startTestBot({
  config = kubernetesConfig,
  seed,
  mode = 'http',
  now = Date.now,
  waitForData = true,
  channels = [],
  users = [],
  timing = {},
  limits = 'slack',
  databaseUrl,
  dataDir,
  messages = [],
  machine = Date.now,
  prepare = () => {},
}: BotOptions): Promise<RunningBot> {
  const folder = mkdtempSync(join(tmpdir(), 'signalman-bot-'));
  const github = await startLocalGitHub({ now, tokens: [{ token, login: 'lead' }] });
  seed(github);
  const slack = await startLocalSlack({
    now,
    botToken,
    botUserId: 'U0BOT',
    signingSecret,
    limits,
    scopes: manifestScopes(),
    ...(mode === 'socket' ? { appToken } : {}),
    seed: {
      users: [
        { id: lead, name: 'lea', realName: 'Lea Lead' },
        { id: member, name: 'max', realName: 'Max Member' },
        { id: deputy, name: 'dee', realName: 'Dee Deputy' },
        ...users,
      ],
      channels: [{ id: release, name: 'release', members: [lead, member, deputy] }, ...channels],
      userGroups: [{ id: 'S0TEAM', handle: 'release-team', members: [deputy] }],
      messages,
    },
  });
  prepare(slack);
  const { log, lines } = rememberingLog();
  let configuration = config;
  const start = async () => {
    const database = databaseUrl
      ? await openStore({ databaseUrl, dataDir: folder })
      : await openEmptyStore(dataDir ?? folder);
    const bot = await startBot(
      { settings: loadSettings(configuration, 'signalman.yml'), database, log, clock: now, machine },
      {
        slack: {
          botToken,
          appToken: mode === 'socket' ? appToken : null,
          signingSecret,
          apiUrl: slack.apiUrl,
        },
        github: { apiUrl: github.url, token },
        port: 0,
        pauses: quick,
        timing: { ...fastTiming, pace: 20, ...timing },
        atGitHub: atGitHubTiming,
      },
    );
    if (mode === 'http') slack.eventsUrl = `http://127.0.0.1:${bot.port}/slack/events`;
    return { bot, database };
  };
  let running = await start();
  const stop = async () => {
    await running.bot.stop();
    await running.database.close();
  };
  if (waitForData) await untilRead(lines, config);
  return {
    slack,
    github,
    get database() {
      return running.database;
    },
    get bot() {
      return running.bot;
    },
    log: lines,
    async wake() {
      await running.bot.wake();
      await untilDelivered(`http://127.0.0.1:${running.bot.port}`);
    },
    async restart(meanwhile, configured = (before) => before) {
      await stop();
      await meanwhile?.();
      configuration = configured(configuration);
      running = await start();
    },
    async ask(text, user = lead, channel = release, command = '/release-status') {
      const before = new Set(slack.state.ephemerals(user, channel).map((one) => one.id));
      const outcome = await slack.slashCommand({ command, text, user, channel });
      const found = await slack.waitFor(
        () => slack.state.ephemerals(user, channel).find((one) => !before.has(one.id)),
        {
          what: `an answer to "${text.slice(0, 60)}"`,
        },
      );
      return answerOf(found, outcome.ackMs);
    },
    async close() {
      await stop();
      await github.close();
      await slack.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the app asks for when it is installed: nothing may need more. */
export function manifestScopes(): string[] {
  const manifest = parse(readFileSync('manifest.yml', 'utf8')) as {
    oauth_config: { scopes: { bot: string[] } };
  };
  return manifest.oauth_config.scopes.bot;
}

export function answerOf(message: { id?: string; text?: string; blocks?: unknown }, ackMs = 0): Answer {
  const blocks = (message.blocks ?? []) as Answer['blocks'];
  return {
    ackMs,
    id: message.id ?? '',
    text: message.text ?? '',
    all: `${message.text} ${textOf(blocks)}`,
    blocks,
  };
}

/** Every `text` below, in reading order. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? inner : textOf(inner)))
    .filter((text) => text !== '')
    .join(' ');
}

async function untilRead(lines: RememberedLine[], config: string): Promise<void> {
  const wanted = config.includes('preset') ? 2 : 1;
  const isTold = ({ message }: RememberedLine) => /^GitHub (was|could not be) read$/.test(message);
  const isRead = () => lines.filter(isTold).length >= wanted;
  await waitFor(isRead, () => `the first reading: ${JSON.stringify(lines.slice(-5))}`);
}
