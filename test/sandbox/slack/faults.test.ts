import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import { botToken, call, respond, start } from './fixture.js';

describe('An ordered fault', () => {
  let slack: LocalSlack;
  beforeEach(async () => {
    slack = await start();
  });
  afterEach(() => slack.close());
  const posted = () => slack.state.messages('C1').length;
  const send = () =>
    fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'C1', text: 'Hello' }),
    });

  it('answers with an error without doing the work, as often as told', async () => {
    slack.faults.next('chat.postMessage', { kind: 'error', error: 'fatal_error', times: 2 });
    expect(await call(slack, 'api.test')).toMatchObject({ ok: true });
    for (let n = 0; n < 2; n += 1)
      expect(await (await send()).json()).toEqual({ ok: false, error: 'fatal_error' });
    expect(posted()).toBe(0);
    expect(await (await send()).json()).toMatchObject({ ok: true });
    expect(slack.faults.pending()).toBe(0);
  });

  it('limits the rate with a header', async () => {
    slack.faults.next('*', { kind: 'error', error: 'ratelimited', status: 429, retryAfter: 7 });
    const answer = await send();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('hits only the calls it is meant for', async () => {
    const where = (args: Record<string, unknown>) => args.channel === 'G2';
    slack.faults.next('chat.postMessage', { kind: 'error', error: 'internal_error', where });
    expect(await call(slack, 'chat.postMessage', { channel: 'C1', text: 'x' })).toMatchObject({ ok: true });
    expect(await call(slack, 'chat.postMessage', { channel: 'G2', text: 'x' })).toMatchObject({
      error: 'internal_error',
    });
  });

  it('cuts the connection before or after the work', async () => {
    slack.faults.next('chat.postMessage', { kind: 'drop' });
    await expect(send()).rejects.toThrow();
    expect(posted()).toBe(0);
    slack.faults.next('chat.postMessage', { kind: 'dropAfterAccept' });
    await expect(send()).rejects.toThrow();
    expect(posted()).toBe(1);
  });

  it('hits the bytes of a file too', async () => {
    const args = { filename: 'a.txt', length: 1 };
    const { upload_url } = await call(slack, 'files.getUploadURLExternal', args);
    slack.faults.next('upload', { kind: 'status', status: 503 });
    const upload = () => fetch(upload_url, { method: 'POST', body: 'a' });
    expect([(await upload()).status, slack.state.files()[0]?.state]).toEqual([503, 'waiting']);
    expect([(await upload()).status, slack.state.files()[0]?.state]).toEqual([200, 'uploaded']);
  });

  it('spoils the answer after the work', async () => {
    slack.faults.next('chat.postMessage', { kind: 'html' });
    const html = await send();
    expect([html.status, await html.text()]).toEqual([200, expect.stringContaining('<html>')]);
    slack.faults.next('chat.postMessage', { kind: 'empty' });
    expect(await (await send()).text()).toBe('');
    slack.faults.next('chat.postMessage', { kind: 'truncate' });
    await expect((await send()).json()).rejects.toThrow();
    expect(posted()).toBe(3);
  });

  it('answers with a bare status', async () => {
    slack.faults.next('chat.postMessage', { kind: 'status', status: 503 });
    expect((await send()).status).toBe(503);
    expect(posted()).toBe(0);
  });

  it('delays the answer, not the work', async () => {
    slack.faults.next('chat.postMessage', { kind: 'delay', ms: 1000 });
    const start = performance.now();
    let isAnswered = false;
    const answer = send().finally(() => {
      isAnswered = true;
    });
    await slack.waitFor(() => posted() === 1);
    expect(isAnswered).toBe(false);
    expect((await answer).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(999);
  });

  it('reaches response URLs too', async () => {
    slack.faults.next('response_url', { kind: 'status', status: 500 });
    expect((await respond(`${slack.url}/response/x`, { text: 'x' })).status).toBe(500);
    slack.faults.next('response_url', { kind: 'error', error: 'x' });
    slack.faults.clear();
    expect((await respond(`${slack.url}/response/x`, { text: 'x' })).status).toBe(404);
  });
});
