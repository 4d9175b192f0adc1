// The HTTP side: routes, bodies, tokens, ordered faults and what goes over the wire.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callApi, logRefused, tokenOf } from './api.js';
import { parseArgs, readBody, uploadedBytes } from './body.js';
import type { Core } from './core.js';
import type { Fault } from './faults.js';
import { receiveUpload } from './methods/files.js';
import { answerResponseUrl } from './respond.js';

/** What is to be sent, before a fault has spoilt it. */
interface Outgoing {
  status: number;
  type: string;
  body: string | Buffer;
  retryAfter?: number | undefined;
}

const json = 'application/json; charset=utf-8';
const plain = 'text/plain; charset=utf-8';
const webPage = '<html><body>Back soon</body></html>';

/** Listens on 127.0.0.1. @returns the server, once it listens; sets `core.url` */
export async function listen(core: Core, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    handle(core, request, response).catch((error: unknown) => {
      send(response, { status: 500, type: plain, body: `The local Slack failed: ${String(error)}` });
    });
  });
  server.on('upgrade', (request, socket, head) => core.sockets.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  core.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;
}

async function handle(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first === 'api') return api(core, second, query, request, response);
  const body = await readBody(request);
  if (first === 'response') return respond(core, second, body, request, response);
  if (first === 'upload') return upload(core, third, body, request, response);
  const file = first === 'files' ? core.world.files.get(second) : undefined;
  if (file?.content)
    return send(response, { status: 200, type: 'application/octet-stream', body: file.content });
  send(response, { status: 404, type: plain, body: 'Not found' });
}

async function api(
  core: Core,
  method: string,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const body = (await readBody(request)).toString('utf8');
  const args = { ...Object.fromEntries(new URLSearchParams(query)), ...parseArgs(body, typeOf(request)) };
  const token = tokenOf(request.headers.authorization, args);
  const fault = core.faults.take(method, args);
  const early = fault && instead(fault);
  if (fault && early) {
    if (early !== 'drop') logRefused(core, method, args, faultAnswer(fault), early.status);
    return wire(response, early);
  }
  const { status, answer, retryAfter } = callApi(core, method, args, token);
  return finish(response, { status, type: json, body: JSON.stringify(answer), retryAfter }, fault);
}

async function respond(
  core: Core,
  id: string,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const args = parseArgs(body.toString('utf8'), typeOf(request));
  const fault = core.faults.take('response_url', args ?? {});
  const early = fault && instead(fault);
  if (early) return wire(response, early);
  const answer = answerResponseUrl(core, id, args);
  return finish(response, { status: answer.status, type: plain, body: answer.body }, fault);
}

async function upload(
  core: Core,
  id: string,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const fault = core.faults.take('upload', { id });
  const early = fault && instead(fault);
  if (early) return wire(response, early);
  const { status, body: answer } = receiveUpload(core, id, uploadedBytes(body, typeOf(request)));
  return finish(response, { status, type: plain, body: answer }, fault);
}

/** What a fault answers without the work being done; `undefined` when the work is done first. */
function instead(fault: Fault): Outgoing | 'drop' | undefined {
  if (fault.kind === 'drop') return 'drop';
  const retryAfter = 'retryAfter' in fault ? fault.retryAfter : undefined;
  if (fault.kind === 'status') return { status: fault.status, type: plain, body: '', retryAfter };
  if (fault.kind !== 'error') return undefined;
  return { status: fault.status ?? 200, type: json, body: JSON.stringify(faultAnswer(fault)), retryAfter };
}

function faultAnswer(fault: Fault) {
  return { ok: false, error: fault.kind === 'error' ? fault.error : fault.kind };
}

/** Sends what the work gave, or what a fault makes of it. */
function finish(response: ServerResponse, outgoing: Outgoing, fault: Fault | undefined): void {
  const { body } = outgoing;
  if (fault?.kind === 'delay') setTimeout(() => send(response, outgoing), fault.ms).unref();
  else if (fault?.kind === 'dropAfterAccept') wire(response, 'drop');
  else if (fault?.kind === 'html') send(response, { status: 200, type: 'text/html', body: webPage });
  else if (fault?.kind === 'empty') send(response, { ...outgoing, body: '' });
  else if (fault?.kind === 'truncate') send(response, { ...outgoing, body: body.slice(0, body.length / 2) });
  else send(response, outgoing);
}

function wire(response: ServerResponse, outgoing: Outgoing | 'drop'): void {
  if (outgoing === 'drop') response.destroy();
  else send(response, outgoing);
}

function send(response: ServerResponse, { status, type, body, retryAfter }: Outgoing): void {
  if (response.destroyed) return;
  const headers: Record<string, string | number> = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
  };
  if (retryAfter !== undefined) headers['retry-after'] = retryAfter;
  response.writeHead(status, headers).end(body);
}

function typeOf(request: IncomingMessage): string {
  return request.headers['content-type'] ?? '';
}
