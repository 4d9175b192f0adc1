import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Bot, startBot } from './bot.js';
import { call, start } from './fixture.js';

describe('Events', () => {
  let slack: LocalSlack;
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot();
    slack = await start({ eventsUrl: bot.url, ackTimeoutMs: 250, retryDelaysMs: [5, 5, 5] });
  });
  afterEach(async () => {
    await bot.close();
    await slack.close();
  });
  const events = () => bot.received.map(({ body }) => body.event);
  const types = () => events().map((event) => event.subtype ?? event.type);

  it('tell what people do where the bot is', async () => {
    const { ts } = await slack.say({ user: 'U1', channel: 'C1', text: 'Hello' });
    await slack.editMessage({ user: 'U1', channel: 'C1', ts, text: 'Hello there' });
    await slack.react({ user: 'U2', channel: 'C1', ts, name: 'eyes' });
    await slack.unreact({ user: 'U2', channel: 'C1', ts, name: 'eyes' });
    await slack.pin({ user: 'U1', channel: 'C1', ts });
    await slack.unpin({ user: 'U1', channel: 'C1', ts });
    await slack.deleteMessage({ user: 'U1', channel: 'C1', ts });
    await slack.leave({ user: 'U2', channel: 'C1' });
    await slack.invite({ user: 'U2', channel: 'C1', by: 'U1' });
    await slack.archive('C1', 'U1');
    await slack.unarchive('C1', 'U1');
    expect(types()).toEqual([
      ...['message', 'message_changed', 'reaction_added', 'reaction_removed', 'pin_added', 'pin_removed'],
      ...[
        'message_deleted',
        'member_left_channel',
        'member_joined_channel',
        'channel_archive',
        'channel_unarchive',
      ],
    ]);
    expect(events()[0]).toMatchObject({
      user: 'U1',
      text: 'Hello',
      ts,
      channel: 'C1',
      channel_type: 'channel',
    });
    expect(events()[1]).toMatchObject({
      message: { text: 'Hello there' },
      previous_message: { text: 'Hello' },
    });
    expect(events()[2]).toMatchObject({
      reaction: 'eyes',
      user: 'U2',
      item: { channel: 'C1', ts },
      item_user: 'U1',
    });
    expect(new Set(bot.received.map(({ body }) => body.event_id)).size).toBe(11);
  });

  it('do not tell what happens elsewhere', async () => {
    expect((await slack.say({ user: 'U1', channel: 'C2', text: 'Hello' })).event).toEqual({ sent: false });
    expect(bot.received).toEqual([]);
  });

  it('tell of the bot itself and of its messages, as Slack does', async () => {
    await call(slack, 'conversations.join', { channel: 'C2' });
    await call(slack, 'chat.postMessage', { channel: 'C2', text: 'Here' });
    await slack.waitFor(() => types().length === 2);
    expect(events()).toMatchObject([
      { type: 'member_joined_channel', user: 'U0BOT' },
      { type: 'message', bot_id: 'B0BOT', text: 'Here' },
    ]);
  });

  it('tell of a mention besides the message', async () => {
    await slack.say({ user: 'U1', channel: 'C1', text: 'Hey <@U0BOT>' });
    await slack.waitFor(() => types().length === 2);
    expect(types().sort()).toEqual(['app_mention', 'message']);
  });

  it('come from private and direct conversations with their kind', async () => {
    await slack.say({ user: 'U1', channel: 'G2', text: 'Private' });
    await slack.say({ user: 'U1', channel: slack.direct('U1'), text: 'Direct' });
    expect(events().map((event) => event.channel_type)).toEqual(['group', 'im']);
  });

  it('come only for what the app is subscribed to', async () => {
    const picky = await start({ eventsUrl: bot.url, events: ['reaction_added'] });
    const { ts, event } = await picky.say({ user: 'U1', channel: 'C1', text: 'Hello' });
    expect(event.sent).toBe(false);
    await picky.react({ user: 'U1', channel: 'C1', ts, name: 'eyes' });
    expect(types()).toEqual(['reaction_added']);
    await picky.close();
  });

  it('come again, with the same id and the reason, until they are accepted', async () => {
    bot.answers = [{ status: 500 }, 'hang', { status: 200 }];
    const { event } = await slack.say({ user: 'U1', channel: 'C1', text: 'Hello' });
    expect(event.ack?.status).toBe(500);
    await slack.waitFor(() => slack.state.deliveries().length === 3);
    const retries = bot.received.map(({ headers }) => [
      headers['x-slack-retry-num'],
      headers['x-slack-retry-reason'],
    ]);
    expect(retries).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_timeout'],
    ]);
    expect(new Set(bot.received.map(({ body }) => body.event_id))).toEqual(new Set([event.eventId]));
  });

  it('do not come again when the bot says so', async () => {
    bot.answers = [{ status: 500, headers: { 'x-slack-no-retry': '1' } }, { status: 200 }];
    await slack.say({ user: 'U1', channel: 'C1', text: 'One' });
    await slack.say({ user: 'U1', channel: 'C1', text: 'Two' });
    expect(events().map((event) => event.text)).toEqual(['One', 'Two']);
  });

  it('can be doubled and replayed byte for byte', async () => {
    const { event } = await slack.say({ user: 'U1', channel: 'C1', text: 'Hello' });
    await slack.raw.duplicate(event.eventId ?? '');
    const [first] = slack.raw.sent();
    if (!first) throw new Error('Nothing was sent');
    expect((await slack.raw.send(first)).status).toBe(200);
    expect(bot.received.map(({ raw }) => raw)).toEqual([first.body, first.body, first.body]);
    expect(bot.received.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([
      undefined,
      '1',
      undefined,
    ]);
  });
});

describe('Watching', () => {
  it('tells of visible changes until it is ended', async () => {
    const slack = await start();
    const seen: string[] = [];
    const end = slack.onChange((change) => seen.push(`${change.kind} ${change.channel}`));
    await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Hello' });
    await call(slack, 'auth.test');
    end();
    await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Hello' });
    expect(seen).toEqual(['message_posted C1']);
    await slack.close();
  });

  it('waits for what is not yet true, and says what was missing', async () => {
    const slack = await start();
    const waiting = slack.waitFor(() => slack.state.calls('api.test').length === 2);
    await call(slack, 'api.test');
    await call(slack, 'api.test');
    await expect(waiting).resolves.toBe(true);
    const late = slack.waitFor(() => false, { timeoutMs: 5, what: 'the end of time' });
    await expect(late).rejects.toThrow('Not seen within 5 ms: the end of time');
    const broken = slack.waitFor(() => slack.state.messages('C99'));
    await expect(broken).rejects.toThrow('No channel C99');
    await slack.close();
  });

  it('ends with everything else, at once', async () => {
    const bot = await startBot();
    const slack = await start({ eventsUrl: bot.url });
    bot.answers = ['hang'];
    const waiting = slack.waitFor(() => false);
    const pending = slack.slashCommand({ command: '/hello', text: '', user: 'U1', channel: 'C1' });
    const before = performance.now();
    await Promise.all([slack.close(), expect(waiting).rejects.toThrow('was closed')]);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect((await pending).error).toBe('dispatch_failed');
    await bot.close();
  });
});
