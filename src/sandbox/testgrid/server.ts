/** The HTTP side of the local TestGrid: which answer belongs to which address, its ETag, its faults and its log. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { headersJson, rowsJson, tabSummariesJson } from './api.js';
import type { TestGridFault } from './faults.js';
import { summaryJson, tableJson } from './legacy.js';
import type { Model } from './model.js';

export interface TestGridRequest {
  /** The path with its query, decoded, e.g. `/sig-release-master-blocking/table?tab=kind-master`. */
  target: string;
  /** 0 when the connection was broken. */
  status: number;
}

export interface Hooks {
  take(target: string): TestGridFault | null;
  log(request: TestGridRequest): void;
}

/** Asks for as much as the real one needs to answer; whatever is not there is a 404 without JSON. */
export function serverOver(model: Model, hooks: Hooks): Server {
  return createServer((request, response) => {
    serve(model, hooks, request, response).catch(() => response.destroy());
  });
}

async function serve(
  model: Model,
  hooks: Hooks,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const target = targetOf(url);
  const fault = hooks.take(target);
  const send = (status: number, text: string, headers: Record<string, string> = {}) => {
    hooks.log({ target, status });
    response.writeHead(status, headers).end(text);
  };
  switch (fault?.kind) {
    case 'down':
      hooks.log({ target, status: 0 });
      request.socket.destroy();
      return;
    case 'status':
      return send(fault.status, 'not today');
    case 'html':
      return send(200, '<!doctype html><title>TestGrid</title>', { 'content-type': 'text/html' });
    case 'body':
      return send(200, fault.text, { 'content-type': 'application/json' });
    case 'redirect':
      return send(302, '', { location: fault.to });
    case 'huge':
      return huge(response, fault.bytes, () => hooks.log({ target, status: 200 }));
    case 'slow':
      if (!(await waited(fault.ms, response))) return hooks.log({ target, status: 0 });
  }
  if (request.method !== 'GET') return send(405, 'Method Not Allowed', { allow: 'GET' });
  const answer = answerTo(model, url);
  if (typeof answer === 'string')
    return send(answer.startsWith('4') ? Number(answer.slice(0, 3)) : 404, answer);
  const text = JSON.stringify(answer);
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
  if (request.headers['if-none-match'] === etag) return send(304, '', { etag });
  send(200, text, { etag, 'content-type': 'application/json' });
}

/** @returns a text for a refusal: its status and why */
function answerTo(model: Model, url: URL): unknown {
  const [first = '', second, third = '', fourth, fifth, sixth, ...more] = url.pathname
    .slice(1)
    .split('/')
    .map(decodeURIComponent);
  if (first === 'api' && second === 'v1') {
    const tabs = model.get(fourth ?? '');
    if (third !== 'dashboards' || !tabs) return '404 no such dashboard';
    if (fifth === 'tab-summaries' && sixth === undefined) return tabSummariesJson(fourth ?? '', tabs);
    const tab = tabs.get(sixth ?? '');
    if (fifth !== 'tabs' || !tab || more.length !== 1) return '404 no such tab';
    if (more[0] === 'headers') return headersJson(tab);
    return more[0] === 'rows' ? rowsJson(tab) : '404 not found';
  }
  const tabs = model.get(first);
  if (!tabs || third !== '') return '404 no such dashboard';
  if (second === 'summary') return summaryJson(tabs);
  if (second !== 'table') return '404 not found';
  const { searchParams: query } = url;
  if (query.get('dashboard') !== first || !query.has('width')) return '400 dashboard and width are needed';
  const tab = tabs.get(query.get('tab') ?? '');
  return tab ? tableJson(tab) : '404 no such tab';
}

/** What tests count: without the parts of the query that say the same in every request. */
function targetOf(url: URL): string {
  const tab = url.searchParams.get('tab');
  const path = url.pathname.split('/').map(decode).join('/');
  return tab === null ? path : `${path}?tab=${tab}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @returns false when the other side did not wait */
async function waited(ms: number, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}

function huge(response: ServerResponse, bytes: number, done: () => void): void {
  const block = Buffer.alloc(65_536, ' ');
  let sent = 0;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.once('close', done);
  const more = (): void => {
    while (sent < bytes && !response.destroyed) {
      sent += block.length;
      if (!response.write(block)) return void response.once('drain', more);
    }
    response.end('{}');
  };
  more();
}
