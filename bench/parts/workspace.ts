/** A Slack without limits and with many announcement channels, and a person in it who declares incidents. */
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/index.js';
import { signingSecret } from './command.js';
import { type Helper, startHelper } from './process.js';
import { githubToken, type Project, project } from './project.js';
import type { Stage } from './stage.js';

const botToken = 'xoxb-benchmark-token';
const [bot, commander, home] = ['U0BOT', 'U0COMMANDER', 'C0INCIDENTS'];
const small = project(10);

export interface Announcing {
  slack: LocalSlack;
  bot: Helper;
  /** The loop that it is compared with. */
  loop: Helper;
  channels: string[];
  /** @returns when it was acknowledged, on the clock of `performance`, and how long that took, in ms */
  declare(): Promise<{ acknowledged: number; ackMs: number }>;
}

/** One rule takes a hundred channels. */
const rules = (channels: readonly string[]) =>
  Array.from({ length: Math.ceil(channels.length / 100) }, (_, at) =>
    channels.slice(at * 100, at * 100 + 100),
  )
    .map((some) => `    - channels: [${some.join(', ')}]`)
    .join('\n');

/** Releases that are only read. */
const beside = (projects: readonly Project[]) =>
  projects
    .map(({ repository }, at) => `, r${at + 1}: { repository: ${repository}, milestone: v2.0 }`)
    .join('');

const configFor = (channels: readonly string[], projects: readonly Project[]) => `
repository: ${small.repository}
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v2.0: { milestone: v2.0 }${beside(projects)} }
roles: { release-lead: [${commander}], incident-commander: [${commander}] }
incidents:
  channel: ${home}
  announce:
${rules(channels)}
`;

/** @param databaseUrl null: a file */
export async function openAnnouncing(
  stage: Stage,
  { count, databaseUrl, projects = [] }: { count: number; databaseUrl: string | null; projects?: Project[] },
): Promise<Announcing> {
  const channels = Array.from({ length: count }, (_, at) => `C0ANNOUNCE${at}`);
  const slack = await startLocalSlack({
    botToken,
    botUserId: bot,
    signingSecret,
    limits: 'none',
    logSize: 10,
    seed: {
      users: [{ id: commander, name: 'jacob', realName: 'Jacob Commander' }],
      channels: [home, ...channels].map((id) => ({ id, name: id.toLowerCase(), members: [commander, bot] })),
      userGroups: [],
    },
  });
  stage.defer(() => slack.close());
  const github = await startHelper(stage, 'local-github.js', [small, ...projects]);
  const loop = await startHelper(stage, 'plain-loop.js', { apiUrl: slack.apiUrl, token: botToken });
  const running = await startHelper(stage, 'announcing-bot.js', {
    config: configFor(channels, projects),
    storage: { databaseUrl, dataDir: await stage.folder() },
    slack: { botToken, signingSecret, apiUrl: slack.apiUrl },
    github: { apiUrl: github.url, token: githubToken },
  });
  slack.eventsUrl = `${running.url}/slack/events`;

  async function declare() {
    const open = slack.state.views(commander).at(-1);
    if (open) await slack.closeView({ viewId: open.id, user: commander, all: true });
    await slack.slashCommand({ command: '/incident', text: 'declare', user: commander, channel: home });
    const form = await slack.waitFor(
      () => slack.state.views(commander).find((one) => one.callbackId !== 'loading'),
      { timeoutMs: 60_000, what: 'the form of a declaration' },
    );
    const begun = performance.now();
    const { action, ackMs } = await slack.submitView({ user: commander, viewId: form.id, values: incident });
    if (action !== 'update') throw new Error(`the declaration was answered with ${action}`);
    return { acknowledged: begun + ackMs, ackMs };
  }

  return { slack, bot: running, loop, channels, declare };
}

const incident = {
  title: 'kubeadm 1.6.0 hangs when initializing a cluster',
  severity: 's1',
  release: 'v2.0',
  versions: 'kubeadm 1.6.0, new clusters only',
  impact: 'Initialization of a new 1.6.0 master using kubeadm hangs for ever.',
  workaround: 'Stay on 1.5; older packages are gone from the repository, so use a cached copy.',
};
