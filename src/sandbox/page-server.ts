/**
 * The page's web server: its files, what one person sees, what changes, and what a person does. It listens on this
 * machine only, and answers to its own page only.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, relative, sep } from 'node:path';
import { UserFault } from '../domain/fault.js';
import type { Days } from './days.js';
import { readShortcuts } from './page-manifest.js';
import { BadRequest, routes } from './page-routes.js';
import { daysFor, personNamed, stateFor } from './page-state.js';
import type { AtGitHub, WireShortcut } from './page-wire.js';
import type { LocalSlack } from './slack/index.js';

interface Behind {
  slack: LocalSlack;
  now: () => number;
  /** The folder of the built page. */
  page: string;
  days: Days;
  /** Lets a commit land on the branch of the release. */
  land(): Promise<void>;
  github: AtGitHub;
  /** The path of the app's manifest, for its shortcuts; the project's own unless given. */
  manifest?: string;
}

interface Door {
  url: string;
  /** Until this is called, everybody is asked to wait. */
  serve(behind: Behind): void;
  close(): Promise<void>;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const guards = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};
const longestBody = 64 * 1024;

/** Takes the port at once, so that a taken one is known before anything else starts. @throws UserFault `port-taken` */
export async function openDoor(port: number): Promise<Door> {
  let handle: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
  const server = createServer((request, response) => {
    if (!isOurs(request, portOf(server)))
      return send(response, 403, { error: 'Only its own page may do this.' });
    if (!handle) {
      // Whoever is early is shown the page once it is there.
      response.setHeader('refresh', '2');
      return send(response, 503, { error: 'The sandbox is starting.' });
    }
    handle(request, response).catch((error: unknown) => fail(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${portOf(server)}`,
    serve(behind) {
      const loaded = Promise.all([loadFiles(behind.page), readShortcuts(behind.manifest)]);
      // Whoever asks is told; nobody may have asked yet.
      loaded.catch(() => {});
      handle = async (request, response) => {
        const [files, shortcuts] = await loaded;
        return answer({ ...behind, shortcuts }, files, request, response);
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const portOf = (server: Server) => (server.address() as AddressInfo | null)?.port ?? 0;

function inWords(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new UserFault(
      'port-taken',
      `Port ${port} is taken by another program.`,
      'Stop it, or choose another port: npm run sandbox -- --port 4301',
    );
  if (error.code === 'EACCES')
    return new UserFault('port-denied', `Port ${port} may not be used.`, 'Choose one above 1024.');
  return error;
}

/** Another web page could send requests here, also under a name that it made point to this machine. */
function isOurs({ headers, method }: IncomingMessage, port: number): boolean {
  const hosts = [`localhost:${port}`, `127.0.0.1:${port}`];
  if (!hosts.includes(headers.host ?? '')) return false;
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return false;
  // Following a link to the page is fine, whoever shows it.
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate'
    ? true
    : site === undefined || site === 'same-origin' || site === 'none';
}

async function answer(
  { slack, now, days, land, github, shortcuts }: Behind & { shortcuts: WireShortcut[] },
  files: Map<string, { type: string; body: Buffer }>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const ask = (name: string) => url.searchParams.get(name) ?? '';
  if (request.method === 'POST') {
    const run = routes[url.pathname];
    if (!run) return send(response, 404, { error: 'not found' });
    return send(
      response,
      200,
      (await run({ slack, days, land, github, shortcuts }, await readJson(request))) ?? {},
    );
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, 405, { error: 'not allowed' });
  if (url.pathname === '/api/state') {
    const seen = stateFor(slack, now(), ask('user'), ask('channel'));
    return send(response, 200, { ...seen, ...daysFor(days), shortcuts, github: github.seen() });
  }
  if (url.pathname === '/api/github') {
    const item = github.item(ask('item'));
    return item ? send(response, 200, item) : send(response, 404, { error: 'There is no such thing.' });
  }
  if (url.pathname === '/api/events') return stream(slack, personNamed(slack, ask('user')).id, response);
  const shared = /^\/files\/(\w+)$/.exec(url.pathname)?.[1];
  if (shared) return download(slack, shared, response);
  const file = files.get(url.pathname === '/' ? '/index.html' : url.pathname);
  if (!file) return send(response, 404, { error: 'not found' });
  response.writeHead(200, { ...guards, 'content-type': file.type, 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

/** Tells the page what has changed, until it goes away; what others see privately is not its business. */
function stream(slack: LocalSlack, user: string, response: ServerResponse): void {
  response.writeHead(200, { ...guards, 'content-type': 'text/event-stream; charset=utf-8' });
  response.write('retry: 1000\n\n');
  const end = slack.onChange((change) => {
    const isPrivate = change.kind === 'ephemeral' || change.kind === 'view' || change.kind === 'home';
    if (!isPrivate || change.user === user) response.write(`data: ${JSON.stringify(change)}\n\n`);
  });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), 20_000);
  response.on('close', () => {
    clearInterval(heartbeat);
    end();
  });
}

function download(slack: LocalSlack, id: string, response: ServerResponse): void {
  const file = slack.state.files().find((one) => one.id === id);
  if (!file?.content) {
    send(response, 404, { error: 'not found' });
    return;
  }
  response.writeHead(200, {
    ...guards,
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
  response.end(file.content);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  // A form of another page can send text, but not this type without being asked first.
  if (!request.headers['content-type']?.startsWith('application/json'))
    throw new BadRequest('JSON is expected.');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > longestBody) throw new BadRequest('That is too long.');
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new BadRequest('That is not JSON.');
  }
}

/** The built page in memory: a path that is not in it reaches no file. */
async function loadFiles(folder: string): Promise<Map<string, { type: string; body: Buffer }>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const loaded = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const type = types[extname(entry.name)] ?? 'application/octet-stream';
    return [`/${relative(folder, path).split(sep).join('/')}`, { type, body: await readFile(path) }] as const;
  });
  return new Map(await Promise.all(loaded));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { ...guards, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** The local Slack says in words what a person cannot do; that is for the page to show. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  send(response, 400, { error: error instanceof Error ? error.message : String(error) });
}
