/**
 * A reverse proxy on 127.0.0.1 that fails on order: it stands between the bot and any HTTP server and loses, delays,
 * cuts and replaces answers.
 */

import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

interface ProxiedRequest {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** 1 for the first request since the start. */
  readonly number: number;
}

/** `latencyMs` delays any of them, before forwarding; alone it is a slow but sound answer. */
export type ProxyFault = { latencyMs?: number } & (
  | { kind: 'none' }
  /** The connection breaks before the target hears of it: not done. */
  | { kind: 'dropBefore' }
  /** The target did it, then the connection breaks: done, answer lost. */
  | { kind: 'dropAfter' }
  /** The target did it, half of its answer arrives, then the connection breaks. */
  | { kind: 'truncate' }
  /** 429 without forwarding; without `retryAfterS` the header is missing. */
  | { kind: 'tooMany'; retryAfterS?: number }
  /** GitHub's 403 for too much at once, without forwarding. */
  | { kind: 'secondaryLimit'; retryAfterS: number }
  /** A server error; with `after` the target did it all the same. */
  | { kind: 'status'; status: number; after?: boolean }
  /** 200 with a web page; with `after` the target did it all the same. */
  | { kind: 'html'; after?: boolean }
  /** 200 with nothing in it; with `after` the target did it all the same. */
  | { kind: 'empty'; after?: boolean }
);

interface ProxyCounters {
  /** Requests that reached the proxy. */
  received: number;
  /** Requests that the target answered. */
  forwarded: number;
  /** By kind; `none` with latency counts as `none`. */
  faults: Partial<Record<ProxyFault['kind'], number>>;
}

export interface FaultProxy {
  /** Such as `http://127.0.0.1:1234`, without a slash at the end. */
  readonly url: string;
  readonly counters: Readonly<ProxyCounters>;
  /** Replaces the decision; `undefined` lets everything through. */
  setDecide(decide: Decide | undefined): void;
  /** `true` closes the listening port and every connection: refused. `false` listens again on the same port. */
  setRefusing(refusing: boolean): Promise<void>;
  close(): Promise<void>;
}

type Decide = (request: ProxiedRequest) => ProxyFault | undefined;

interface FaultProxyOptions {
  /** Where sound requests go, such as `http://127.0.0.1:3000`; a path in it is put in front. */
  target: string;
  decide?: Decide;
}

/** Starts the proxy on a free port and resolves when it listens. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const target = new URL(options.target);
  const counters: ProxyCounters = { received: 0, forwarded: 0, faults: {} };
  let { decide } = options;
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    counters.received += 1;
    const number = counters.received;
    const body = await read(request);
    const { method = 'GET', url: path = '/', headers } = request;
    const fault = decide?.({ method, path, headers, body, number }) ?? { kind: 'none' };
    if (fault.kind !== 'none' || fault.latencyMs !== undefined)
      counters.faults[fault.kind] = (counters.faults[fault.kind] ?? 0) + 1;
    if (fault.latencyMs) await pause(fault.latencyMs, response);
    await act(fault, { target, request, response, body, counters });
  }
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
  const shut = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    counters,
    setDecide: (next) => {
      decide = next;
    },
    setRefusing: async (refusing) => {
      if (refusing) await shut();
      else if (!server.listening) await listen(port);
    },
    close: shut,
  };
}

const secondaryLimit = JSON.stringify({
  message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
});

interface Exchange {
  readonly target: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly counters: ProxyCounters;
}

async function act(fault: ProxyFault, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  if (fault.kind === 'dropBefore') return void request.socket.destroy();
  if (fault.kind === 'tooMany') {
    const wait: Record<string, string> =
      fault.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) };
    return answer(response, 429, JSON.stringify({ ok: false, error: 'ratelimited' }), wait);
  }
  if (fault.kind === 'secondaryLimit')
    return answer(response, 403, secondaryLimit, { 'retry-after': String(fault.retryAfterS) });
  const inItsPlace = fault.kind === 'status' || fault.kind === 'html' || fault.kind === 'empty';
  const answered = inItsPlace && !fault.after ? undefined : await ask(exchange, fault);
  switch (fault.kind) {
    case 'dropAfter':
      return void request.socket.destroy();
    case 'status':
      return answer(response, fault.status, 'upstream trouble', { 'content-type': 'text/plain' });
    case 'html':
      return answer(response, 200, '<!DOCTYPE html><title>Oops</title>', { 'content-type': 'text/html' });
    case 'empty':
      return answer(response, 200, '');
  }
  if (!answered) return answer(response, 502, 'no answer from the target', { 'content-type': 'text/plain' });
  response.writeHead(answered.status, answered.headers);
  if (fault.kind !== 'truncate') return void response.end(answered.body);
  const half = answered.body.subarray(0, Math.floor(answered.body.length / 2));
  response.write(half, () => request.socket.destroy());
}

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  const length = String(Buffer.byteLength(text));
  response.writeHead(status, { 'content-type': 'application/json', ...headers, 'content-length': length });
  response.end(text);
}

interface TargetAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

/** Carries the request to the target; `undefined` when it cannot be reached. The Host header stays the proxy's. */
async function ask(exchange: Exchange, fault: ProxyFault): Promise<TargetAnswer | undefined> {
  const { target, request, body, counters } = exchange;
  const path = target.pathname.replace(/\/$/, '') + (request.url ?? '/');
  const { method, headers } = request;
  try {
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      const { hostname, port } = target;
      const outgoing = forward(
        { hostname, port, path, method, headers: endToEnd(headers), agent: false },
        resolve,
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
    const text = await read(reply);
    counters.forwarded += 1;
    const own = `http://${headers.host ?? ''}`;
    const back = endToEnd(reply.headers);
    for (const name of ['link', 'location'])
      if (typeof back[name] === 'string') back[name] = back[name].replaceAll(target.origin, own);
    const bodiless = method === 'HEAD' || reply.statusCode === 204 || reply.statusCode === 304;
    if (!bodiless) back['content-length'] = String(text.length);
    return { status: reply.statusCode ?? 502, headers: back, body: text };
  } catch (error) {
    if (fault.kind === 'none') return undefined;
    throw error;
  }
}

/** Headers without those that speak of one connection only. */
function endToEnd(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const hop = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer'];
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined && !hop.includes(entry[0]),
    ),
  );
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Waits, but not for a connection that has gone. */
async function pause(ms: number, response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
