/** The bot as its users start it, in a workspace with many people and announcement channels, one of whom declares an incident. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalSlack } from '../../src/sandbox/slack/index.js';
import { signingSecret } from './command.js';
import { untilSynced } from './metrics.js';
import { type Running, startHelper, startProgram } from './process.js';
import { githubToken, project } from './project.js';
import type { Stage } from './stage.js';

const botToken = 'xoxb-benchmark-token';
export const lead = 'U0LEAD';
const home = 'C0INCIDENTS';
const size = project(1000);

export interface Town {
  slackEnv: Record<string, string>;
  /** @param storage the variables that say where the store is */
  bot(storage: Record<string, string>): Promise<Running>;
  declare(): Promise<void>;
  /** Waits until every channel was told, and the revisions have come to rest. @returns copies, and different texts among them */
  told(): Promise<{ copies: number; texts: number }>;
}

export async function openTown(stage: Stage, count: number): Promise<Town> {
  const channels = Array.from({ length: count }, (_, at) => `C0ANNOUNCE${at}`);
  const person = (id: string) => ({ id, name: id.toLowerCase(), realName: id });
  const slack = await startLocalSlack({
    ...{ botToken, botUserId: 'U0BOT', signingSecret, limits: 'none', logSize: 10 },
    seed: {
      users: [lead, ...Array.from({ length: 300 }, (_, at) => `U0PERSON${at}`)].map(person),
      channels: [home, ...channels].map((id) => ({ id, name: id.toLowerCase(), members: [lead, 'U0BOT'] })),
      userGroups: [],
    },
  });
  stage.defer(() => slack.close());
  const slackEnv = {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const copies = () => channels.map((id) => slack.state.messages(id).filter(({ user }) => user === 'U0BOT'));
  return {
    slackEnv,
    async bot(storage) {
      const github = await startHelper(stage, 'local-github.js', [size]);
      const configFile = join(await stage.folder(), 'signalman.yml');
      await writeFile(configFile, configFor(channels));
      const running = await startProgram(stage, ['bin/signalman.js', 'start'], {
        ...{ ...slackEnv, ...storage, GITHUB_TOKEN: githubToken, GITHUB_API_URL: github.url },
        ...{ CONFIG_FILE: configFile, LOG_LEVEL: 'error' },
      });
      slack.eventsUrl = `${running.url}/slack/events`;
      await untilSynced(running.url, 1);
      return running;
    },
    async declare() {
      await slack.slashCommand({ command: '/incident', text: 'declare', user: lead, channel: home });
      const form = await slack.waitFor(
        () => slack.state.views(lead).find((one) => one.callbackId !== 'loading'),
        { timeoutMs: 60_000, what: 'the form of a declaration' },
      );
      await slack.submitView({ user: lead, viewId: form.id, values: incident });
    },
    async told() {
      const end = Date.now() + 60_000;
      while (copies().some((some) => some.length === 0) && Date.now() < end) await sleep(100);
      const all = copies();
      return {
        copies: all.filter((some) => some.length === 1).length,
        texts: new Set(all.flatMap((some) => some.map(({ text }) => text))).size,
      };
    },
  };
}

/** One rule takes a hundred channels. */
const rules = (channels: readonly string[]) =>
  [channels.slice(0, 100), channels.slice(100)]
    .filter((some) => some.length > 0)
    .map((some) => `    - channels: [${some.join(', ')}]`)
    .join('\n');

const configFor = (channels: readonly string[]) => `
repository: ${size.repository}
kinds: { bug: { filter: kind/bug, title: Bugs, by-group: true } }
groups: { noun: SIG, prefix: sig/ }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v2.0: { milestone: v2.0 } }
roles: { release-lead: [${lead}], incident-commander: [${lead}] }
incidents:
  channel: ${home}
  announce:
${rules(channels)}
`;

const incident = {
  title: 'kubeadm 1.6.0 hangs when initializing a cluster',
  severity: 's1',
  release: 'v2.0',
  versions: 'kubeadm 1.6.0, new clusters only',
  impact: 'Initialization of a new 1.6.0 master using kubeadm hangs for ever.',
  workaround: 'Stay on 1.5; older packages are gone from the repository, so use a cached copy.',
};
