import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readShortcuts } from '../../src/sandbox/page-manifest.js';
import type { WireState } from '../../src/sandbox/page-wire.js';
import { type PageFixture, startPage } from './page-fixture.js';
import { call } from './slack/fixture.js';

const user = 'U01NORA';
const channel = 'C01RELEASE';

describe('The server of the page', () => {
  let fixture: PageFixture;
  beforeAll(async () => {
    fixture = await startPage();
  }, 120_000);
  afterAll(() => fixture?.close());
  const headers = { 'content-type': 'application/json' };
  async function act(action: string, body: object): Promise<{ status: number; error?: string }> {
    const url = `${fixture.url}/api/${action}`;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as object) };
  }
  const state = async (): Promise<WireState> =>
    (await (await fetch(`${fixture.url}/api/state?user=${user}&channel=${channel}`)).json()) as WireState;
  const say = async (text: string, who = user) => {
    const { ts } = await fixture.slack.say({ user: who, channel, text });
    return ts;
  };
  const last = () => fixture.bot.received.at(-1)?.body;

  it('tells which shortcuts the manifest announces', async () => {
    expect((await state()).shortcuts).toEqual([
      {
        ...{ name: 'Add to the timeline', type: 'message', callbackId: 'note' },
        description: 'Keeps this message',
      },
      {
        ...{ name: 'Declare an incident', type: 'global', callbackId: 'declare' },
        description: 'Opens a form',
      },
    ]);
  });

  it('brings them to the bot, and no others', async () => {
    const ts = await say('Look');
    const on = { user, channel, ts };
    expect(await act('shortcut', { user, callbackId: 'declare' })).toEqual({ status: 200 });
    expect(last()).toMatchObject({ type: 'shortcut', callback_id: 'declare' });
    expect(await act('message-shortcut', { ...on, callbackId: 'note' })).toEqual({ status: 200 });
    expect(last()).toMatchObject({ type: 'message_action', message_ts: ts });
    expect(await act('shortcut', { user, callbackId: 'note' })).toEqual({
      ...{ status: 400, error: 'The manifest has no global shortcut note.' },
    });
    expect(await act('message-shortcut', { ...on, callbackId: 'declare' })).toMatchObject({ status: 400 });
    expect(await act('message-shortcut', { ...on, ts: '1.000000', callbackId: 'note' })).toMatchObject({
      error: 'No message 1.000000 in release-1.6',
    });
    expect(await act('shortcut', { user, callbackId: 'declare', as: 'U01MEI' })).toMatchObject({
      status: 400,
    });
  });

  it('says when the bot did not take one', async () => {
    fixture.bot.answers = [{ status: 500 }];
    const refused = await act('shortcut', { user, callbackId: 'declare' });
    expect(refused.error).toBe('Signalman could not take it (dispatch_failed).');
    fixture.bot.answers = [{ status: 200 }];
  });

  it("edits and deletes a person's own messages only, and the bot's as an admin", async () => {
    const mine = { user, channel, ts: await say('Mine') };
    const theirs = { user, channel, ts: await say('Theirs', 'U01MEI') };
    const { ts } = await call(fixture.slack, 'chat.postMessage', { channel, text: 'Of the bot' });
    const bots = { user, channel, ts };
    expect(await act('edit', { ...mine, text: 'Still mine' })).toEqual({ status: 200 });
    expect(fixture.slack.state.message(channel, mine.ts)?.text).toBe('Still mine');
    for (const other of [theirs, bots]) {
      expect(await act('edit', { ...other, text: 'Mine now' })).toMatchObject({ status: 400 });
      expect(await act('delete', other)).toMatchObject({ status: 400 });
    }
    expect(await act('edit', { ...mine, text: '  ' })).toMatchObject({ status: 400 });
    expect(await act('delete', mine)).toEqual({ status: 200 });
    expect(await act('delete', { ...bots, asAdmin: true })).toEqual({ status: 200 });
    expect(await act('delete', { ...bots, asAdmin: 'yes' })).toMatchObject({ status: 400 });
    const left = (await state()).messages.map(({ text }) => text);
    expect(left).toContain('Theirs');
    expect(left).not.toContain('Of the bot');
  });

  it('links to messages and replies as the bot does', async () => {
    const ts = await say('Head');
    const reply = await fixture.slack.say({ user, channel, text: 'Reply', threadTs: ts });
    const head = (await state()).messages.find((one) => one.ts === ts);
    expect(head?.link).toBe(fixture.slack.state.permalink(channel, ts));
    expect(head?.replies[0]?.link).toBe(fixture.slack.state.permalink(channel, reply.ts));
  });
});

describe('The reader of the manifest', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'signalman-manifest-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  async function written(text: string): Promise<string> {
    const path = join(folder, 'manifest.yml');
    await writeFile(path, text);
    return path;
  }

  it('reads that of the project', async () => {
    for (const { name, callbackId } of await readShortcuts())
      expect([name, callbackId]).toEqual([expect.any(String), expect.stringMatching(/^\w+$/)]);
  });

  it('finds none where none are, or where there is no manifest', async () => {
    expect(await readShortcuts(join(folder, 'nothing.yml'))).toEqual([]);
    for (const text of ['', 'features: {}', 'display_information: { name: Signalman }'])
      expect(await readShortcuts(await written(text))).toEqual([]);
  });

  it('names the place that makes no sense', async () => {
    const odd = 'features: { shortcuts: [{ name: A, type: odd, callback_id: a, description: b }] }';
    await expect(readShortcuts(await written(odd))).rejects.toThrow(/features\.shortcuts\[0\]\.type/);
  });
});
