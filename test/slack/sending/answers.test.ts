import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { at, file, inTime, mark, openScene, remember, type Scene, saying } from './fixture.js';

describe('Slack’s own word', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());
  const everything = () => scene.slack.state.everything('C1');
  const answer = (method: string, error: string) => scene.slack.faults.next(method, { kind: 'error', error });

  it.each([
    'is_archived',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'metadata_too_large',
  ])('%s refuses a post for good', async (error) => {
    answer('chat.postMessage', error);
    expect(await scene.sender.post(at('C1'), saying(), mark('k'), inTime)).toEqual({
      kind: 'refused',
      reason: error,
    });
  });

  it.each(['is_inactive', 'cant_update_message', 'edit_window_closed', 'channel_not_found'])(
    '%s refuses an edit for good',
    async (error) => {
      answer('chat.update', error);
      expect(await scene.sender.edit('C1', '1.000001', saying(), mark('k'))).toEqual({
        ...{ kind: 'refused', reason: error },
      });
    },
  );

  it.each([
    ...['invalid_blocks', 'invalid_blocks_format', 'invalid_attachments', 'only_one_table_allowed'],
    ...['unsupported_block_type', 'msg_blocks_too_long', 'msg_too_long'],
  ])('%s asks for less', async (error) => {
    answer('chat.postMessage', error);
    expect(await scene.sender.post(at('C1'), saying(), mark('k'), inTime)).toEqual({
      kind: 'too-rich',
      reason: error,
    });
  });

  it.each([
    ...['fatal_error', 'internal_error', 'service_unavailable', 'missing_scope', 'invalid_auth'],
    ...['a_word_of_tomorrow', 'constructor'],
  ])('%s leaves it open whether it was done', async (error) => {
    for (const method of ['chat.postMessage', 'chat.update', 'files.completeUploadExternal'])
      answer(method, error);
    const unclear = { kind: 'unclear', why: error };
    expect(await scene.sender.post(at('C1'), saying(), mark('k'), inTime)).toEqual(unclear);
    expect(await scene.sender.edit('C1', '1.000001', saying(), mark('k'))).toEqual(unclear);
    expect(await scene.sender.share(at('C1'), file, remember([]))).toEqual(unclear);
  });

  it.each(['Not a code', '<b>', '', 'x'.repeat(200)])('%p is none', async (error) => {
    answer('chat.postMessage', error);
    expect(await scene.sender.post(at('C1'), saying(), mark('k'), inTime)).toEqual({
      ...{ kind: 'unclear', why: 'the answer was not one of Slack’s' },
    });
  });

  it.each(['ratelimited', 'rate_limited'])('%s without a delay means half a minute', async (error) => {
    answer('chat.postMessage', error);
    expect(await scene.sender.post(at('C1'), saying(), mark('k'), inTime)).toEqual({
      kind: 'wait',
      ms: 30_000,
    });
    expect(everything()).toEqual([]);
  });

  it('is followed where it limits the rate', async () => {
    const limited = await openScene({ limits: 'slack' });
    const results = [];
    for (let n = 0; n < 5; n += 1)
      results.push(await limited.sender.post(at('C1'), saying(), mark(`k${n}`), inTime));
    const waiting = results.filter(({ kind }) => kind === 'wait');
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting[0]).toEqual({ kind: 'wait', ms: 1_000 });
    expect(limited.slack.state.everything('C1')).toHaveLength(5 - waiting.length);
    await limited.close();
  });

  it('about two tables, or a chart where there are none yet, asks for less', async () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] };
    const two = { text: 'Two', blocks: [table, table] };
    expect(await scene.sender.post(at('C1'), two, mark('k'), inTime)).toEqual({
      ...{ kind: 'too-rich', reason: 'invalid_attachments' },
    });
    scene.slack.refuse.tables = true;
    const one = { text: 'One', blocks: [table] };
    expect(await scene.sender.post(at('C1'), one, mark('k'), inTime)).toMatchObject({ kind: 'too-rich' });
    expect(everything()).toEqual([]);
    expect(scene.lines.some(({ message }) => message.includes('unsupported type: table'))).toBe(true);
  });
});

