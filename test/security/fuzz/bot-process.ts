/** The bot as a process of its own, with everything configured, between a local Slack and a local GitHub. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalGitHub } from '../../../src/sandbox/github/index.js';
import { NOON_16_MARCH_2017 } from '../../../src/sandbox/seed/noon-16-march-2017.js';
import { seedReportDay } from '../../../src/sandbox/seed/report-day.js';
import { startLocalSlack } from '../../../src/sandbox/slack/index.js';
import { botUserId, configuration, slackSeed } from '../../../src/sandbox/workspace.js';
import { manifestScopes } from '../../builders/bot.js';
import { launch } from '../../builders/cli.js';
import { freePort } from '../../builders/port.js';

export const signingSecret = 'fuzz-signing-secret';

/** @param more of the environment, or other than usual */
export async function startBotProcess(more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'signalman-fuzz-'));
  const slack = await startLocalSlack({
    ...{ botToken: more.SLACK_BOT_TOKEN ?? 'xoxb-fuzz-token', botUserId, limits: 'none', logSize: 50 },
    ...{ signingSecret: more.SLACK_SIGNING_SECRET ?? signingSecret },
    ...{ scopes: manifestScopes(), seed: slackSeed },
    ...(more.SLACK_APP_TOKEN ? { appToken: more.SLACK_APP_TOKEN } : {}),
  });
  const github = await startLocalGitHub({ tokens: [{ token: 'ghp_fuzz_token', login: 'lead' }] });
  seedReportDay(github, NOON_16_MARCH_2017);
  writeFileSync(join(folder, 'signalman.yml'), configuration(github.url));
  const answers = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.end('ok'));
  });
  await new Promise<void>((resolve) => answers.listen(0, '127.0.0.1', resolve));
  const port = await freePort();
  const bot = launch(['start'], {
    ...{
      SLACK_BOT_TOKEN: 'xoxb-fuzz-token',
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
    },
    ...{ GITHUB_TOKEN: 'ghp_fuzz_token', GITHUB_API_URL: github.url, LOG_LEVEL: 'info' },
    ...{ CONFIG_FILE: join(folder, 'signalman.yml'), DATA_DIR: folder, PORT: String(port) },
    ...more,
  });
  await bot.says('"ready"');
  if (!more.SLACK_APP_TOKEN) slack.eventsUrl = `http://127.0.0.1:${port}/slack/events`;
  return {
    slack,
    bot,
    port,
    folder,
    url: `http://127.0.0.1:${port}`,
    /** Takes whatever is answered. */
    answersUrl: `http://127.0.0.1:${(answers.address() as AddressInfo).port}/answer`,
    /** Resident, MB. */
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.child.pid}/status`, 'utf8'))?.[1]) / 1024,
    /** What was logged as an error, or worse. */
    errors: () => bot.output.err.split('\n').filter((line) => /"level":"(error|fatal)"/.test(line)),
    async close() {
      await bot.end();
      answers.closeAllConnections();
      answers.close();
      await github.close();
      await slack.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
