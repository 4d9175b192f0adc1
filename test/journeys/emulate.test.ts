/**
 * The bot between a Slack and a GitHub that are not ours: `emulate`, plain. It is more lenient than the real
 * ones, so this shows only that nothing is true merely of our own emulation.
 */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmulator, type Emulator } from 'emulate';
import { type Bot, openStore, startBot } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { untilDelivered } from '../../src/sandbox/days.js';
import type { Database } from '../../src/storage/dialect.js';
import { rememberingLog } from '../builders/log.js';
import { freePort } from '../builders/port.js';
import { waitFor } from '../builders/wait.js';
import { quick } from '../builders/world.js';

const signingSecret = 'emulate-signing-secret';
const token = 'emulate-github-token';
const config = `
repository: octo/rocket
kinds: { bug: { filter: kind/bug, title: Bugs, without-milestone: true } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v1.0: {} }
`;

/** A digest each minute in one channel: emulate keeps real time. */
const digest = (channel: string) => `
digests: { minutely: { cron: "* * * * *", timezone: UTC, days: daily, channels: [${channel}] } }
`;

describe('between plain emulate servers', () => {
  let slack: Emulator;
  let github: Emulator;
  let database: Database;
  let bot: Bot;
  let folder: string;
  let answers: Server;
  let channel = '';
  const answered: { text: string }[] = [];
  const { log, lines } = rememberingLog();

  async function onGitHub(path: string, body: object): Promise<{ number: number }> {
    const response = await fetch(`${github.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { number: number };
  }

  async function onSlack(method: string, body: object): Promise<unknown> {
    const response = await fetch(`${slack.url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-emulate', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { ok: boolean; error?: string };
    if (!answer.ok) throw new Error(`${method}: ${answer.error}`);
    return answer;
  }

  /** The bot's clock; only it goes faster, to the next minute. */
  let ahead = 0;
  const now = () => Date.now() + ahead;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-emulate-'));
    github = await createEmulator({
      service: 'github',
      port: await freePort(),
      seed: {
        tokens: { [token]: { login: 'octo' } },
        github: { users: [{ login: 'octo' }], repos: [{ owner: 'octo', name: 'rocket' }] },
      },
    });
    slack = await createEmulator({
      service: 'slack',
      port: await freePort(),
      seed: {
        tokens: { 'xoxb-emulate': { login: 'signalman' } },
        slack: { users: [{ name: 'signalman', real_name: 'Signalman' }] },
      },
    });
    const { number: milestone } = await onGitHub('/repos/octo/rocket/milestones', { title: 'v1.0' });
    await onGitHub('/repos/octo/rocket/issues', { title: 'It leaks', milestone, labels: ['kind/bug'] });
    await onGitHub('/repos/octo/rocket/issues', { title: 'Paint it', milestone, labels: ['kind/feature'] });
    await onGitHub('/repos/octo/rocket/issues', { title: 'Loose', labels: ['kind/bug'] });
    channel = ((await onSlack('conversations.create', { name: 'rocket' })) as { channel: { id: string } })
      .channel.id;
    answers = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      answered.push(JSON.parse(body) as { text: string });
      response.end('ok');
    });
    await new Promise<void>((resolve) => answers.listen(0, '127.0.0.1', resolve));
    database = await openStore({ databaseUrl: null, dataDir: folder });
    bot = await startBot(
      { settings: loadSettings(config + digest(channel), 'signalman.yml'), database, log, clock: now },
      {
        slack: { botToken: 'xoxb-emulate', appToken: null, signingSecret, apiUrl: `${slack.url}/api/` },
        github: { apiUrl: github.url, token },
        port: 0,
        pauses: quick,
      },
    );
  });

  afterAll(async () => {
    await bot?.stop();
    await database?.close();
    await slack?.close();
    await github?.close();
    answers?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('reads the milestone, and answers a signed command with NO GO and the figures', async () => {
    await waitFor(() => lines.some((line) => line.message === 'GitHub was read'));
    const body = new URLSearchParams({
      command: '/release-status',
      text: '',
      user_id: 'U1',
      user_name: 'ann',
      channel_id: 'C1',
      team_id: 'T1',
      trigger_id: '1.2.3',
      response_url: `http://127.0.0.1:${(answers.address() as AddressInfo).port}/answer`,
    }).toString();
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

    const response = await fetch(`http://127.0.0.1:${bot.port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-signature': signature,
        'x-slack-request-timestamp': timestamp,
      },
      body,
    });
    await waitFor(() => answered.length > 0);

    expect(response.status).toBe(200);
    expect(answered[0]?.text).toBe('v1.0: NO GO (1 reason). 2 open issues, 1 bug.');
    expect(JSON.stringify(answered[0])).toContain('1 bug without a milestone');
  });

  it('posts a digest with its details into a channel, one for each slot', async () => {
    ahead = 60_000;
    await bot.wake();
    await untilDelivered(`http://127.0.0.1:${bot.port}`);
    const { messages } = (await onSlack('conversations.history', { channel })) as {
      messages: { ts: string; text: string }[];
    };
    const digests = messages.filter((message) => message.text.startsWith('v1.0 on '));
    // A minute may have passed meanwhile; but there is one message for each that was worked off.
    const slots = await database.read
      .selectFrom('slot')
      .select('slot')
      .where('state', '=', 'posted')
      .execute();
    expect(digests.length).toBeGreaterThan(0);
    expect(digests).toHaveLength(slots.length);
    expect(digests[0]?.text).toContain('NO GO. 2 open, 1 bug.');
    const { messages: thread } = (await onSlack('conversations.replies', {
      channel,
      ts: digests[0]?.ts,
    })) as {
      messages: object[];
    };
    expect(thread.length).toBeGreaterThan(1);
  });
});
