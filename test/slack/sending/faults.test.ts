import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SendResult } from '../../../src/domain/delivery.js';
import type { ProxyFault } from '../../../src/sandbox/fault-proxy.js';
import { createPostingClient } from '../../../src/slack/sending/client.js';
import { troubleOf } from '../../../src/slack/sending/trouble.js';
import { silentLog } from '../../builders/log.js';
import { freePort } from '../../builders/port.js';
import { at, file, inTime, mark, openScene, remember, type Scene, saying, timeout } from './fixture.js';

/** What goes wrong on the way, what the sender says of it, and whether it was done all the same. */
const faults: [string, ProxyFault, Partial<SendResult>, boolean][] = [
  ['the connection breaks before', { kind: 'dropBefore' }, { kind: 'unclear' }, false],
  ['the connection breaks after', { kind: 'dropAfter' }, { kind: 'unclear' }, true],
  ['half of the answer arrives', { kind: 'truncate' }, { kind: 'unclear' }, true],
  ['429 with a delay', { kind: 'tooMany', retryAfterS: 7 }, { kind: 'wait', ms: 7_000 }, false],
  ['429 with a delay of nothing', { kind: 'tooMany', retryAfterS: 0 }, { kind: 'wait', ms: 1_000 }, false],
  ['429 without a delay', { kind: 'tooMany' }, { kind: 'wait', ms: 30_000 }, false],
  ['500', { kind: 'status', status: 500 }, { kind: 'unclear', why: 'Slack answered HTTP 500' }, false],
  ['500 after it was done', { kind: 'status', status: 500, after: true }, { kind: 'unclear' }, true],
  ['503', { kind: 'status', status: 503 }, { kind: 'unclear' }, false],
  ['503 after it was done', { kind: 'status', status: 503, after: true }, { kind: 'unclear' }, true],
  ['a web page', { kind: 'html' }, { kind: 'unclear', why: 'the answer was not one of Slack’s' }, false],
  ['a web page after it was done', { kind: 'html', after: true }, { kind: 'unclear' }, true],
  ['nothing', { kind: 'empty' }, { kind: 'unclear', why: 'the answer was not one of Slack’s' }, false],
  ['nothing after it was done', { kind: 'empty', after: true }, { kind: 'unclear' }, true],
  [
    'an answer after the time-out',
    { kind: 'none', latencyMs: timeout * 2 },
    { kind: 'unclear', why: 'Slack did not answer in time' },
    true,
  ],
  ['a slow one', { kind: 'none', latencyMs: 50 }, { kind: 'sent' }, true],
];

