import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { at, inTime, mark, openScene, type Scene, saying, timeout, wide } from './fixture.js';

const count = (scene: Scene, method: string) => scene.slack.state.calls(method).length;

describe('Before it posts, the bot', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());
  const post = (destination: string, key = 'k') =>
    scene.sender.post(at(destination), saying(), mark(key), inTime);

  it('joins a public channel that it is not in, once', async () => {
    expect(await post('C2')).toMatchObject({ kind: 'sent', channel: 'C2' });
    expect(await post('C2', 'k2')).toMatchObject({ kind: 'sent' });
    expect(count(scene, 'conversations.join')).toBe(1);
    expect(scene.slack.state.everything('C2')).toHaveLength(2);
  });

  it('joins once for posts at the same time', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => post('C2', `k${n}`)));
    expect([count(scene, 'users.conversations'), count(scene, 'conversations.join')]).toEqual([1, 1]);
    expect(scene.slack.state.everything('C2')).toHaveLength(10);
  });

  it.each([
    ['C3', 'is_archived'],
    ['C4', 'restricted_action_read_only_channel'],
    ['G1', 'channel_not_found'],
    ['C99', 'channel_not_found'],
  ])('is told that %s is closed: %s', async (channel, reason) => {
    expect(await post(channel)).toEqual({ kind: 'refused', reason });
  });

  it('posts where it was invited to', async () => {
    expect(await post('G2')).toMatchObject({ kind: 'sent', channel: 'G2' });
    await scene.slack.invite({ user: 'U0BOT', channel: 'G1' });
    expect(await post('G1')).toMatchObject({ kind: 'sent', channel: 'G1' });
    expect(await post('G1', 'k2')).toMatchObject({ kind: 'sent', channel: 'G1' });
    expect(count(scene, 'conversations.join')).toBe(1);
  });

  it('comes back to a channel that it was taken out of', async () => {
    await post('C1');
    await scene.slack.leave({ user: 'U0BOT', channel: 'C1' });
    expect(await post('C1', 'k2')).toMatchObject({ kind: 'sent' });
    expect(scene.slack.state.everything('C1').filter(({ botId }) => botId)).toHaveLength(2);
  });

  it('cannot come back to a private one', async () => {
    await post('G2');
    await scene.slack.leave({ user: 'U0BOT', channel: 'G2' });
    expect(await post('G2', 'k2')).toEqual({ kind: 'refused', reason: 'channel_not_found' });
    expect(count(scene, 'chat.postMessage')).toBe(2);
  });

  it('waits when joining is limited, and only tries again when joining fails', async () => {
    scene.slack.faults.next('conversations.join', {
      kind: 'error',
      error: 'ratelimited',
      status: 429,
      retryAfter: 3,
    });
    expect(await post('C2')).toEqual({ kind: 'wait', ms: 3_000 });
    scene.slack.faults.next('conversations.join', { kind: 'error', error: 'internal_error' });
    expect(await post('C2')).toEqual({ kind: 'not-sent', why: 'internal_error' });
    expect(scene.slack.state.everything('C2')).toEqual([]);
  });

  it.each(['missing_scope', 'unknown_method', 'method_not_supported'])(
    'posts all the same where it may not join (%s): Slack says whether it can',
    async (error) => {
      scene.slack.faults.next('conversations.join', { kind: 'error', error });
      expect(await post('C2')).toEqual({ kind: 'refused', reason: 'not_in_channel' });
      expect(count(scene, 'chat.postMessage')).toBe(1);
    },
  );

  it('joins each channel when it is not told where it is', async () => {
    scene.slack.faults.next('users.conversations', { kind: 'error', error: 'missing_scope' });
    expect(await post('C1')).toMatchObject({ kind: 'sent' });
    expect(await post('C2')).toMatchObject({ kind: 'sent' });
    expect([count(scene, 'users.conversations'), count(scene, 'conversations.join')]).toEqual([1, 2]);
  });

  it('does not post when its time is over by then', async () => {
    let asked = 0;
    const late = () => {
      asked += 1;
      return scene.slack.state.calls('conversations.join').length === 0;
    };
    const tooLate = { kind: 'not-sent', why: 'getting ready took too long' };
    expect(await scene.sender.post(at('C2'), saying(), mark('k'), late)).toEqual(tooLate);
    expect(await scene.sender.post(at('C1'), saying(), mark('k'), () => false)).toEqual(tooLate);
    expect([asked, count(scene, 'chat.postMessage')]).toEqual([1, 0]);
  });

  it('asks once more when it had to come back first', async () => {
    await post('C1');
    await scene.slack.leave({ user: 'U0BOT', channel: 'C1' });
    const answers = [true, false];
    const told = await scene.sender.post(at('C1'), saying(), mark('k2'), () => answers.shift() ?? false);
    expect(told).toMatchObject({ kind: 'not-sent' });
    expect(scene.slack.state.everything('C1').filter(({ botId }) => botId)).toHaveLength(1);
  });
});