describe('A message', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  it('is posted with its key and without previews of links', async () => {
    const result = await scene.sender.post(at('C1'), saying(), mark('the key'), inTime);
    const [message] = scene.slack.state.everything('C1');
    expect(result).toEqual({ kind: 'sent', ts: message?.ts, channel: 'C1' });
    expect(message).toMatchObject({
      text: 'Hello',
      blocks: [{ type: 'section' }],
      metadata: { event_type: 'signalman_delivery', event_payload: { key: 'the key' } },
    });
    expect(scene.slack.state.calls('chat.postMessage')[0]?.args).toMatchObject({
      ...{ unfurl_links: 'false', unfurl_media: 'false' },
    });
  });

  it('in a thread stands under its parent', async () => {
    const { ts } = await scene.slack.say({ user: 'U1', channel: 'C1', text: 'Head' });
    await scene.sender.post(at('C1', { threadTs: ts }), saying('Reply'), mark('k'), inTime);
    expect(scene.slack.state.messages('C1')[0]?.replies).toMatchObject([{ text: 'Reply' }]);
  });

  it('keeps its timestamp to the last zero', async () => {
    const zeros: string[] = [];
    for (let n = 0; n < 100; n += 1) {
      const result = await scene.sender.post(at('C1'), saying(`${n}`), mark(`k${n}`), inTime);
      if (result.kind === 'sent' && result.ts.endsWith('0')) zeros.push(result.ts);
    }
    expect(zeros.length).toBeGreaterThan(3);
    const [ts = ''] = zeros;
    expect(await scene.sender.edit('C1', ts, saying('Edited'), mark('k'))).toMatchObject({
      kind: 'sent',
      ts,
    });
    expect(scene.slack.state.message('C1', ts)?.text).toBe('Edited');
  });

  it('is edited with its blocks and its new key', async () => {
    const posted = await scene.sender.post(at('C1'), saying('Old'), mark('k1'), inTime);
    if (posted.kind !== 'sent') throw new Error(posted.kind);
    const result = await scene.sender.edit('C1', posted.ts, saying('New'), mark('k2'));
    expect(result).toEqual({ kind: 'sent', ts: posted.ts, channel: 'C1' });
    expect(scene.slack.state.message('C1', posted.ts)).toMatchObject({
      ...{ text: 'New', blocks: [{ text: { text: 'New' } }], metadata: { event_payload: { key: 'k2' } } },
    });
  });

  it('that was deleted is gone, and one too long for an edit is too rich', async () => {
    const posted = await scene.sender.post(at('C1'), saying(), mark('k'), inTime);
    if (posted.kind !== 'sent') throw new Error(posted.kind);
    const long = { text: 'x'.repeat(4_001), blocks: [] };
    expect(await scene.sender.edit('C1', posted.ts, long, mark('k'))).toEqual({
      ...{ kind: 'too-rich', reason: 'msg_too_long' },
    });
    expect(await scene.sender.remove('C1', posted.ts)).toBe(true);
    expect(await scene.sender.edit('C1', posted.ts, saying(), mark('k'))).toEqual({ kind: 'gone' });
  });

  it('of somebody else, or in an archive, is not changed', async () => {
    const { ts } = await scene.slack.say({ user: 'U1', channel: 'C1', text: 'Mine' });
    expect(await scene.sender.edit('C1', ts, saying(), mark('k'))).toEqual({
      ...{ kind: 'refused', reason: 'cant_update_message' },
    });
    const posted = await scene.sender.post(at('C1'), saying(), mark('k'), inTime);
    await scene.slack.archive('C1');
    const own = posted.kind === 'sent' ? posted.ts : '';
    expect(await scene.sender.edit('C1', own, saying(), mark('k'))).toEqual({
      ...{ kind: 'refused', reason: 'is_inactive' },
    });
  });

  it('without a text is a mistake of ours', async () => {
    await expect(scene.sender.post(at('C1'), saying(''), mark('k'), inTime)).rejects.toThrow(
      'the message k has no text',
    );
    await expect(scene.sender.edit('C1', '1.000001', saying(''), mark('k'))).rejects.toThrow('has no text');
    await expect(scene.sender.share(at('C1'), { ...file, text: '' }, remember([]))).rejects.toThrow('empty');
  });

  it('is removed once, and one that is gone counts as removed; any trouble does not', async () => {
    const posted = await scene.sender.post(at('C1'), saying(), mark('k'), inTime);
    const ts = posted.kind === 'sent' ? posted.ts : '';
    scene.slack.faults.next('chat.delete', { kind: 'error', error: 'internal_error' });
    expect(await scene.sender.remove('C1', ts)).toBe(false);
    expect(scene.lines.at(-1)).toMatchObject({ level: 'warn', message: 'a message could not be deleted' });
    expect(await scene.sender.remove('C1', ts)).toBe(true);
    expect(await scene.sender.remove('C1', ts)).toBe(true);
    expect(await scene.sender.remove('C1', '')).toBe(false);
    expect(scene.slack.state.everything('C1')).toEqual([]);
  });
});
