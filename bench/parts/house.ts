/** Everything around a bot: Slack, GitHub with its projects, and a place for the answers. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalSlack } from '../../src/sandbox/slack/index.js';
import { signingSecret } from './command.js';
import { answersOf } from './pair.js';
import { type Helper, type Running, runProgram, startHelper, startProgram } from './process.js';
import { configFor, githubToken, type Project } from './project.js';
import type { Stage } from './stage.js';

const botToken = 'xoxb-benchmark-token';

export interface House {
  github: Helper;
  /** The response_url's server. */
  answersUrl: string;
  /** Waits until so many answers have arrived since the last time. */
  answered(count: number): Promise<void>;
  /** The bot, through its own command line. `projects` are those of its configuration. */
  bot(projects: readonly Project[], storage: Storage): Promise<Running>;
  /** `signalman sync` for these projects. */
  sync(projects: readonly Project[], storage: Storage): Promise<void>;
  bareBolt(): Promise<Running>;
}

type Storage = { dataDir: string } | { databaseUrl: string };

export async function openHouse(stage: Stage, projects: readonly Project[]): Promise<House> {
  const slack = await startLocalSlack({
    seed: { users: [], channels: [], userGroups: [] },
    botToken,
    botUserId: 'U0BOT',
    signingSecret,
  });
  stage.defer(() => slack.close());
  const [github, sink] = await Promise.all([
    startHelper(stage, 'local-github.js', projects),
    startHelper(stage, 'sink.js'),
  ]);
  const slackEnv = {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  async function envFor(configured: readonly Project[], storage: Storage) {
    const configFile = join(await stage.folder(), 'signalman.yml');
    await writeFile(configFile, configFor(configured));
    return {
      ...slackEnv,
      GITHUB_TOKEN: githubToken,
      GITHUB_API_URL: github.url,
      CONFIG_FILE: configFile,
      LOG_LEVEL: 'warn',
      ...('dataDir' in storage ? { DATA_DIR: storage.dataDir } : { DATABASE_URL: storage.databaseUrl }),
    };
  }
  return {
    github,
    answersUrl: sink.url,
    answered: answersOf(sink),
    bot: async (configured, storage) =>
      await startProgram(stage, ['bin/signalman.js', 'start'], await envFor(configured, storage)),
    sync: async (configured, storage) =>
      await runProgram(['bin/signalman.js', 'sync'], await envFor(configured, storage)),
    bareBolt: async () => await startProgram(stage, ['dist/bench/bare-bolt.js'], slackEnv),
  };
}
