import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { botToken, call, callRaw, start } from './fixture.js';

describe('Access to the Web API', () => {
  let slack: LocalSlack;
  beforeEach(async () => {
    slack = await start({ scopes: ['chat:write', 'channels:read'] });
  });
  afterEach(() => slack.close());

  it('tells who the bot is', async () => {
    expect(await call(slack, 'auth.test')).toMatchObject({ ok: true, user_id: 'U0BOT', bot_id: 'B0BOT' });
  });

  it('refuses a missing and a wrong token', async () => {
    expect((await callRaw(slack, 'auth.test', {}, null)).body).toEqual({ ok: false, error: 'not_authed' });
    expect((await callRaw(slack, 'auth.test', {}, 'xoxb-other')).body).toEqual({
      ok: false,
      error: 'invalid_auth',
    });
  });

  it('takes the token from a form too, and keeps it out of the log', async () => {
    const form = new URLSearchParams({ token: botToken, channel: 'C1', text: 'By form' });
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', body: form });
    expect(await response.json()).toMatchObject({ ok: true, channel: 'C1' });
    expect(JSON.stringify(slack.state.calls())).not.toContain(botToken);
  });

  it('does not know every method', async () => {
    expect(await call(slack, 'chat.shout')).toMatchObject({ ok: false, error: 'unknown_method' });
  });

  it('names the missing scope and those that are there', async () => {
    expect(await call(slack, 'pins.add', { channel: 'C1', timestamp: '1.000000' })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'pins:write',
      provided: 'chat:write,channels:read',
    });
  });

  it('asks for the scope of the kind of channel', async () => {
    expect(await call(slack, 'conversations.history', { channel: 'C1' })).toMatchObject({
      needed: 'channels:history',
    });
    expect(await call(slack, 'conversations.info', { channel: 'G2' })).toMatchObject({
      needed: 'groups:read',
    });
    const types = 'public_channel,private_channel';
    expect(await call(slack, 'conversations.list', { types })).toMatchObject({ needed: 'groups:read' });
    expect(await call(slack, 'users.conversations', { types })).toMatchObject({ needed: 'groups:read' });
  });

  it('logs calls and their answers, the newest only', async () => {
    const small = await start({ logSize: 3 });
    for (let n = 0; n < 10; n += 1) await call(small, 'api.test', { n });
    expect(small.state.calls().map((entry) => entry.args.n)).toEqual([7, 8, 9]);
    await small.close();
  });
});

describe('The published rates', () => {
  let slack: LocalSlack;
  let now = 1_700_000_000_000;
  beforeEach(async () => {
    slack = await start({ limits: 'slack', now: () => now });
  });
  afterEach(() => slack.close());

  it('allow a small burst of messages in a channel, then one per second', async () => {
    const post = (channel: string) => callRaw(slack, 'chat.postMessage', { channel, text: 'Hello' });
    const first = await Promise.all([post('C1'), post('C1'), post('C1')]);
    expect(first.map((answer) => answer.body.ok)).toEqual([true, true, true]);
    const refused = await post('C1');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body).toEqual({ ok: false, error: 'ratelimited' });
    expect((await post('G2')).body.ok).toBe(true);
    now += 1000;
    expect((await post('C1')).body.ok).toBe(true);
    expect((await post('C1')).status).toBe(429);
  });

  it('count the calls of a method in a minute by its tier', async () => {
    for (let n = 0; n < 20; n += 1)
      expect((await callRaw(slack, 'pins.list', { channel: 'C1' })).status).toBe(200);
    const refused = await callRaw(slack, 'pins.list', { channel: 'C1' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    now += 60_000;
    expect((await callRaw(slack, 'pins.list', { channel: 'C1' })).status).toBe(200);
  });
});
