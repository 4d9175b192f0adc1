/**
 * What stands before the replicas, as a load balancer does: in turn, past those that refuse the connection. Now and then
 * it loses an answer, so that Slack believes that nobody was there.
 */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Front {
  url: string;
  close(): Promise<void>;
}

/** @param ports of those that listen @param loses decides whether this answer is lost */
export async function startFront(ports: () => readonly number[], loses: () => boolean): Promise<Front> {
  let turn = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const all = ports();
    turn++;
    for (let tries = 0; tries < all.length; tries++) {
      const answer = await ask(all[(turn + tries) % all.length] ?? 0, request, body);
      if (answer === 'refused') continue;
      if (answer === 'broken' || loses()) return void request.socket.destroy();
      response.writeHead(answer.status, answer.headers);
      return void response.end(answer.body);
    }
    response.writeHead(503).end();
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** @returns `refused`: it never heard of it; `broken`: it may have */
function ask(port: number, { url, method, headers }: IncomingMessage, body: Buffer) {
  return new Promise<Answer | 'refused' | 'broken'>((resolve) => {
    const { connection: _, ...kept } = headers;
    const outgoing = forward(
      { host: '127.0.0.1', port, path: url, method, headers: kept, agent: false },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', () => resolve('broken'));
        incoming.on('end', () => {
          const { connection: __, 'transfer-encoding': ___, ...more } = incoming.headers;
          const flat = Object.entries(more).map(([name, value]) => [name, String(value)] as const);
          resolve({
            status: incoming.statusCode ?? 502,
            headers: Object.fromEntries(flat),
            body: Buffer.concat(parts),
          });
        });
      },
    );
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNREFUSED' ? 'refused' : 'broken'),
    );
    outgoing.end(body);
  });
}
