/** Every secret is a canary; the bot meets faults of all kinds while it logs everything; then everything it said is searched. */

import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { secretsOf } from '../../src/config/environment.js';
import { hideSecrets } from '../../src/operate/log.js';
import { signalman } from '../builders/cli.js';
import { waitFor } from '../builders/wait.js';
import { startBotProcess } from './fuzz/bot-process.js';

const canary = {
  botToken: 'xoxb-CANARY-bot-token',
  signingSecret: 'CANARY-signing-secret',
  gitHubToken: 'ghp_CANARY_github_token',
  password: 'CANARY-p@ss/word',
  trigger: 'CANARY-trigger',
  answers: 'CANARY-answers',
};
const everySecret = /CANARY/;

/** A GitHub that fails in turns, and repeats the token that it was given wherever it can. */
async function startEcho(): Promise<Server> {
  let turn = 0;
  const server = createServer((request, response) => {
    const given = String(request.headers.authorization);
    const status = [401, 403, 500, 404, 422, 200][turn++ % 6] ?? 500;
    response.writeHead(status, { 'content-type': 'application/json', 'x-echo': given.slice(0, 100) });
    response.end(
      status === 200 ? `<html>${given}</html>` : JSON.stringify({ message: `Bad credentials: ${given}` }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('secrets', () => {
  let echo: Server;
  let house: Awaited<ReturnType<typeof startBotProcess>>;
  const seen: string[] = [];
  const echoUrl = () => `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;

  beforeAll(async () => {
    echo = await startEcho();
    house = await startBotProcess({
      SLACK_BOT_TOKEN: canary.botToken,
      SLACK_SIGNING_SECRET: canary.signingSecret,
      GITHUB_TOKEN: canary.gitHubToken,
      GITHUB_API_URL: echoUrl(),
      LOG_LEVEL: 'trace',
    });
  }, 60_000);
  afterAll(async () => {
    await house?.close();
    echo?.close();
  });

  it('are in no line of the log, however much is logged and whatever fails', async () => {
    const { slack, bot } = house;
    for (const method of ['views.open', 'conversations.info', 'usergroups.users.list'])
      slack.faults.next(method, { kind: 'error', error: 'internal_error' });
    const lead = { user: 'U01NORA', channel: 'C01RELEASE' };
    for (const [command, text] of [
      ['/release-status', ''],
      ['/release-status', 'schedule'],
      ['/incident', 'declare it burns'],
      ['/release-signoff', 'ask v1.6.0'],
      ['/release-notes', 'gaps'],
    ] as const)
      await slack.slashCommand({ command, text, ...lead });
    await fetch(`${house.url}/slack/events`, { method: 'POST', body: '{}' });
    // What opens forms and takes answers is as good as a password while it holds: also where it leads nowhere.
    for (const [at, response_url] of [
      `${slack.url}/response/${canary.answers}`,
      `ftp://${canary.answers}/`,
    ].entries())
      await slack.raw.send(
        slack.raw.build('slash_commands', {
          ...{ command: '/incident', text: at === 0 ? 'declare' : 'list', user_id: lead.user },
          ...{ channel_id: lead.channel, trigger_id: `${canary.trigger}-${at}`, response_url },
        }),
      );
    await waitFor(() => bot.output.err.split('an answer could not be delivered').length > 2);
    await waitFor(() => bot.output.err.includes('GitHub could not be read'));
    await slack.waitFor(() => slack.state.ephemerals(lead.user, lead.channel).length >= 3);
    expect(bot.output.err).toContain('"level":"debug"');
    expect(bot.output.err + bot.output.out).not.toMatch(everySecret);
  });

  it('are in nothing that the bot answers over HTTP or says in Slack', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/slack/events', '/nowhere'])
      seen.push(await (await fetch(`${house.url}${path}`)).text());
    for (const channel of ['C01RELEASE', 'C01INCIDENTS']) {
      seen.push(JSON.stringify(house.slack.state.everything(channel)));
      seen.push(JSON.stringify(house.slack.state.ephemerals('U01NORA', channel)));
    }
    expect(seen.join('\n').length).toBeGreaterThan(1000);
    expect(seen.join('\n')).not.toMatch(everySecret);
  });

  it('are not in the store', () => {
    const files = readdirSync(house.folder).filter((name) => /\.(sqlite|db)/.test(name));
    expect(files).not.toEqual([]);
    for (const name of files)
      expect(readFileSync(join(house.folder, name)).toString('latin1')).not.toMatch(everySecret);
  });

  it('are not in a backup of it', async () => {
    const file = join(house.folder, 'backup.gz');
    const { code } = await signalman(['backup', file], { DATA_DIR: house.folder });
    expect(code).toBe(0);
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).toContain('GitHub refused the token');
    expect(text).not.toMatch(everySecret);
  });

  it.each([
    [['report', '--format', 'json', '--stored']],
    [['audit', '--format', 'json']],
    [['deliveries', 'list']],
    [['incident', 'export', '1']],
    [['check-config']],
  ])('are not in what `signalman %j` prints', async (args) => {
    const env = {
      ...{ SLACK_BOT_TOKEN: canary.botToken, SLACK_SIGNING_SECRET: canary.signingSecret },
      ...{ GITHUB_TOKEN: canary.gitHubToken, GITHUB_API_URL: echoUrl(), LOG_LEVEL: 'trace' },
      ...{ CONFIG_FILE: join(house.folder, 'signalman.yml'), DATA_DIR: house.folder },
    };
    const { out, err } = await signalman(args, env);
    expect(out + err).not.toBe('');
    expect(out + err).not.toMatch(everySecret);
  });

  it.each([
    ['as it stands', 'postgres://bot:CANARY-pass@127.0.0.1:1/db'],
    ['percent-encoded', `postgres://bot:${encodeURIComponent(canary.password)}@127.0.0.1:1/db`],
    ['of an address that is none', 'postgres://bot:CANARY-pass@[/db'],
    ['as a parameter', 'postgres://127.0.0.1:1/db?user=bot&password=CANARY-pass'],
  ])('are not told of a database that cannot be reached: a password %s', async (_, DATABASE_URL) => {
    const { code, out, err } = await signalman(['deliveries', 'list'], { DATABASE_URL });
    expect(code).toBe(1);
    expect(out + err).not.toMatch(everySecret);
  });

  it('that open the socket of Slack are in no line of the log, also when it is refused and lost', async () => {
    const socket = await startBotProcess({
      SLACK_APP_TOKEN: 'xapp-CANARY-app-token',
      SLACK_BOT_TOKEN: canary.botToken,
      LOG_LEVEL: 'trace',
    });
    try {
      const { slack, bot } = socket;
      await slack.waitFor(() => slack.socket.open() === 1);
      slack.faults.next('apps.connections.open', { kind: 'error', error: 'internal_error' });
      slack.socket.cutAll();
      await slack.waitFor(() => slack.socket.open() === 0);
      await slack.waitFor(() => slack.socket.open() === 1, { timeoutMs: 40_000 });
      const tickets = slack.state.calls('apps.connections.open').length;
      expect(tickets).toBeGreaterThan(2);
      expect(bot.output.err).toContain('"level":"debug"');
      expect(bot.output.err + bot.output.out).not.toMatch(/CANARY|ticket=/);
    } finally {
      await socket.close();
    }
  });

  it('of wrong values in the environment are not repeated', async () => {
    const { err } = await signalman(['start'], {
      ...{
        SLACK_BOT_TOKEN: 'CANARY-not-a-token',
        SLACK_APP_TOKEN: 'CANARY-neither',
        GITHUB_APP_ID: 'CANARY',
      },
      ...{ DATABASE_URL: 'CANARY://CANARY', GITHUB_APP_PRIVATE_KEY: 'CANARY', SLACK_API_URL: 'CANARY' },
    });
    expect(err).toContain('SLACK_BOT_TOKEN');
    expect(err).not.toMatch(everySecret);
  });

  it('are replaced in every form in which a library may repeat them', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const pem = String(privateKey.export({ type: 'pkcs1', format: 'pem' })).trim();
    const secrets = secretsOf({
      ...{ GITHUB_APP_PRIVATE_KEY: pem.replaceAll('\n', '\\n') },
      ...{ DATABASE_URL: `postgres://bot:${encodeURIComponent(canary.password)}@host/db` },
    });
    const line = pem.split('\n')[2] ?? '?';
    for (const text of [
      pem,
      pem.replaceAll('\n', '\\n'),
      canary.password,
      encodeURIComponent(canary.password),
    ]) {
      expect(hideSecrets(`it failed: ${text}!`, secrets)).not.toMatch(everySecret);
      expect(hideSecrets(`it failed: ${text}!`, secrets)).not.toContain(line);
    }
  });
});
