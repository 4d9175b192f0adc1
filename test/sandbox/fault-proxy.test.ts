/** The fault proxy between fetch and a server that counts what reaches it. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FaultProxy, type ProxyFault, startFaultProxy } from '../../src/sandbox/fault-proxy.js';

let server: Server;
let proxy: FaultProxy;
let reached: string[];

beforeEach(async () => {
  reached = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    reached.push(`${request.method} ${request.url} ${body}`);
    const { port } = server.address() as AddressInfo;
    response.writeHead(201, {
      'content-type': 'application/json',
      link: `<http://127.0.0.1:${port}/next>; rel="next"`,
      'x-host': request.headers.host ?? '',
    });
    response.end(JSON.stringify({ ok: true, filler: 'x'.repeat(1000) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startFaultProxy({ target: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function post(): Promise<Response> {
  return fetch(`${proxy.url}/api/post?a=1`, { method: 'POST', body: 'hello' });
}

function once(fault: ProxyFault): void {
  proxy.setDecide(() => {
    proxy.setDecide(undefined);
    return fault;
  });
}

describe('the fault proxy', () => {
  it('carries requests and answers, and keeps links to itself', async () => {
    const answer = await post();
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ ok: true });
    expect(answer.headers.get('link')).toBe(`<${proxy.url}/next>; rel="next"`);
    expect(answer.headers.get('x-host')).toBe(new URL(proxy.url).host);
    expect(reached).toEqual(['POST /api/post?a=1 hello']);
    expect(proxy.counters).toEqual({ received: 1, forwarded: 1, faults: {} });
  });

  it('breaks the connection before the target hears of it, or after it answered', async () => {
    once({ kind: 'dropBefore' });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(reached).toHaveLength(0);
    once({ kind: 'dropAfter' });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(reached).toHaveLength(1);
    expect(proxy.counters).toEqual({ received: 2, forwarded: 1, faults: { dropBefore: 1, dropAfter: 1 } });
  });

  it('cuts an answer in half', async () => {
    once({ kind: 'truncate' });
    await expect(post().then((answer) => answer.text())).rejects.toThrow('terminated');
    expect(reached).toHaveLength(1);
  });

  it('says too many with and without the header', async () => {
    once({ kind: 'tooMany', retryAfterS: 3 });
    const timed = await post();
    expect([timed.status, timed.headers.get('retry-after')]).toEqual([429, '3']);
    once({ kind: 'tooMany' });
    const bare = await post();
    expect([bare.status, bare.headers.get('retry-after')]).toEqual([429, null]);
    once({ kind: 'secondaryLimit', retryAfterS: 2 });
    const asGitHub = await post();
    expect([asGitHub.status, asGitHub.headers.get('retry-after')]).toEqual([403, '2']);
    expect(await asGitHub.text()).toContain('secondary rate limit');
    expect(reached).toHaveLength(0);
  });

  it('replaces answers by errors, web pages and nothing, with the work done or not', async () => {
    once({ kind: 'status', status: 503 });
    expect((await post()).status).toBe(503);
    once({ kind: 'html' });
    expect(await (await post()).text()).toContain('<title>');
    expect(reached).toHaveLength(0);
    once({ kind: 'empty', after: true });
    const empty = await post();
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    expect(reached).toHaveLength(1);
  });

  it('waits before a sound answer', async () => {
    const from = performance.now();
    once({ kind: 'none', latencyMs: 30 });
    expect((await post()).status).toBe(201);
    expect(performance.now() - from).toBeGreaterThan(25);
    expect(proxy.counters.faults).toEqual({ none: 1 });
  });

  it('decides by what is asked', async () => {
    const asked: string[] = [];
    proxy.setDecide(({ method, path, body, number }) => {
      asked.push(`${number} ${method} ${path} ${body}`);
      return undefined;
    });
    await post();
    expect(asked).toEqual(['1 POST /api/post?a=1 hello']);
  });

  it('refuses connections and takes them again on the same port', async () => {
    await proxy.setRefusing(true);
    const refused = await post().catch((error: Error) => error.cause);
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.setRefusing(false);
    expect((await post()).status).toBe(201);
  });

  it('answers 502 when the target is gone', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect((await post()).status).toBe(502);
  });
});
