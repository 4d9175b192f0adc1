// Sends prepared requests to the bot over HTTP, with Slack's time limit.
import { Agent, request } from 'node:http';
import type { RawRequest } from './signing.js';

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Why there is no answer. */
export type SendFailure = 'operation_timeout' | 'connection_failed';

export interface HttpSender {
  send(raw: RawRequest, timeoutMs: number): Promise<RawAnswer | SendFailure>;
  close(): void;
}

export function createHttpSender(): HttpSender {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return {
    send: (raw, timeoutMs) => send(agent, raw, timeoutMs),
    close: () => agent.destroy(),
  };
}

function send(agent: Agent, raw: RawRequest, timeoutMs: number): Promise<RawAnswer | SendFailure> {
  return new Promise((resolve) => {
    const headers = { ...raw.headers, 'content-length': String(Buffer.byteLength(raw.body)) };
    const outgoing = request(raw.url, { method: 'POST', headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', () => finish('connection_failed'));
      incoming.on('end', () => {
        const flat: Record<string, string> = {};
        for (const [name, value] of Object.entries(incoming.headers)) flat[name] = String(value);
        finish({
          status: incoming.statusCode ?? 0,
          headers: flat,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    const timer = setTimeout(() => {
      finish('operation_timeout');
      outgoing.destroy();
    }, timeoutMs);
    function finish(result: RawAnswer | SendFailure): void {
      clearTimeout(timer);
      resolve(result);
    }
    outgoing.on('error', () => finish('connection_failed'));
    outgoing.end(raw.body);
  });
}
