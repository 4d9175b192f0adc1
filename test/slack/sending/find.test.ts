import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compareTimestamps } from '../../../src/slack/sending/timestamps.js';
import { at, file, inTime, mark, openScene, remember, type Scene, saying } from './fixture.js';

const minute = 60_000;

describe('Reading back', () => {
  let now: number;
  let scene: Scene;
  beforeEach(async () => {
    now = Date.UTC(2024, 4, 1, 12);
    scene = await openScene({ now: () => now });
  });
  afterEach(() => scene.close());
  const find = (key: string, elapsed = 0, threadTs: string | null = null, channel = 'C1') =>
    scene.sender.find(at(channel, { threadTs }), { key, files: [], known: null }, elapsed);
  const post = async (key: string, threadTs: string | null = null): Promise<string> => {
    const result = await scene.sender.post(at('C1', { threadTs }), saying(key), mark(key), inTime);
    if (result.kind !== 'sent') throw new Error(result.kind);
    return result.ts;
  };
  const talk = async (count: number, threadTs?: string) => {
    for (let n = 0; n < count; n += 1) {
      const thread = threadTs === undefined ? {} : { threadTs };
      await scene.slack.say({ user: 'U1', channel: 'C1', text: `${n}`, ...thread });
    }
  };

  it('finds a message by its key and all its copies, oldest first', async () => {
    const copies = [await post('k'), await post('k'), await post('k')];
    await post('other');
    expect(await find('k')).toMatchObject({ kind: 'found', copies, channel: 'C1' });
    expect(await find('none')).toEqual({ kind: 'absent' });
  });

  it('finds nothing in a channel where nothing was said', async () => {
    expect(await find('k')).toEqual({ kind: 'absent' });
  });

  it('reads more than one page', async () => {
    const ts = await post('k');
    await talk(450);
    expect(await find('k')).toMatchObject({ kind: 'found', copies: [ts], channel: 'C1' });
    expect(scene.slack.state.calls('conversations.history')).toHaveLength(3);
  });

  it('stops before what is older than the first try can be, whatever our clock says', async () => {
    await talk(300);
    now += 20 * minute;
    await talk(150);
    expect(await find('k')).toEqual({ kind: 'absent' });
    expect(scene.slack.state.calls('conversations.history')).toHaveLength(1);
    expect(await find('k', 15 * minute)).toEqual({ kind: 'absent' });
    expect(scene.slack.state.calls('conversations.history')).toHaveLength(4);
  });

  it('finds what was posted at the first try, long ago', async () => {
    const ts = await post('k');
    now += 3 * 60 * minute;
    await talk(1);
    expect(await find('k')).toEqual({ kind: 'absent' });
    expect(await find('k', 3 * 60 * minute)).toMatchObject({ copies: [ts] });
  });

  it('gives up after 25 pages, and says that it does not know', async () => {
    await post('k');
    await talk(5_000);
    expect(await find('k')).toEqual({
      ...{ kind: 'unreadable', reason: 'too much was said there since', final: false },
    });
    expect(scene.slack.state.calls('conversations.history')).toHaveLength(25);
  });

  it('finds a reply in a long thread, and the parent never twice', async () => {
    const head = await post('head');
    await talk(500, head);
    const ts = await post('k', head);
    await talk(100, head);
    expect(await find('k', 0, head)).toMatchObject({ kind: 'found', copies: [ts], channel: 'C1' });
    expect(await find('head', 0, head)).toMatchObject({ copies: [head] });
    expect(await find('k')).toEqual({ kind: 'absent' });
  });

  it('takes no message of another app or of a person for ours, whatever its metadata says', async () => {
    const { ts } = await scene.slack.say({ user: 'U1', channel: 'C1', text: 'Copied' });
    const foreign = scene.slack.state.message('C1', ts);
    const metadata = { event_type: 'signalman_delivery', event_payload: { key: 'k' } };
    if (foreign) Object.assign(foreign, { metadata, botId: 'B0OTHER' });
    expect(await find('k')).toEqual({ kind: 'absent' });
    const own = await post('k');
    expect(await find('k')).toMatchObject({ copies: [own] });
  });

  it('takes no metadata of another kind for ours', async () => {
    const ts = await post('k');
    const message = scene.slack.state.message('C1', ts);
    for (const metadata of [
      { event_type: 'other', event_payload: { key: 'k' } },
      { event_type: 'signalman_delivery', event_payload: null },
      { event_type: 'signalman_delivery', event_payload: { key: ['k'] } },
    ]) {
      if (message) Object.assign(message, { metadata });
      expect(await find('k')).toEqual({ kind: 'absent' });
    }
  });

  it('takes no file of ours that somebody else has shared again', async () => {
    const ids: string[] = [];
    const shared = await scene.sender.share(at('C1'), file, remember(ids));
    const { ts } = await scene.slack.say({ user: 'U1', channel: 'C1', text: 'Look' });
    const other = scene.slack.state.message('C1', ts);
    if (other) Object.assign(other, { files: ids });
    const found = await scene.sender.find(at('C1'), { key: 'k', files: ids, known: null }, 0);
    expect(found).toMatchObject({
      kind: 'found',
      copies: [shared.kind === 'sent' && shared.ts],
      channel: 'C1',
    });
  });

  it('looks at one message alone, however much was said since, and says which revision it shows', async () => {
    const ts = await post('k');
    const reply = await post('reply', ts);
    await talk(450);
    await talk(250, ts);
    now += 100 * 24 * 60 * minute;
    await scene.sender.edit('C1', ts, saying('edited'), { key: 'k', revision: 2 });
    const look = (key: string, known: string, threadTs: string | null = null) =>
      scene.sender.find(at('C1', { threadTs }), { key, files: [], known }, 0);
    const before = scene.slack.state.calls('conversations.history').length;
    expect(await look('k', ts)).toEqual({
      kind: 'found',
      copies: [ts],
      shown: new Map([[ts, 2]]),
      channel: 'C1',
    });
    expect(await look('reply', reply, ts)).toMatchObject({ copies: [reply], shown: new Map([[reply, 1]]) });
    expect(await look('another', ts)).toEqual({ kind: 'absent' });
    expect(await look('k', '1.000001')).toEqual({ kind: 'absent' });
    expect(scene.slack.state.calls('conversations.history')).toHaveLength(before + 3);
    expect(scene.slack.state.calls('conversations.replies')).toHaveLength(1);
    // Older versions did not say.
    const kept = scene.slack.state.everything('C1').find((one) => one.ts === ts);
    if (kept?.metadata) kept.metadata.event_payload = { key: 'k' };
    expect(await look('k', ts)).toMatchObject({ shown: new Map([[ts, undefined]]) });
    await scene.slack.archive('C1');
    expect(await look('k', ts)).toMatchObject({ kind: 'found' });
  });

  it('joins a public channel first', async () => {
    await scene.slack.say({ user: 'U1', channel: 'C2', text: 'x' });
    expect(await find('k', 0, null, 'C2')).toEqual({ kind: 'absent' });
    expect(scene.slack.state.calls('conversations.join')).toHaveLength(1);
  });

  it('of an archive works where the bot is a member', async () => {
    const ts = await post('k');
    await scene.slack.archive('C1');
    expect(await find('k')).toMatchObject({ copies: [ts] });
    await scene.slack.leave({ user: 'U0BOT', channel: 'C1' });
    expect(await find('k')).toEqual({ kind: 'unreadable', reason: 'is_archived', final: false });
  });

  it.each([
    ['C99', null, 'channel_not_found'],
    ['G1', null, 'channel_not_found'],
    ['C1', '1.000001', 'thread_not_found'],
  ])('of %s, thread %p, will never work: %s', async (channel, threadTs, reason) => {
    expect(await find('k', 0, threadTs, channel)).toEqual({ kind: 'unreadable', reason, final: true });
  });

  it('may work later when a scope is missing, or when Slack does not say who we are', async () => {
    scene.slack.faults.next('auth.test', { kind: 'error', error: 'internal_error' });
    expect(await find('k')).toEqual({ kind: 'unreadable', reason: 'internal_error', final: false });
    expect(await find('k')).toEqual({ kind: 'absent' });
    scene.slack.faults.next('conversations.history', { kind: 'error', error: 'missing_scope' });
    expect(await find('k')).toEqual({ kind: 'unreadable', reason: 'missing_scope', final: false });
    expect(scene.slack.state.calls('auth.test')).toHaveLength(2);
  });
});

describe('Timestamps', () => {
  it('are ordered as Slack orders them', () => {
    const ordered = ['999999999.999999', '1700000000.000001', '1700000000.000010', '1700000000.100000'];
    expect([...ordered].reverse().sort(compareTimestamps)).toEqual(ordered);
    expect(compareTimestamps('1700000000.1', '1700000000.100000')).toBe(0);
  });
});
