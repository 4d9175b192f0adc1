/** The bot's one HTTP server: what operators ask, and everything else for Slack. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Probe {
  /** Whether requests can be answered, and in words what is missing. */
  ready(): Promise<{ ready: boolean; detail: object }>;
  /** What an operator looks at first; the bot is alive whatever it says. */
  health(): Promise<object>;
  metrics(): Promise<{ contentType: string; text: string }>;
}

export interface RunningServer {
  port: number;
  /** Takes no new connections, and lets the requests that have begun finish, for so many ms at most. */
  close(patience?: number): Promise<void>;
}

/** Slack sends at once what it has to say; who takes longer, or opens a thousand connections, is not Slack. ms */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2000,
};

function json(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** @param slack answers `/slack/events`; null in Socket Mode */
export async function startServer(
  port: number,
  probe: Probe,
  slack: RequestListener | null,
): Promise<RunningServer> {
  const server = createServer({ ...limits }, (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const isSlack = slack !== null && path === '/slack/events';
    const answer = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!isSlack && !answer) return json(response, 404, { error: 'not found' });
    const methods = isSlack ? ['POST'] : ['GET', 'HEAD'];
    if (!methods.includes(request.method ?? '')) {
      response.setHeader('allow', methods.join(', '));
      return json(response, 405, { error: `only ${methods[0]} is answered here` });
    }
    if (isSlack) return slack(request, response);
    // What broke is in the log of whoever was asked: it may name an address or a password.
    answer?.(response).catch(() => json(response, 500, { error: 'it could not be found out' }));
  });
  const routes: Record<string, (response: ServerResponse) => Promise<void>> = {
    '/healthz': async (response) => {
      json(response, 200, { status: 'alive', ...(await probe.health()) });
    },
    '/readyz': async (response) => {
      const { ready, detail } = await probe.ready();
      json(response, ready ? 200 : 503, { ready, ...detail });
    },
    '/metrics': async (response) => {
      const { contentType, text } = await probe.metrics();
      response.writeHead(200, { 'content-type': contentType });
      response.end(text);
    },
  };
  await listen(server, port);
  return { port: (server.address() as AddressInfo).port, close: (patience = 0) => close(server, patience) };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken: set PORT to another one.`) : error,
      );
    });
    server.listen(port, resolve);
  });
}

/** How often connections that have come to wait are dropped, in ms. */
const sweep = 20;

/** Drops connections that only wait, also those that come to it: a client would keep its own open for ever. */
async function close(server: Server, patience: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), sweep);
    const ending = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearInterval(sweeping);
      clearTimeout(ending);
      resolve();
    });
  });
}