describe('Where the bot is', () => {
  it('is learned in one call for 50 channels', async () => {
    // Fifty at once on a busy machine take their time.
    const scene = await openScene(wide(50, true), 20_000);
    const posts = Array.from({ length: 50 }, (_, n) =>
      scene.sender.post(at(`X${n + 1}`), saying(), mark(`k${n}`), inTime),
    );
    expect((await Promise.all(posts)).every(({ kind }) => kind === 'sent')).toBe(true);
    expect([count(scene, 'users.conversations'), count(scene, 'conversations.join')]).toEqual([1, 0]);
    await scene.close();
  });

  it('is learned page by page where there are more than one tells', async () => {
    const scene = await openScene(wide(1_500, true), 20_000);
    expect(await scene.sender.post(at('X1500'), saying(), mark('k'), inTime)).toMatchObject({ kind: 'sent' });
    expect([count(scene, 'users.conversations'), count(scene, 'conversations.join')]).toEqual([2, 0]);
    await scene.close();
  });

  it('is asked again after ten minutes', async () => {
    const scene = await openScene(wide(2, false));
    let now = 0;
    const sender = scene.restarted(() => now);
    await sender.post(at('X1'), saying(), mark('k1'), inTime);
    await scene.slack.invite({ user: 'U0BOT', channel: 'X2' });
    now += 10 * 60_000;
    await sender.post(at('X2'), saying(), mark('k2'), inTime);
    expect([count(scene, 'users.conversations'), count(scene, 'conversations.join')]).toEqual([2, 1]);
    await scene.close();
  });
});

describe('A person', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());
  const post = (destination: string, key = 'k') =>
    scene.sender.post(at(destination), saying(), mark(key), inTime);

  it('gets a direct message; the conversation is opened once', async () => {
    const channel = scene.slack.direct('U1');
    expect(await post('U1')).toMatchObject({ kind: 'sent', channel });
    expect(await post('U1', 'k2')).toMatchObject({ kind: 'sent', channel });
    const calls = [count(scene, 'conversations.open'), count(scene, 'conversations.join')];
    expect(calls).toEqual([1, 0]);
    expect(await scene.restarted().post(at('U1', { channel }), saying(), mark('k3'), inTime)).toMatchObject({
      channel,
    });
    expect(count(scene, 'conversations.open')).toBe(1);
    expect(scene.slack.state.everything(channel)).toHaveLength(3);
  });

  it('is found again in the direct conversation', async () => {
    const posted = await post('U1');
    if (posted.kind !== 'sent') throw new Error(posted.kind);
    const found = await scene.restarted().find(at('U1'), { key: 'k', files: [], known: null }, 0);
    expect(found).toMatchObject({ kind: 'found', copies: [posted.ts], channel: posted.channel });
  });

  it.each([
    ['U9', 'user_not_found'],
    ['U0BOT', 'cannot_dm_bot'],
  ])('%s cannot be written to: %s', async (user, reason) => {
    expect(await post(user)).toEqual({ kind: 'refused', reason });
    expect(await scene.sender.find(at(user), { key: 'k', files: [], known: null }, 0)).toEqual({
      ...{ kind: 'unreadable', reason, final: true },
    });
  });

  it('who has left is refused; trouble with opening is none of the message', async () => {
    scene.slack.faults.next('conversations.open', { kind: 'error', error: 'user_disabled' });
    expect(await post('U1')).toEqual({ kind: 'refused', reason: 'user_disabled' });
    scene.next('conversations.open', { kind: 'none', latencyMs: timeout * 2 });
    expect(await post('U1')).toEqual({ kind: 'not-sent', why: 'Slack did not answer in time' });
    scene.next('conversations.open', { kind: 'tooMany', retryAfterS: 4 });
    expect(await post('U1')).toEqual({ kind: 'wait', ms: 4_000 });
    expect(scene.slack.state.everything(scene.slack.direct('U1'))).toEqual([]);
  });
});
