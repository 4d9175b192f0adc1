/** The HTTP side of the local GitHub: bodies, faults, headers, the request log, and closing at once. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answered, type Asked, dispatch, type House } from './dispatch.js';
import type { FaultQueue, GitHubFault } from './faults.js';
import { exceeded, quotaHeaders } from './quota.js';
import { Refusal } from './reply.js';

export interface LoggedRequest {
  readonly method: string;
  /** The path with its query, as asked. */
  readonly path: string;
  /** 0 when the connection was dropped. */
  readonly status: number;
  readonly etagHit: boolean;
  readonly quotaUsed: number;
  readonly login: string;
  readonly fault?: GitHubFault['kind'];
  /** ms UTC, by the server's clock. */
  readonly at: number;
}

/** Starts listening on 127.0.0.1; `log` hears of every request when it is answered. */
export async function listen(
  house: House,
  faults: FaultQueue,
  port: number,
  log: (entry: LoggedRequest) => void,
): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 5_000 }, (request, response) => {
    serve(house, faults, log, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  house.world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;
}

/** Ends every connection and stops listening. */
export async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  house: House,
  faults: FaultQueue,
  log: (entry: LoggedRequest) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  const path = request.url ?? '/';
  const body = await read(request);
  const fault = faults.take(method, path);
  const note = (status: number, answered?: Answered) =>
    log({
      method,
      path,
      status,
      etagHit: answered?.etagHit ?? false,
      quotaUsed: answered?.quotaUsed ?? 0,
      login: answered?.login ?? '',
      ...(fault && { fault: fault.kind }),
      at: house.world.now(),
    });
  if (fault?.kind === 'drop' && !fault.after) {
    note(0);
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'delay') await pause(fault.ms, response);
  const url = new URL(path, `http://${request.headers.host ?? '127.0.0.1'}`);
  const asked: Asked = { method, url, headers: request.headers, body };
  const answered = (fault && staged(house, fault)) ?? dispatch(house, asked);
  if (fault?.kind === 'drop') {
    note(0, answered);
    request.socket.destroy();
    return;
  }
  const text = fault?.kind === 'truncate' ? answered.text.slice(0, answered.text.length / 2) : answered.text;
  note(answered.status, answered);
  send(house, response, answered, method === 'HEAD' ? '' : text);
}

function send(house: House, response: ServerResponse, answered: Answered, text: string): void {
  const { status, headers } = answered;
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    server: 'github.com',
    date: new Date(house.world.now()).toUTCString(),
    ...(bodiless ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': Math.random().toString(16).slice(2).toUpperCase(),
    ...headers,
    ...(bodiless ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
  });
  response.end(bodiless ? undefined : text);
}

/** The answer that a fault gives in place of the real one. */
function staged(house: House, fault: GitHubFault): Answered | undefined {
  const plain = (status: number, body: unknown, headers: Record<string, string> = {}): Answered => ({
    status,
    headers,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    quotaUsed: 0,
    etagHit: false,
    login: '',
  });
  const refused = (refusal: Refusal, headers: Record<string, string>) =>
    plain(refusal.status, refusal.reply.body, headers);
  switch (fault.kind) {
    case 'status':
      return plain(fault.status, fault.body ?? { message: 'Server Error' }, fault.headers);
    case 'rateLimited': {
      const reset = Math.ceil(house.world.now() / 1000) + fault.resetInS;
      const state = { resource: 'core', limit: 5000, used: 5000, remaining: 0, reset } as const;
      return refused(exceeded('this user'), quotaHeaders(state));
    }
    case 'secondary': {
      const after: Record<string, string> =
        fault.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) };
      const message =
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
      return refused(new Refusal(fault.status ?? 403, message), after);
    }
    case 'html':
      return plain(200, '<!DOCTYPE html><html><body>Unicorn!</body></html>', {
        'content-type': 'text/html; charset=utf-8',
      });
    default:
      return undefined;
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Waits, but never keeps the process or a closed connection waiting. */
async function pause(ms: number, response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