describe('When Slack’s answer is', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());
  const texts = () => scene.slack.state.messages('C1').map(({ text }) => text);
  const shared = () => scene.slack.state.messages('C1').flatMap(({ files }) => files ?? []);

  it.each(faults)('%s, a post is told for what it is', async (_, fault, result, isDone) => {
    scene.next('chat.postMessage', fault);
    expect(await scene.sender.post(at('C1'), saying(), mark('k'), inTime)).toMatchObject(result);
    if (isDone) await scene.slack.waitFor(() => texts().length > 0);
    expect(texts()).toEqual(isDone ? ['Hello'] : []);
  });

  it.each(faults)('%s, an edit is told for what it is', async (_, fault, result, isDone) => {
    const posted = await scene.sender.post(at('C1'), saying('Old'), mark('k'), inTime);
    if (posted.kind !== 'sent') throw new Error(posted.kind);
    scene.next('chat.update', fault);
    expect(await scene.sender.edit('C1', posted.ts, saying('New'), mark('k'))).toMatchObject(result);
    if (isDone) await scene.slack.waitFor(() => texts()[0] === 'New');
    expect(texts()).toEqual([isDone ? 'New' : 'Old']);
  });

  it.each(faults)('%s, the sharing of a file is told for what it is', async (_, fault, result, isDone) => {
    const uploaded: string[] = [];
    scene.next('files.completeUploadExternal', fault);
    const told = await scene.sender.share(at('C1'), file, remember(uploaded));
    expect(told).toMatchObject(result);
    if (isDone) await scene.slack.waitFor(() => shared().length > 0);
    expect(uploaded).toHaveLength(1);
    expect(shared()).toEqual(isDone ? uploaded : []);
  });

  it.each(faults)('%s to the first step of a file, nothing is shared', async (_, fault, result) => {
    const uploaded: string[] = [];
    scene.next('files.getUploadURLExternal', fault);
    const told = await scene.sender.share(at('C1'), file, remember(uploaded));
    expect(told.kind).toBe(result.kind === 'unclear' ? 'not-sent' : result.kind);
    expect(uploaded).toHaveLength(told.kind === 'sent' ? 1 : 0);
    expect(shared()).toEqual(uploaded);
  });

  it.each(faults)('%s to joining, nothing is posted', async (_, fault, result) => {
    scene.next('conversations.join', fault);
    const told = await scene.sender.post(at('C2'), saying(), mark('k'), inTime);
    expect(told.kind).toBe(result.kind === 'unclear' ? 'not-sent' : result.kind);
    expect(scene.slack.state.messages('C2')).toHaveLength(told.kind === 'sent' ? 1 : 0);
  });

  it.each(faults)('%s to the reading back, nothing is taken as absent', async (_, fault, result) => {
    await scene.sender.post(at('C1'), saying(), mark('k'), inTime);
    scene.next('conversations.history', fault);
    const found = await scene.sender.find(at('C1'), { key: 'k', files: [], known: null }, 0);
    if (result.kind === 'unclear') expect(found).toMatchObject({ kind: 'unreadable', final: false });
    else expect(found.kind).toBe(result.kind === 'sent' ? 'found' : 'wait');
  });
});

describe('When nobody listens', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  it('nothing was sent, and it says so', async () => {
    await scene.proxy.setRefusing(true);
    const refused = { kind: 'not-sent', why: 'Slack could not be reached (ECONNREFUSED)' };
    expect(await scene.sender.post(at('C1'), saying(), mark('k2'), inTime)).toEqual(refused);
    expect(await scene.sender.edit('C1', '1.000001', saying(), mark('k'))).toEqual(refused);
    expect(await scene.sender.share(at('C1'), file, remember([]))).toEqual(refused);
    expect(await scene.sender.find(at('C1'), { key: 'k', files: [], known: null }, 0)).toMatchObject({
      final: false,
    });
    expect(await scene.sender.remove('C1', '1.000001')).toBe(false);
    expect(scene.slack.state.everything('C1')).toEqual([]);
  });

  it.each([
    ['http://nowhere.invalid/api/', /ENOTFOUND|EAI_AGAIN/],
    ['http://localhost:PORT/api/', /ECONNREFUSED/],
  ])('at %s, however many addresses a name has', async (url, code) => {
    const apiUrl = url.replace('PORT', String(await freePort()));
    const client = createPostingClient({ botToken: 'xoxb', apiUrl }, silentLog);
    const error: unknown = await client.api.test().catch((thrown: unknown) => thrown);
    expect(troubleOf(error)).toEqual({ kind: 'unreached', why: expect.stringMatching(code) });
  });

  const failed = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });
  it.each([
    [[failed('ECONNREFUSED'), failed('ENETUNREACH')], 'unreached'],
    [[failed('ETIMEDOUT', { syscall: 'connect' }), failed('EHOSTUNREACH')], 'unreached'],
    [[failed('ECONNREFUSED'), failed('ECONNRESET')], 'lost'],
    [[failed('ECONNREFUSED'), failed('ETIMEDOUT', { syscall: 'read' })], 'lost'],
  ])('at any of several addresses (%#), only if no byte can have been sent', (errors, kind) => {
    const all = Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });
    expect(troubleOf(new TypeError('fetch failed', { cause: all })).kind).toBe(kind);
  });

  it('a connection that took too long to be made is no connection', () => {
    const cause = failed('UND_ERR_CONNECT_TIMEOUT');
    expect(troubleOf(new TypeError('fetch failed', { cause })).kind).toBe('unreached');
  });
});
