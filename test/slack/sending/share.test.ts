import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SendResult } from '../../../src/domain/delivery.js';
import { at, file, openScene, remember, type Scene } from './fixture.js';

describe('A file', () => {
  let scene: Scene;
  const uploaded: string[] = [];
  beforeEach(async () => {
    scene = await openScene();
    uploaded.length = 0;
  });
  afterEach(() => scene.close());
  const share = (destination = 'C1', threadTs: string | null = null): Promise<SendResult> =>
    scene.sender.share(at(destination, { threadTs }), file, remember(uploaded));

  it('is shared with its title and every byte, and its message is known', async () => {
    const result = await share();
    const [message] = scene.slack.state.everything('C1');
    expect(result).toEqual({ kind: 'sent', ts: message?.ts, channel: 'C1' });
    expect(message?.files).toEqual(uploaded);
    const [stored] = scene.slack.state.files();
    expect(stored).toMatchObject({ name: 'notes.md', title: 'Notes', state: 'shared' });
    expect(stored?.content?.toString('utf8')).toBe(file.text);
  });

  it('is shared in a thread', async () => {
    const { ts } = await scene.slack.say({ user: 'U1', channel: 'C1', text: 'Head' });
    const result = await share('C1', ts);
    const [reply] = scene.slack.state.messages('C1')[0]?.replies ?? [];
    expect(result).toEqual({ kind: 'sent', ts: reply?.ts, channel: 'C1' });
  });

  it('goes to a person, and to a public channel that is joined for it', async () => {
    expect(await share('U1')).toMatchObject({ kind: 'sent', channel: scene.slack.direct('U1') });
    expect(await share('C2')).toMatchObject({ kind: 'sent', channel: 'C2' });
  });

  it('is remembered before it is shared', async () => {
    const seen: number[] = [];
    await scene.sender.share(at('C1'), file, async () => {
      seen.push(scene.slack.state.everything('C1').length);
      return true;
    });
    expect(seen).toEqual([0]);
  });

  it('is not shared by whom the delivery was taken from', async () => {
    const told = await scene.sender.share(at('C1'), file, async () => false);
    expect(told).toEqual({ kind: 'not-sent', why: 'getting ready took too long' });
    expect(scene.slack.state.everything('C1')).toEqual([]);
  });

  it('that cannot be remembered is not shared', async () => {
    const lost = async () => Promise.reject(new Error('the claim is lost'));
    await expect(scene.sender.share(at('C1'), file, lost)).rejects.toThrow('the claim is lost');
    expect(scene.slack.state.everything('C1')).toEqual([]);
    expect(scene.slack.state.calls('files.completeUploadExternal')).toEqual([]);
  });

  it.each([
    [{ kind: 'status', status: 503 } as const, 'the upload was answered with HTTP 503'],
    [{ kind: 'drop' } as const, expect.stringMatching(/^the answer was lost/)],
    [{ kind: 'delay', ms: 5_000 } as const, 'Slack did not answer in time'],
    [{ kind: 'status', status: 429, retryAfter: 5 } as const, 'the upload was answered with HTTP 429'],
  ])('whose bytes do not arrive (%#) is not shared', async (fault, why) => {
    scene.slack.faults.next('upload', fault);
    expect(await share()).toEqual({ kind: 'not-sent', why });
    expect([uploaded, scene.slack.state.everything('C1')]).toEqual([[], []]);
  });

  it('is refused where the workspace wants no files', async () => {
    scene.slack.faults.next('files.getUploadURLExternal', { kind: 'error', error: 'file_uploads_disabled' });
    expect(await share()).toEqual({ kind: 'refused', reason: 'file_uploads_disabled' });
  });

  it('is not even uploaded for a channel that is closed', async () => {
    expect(await share('C3')).toEqual({ kind: 'refused', reason: 'is_archived' });
    expect(scene.slack.state.files()).toEqual([]);
  });

  it('finds its way back into a channel that the bot was taken out of, uploaded once', async () => {
    await share();
    await scene.slack.leave({ user: 'U0BOT', channel: 'C1' });
    expect(await share()).toMatchObject({ kind: 'sent' });
    expect(scene.slack.state.files()).toHaveLength(2);
    expect(uploaded[1]).toBe(uploaded[2]);
  });

  it('that does not show at once is sent without a timestamp, and found later', async () => {
    scene.slack.faults.next('conversations.history', { kind: 'error', error: 'internal_error' });
    expect(await share()).toEqual({ kind: 'sent', ts: '', channel: 'C1' });
    const found = await scene.sender.find(at('C1'), { key: 'k', files: uploaded, known: null }, 0);
    const [message] = scene.slack.state.everything('C1');
    expect(found).toMatchObject({ kind: 'found', copies: [message?.ts], channel: 'C1' });
    expect(await scene.sender.remove('C1', message?.ts ?? '')).toBe(true);
    expect(scene.slack.state.everything('C1')).toEqual([]);
  });
});
