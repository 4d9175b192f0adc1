/** The bot as a process of its own between a local Slack and a local GitHub that may hang, and a person who asks and declares. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FaultProxy, startFaultProxy } from '../../../src/sandbox/fault-proxy.js';
import { startLocalGitHub } from '../../../src/sandbox/github/index.js';
import { type LocalSlack, startLocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Launched, launch } from '../../builders/cli.js';

export const person = 'U0COMMANDER';
export const home = 'C0INCIDENTS';
const [botToken, appToken, signingSecret, githubToken] = [
  'xoxb-stop',
  'xapp-stop',
  'stop-secret',
  'ghp_stop',
];

export interface StopStage {
  slack: LocalSlack;
  /** Between the bot and GitHub. */
  github: FaultProxy;
  channels: string[];
  /** The folder of the store, when there is no database. */
  dataDir: string;
  /** Starts the bot without waiting for it. */
  launch(more?: Record<string, string>): Launched;
  /** Starts the bot and lets Slack send to it. */
  start(more?: Record<string, string>): Promise<Launched & { url: string }>;
  /** Asks for the status; resolves when that is acknowledged. */
  ask(): Promise<void>;
  answers(): number;
  /** Declares an incident, which is told to every channel. */
  declare(): Promise<void>;
  close(): Promise<void>;
}

export async function openStopStage({
  mode = 'http',
}: {
  mode?: 'http' | 'socket';
} = {}): Promise<StopStage> {
  const channels = Array.from({ length: 12 }, (_, at) => `C0TOLD${at}`);
  const folder = mkdtempSync(join(tmpdir(), 'signalman-stop-'));
  const dataDir = join(folder, 'data');
  const target = await startLocalGitHub({ limits: 'none', tokens: [{ token: githubToken, login: 'lead' }] });
  target.addRepo({ fullName: 'acme/rocket' });
  target.addMilestone('acme/rocket', { title: 'v1.0' });
  const github = await startFaultProxy({ target: target.url });
  const slack = await startLocalSlack({
    ...{ botToken, botUserId: 'U0BOT', signingSecret, limits: 'none' },
    ...(mode === 'socket' ? { appToken } : {}),
    seed: {
      users: [{ id: person, name: 'jacob', realName: 'Jacob Commander' }],
      channels: [home, ...channels].map((id) => ({ id, name: id.toLowerCase(), members: [person, 'U0BOT'] })),
      userGroups: [],
    },
  });
  const config = join(folder, 'signalman.yml');
  writeFileSync(config, configFor(channels));
  const env = {
    SLACK_BOT_TOKEN: botToken,
    ...(mode === 'socket' ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    GITHUB_TOKEN: githubToken,
    GITHUB_API_URL: github.url,
    CONFIG_FILE: config,
    DATA_DIR: dataDir,
    PORT: '0',
  };
  const bots: Launched[] = [];
  const run = (more: Record<string, string> = {}) => {
    const bot = launch(['start'], { ...env, ...more }, folder);
    bots.push(bot);
    return bot;
  };
  return {
    ...{ slack, github, channels, dataDir },
    launch: run,
    async start(more) {
      const bot = run(more);
      await bot.says('"msg":"ready"');
      const url = `http://127.0.0.1:${/"port":(\d+)/.exec(bot.output.err)?.[1]}`;
      slack.eventsUrl = `${url}/slack/events`;
      return { ...bot, url };
    },
    async ask() {
      const { status } = await slack.slashCommand({
        command: '/release-status',
        text: '',
        user: person,
        channel: home,
      });
      if (mode === 'http' && status !== 200) throw new Error(`answered with ${status}`);
    },
    answers: () => slack.state.ephemerals(person, home).length,
    async declare() {
      await slack.slashCommand({ command: '/incident', text: 'declare', user: person, channel: home });
      const form = await slack.waitFor(() =>
        slack.state.views(person).find((one) => one.callbackId !== 'loading'),
      );
      await slack.submitView({ user: person, viewId: form.id, values: incident });
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.end('SIGKILL')));
      await slack.close();
      await github.close();
      await target.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const configFor = (channels: readonly string[]) => `
repository: acme/rocket
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v1.0: { milestone: v1.0 } }
roles: { release-lead: [${person}], incident-commander: [${person}] }
incidents:
  channel: ${home}
  announce: [{ channels: [${channels.join(', ')}] }]
`;

const incident = {
  title: 'kubeadm 1.6.0 hangs when initializing a cluster',
  severity: 's1',
  release: 'v1.0',
  versions: 'kubeadm 1.6.0, new clusters only',
  impact: 'Initialization of a new 1.6.0 master using kubeadm hangs for ever.',
  workaround: 'Stay on 1.5.',
};
