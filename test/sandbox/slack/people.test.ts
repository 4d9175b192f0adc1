import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Bot, type Received, startBot } from './bot.js';
import { call, respond, signingSecret, start } from './fixture.js';

const plain = (text: string) => ({ type: 'plain_text', text });

describe('People', () => {
  let slack: LocalSlack;
  let bot: Bot;
  let now = Date.now();
  const last = () => bot.received.at(-1)?.body;
  beforeEach(async () => {
    bot = await startBot();
    slack = await start({ eventsUrl: bot.url, now: () => now, ackTimeoutMs: 250, retryDelaysMs: [5, 5, 5] });
  });
  afterEach(async () => {
    await bot.close();
    await slack.close();
  });
  const hello = (text = '') => slack.slashCommand({ command: '/hello', text, user: 'U1', channel: 'C1' });

  describe('typing commands', () => {
    it('send a signed form', async () => {
      const { triggerId, responseUrl } = await hello('a & b');
      expect(last()).toMatchObject({
        command: '/hello',
        text: 'a & b',
        user_id: 'U1',
        user_name: 'ada',
        channel_id: 'C1',
      });
      expect(last()).toMatchObject({
        trigger_id: triggerId,
        response_url: responseUrl,
        channel_name: 'release',
      });
      const { headers, raw } = bot.received[0] as Received;
      const base = `v0:${headers['x-slack-request-timestamp']}:${raw}`;
      expect(headers['x-slack-signature']).toBe(
        `v0=${createHmac('sha256', signingSecret).update(base).digest('hex')}`,
      );
      expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    });

    it('see what comes with the acknowledgement: text, or a message for all', async () => {
      bot.answers = [{ status: 200, body: 'Just text' }];
      await hello();
      bot.answers = [{ status: 200, body: JSON.stringify({ response_type: 'in_channel', text: 'For all' }) }];
      await hello();
      expect(slack.state.ephemerals('U1', 'C1')).toMatchObject([{ text: 'Just text', source: 'ack' }]);
      expect(slack.state.messages('C1')).toMatchObject([{ text: 'For all', user: 'U0BOT' }]);
    });

    it('see an error when the bot is late or fails', async () => {
      bot.answers = ['hang'];
      expect(await hello()).toMatchObject({ status: 0, error: 'operation_timeout' });
      bot.answers = [{ status: 500 }];
      expect(await hello()).toMatchObject({ status: 500, error: 'dispatch_failed' });
      const texts = slack.state.ephemerals('U1').map((entry) => entry.text);
      expect(texts).toEqual([
        '/hello failed with the error "operation_timeout"',
        '/hello failed with the error "dispatch_failed"',
      ]);
    });

    it('must be in the channel', async () => {
      await expect(
        slack.slashCommand({ command: '/x', text: '', user: 'U2', channel: 'C2' }),
      ).rejects.toThrow('join first');
    });

    it('need a bot that listens', async () => {
      slack.eventsUrl = undefined;
      await expect(hello()).rejects.toThrow('No bot is listening');
    });
  });

  describe('getting answers by response URL', () => {
    it('see them alone, or everybody does, five times', async () => {
      const { responseUrl } = await hello();
      expect(await respond(responseUrl, { text: 'One' })).toEqual({ status: 200, body: 'ok' });
      await respond(responseUrl, { text: 'Two', response_type: 'in_channel' });
      for (const text of ['Three', 'Four', 'Five']) await respond(responseUrl, { text });
      expect(await respond(responseUrl, { text: 'Six' })).toEqual({ status: 404, body: 'used_url' });
      expect(slack.state.ephemerals('U1').map((entry) => entry.text)).toEqual([
        'One',
        'Three',
        'Four',
        'Five',
      ]);
      expect(slack.state.messages('C1')).toMatchObject([{ text: 'Two', botId: 'B0BOT' }]);
      expect(slack.state.responses()).toHaveLength(6);
    });

    it('do not see them after half an hour, or from an unknown URL', async () => {
      const { responseUrl } = await hello();
      now += 30 * 60_000 + 1;
      expect(await respond(responseUrl, { text: 'Late' })).toEqual({ status: 404, body: 'expired_url' });
      expect((await respond(`${slack.url}/response/none`, { text: 'x' })).status).toBe(404);
    });

    it('are spared bad ones: the same limits as for a post, and a refusal does not count as a use', async () => {
      const { responseUrl } = await hello();
      const bad = { blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] };
      for (let n = 0; n < 5; n += 1)
        expect(await respond(responseUrl, bad)).toEqual({ status: 400, body: 'invalid_blocks' });
      expect(await respond(responseUrl, {})).toEqual({ status: 400, body: 'no_text' });
      expect((await respond(responseUrl, { text: 'Good' })).status).toBe(200);
    });
  });

  describe('clicking', () => {
    const select = {
      type: 'static_select',
      action_id: 'pick',
      options: [{ text: plain('One'), value: '1' }],
    };
    const elements = [
      { type: 'button', action_id: 'go', value: 'v1', text: plain('Go') },
      select,
      { type: 'overflow', action_id: 'more', options: [{ text: plain('More'), value: 'm' }] },
      { type: 'datepicker', action_id: 'day' },
    ];
    let messageTs: string;
    beforeEach(async () => {
      const blocks = [{ type: 'actions', block_id: 'row', elements }];
      messageTs = (await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Choose', blocks })).ts;
    });
    const click = (actionId: string, value?: unknown) =>
      slack.click({
        user: 'U1',
        channel: 'C1',
        messageTs,
        actionId,
        ...(value === undefined ? {} : { value }),
      });

    it('a button sends its own value, where it stands, and a way to answer', async () => {
      const { responseUrl } = await click('go');
      expect(last()).toMatchObject({
        type: 'block_actions',
        user: { id: 'U1' },
        container: { type: 'message', message_ts: messageTs, channel_id: 'C1', is_ephemeral: false },
        message: { text: 'Choose' },
        actions: [{ action_id: 'go', block_id: 'row', value: 'v1', type: 'button' }],
      });
      await respond(responseUrl, { text: 'Chosen', replace_original: true });
      expect(slack.state.message('C1', messageTs)).toMatchObject({ text: 'Chosen', blocks: undefined });
      await respond(responseUrl, { text: 'More' });
      expect(slack.state.ephemerals('U1')).toMatchObject([{ text: 'More' }]);
      await respond(responseUrl, { delete_original: true });
      expect(slack.state.messages('C1')).toEqual([]);
    });

    it('a select, a menu and a picker send the choice, and the state remembers', async () => {
      await click('pick', '1');
      expect(last().actions[0].selected_option).toEqual({ text: plain('One'), value: '1' });
      await click('day', '2026-05-01');
      expect(last().actions[0].selected_date).toBe('2026-05-01');
      await click('more', 'm');
      expect(last().actions[0].selected_option.value).toBe('m');
      expect(last().state.values.row).toMatchObject({
        ...{ pick: { selected_option: { value: '1' } }, day: { selected_date: '2026-05-01' } },
      });
    });

    it('needs something that is really there', async () => {
      await expect(click('nothing')).rejects.toThrow(
        'Nothing with action nothing to click; there is: go, pick, more, day',
      );
      await expect(click('pick', '2')).rejects.toThrow('offers no 2');
    });

    it('works in the answer that only one person sees', async () => {
      const { responseUrl } = await hello();
      await respond(responseUrl, { text: 'Yours', blocks: [{ type: 'actions', elements: [elements[0]] }] });
      const shown = slack.state.ephemerals('U1')[0];
      const there = { channel: 'C1', ephemeralId: shown?.id ?? '', actionId: 'go' };
      const clicked = await slack.click({ user: 'U1', ...there });
      expect(last().container).toMatchObject({ is_ephemeral: true, message_ts: shown?.id });
      expect(last().message).toBeUndefined();
      await expect(slack.click({ user: 'U2', ...there })).rejects.toThrow('sees no such message');
      await respond(clicked.responseUrl, { delete_original: true });
      expect(slack.state.ephemerals('U1')).toEqual([]);
    });
  });

  describe('using shortcuts', () => {
    it('reach the bot from anywhere and from a message', async () => {
      await slack.shortcut({ callbackId: 'declare', user: 'U1' });
      expect(last()).toMatchObject({ type: 'shortcut', callback_id: 'declare', user: { id: 'U1' } });
      const { ts } = await slack.say({ user: 'U1', channel: 'C1', text: 'Broken' });
      await slack.messageShortcut({ callbackId: 'report', user: 'U2', channel: 'C1', messageTs: ts });
      expect(last()).toMatchObject({
        type: 'message_action',
        callback_id: 'report',
        message: { text: 'Broken' },
      });
    });
  });
});
