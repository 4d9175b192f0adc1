import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { type Answer, call, start } from './fixture.js';

const texts = (answer: Answer): string[] => answer.messages.map((message: Answer) => message.text);

describe('Reading history', () => {
  let slack: LocalSlack;
  const ts: string[] = [];
  beforeEach(async () => {
    slack = await start();
    ts.length = 0;
    for (const text of ['one', 'two', 'three', 'four']) {
      const metadata = { event_type: 'n', event_payload: { text } };
      ts.push((await call(slack, 'chat.postMessage', { channel: 'C1', text, metadata })).ts);
    }
  });
  afterEach(() => slack.close());
  const history = (more: object = {}) => call(slack, 'conversations.history', { channel: 'C1', ...more });
  const reply = (text: string, more: object = {}) =>
    call(slack, 'chat.postMessage', { channel: 'C1', text, thread_ts: ts[0], ...more });
  const replies = (more: object = {}) =>
    call(slack, 'conversations.replies', { channel: 'C1', ts: ts[0], ...more });

  it('gives the newest first', async () => {
    expect(texts(await history())).toEqual(['four', 'three', 'two', 'one']);
  });

  it('gives metadata only when asked to', async () => {
    expect((await history()).messages[0].metadata).toBeUndefined();
    expect((await history({ include_all_metadata: true })).messages[0].metadata.event_payload).toEqual({
      text: 'four',
    });
    expect((await replies()).messages[0].metadata).toBeUndefined();
    expect((await replies({ include_all_metadata: 'true' })).messages[0].metadata.event_type).toBe('n');
  });

  it('keeps to the bounds, which count only when inclusive', async () => {
    const bounds = { oldest: ts[0], latest: ts[2] };
    expect(texts(await history(bounds))).toEqual(['two']);
    expect(texts(await history({ ...bounds, inclusive: true }))).toEqual(['three', 'two', 'one']);
    expect(texts(await history({ oldest: '0' }))).toHaveLength(4);
    expect(texts(await history({ latest: ts[1], inclusive: true, limit: 1 }))).toEqual(['two']);
  });

  it('turns pages with a cursor', async () => {
    const first = await history({ limit: 3 });
    expect([texts(first), first.has_more]).toEqual([['four', 'three', 'two'], true]);
    const second = await history({ limit: 3, cursor: first.response_metadata.next_cursor });
    expect([texts(second), second.has_more, second.response_metadata]).toEqual([['one'], false, undefined]);
    expect(await history({ cursor: 'nonsense' })).toMatchObject({ error: 'invalid_cursor' });
  });

  it('leaves thread replies out, except those that were broadcast', async () => {
    await reply('quiet');
    await reply('loud', { reply_broadcast: true });
    const answer = await history();
    expect(texts(answer)).toEqual(['loud', 'four', 'three', 'two', 'one']);
    expect(answer.messages.at(-1)).toMatchObject({ reply_count: 2, thread_ts: ts[0] });
    expect(answer.messages[0]).toMatchObject({ subtype: 'thread_broadcast', thread_ts: ts[0] });
  });

  it('gives a thread oldest first, the parent at the head of each page', async () => {
    for (const text of ['a', 'b', 'c']) await reply(text);
    const first = await replies({ limit: 3 });
    expect([texts(first), first.has_more]).toEqual([['one', 'a', 'b'], true]);
    const second = await replies({ limit: 3, cursor: first.response_metadata.next_cursor });
    expect([texts(second), second.has_more]).toEqual([['one', 'c'], false]);
  });

  it('keeps a thread to its bounds too', async () => {
    const { ts: a } = await reply('a');
    await reply('b');
    expect(texts(await replies({ oldest: a }))).toEqual(['one', 'b']);
    expect(texts(await replies({ oldest: a, inclusive: true }))).toEqual(['one', 'a', 'b']);
  });

  it('gives a thread for its parent only: a reply gives itself', async () => {
    const { ts: a } = await reply('a');
    await reply('b');
    expect(texts(await replies({ ts: a }))).toEqual(['a']);
    expect(await replies({ ts: '1.000000' })).toMatchObject({ error: 'thread_not_found' });
  });

  it('is for members only', async () => {
    expect(await history({ channel: 'C2' })).toMatchObject({ error: 'not_in_channel' });
    expect(await history({ channel: 'G1' })).toMatchObject({ error: 'channel_not_found' });
    expect(await replies({ channel: 'C2' })).toMatchObject({ error: 'not_in_channel' });
  });
});

