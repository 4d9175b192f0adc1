/** The bot as its users start it, in a workspace with many people and announcement channels, one of whom declares an incident. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalSlack } from '../../src/sandbox/slack/index.js';
import { signingSecret } from './command.js';
import { announcing, type Declared, declareIn } from './declaration.js';
import { untilSynced } from './metrics.js';
import { until } from './patience.js';
import { type Helper, type Running, startHelper, startProgram } from './process.js';
import { githubToken, project } from './project.js';
import type { Stage } from './stage.js';

const botToken = 'xoxb-benchmark-token';
export const lead = 'U0LEAD';
const home = 'C0INCIDENTS';
const size = project(1000);

export interface Town {
  slackEnv: Record<string, string>;
  /** Another process of it, before the same GitHub. @param storage the variables that say where the store is */
  bot(storage: Record<string, string>): Promise<Running>;
  declare(): Promise<Declared>;
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
  let github: Helper | null = null;
  const copies = () => channels.map((id) => slack.state.messages(id).filter(({ user }) => user === 'U0BOT'));
  return {
    slackEnv,
    async bot(storage) {
      const isFirst = github === null;
      github ??= await startHelper(stage, 'local-github.js', [size]);
      const configFile = join(await stage.folder(), 'signalman.yml');
      await writeFile(configFile, configFor(channels));
      const running = await startProgram(stage, ['bin/signalman.js', 'start'], {
        ...{ ...slackEnv, ...storage, GITHUB_TOKEN: githubToken, GITHUB_API_URL: github.url },
        ...{ CONFIG_FILE: configFile, LOG_LEVEL: 'error' },
      });
      slack.eventsUrl = `${running.url}/slack/events`;
      // The others find what the first one has read.
      if (isFirst) await untilSynced(running.url, 1);
      return running;
    },
    declare: () => declareIn(slack, lead, home),
    async told() {
      const seen = () => {
        const all = copies();
        return {
          copies: all.filter((some) => some.length === 1).length,
          texts: new Set(all.flatMap((some) => some.map(({ text }) => text))).size,
        };
      };
      const allAlike = () => seen().copies === count && seen().texts === 1;
      // What is missing is a figure of the table.
      await until(allAlike, { every: 200, what: 'every copy' }).catch(() => {});
      return seen();
    },
  };
}

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
${announcing(channels)}
`;
