import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { call, start } from './fixture.js';

describe('Posting', () => {
  let slack: LocalSlack;
  beforeEach(async () => {
    slack = await start();
  });
  afterEach(() => slack.close());
  const post = (channel: string, more: object = {}) =>
    call(slack, 'chat.postMessage', { channel, text: 'Hello', ...more });

  it('answers with the channel, the timestamp and the message', async () => {
    const answer = await post('C1');
    expect(answer).toMatchObject({
      ok: true,
      channel: 'C1',
      message: { text: 'Hello', user: 'U0BOT', bot_id: 'B0BOT' },
    });
    expect(answer.ts).toBe(slack.state.messages('C1')[0]?.ts);
  });

  it('gives each message a timestamp of its own, in order, six decimals, some with zeros at the end', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => post('C1')));
    const all: string[] = answers.map((answer) => answer.ts);
    expect(new Set(all).size).toBe(100);
    expect(all.every((ts) => /^\d{10}\.\d{6}$/.test(ts))).toBe(true);
    expect(all.filter((ts) => String(Number(ts)) !== ts).length).toBeGreaterThan(3);
    const shown = slack.state.messages('C1').map((message) => message.ts);
    expect(shown).toEqual([...shown].sort());
  });

  it('takes its time from the given clock', async () => {
    const other = await start({ now: () => 1_600_000_000_123 });
    const { ts } = await call(other, 'chat.postMessage', { channel: 'C1', text: 'Then' });
    expect(ts).toMatch(/^1600000000\.123/);
    await other.close();
  });

  it('finds a channel by name and opens a direct conversation for a person', async () => {
    expect(await post('#release')).toMatchObject({ ok: true, channel: 'C1' });
    const { channel } = await post('U1');
    expect(channel).toMatch(/^D/);
    expect((await post('U1')).channel).toBe(channel);
    expect(slack.direct('ada')).toBe(channel);
  });

  it('cuts text after 40,000 characters', async () => {
    const answer = await post('C1', { text: 'x'.repeat(40_001) });
    expect(answer).toMatchObject({ ok: true, warning: 'message_truncated' });
    expect(slack.state.messages('C1')[0]?.text).toHaveLength(40_000);
  });

  it('refuses a message without anything in it', async () => {
    expect(await post('C1', { text: '' })).toMatchObject({ error: 'no_text' });
  });

  it.each([
    ['C2', 'not_in_channel'],
    ['C3', 'is_archived'],
    ['C4', 'restricted_action_read_only_channel'],
    ['G1', 'channel_not_found'],
    ['C99', 'channel_not_found'],
    ['', 'channel_not_found'],
  ])('to %p is refused with %s', async (channel, error) => {
    expect(await post(channel)).toEqual({ ok: false, error });
  });

  it('to a public channel from outside needs chat:write.public, and still gives no history', async () => {
    const wide = await start({ scopes: ['chat:write', 'chat:write.public', 'channels:history'] });
    expect(await call(wide, 'chat.postMessage', { channel: 'C2', text: 'Hello' })).toMatchObject({
      ok: true,
    });
    expect(await call(wide, 'conversations.history', { channel: 'C2' })).toMatchObject({
      error: 'not_in_channel',
    });
    await wide.close();
  });

  it('in a thread needs an existing parent that is no reply itself', async () => {
    const { ts } = await post('C1');
    const reply = await post('C1', { thread_ts: ts });
    expect(reply).toMatchObject({ ok: true, message: { thread_ts: ts } });
    expect(await post('C1', { thread_ts: '1.000000' })).toMatchObject({ error: 'thread_not_found' });
    expect(await post('C1', { thread_ts: reply.ts })).toMatchObject({ error: 'cannot_reply_to_message' });
  });

  it.each([
    [{ event_type: 'x' }, 'invalid_metadata_format'],
    ['no json', 'invalid_metadata_format'],
    [{ event_type: 'x', event_payload: { big: 'x'.repeat(20_000) } }, 'metadata_too_large'],
  ])('with bad metadata is refused (%#)', async (metadata, error) => {
    expect(await post('C1', { metadata })).toEqual({ ok: false, error });
  });

  it('privately reaches one member and no history', async () => {
    const private1 = await call(slack, 'chat.postEphemeral', { channel: 'C1', user: 'U1', text: 'Psst' });
    expect(private1).toMatchObject({ ok: true });
    expect(slack.state.ephemerals('U1', 'C1')).toMatchObject([{ text: 'Psst', id: private1.message_ts }]);
    expect((await call(slack, 'conversations.history', { channel: 'C1' })).messages).toEqual([]);
    const outside = await call(slack, 'chat.postEphemeral', { channel: 'C1', user: 'U9', text: 'Psst' });
    expect(outside.error).toBe('user_not_in_channel');
  });
});

