import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import bolt from '@slack/bolt';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { botToken, signingSecret, start } from './fixture.js';

describe('A Bolt app over HTTP', () => {
  let slack: LocalSlack;
  let app: InstanceType<typeof bolt.App>;

  beforeEach(async () => {
    slack = await start();
    app = new bolt.App({
      token: botToken,
      signingSecret,
      clientOptions: { slackApiUrl: slack.apiUrl },
      logLevel: bolt.LogLevel.ERROR,
    });
    app.command('/hello', async ({ ack, respond, command }) => {
      await ack();
      await respond({
        text: `Hello ${command.user_name}: ${command.text}`,
        blocks: [
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                action_id: 'greet',
                value: 'v1',
                text: { type: 'plain_text', text: 'Greet' },
              },
            ],
          },
        ],
      });
    });
    app.action('greet', async ({ ack, respond, action }) => {
      await ack();
      await respond({ replace_original: true, text: `clicked ${'value' in action ? action.value : ''}` });
    });
    app.command('/modal', async ({ ack, client, body }) => {
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'ask',
          title: { type: 'plain_text', text: 'A question' },
          submit: { type: 'plain_text', text: 'Send' },
          blocks: [
            {
              type: 'input',
              block_id: 'why',
              label: { type: 'plain_text', text: 'Why?' },
              element: { type: 'plain_text_input', action_id: 'text' },
            },
          ],
        },
      });
      await ack();
    });
    app.view('ask', async ({ ack, view, client }) => {
      const why = view.state.values.why?.text?.value ?? '';
      if (why === 'wrong') return ack({ response_action: 'errors', errors: { why: 'Not that' } });
      await ack();
      await client.chat.postMessage({ channel: 'C1', text: `Because ${why}` });
    });
    app.message('ping', async ({ say, message }) => {
      await say({ text: 'pong', thread_ts: message.ts });
    });
    const server = await app.start(0);
    slack.eventsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  });

  afterEach(async () => {
    await app.stop();
    await slack.close();
  });

  it('acknowledges a slash command and answers by its response URL', async () => {
    const outcome = await slack.slashCommand({ command: '/hello', text: 'there', user: 'U1', channel: 'C1' });
    expect(outcome).toMatchObject({ status: 200, body: '' });
    const [answer] = await slack.waitFor(() => {
      const seen = slack.state.ephemerals('U1', 'C1');
      return seen.length > 0 && seen;
    });
    expect(answer?.text).toBe('Hello ada: there');
    expect(slack.state.messages('C1')).toEqual([]);
  });

  it('sees a button click and replaces the answer that held it', async () => {
    await slack.slashCommand({ command: '/hello', text: '', user: 'U1', channel: 'C1' });
    const shown = await slack.waitFor(() => slack.state.ephemerals('U1')[0]);
    await slack.click({ user: 'U1', channel: 'C1', ephemeralId: shown.id, actionId: 'greet' });
    await slack.waitFor(() => shown.text === 'clicked v1');
    expect(shown.blocks).toBeUndefined();
  });

  it('opens a modal, refuses a wrong value with an error at the field, and takes a right one', async () => {
    await slack.slashCommand({ command: '/modal', text: '', user: 'U1', channel: 'C1' });
    const view = slack.state.views('U1')[0];
    expect(view).toMatchObject({ callbackId: 'ask', type: 'modal' });
    const viewId = view?.id ?? '';
    const refused = await slack.submitView({ viewId, user: 'U1', values: { text: 'wrong' } });
    expect(refused).toMatchObject({ action: 'errors', errors: { why: 'Not that' } });
    expect(slack.state.views('U1')).toHaveLength(1);
    await slack.submitView({ viewId, user: 'U1', values: { text: 'we can' } });
    expect(slack.state.views('U1')).toEqual([]);
    const message = await slack.waitFor(() => slack.state.messages('C1')[0]);
    expect(message).toMatchObject({ text: 'Because we can', user: 'U0BOT' });
  });

  it('hears a message and answers in its thread', async () => {
    const { ts, event } = await slack.say({ user: 'U1', channel: 'C1', text: 'ping' });
    expect(event).toMatchObject({ sent: true, ack: { status: 200 } });
    const reply = await slack.waitFor(() => slack.state.messages('C1')[0]?.replies[0]);
    expect(reply).toMatchObject({ text: 'pong', threadTs: ts });
  });

  it('is refused a request with a wrong signature or an old timestamp', async () => {
    const payload = slack.raw.event({
      type: 'app_home_opened',
      user: 'U1',
      tab: 'home',
      event_ts: '1.000000',
    });
    const right = await slack.raw.send(slack.raw.build('events_api', payload));
    const wrong = await slack.raw.send(slack.raw.build('events_api', payload, { secret: 'other' }));
    const timestamp = Math.floor(Date.now() / 1000) - 600;
    const old = await slack.raw.send(slack.raw.build('events_api', payload, { timestamp }));
    expect([right.status, wrong.status, old.status]).toEqual([200, 401, 401]);
  });
});
