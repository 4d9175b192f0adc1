import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Bot, startBot } from './bot.js';
import { type Answer, call, start } from './fixture.js';

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', text: plain(text) });

describe('Threads', () => {
  let slack: LocalSlack;
  let bot: Bot;
  let head: string;
  let reply: string;
  beforeEach(async () => {
    bot = await startBot();
    slack = await start();
    const metadata = { event_type: 'incident', event_payload: { id: '1' } };
    head = (await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Head', metadata })).ts;
    reply = (await slack.say({ user: 'U1', channel: 'C1', text: 'Reply', threadTs: head })).ts;
    slack.eventsUrl = bot.url;
  });
  afterEach(async () => {
    await bot.close();
    await slack.close();
  });
  const events = (): Answer[] => bot.received.map(({ body }) => body.event);
  const here = (ts: string) => ({ channel: 'C1', ts });

  describe('tell the bot', () => {
    it('of a reply, with its parent and who wrote that', async () => {
      const { ts } = await slack.say({ user: 'U2', channel: 'C1', text: 'Second', threadTs: reply });
      expect(events()).toMatchObject([
        { type: 'message', ts, text: 'Second', thread_ts: head, parent_user_id: 'U0BOT', user: 'U2' },
      ]);
    });

    it('of a reaction to a reply: the item is the reply', async () => {
      await slack.react({ user: 'U2', ...here(reply), name: 'round_pushpin' });
      await slack.unreact({ user: 'U2', ...here(reply), name: 'round_pushpin' });
      const item = { type: 'message', channel: 'C1', ts: reply };
      expect(events()).toMatchObject([
        { type: 'reaction_added', reaction: 'round_pushpin', user: 'U2', item_user: 'U1', item },
        { type: 'reaction_removed', item },
      ]);
    });

    it('of an edited and of a deleted reply, each with its thread', async () => {
      await slack.editMessage({ user: 'U1', ...here(reply), text: 'Better' });
      await slack.deleteMessage({ user: 'U1', ...here(reply) });
      expect(events()).toMatchObject([
        {
          subtype: 'message_changed',
          message: { ts: reply, text: 'Better', thread_ts: head, edited: { user: 'U1' } },
          previous_message: { ts: reply, text: 'Reply', thread_ts: head },
        },
        {
          subtype: 'message_deleted',
          deleted_ts: reply,
          previous_message: { ts: reply, text: 'Better', thread_ts: head, parent_user_id: 'U0BOT' },
        },
      ]);
    });

    it('nothing that its scopes do not let it hear', async () => {
      const deaf = await start({ eventsUrl: bot.url, scopes: ['chat:write', 'reactions:read'] });
      const { ts, event } = await deaf.say({ user: 'U1', channel: 'C1', text: 'Hello' });
      expect(event).toEqual({ sent: false });
      await deaf.react({ user: 'U1', ...here(ts), name: 'eyes' });
      expect(events().map(({ type }) => type)).toEqual(['reaction_added']);
      await deaf.close();
    });
  });

  describe('that lose their head', () => {
    it('keep a tombstone, of which Slack tells as of a change, until the last reply is gone', async () => {
      expect(await call(slack, 'chat.delete', here(head))).toMatchObject({ ok: true });
      await slack.waitFor(() => events().length === 1);
      expect(events()[0]).toMatchObject({
        subtype: 'message_changed',
        message: { subtype: 'tombstone', ts: head, thread_ts: head, user: 'USLACKBOT', hidden: true },
        previous_message: { text: 'Head', bot_id: 'B0BOT', metadata: { event_type: 'incident' } },
      });
      const { messages } = await call(slack, 'conversations.replies', here(head));
      expect(messages).toMatchObject([{ subtype: 'tombstone' }, { text: 'Reply' }]);
      expect(messages[0]).not.toHaveProperty('metadata');
      for (const method of ['chat.update', 'chat.delete'])
        expect(await call(slack, method, { ...here(head), text: 'x' })).toMatchObject({
          error: 'message_not_found',
        });
      await slack.deleteMessage({ user: 'U1', ...here(reply) });
      await slack.waitFor(() => events().length === 3);
      expect(events().map(({ subtype, deleted_ts }) => [subtype, deleted_ts])).toEqual(
        expect.arrayContaining([
          ['message_deleted', reply],
          ['message_deleted', head],
        ]),
      );
      expect(slack.state.messages('C1')).toEqual([]);
    });

    it('can still be written in, but nobody reacts to a tombstone or uses a shortcut on it', async () => {
      await call(slack, 'chat.delete', here(head));
      await slack.say({ user: 'U1', channel: 'C1', text: 'Still here', threadTs: head });
      const react = slack.react({ user: 'U1', ...here(head), name: 'eyes' });
      await expect(react).rejects.toThrow('was deleted');
      const shortcut = { callbackId: 'x', user: 'U1', channel: 'C1', messageTs: head };
      await expect(async () => slack.messageShortcut(shortcut)).rejects.toThrow('No message');
    });
  });

  describe('under somebody’s hands', () => {
    it("lose the bot's message to an admin only", async () => {
      await expect(slack.deleteMessage({ user: 'U1', ...here(head) })).rejects.toThrow('is not by U1');
      await slack.deleteMessage({ user: 'U2', ...here(reply), asAdmin: true });
      await slack.deleteMessage({ user: 'U2', ...here(head), asAdmin: true });
      expect(events()).toMatchObject([
        { subtype: 'message_deleted', deleted_ts: reply },
        { subtype: 'message_deleted', deleted_ts: head, previous_message: { text: 'Head' } },
      ]);
      expect(slack.state.messages('C1')).toEqual([]);
    });

    it("have the bot's message changed, and its metadata kept", async () => {
      await slack.changeByHand({ ...here(head), text: 'Mine now', blocks: [section('Mine now')] });
      expect(events()).toMatchObject([
        {
          subtype: 'message_changed',
          message: { text: 'Mine now', blocks: [section('Mine now')], metadata: { event_type: 'incident' } },
          previous_message: { text: 'Head' },
        },
      ]);
      await slack.changeByHand({ ...here(head), text: 'Bare' });
      expect(slack.state.message('C1', head)).toMatchObject({ text: 'Bare', blocks: undefined });
      await expect(slack.changeByHand({ ...here('1.000000'), text: 'x' })).rejects.toThrow('No message');
    });
  });

  describe('hold what one person sees alone', () => {
    const whisper = (more: object = {}) =>
      call(slack, 'chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'Psst', ...more });

    it('beside the replies', async () => {
      await whisper();
      const { message_ts: id } = await whisper({ thread_ts: head });
      expect(slack.state.ephemerals('U1', 'C1')).toHaveLength(2);
      expect(slack.state.ephemerals('U1', 'C1', head)).toMatchObject([{ id, text: 'Psst', threadTs: head }]);
      expect(slack.state.ephemerals('U2', 'C1', head)).toEqual([]);
    });

    it('only where there is a thread already: elsewhere Slack says ok and shows nothing', async () => {
      const { ts } = await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Alone' });
      for (const thread_ts of [ts, reply])
        expect(await whisper({ thread_ts })).toMatchObject({ ok: true, message_ts: expect.any(String) });
      expect(slack.state.ephemerals('U1')).toEqual([]);
    });

    it.each([
      ['a person who is not there', { user: 'U9' }, 'user_not_in_channel'],
      ['a person in another channel', { channel: 'C4', user: 'U2' }, 'user_not_in_channel'],
      ['a channel that is not there', { channel: 'C9' }, 'channel_not_found'],
      ['a private channel without the bot', { channel: 'G1' }, 'channel_not_found'],
      ['a channel without the bot', { channel: 'C2' }, 'not_in_channel'],
      ['an archived channel', { channel: 'C3' }, 'is_archived'],
      ['nothing to say', { text: '' }, 'no_text'],
    ])('but not for %s', async (_, more, error) => {
      expect(await whisper(more)).toEqual({ ok: false, error });
    });

    it('for an app that may write', async () => {
      const mute = await start({ scopes: ['users:read'] });
      expect(await call(mute, 'chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'x' })).toMatchObject({
        error: 'missing_scope',
        needed: 'chat:write',
      });
      await mute.close();
    });

    it('also in answer to a click in a thread', async () => {
      const elements = [{ type: 'button', action_id: 'go', text: plain('Go') }];
      const { ts } = await call(slack, 'chat.postMessage', {
        ...{ channel: 'C1', thread_ts: head, text: 'Go?', blocks: [{ type: 'actions', elements }] },
      });
      const { responseUrl } = await slack.click({ user: 'U1', channel: 'C1', messageTs: ts, actionId: 'go' });
      await fetch(responseUrl, { method: 'POST', body: JSON.stringify({ text: 'Gone' }), headers: json });
      expect(bot.received.at(-1)?.body.container).toMatchObject({ thread_ts: head, message_ts: ts });
      expect(slack.state.ephemerals('U1', 'C1', head)).toMatchObject([{ text: 'Gone' }]);
    });
  });

  describe('are read message by message', () => {
    const one = (method: string, more: object) =>
      call(slack, method, { channel: 'C1', inclusive: true, limit: 1, ...more });

    it('from the history, which holds no replies', async () => {
      const found = await one('conversations.history', { latest: head, include_all_metadata: true });
      expect(found.messages).toMatchObject([{ ts: head, metadata: { event_payload: { id: '1' } } }]);
      // The next older one is given instead: whoever asks compares timestamps.
      expect((await one('conversations.history', { latest: reply })).messages).toMatchObject([{ ts: head }]);
    });

    it('from the thread, by the timestamp of the reply', async () => {
      const { messages } = await one('conversations.replies', { ts: reply, latest: reply });
      expect(messages).toMatchObject([
        { ts: reply, text: 'Reply', thread_ts: head, parent_user_id: 'U0BOT' },
      ]);
      expect(messages).toHaveLength(1);
    });

    it('and linked to', async () => {
      const link = (message_ts: string, channel = 'C1') =>
        call(slack, 'chat.getPermalink', { channel, message_ts });
      const short = head.replace('.', '');
      expect((await link(head)).permalink).toBe(`${slack.url}/archives/C1/p${short}`);
      expect((await link(reply)).permalink).toContain(`?thread_ts=${head}&cid=C1`);
      expect(slack.state.permalink('C1', reply)).toBe((await link(reply)).permalink);
      expect(await link('1.000000')).toEqual({ ok: false, error: 'message_not_found' });
      expect(await link(head, 'C9')).toEqual({ ok: false, error: 'channel_not_found' });
    });
  });
});

const json = { 'content-type': 'application/json' };
