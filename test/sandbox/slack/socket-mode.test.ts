import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import bolt from '@slack/bolt';
import { WebSocket } from 'ws';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Answer, appToken, botToken, callRaw, start } from './fixture.js';

const silent = {
  ...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} },
  getLevel: () => bolt.LogLevel.ERROR,
};

describe('A Bolt app in Socket Mode', () => {
  let slack: LocalSlack;
  let app: InstanceType<typeof bolt.App>;

  beforeEach(async () => {
    slack = await start({ appToken });
    const clientOptions = { slackApiUrl: slack.apiUrl };
    const receiver = new bolt.SocketModeReceiver({
      ...{ appToken, logger: silent, installerOptions: { clientOptions }, clientPingTimeout: 50 },
    });
    app = new bolt.App({ token: botToken, receiver, logger: silent, clientOptions });
    app.command('/hello', async ({ ack, command }) => {
      await ack({ text: `Hello ${command.text}` });
    });
    app.action('greet', async ({ ack, client }) => {
      await ack();
      await client.chat.postMessage({ channel: 'C1', text: 'greeted' });
    });
    app.message('ping', async ({ say }) => {
      await say('pong');
    });
    await app.start();
  });

  afterEach(async () => {
    await app.stop();
    await slack.close();
  });

  it('answers a slash command with the acknowledgement', async () => {
    const outcome = await slack.slashCommand({
      command: '/hello',
      text: 'socket',
      user: 'U1',
      channel: 'C1',
    });
    expect(outcome.status).toBe(200);
    expect(slack.state.ephemerals('U1')).toMatchObject([{ text: 'Hello socket', source: 'ack' }]);
    expect(slack.state.deliveries()).toMatchObject([{ kind: 'slash_commands', ack: { via: 'socket' } }]);
  });

  it('sees clicks and messages', async () => {
    const button = { type: 'button', action_id: 'greet', text: { type: 'plain_text', text: 'Greet' } };
    const blocks = [{ type: 'actions', elements: [button] }];
    await app.client.chat.postMessage({ channel: 'C1', text: 'A button', blocks: blocks as Answer });
    const messageTs = slack.state.messages('C1')[0]?.ts ?? '';
    await slack.click({ user: 'U1', channel: 'C1', messageTs, actionId: 'greet' });
    await slack.say({ user: 'U2', channel: 'C1', text: 'ping' });
    await slack.waitFor(() => slack.state.messages('C1').some((message) => message.text === 'pong'));
    await slack.waitFor(() => slack.state.messages('C1').some((message) => message.text === 'greeted'));
  });

  it('comes back after Slack has asked it to reconnect', async () => {
    slack.socket.disconnectAll();
    await expectReconnection();
  });

  it('comes back after its connection was cut', async () => {
    slack.socket.cutAll();
    await expectReconnection();
  });

  async function expectReconnection(): Promise<void> {
    await slack.waitFor(() => slack.socket.open() === 0);
    await slack.waitFor(() => slack.socket.open() === 1);
    const outcome = await slack.slashCommand({ command: '/hello', text: 'again', user: 'U1', channel: 'C1' });
    expect(outcome.status).toBe(200);
  }
});

describe('A bare Socket Mode connection', () => {
  let slack: LocalSlack;
  const open: WebSocket[] = [];

  beforeEach(async () => {
    slack = await start({ appToken, ackTimeoutMs: 200, retryDelaysMs: [40, 40] });
  });

  afterEach(async () => {
    for (const connection of open.splice(0)) connection.terminate();
    await slack.close();
  });

  async function connect(): Promise<{ connection: WebSocket; heard: Answer[] }> {
    const { body } = await callRaw(slack, 'apps.connections.open', {}, appToken);
    const connection = new WebSocket(body.url);
    open.push(connection);
    const heard: Answer[] = [];
    connection.on('message', (data) => heard.push(JSON.parse(String(data))));
    await new Promise((resolve, reject) => connection.once('open', resolve).once('error', reject));
    return { connection, heard };
  }

  it('is opened with the app-level token only', async () => {
    expect((await callRaw(slack, 'apps.connections.open')).body.error).toBe('not_allowed_token_type');
    expect((await callRaw(slack, 'auth.test', {}, appToken)).body.error).toBe('not_allowed_token_type');
  });

  it('takes a ticket once', async () => {
    const { connection } = await connect();
    const again = new WebSocket(connection.url);
    await expect(
      new Promise((resolve, reject) => again.once('open', resolve).once('error', reject)),
    ).rejects.toThrow('403');
  });

  it('is limited to ten, and each event goes to one of them', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, connect));
    await expect(connect()).rejects.toThrow('403');
    for (const { connection, heard } of all) {
      connection.on('message', (data) => {
        const { envelope_id } = JSON.parse(String(data));
        if (envelope_id) connection.send(JSON.stringify({ envelope_id }));
      });
      expect(heard[0]?.type ?? 'hello').toBe('hello');
    }
    for (const text of ['one', 'two', 'three']) await slack.say({ user: 'U1', channel: 'C1', text });
    const events = all.flatMap(({ heard }) => heard).filter((message) => message.type === 'events_api');
    expect(events.map((message) => message.payload.event.text).sort()).toEqual(['one', 'three', 'two']);
  });

  it('is sent an event again when it does not acknowledge it', async () => {
    const { heard } = await connect();
    const { event } = await slack.say({ user: 'U1', channel: 'C1', text: 'hear me' });
    expect(event.ack?.error).toBe('operation_timeout');
    await slack.waitFor(() => slack.state.deliveries().length === 3);
    const attempts = heard.filter((message) => message.type === 'events_api');
    expect(attempts.map((message) => message.retry_attempt)).toEqual([0, 1, 2]);
    expect(new Set(attempts.map((message) => message.payload.event_id)).size).toBe(1);
    expect(attempts[1]?.retry_reason).toBe('timeout');
  });

  it('gets what happened while it was away', async () => {
    const { connection } = await connect();
    connection.terminate();
    await slack.waitFor(() => slack.socket.open() === 0);
    const { event } = await slack.say({ user: 'U1', channel: 'C1', text: 'Still there?' });
    expect(event.ack?.error).toBe('connection_failed');
    const { heard } = await connect();
    await slack.waitFor(() => slack.state.deliveries().length === 3);
    expect(heard.at(-1)?.payload?.event.text).toBe('Still there?');
    const command = { command: '/x', text: '', user: 'U1', channel: 'C1' };
    slack.socket.cutAll();
    expect((await slack.slashCommand(command)).error).toBe('dispatch_failed');
  });

  it('fails a command with a time-out that the person sees', async () => {
    await connect();
    const outcome = await slack.slashCommand({ command: '/slow', text: '', user: 'U1', channel: 'C1' });
    expect(outcome.error).toBe('operation_timeout');
    expect(slack.state.ephemerals('U1')[0]?.text).toContain('operation_timeout');
  });
});