describe('Conversations and people', () => {
  let slack: LocalSlack;
  beforeEach(async () => {
    slack = await start();
  });
  afterEach(() => slack.close());
  const ids = (list: Answer[]): string[] => list.map((entry) => entry.id);

  it('lists what the bot may see, page by page', async () => {
    const types = 'public_channel,private_channel';
    const first = await call(slack, 'conversations.list', { types, limit: 3 });
    expect(ids(first.channels)).toEqual(['C1', 'C2', 'C3']);
    const second = await call(slack, 'conversations.list', {
      ...{ types, limit: 3, cursor: first.response_metadata.next_cursor },
    });
    expect([ids(second.channels), second.response_metadata.next_cursor]).toEqual([['C4', 'G2'], '']);
    expect(ids((await call(slack, 'conversations.list', { exclude_archived: true })).channels)).not.toContain(
      'C3',
    );
  });

  it('tells about one and who is in it', async () => {
    const { channel } = await call(slack, 'conversations.info', { channel: 'C2' });
    expect(channel).toMatchObject({ name: 'general', is_member: false, is_private: false });
    expect(await call(slack, 'conversations.info', { channel: 'G1' })).toMatchObject({
      error: 'channel_not_found',
    });
    expect((await call(slack, 'conversations.members', { channel: 'C1' })).members).toEqual([
      'U1',
      'U2',
      'U0BOT',
    ]);
  });

  it('lets the bot join public channels that are not archived', async () => {
    expect(await call(slack, 'conversations.join', { channel: 'C2' })).toMatchObject({ ok: true });
    expect(await call(slack, 'conversations.join', { channel: 'C2' })).toMatchObject({
      warning: 'already_in_channel',
    });
    expect(await call(slack, 'chat.postMessage', { channel: 'C2', text: 'Here' })).toMatchObject({
      ok: true,
    });
    expect(await call(slack, 'conversations.join', { channel: 'C3' })).toMatchObject({
      error: 'is_archived',
    });
    expect(await call(slack, 'conversations.join', { channel: 'G2' })).toMatchObject({
      error: 'method_not_supported_for_channel_type',
    });
  });

  it('lists what the bot, or a person, is in, without telling who else is', async () => {
    const types = 'public_channel,private_channel';
    const mine = await call(slack, 'users.conversations', { types, limit: 2 });
    expect(ids(mine.channels)).toEqual(['C1', 'C3']);
    expect(mine.channels[0]).toMatchObject({ name: 'release' });
    expect(mine.channels[0]).not.toHaveProperty('is_member');
    expect(mine.channels[0]).not.toHaveProperty('num_members');
    const { next_cursor: cursor } = mine.response_metadata;
    const more = await call(slack, 'users.conversations', { types, limit: 2, cursor });
    expect([ids(more.channels), more.response_metadata.next_cursor]).toEqual([['C4', 'G2'], '']);
    const alive = await call(slack, 'users.conversations', { exclude_archived: true });
    expect(ids(alive.channels)).toEqual(['C1', 'C4']);
    expect(ids((await call(slack, 'users.conversations', { types, user: 'U1' })).channels)).toEqual([
      ...['C1', 'C2', 'C3', 'C4', 'G2'],
    ]);
    expect(await call(slack, 'users.conversations', { user: 'U9' })).toMatchObject({
      error: 'user_not_found',
    });
  });

  it('opens a direct conversation, but not with a bot', async () => {
    expect(await call(slack, 'conversations.open', { users: 'U0BOT' })).toMatchObject({
      error: 'cannot_dm_bot',
    });
    const { channel } = await call(slack, 'conversations.open', { users: 'U1' });
    expect(await call(slack, 'chat.postMessage', { channel: channel.id, text: 'Hello' })).toMatchObject({
      ok: true,
    });
    expect(await call(slack, 'conversations.open', { users: 'U9' })).toMatchObject({
      error: 'user_not_found',
    });
  });

  it('finds a direct conversation that is open already', async () => {
    const first = await call(slack, 'conversations.open', { users: 'U1' });
    expect(first).toEqual({ ok: true, channel: { id: first.channel.id } });
    expect(await call(slack, 'conversations.open', { users: 'U1' })).toEqual({
      ...first,
      ...{ no_op: true, already_open: true },
    });
  });

  it('knows people who were deactivated, and lets nobody talk to them or act as one', async () => {
    const { user } = await call(slack, 'users.info', { user: 'U3' });
    expect(user).toMatchObject({ id: 'U3', deleted: true, real_name: 'Charles Babbage' });
    expect(user).not.toHaveProperty('tz');
    expect((await call(slack, 'conversations.members', { channel: 'C1' })).members).not.toContain('U3');
    expect(await call(slack, 'conversations.open', { users: 'U3' })).toMatchObject({
      error: 'user_disabled',
    });
    const whisper = { channel: 'C1', user: 'U3', text: 'Hello' };
    expect(await call(slack, 'chat.postEphemeral', whisper)).toMatchObject({ error: 'user_not_in_channel' });
    await expect(slack.say({ user: 'U3', channel: 'C1', text: 'Hello' })).rejects.toThrow('was deactivated');
  });

  it('tells about people only with the scope for it', async () => {
    const blind = await start({ scopes: ['chat:write'] });
    expect(await call(blind, 'users.info', { user: 'U1' })).toMatchObject({
      ...{ error: 'missing_scope', needed: 'users:read' },
    });
    await blind.close();
  });

  it('knows people and groups', async () => {
    expect((await call(slack, 'users.info', { user: 'U1' })).user.profile.email).toBe('ada@example.org');
    expect(await call(slack, 'users.info', { user: 'U9' })).toMatchObject({ error: 'user_not_found' });
    expect(ids((await call(slack, 'users.list')).members)).toEqual(['U1', 'U2', 'U3', 'U0BOT']);
    expect((await call(slack, 'users.lookupByEmail', { email: 'ADA@example.org' })).user.id).toBe('U1');
    expect(ids((await call(slack, 'usergroups.list')).usergroups)).toEqual(['S1']);
    expect((await call(slack, 'usergroups.users.list', { usergroup: 'S1' })).users).toEqual(['U1']);
    expect(await call(slack, 'usergroups.users.list', { usergroup: 'S9' })).toMatchObject({
      error: 'no_such_subteam',
    });
  });
});