describe('Editing and deleting', () => {
  let slack: LocalSlack;
  let ts: string;
  const blocks = [{ type: 'divider' }];
  const metadata = { event_type: 'delivery', event_payload: { key: 'k1' } };
  beforeEach(async () => {
    slack = await start();
    ts = (await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Before', blocks, metadata })).ts;
  });
  afterEach(() => slack.close());
  const update = (more: object) => call(slack, 'chat.update', { channel: 'C1', ts, ...more });
  const shown = () => slack.state.message('C1', ts);

  it('with text alone takes the blocks away and keeps the metadata', async () => {
    expect(await update({ text: 'After' })).toMatchObject({ ok: true, text: 'After', ts });
    expect(shown()).toMatchObject({ text: 'After', blocks: undefined, metadata, edited: { user: 'U0BOT' } });
  });

  it('replaces the metadata when new metadata comes along, and clears it with an empty object', async () => {
    await update({ text: 'After', metadata: { event_type: 'other', event_payload: {} } });
    expect(shown()?.metadata?.event_type).toBe('other');
    await update({ text: 'After', metadata: {} });
    expect(shown()?.metadata).toBeUndefined();
  });

  it('refuses text over 4,000 characters', async () => {
    expect(await update({ text: 'x'.repeat(4_001) })).toEqual({ ok: false, error: 'msg_too_long' });
    expect(await update({ text: 'x'.repeat(4_000) })).toMatchObject({ ok: true });
  });

  it('refuses what is not there, what is not ours, and what is in an archived channel', async () => {
    expect(await update({ ts: '1.000000', text: 'x' })).toMatchObject({ error: 'message_not_found' });
    const { ts: theirs } = await slack.say({ user: 'U1', channel: 'C1', text: 'Mine' });
    expect(await update({ ts: theirs, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    await slack.archive('C1');
    expect(await update({ text: 'x' })).toMatchObject({ error: 'is_inactive' });
  });

  it('refuses to change a reply that was broadcast', async () => {
    const reply = await call(slack, 'chat.postMessage', {
      ...{ channel: 'C1', text: 'To all', thread_ts: ts, reply_broadcast: true },
    });
    expect(await update({ ts: reply.ts, text: 'x' })).toMatchObject({
      error: 'no_dual_broadcast_content_update',
    });
  });

  it('deletes our own messages only, once', async () => {
    expect(await call(slack, 'chat.delete', { channel: 'C1', ts })).toMatchObject({ ok: true, ts });
    expect(await call(slack, 'chat.delete', { channel: 'C1', ts })).toMatchObject({
      error: 'message_not_found',
    });
    expect(slack.state.messages('C1')).toEqual([]);
    const { ts: theirs } = await slack.say({ user: 'U1', channel: 'C1', text: 'Mine' });
    expect(await call(slack, 'chat.delete', { channel: 'C1', ts: theirs })).toMatchObject({
      error: 'cant_delete_message',
    });
  });

  it('leaves a tombstone where a deleted message has replies', async () => {
    await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Reply', thread_ts: ts });
    await call(slack, 'chat.delete', { channel: 'C1', ts });
    expect(await update({ text: 'x' })).toMatchObject({ error: 'message_not_found' });
    const { messages } = await call(slack, 'conversations.replies', { channel: 'C1', ts });
    expect(messages).toMatchObject([{ subtype: 'tombstone' }, { text: 'Reply' }]);
  });

  it('gives a link to a message', async () => {
    const answer = await call(slack, 'chat.getPermalink', { channel: 'C1', message_ts: ts });
    expect(answer.permalink).toBe(`${slack.url}/archives/C1/p${ts.replace('.', '')}`);
  });
});
