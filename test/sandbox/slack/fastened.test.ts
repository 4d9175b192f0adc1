import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { botToken, call, start } from './fixture.js';

describe('Pins, bookmarks and reactions', () => {
  let slack: LocalSlack;
  let at: { channel: string; timestamp: string };
  beforeEach(async () => {
    slack = await start();
    const { ts } = await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Head' });
    at = { channel: 'C1', timestamp: ts };
  });
  afterEach(() => slack.close());

  it('pin a message once and take it off once', async () => {
    expect(await call(slack, 'pins.add', at)).toEqual({ ok: true });
    expect(await call(slack, 'pins.add', at)).toEqual({ ok: false, error: 'already_pinned' });
    expect(slack.state.pins('C1')).toEqual([at.timestamp]);
    expect((await call(slack, 'pins.list', at)).items).toMatchObject([
      { message: { text: 'Head', pinned_to: ['C1'] } },
    ]);
    expect(await call(slack, 'pins.remove', at)).toEqual({ ok: true });
    expect(await call(slack, 'pins.remove', at)).toEqual({ ok: false, error: 'no_pin' });
  });

  it('pin for those only who may, and only where the bot is', async () => {
    expect(await call(slack, 'pins.add', { ...at, channel: 'C2' })).toMatchObject({
      error: 'not_in_channel',
    });
    expect(await call(slack, 'pins.add', { channel: 'C1' })).toMatchObject({ error: 'no_item_specified' });
    const careful = await start({ scopes: ['chat:write'] });
    const { ts: timestamp } = await call(careful, 'chat.postMessage', { channel: 'C1', text: 'Head' });
    const refused = { error: 'missing_scope', needed: 'pins:write' };
    expect(await call(careful, 'pins.add', { channel: 'C1', timestamp })).toMatchObject(refused);
    await careful.close();
  });

  it('refuse a message that is not there', async () => {
    const nowhere = { channel: 'C1', timestamp: '1.000000' };
    expect(await call(slack, 'pins.add', nowhere)).toMatchObject({ error: 'message_not_found' });
    expect(await call(slack, 'reactions.add', { ...nowhere, name: 'eyes' })).toMatchObject({
      error: 'message_not_found',
    });
  });

  it('keep a channel to a hundred pins', async () => {
    for (let n = 0; n < 100; n += 1) {
      const { ts } = await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Pin me' });
      await call(slack, 'pins.add', { channel: 'C1', timestamp: ts });
    }
    expect(await call(slack, 'pins.add', at)).toMatchObject({ error: 'too_many_pins' });
  });

  it('put emoji under messages and thread replies', async () => {
    const reply = await call(slack, 'chat.postMessage', {
      channel: 'C1',
      text: 'Reply',
      thread_ts: at.timestamp,
    });
    const there = { channel: 'C1', timestamp: reply.ts, name: 'eyes' };
    expect(await call(slack, 'reactions.add', there)).toEqual({ ok: true });
    expect(await call(slack, 'reactions.add', there)).toMatchObject({ error: 'already_reacted' });
    await slack.react({ user: 'U1', channel: 'C1', ts: reply.ts, name: 'eyes' });
    const { message } = await call(slack, 'reactions.get', there);
    expect(message.reactions).toEqual([{ name: 'eyes', users: ['U0BOT', 'U1'], count: 2 }]);
    expect(await call(slack, 'reactions.remove', there)).toEqual({ ok: true });
    expect(await call(slack, 'reactions.remove', there)).toMatchObject({ error: 'no_reaction' });
    expect(await call(slack, 'reactions.add', { ...there, name: ':eyes:' })).toMatchObject({
      error: 'invalid_name',
    });
  });

  it('keep bookmarks of a channel', async () => {
    const bookmark = { channel_id: 'C1', title: 'Board', type: 'link', link: 'https://example.org' };
    expect(await call(slack, 'bookmarks.add', bookmark)).toMatchObject({
      ok: true,
      bookmark: { title: 'Board' },
    });
    expect(slack.state.channels()[0]?.bookmarks).toMatchObject([{ link: 'https://example.org' }]);
    expect(await call(slack, 'bookmarks.add', { ...bookmark, link: 'nowhere' })).toMatchObject({
      error: 'invalid_link',
    });
  });
});

describe('Files', () => {
  let slack: LocalSlack;
  beforeEach(async () => {
    slack = await start();
  });
  afterEach(() => slack.close());

  it('are uploaded by the SDK and shared in a thread, without metadata', async () => {
    const { ts } = await call(slack, 'chat.postMessage', { channel: 'C1', text: 'Head' });
    const client = new WebClient(botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } });
    await client.filesUploadV2({
      ...{ channel_id: 'C1', thread_ts: ts, filename: 'draft.md', title: 'Draft', initial_comment: 'Here' },
      content: '# Notes\n\r\n--x',
    });
    const file = slack.state.files()[0];
    expect(file).toMatchObject({ name: 'draft.md', title: 'Draft', state: 'shared' });
    expect(file?.content?.toString()).toBe('# Notes\n\r\n--x');
    const reply = slack.state.messages('C1')[0]?.replies[0];
    expect(reply).toMatchObject({ text: 'Here', files: [file?.id] });
    expect(reply?.metadata).toBeUndefined();
    const info = await call(slack, 'files.info', { file: file?.id });
    expect(info.file.shares.public.C1).toEqual([{ ts: reply?.ts, thread_ts: ts }]);
    expect(await (await fetch(info.file.url_private)).text()).toContain('# Notes');
  });

  it('must be uploaded whole before they are completed, and once', async () => {
    const { upload_url, file_id } = await call(slack, 'files.getUploadURLExternal', {
      filename: 'a.txt',
      length: 3,
    });
    const complete = () =>
      call(slack, 'files.completeUploadExternal', { files: [{ id: file_id }], channel_id: 'C1' });
    expect(await complete()).toMatchObject({ error: 'file_not_found' });
    expect((await fetch(upload_url, { method: 'POST', body: 'four' })).status).toBe(400);
    expect(await (await fetch(upload_url, { method: 'POST', body: 'abc' })).text()).toBe('OK - 3');
    expect(await complete()).toEqual({ ok: true, files: [{ id: file_id, title: 'a.txt' }] });
    expect(await complete()).toMatchObject({ error: 'file_not_found' });
  });

  it('go only where the bot is, and are gone when deleted', async () => {
    const { upload_url, file_id } = await call(slack, 'files.getUploadURLExternal', {
      filename: 'a.txt',
      length: 1,
    });
    await fetch(upload_url, { method: 'POST', body: 'a' });
    const files = [{ id: file_id }];
    const outside = await call(slack, 'files.completeUploadExternal', { files, channel_id: 'C2' });
    expect(outside).toMatchObject({ error: 'not_in_channel' });
    await call(slack, 'files.completeUploadExternal', { files, channel_id: 'C1' });
    expect(await call(slack, 'files.delete', { file: file_id })).toEqual({ ok: true });
    expect(await call(slack, 'files.info', { file: file_id })).toMatchObject({ error: 'file_not_found' });
    expect(slack.state.messages('C1')).toEqual([]);
  });
});
