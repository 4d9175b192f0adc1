// A stand-in for the bot: an HTTP server that keeps what it was sent and answers as it is told.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './fixture.js';

export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  /** The form, the interaction's payload or the event's JSON. */
  body: Answer;
}

export interface Bot {
  url: string;
  received: Received[];
  /** What the next requests are answered with; the last one stays. `hang` never answers. */
  answers: ({ status: number; body?: string; headers?: Record<string, string> } | 'hang')[];
  close(): Promise<void>;
}

export async function startBot(): Promise<Bot> {
  const bot: Bot = { url: '', received: [], answers: [{ status: 200 }], close };
  const server = createServer(async (request, response) => {
    let raw = '';
    for await (const chunk of request) raw += String(chunk);
    bot.received.push({ headers: request.headers, raw, body: read(raw) });
    const answer = (bot.answers.length > 1 ? bot.answers.shift() : bot.answers[0]) ?? { status: 200 };
    if (answer === 'hang') return;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  function close(): Promise<void> {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  }
  return bot;
}

function read(raw: string): Answer {
  if (raw.startsWith('{')) return JSON.parse(raw);
  const form = Object.fromEntries(new URLSearchParams(raw));
  return form.payload === undefined ? form : JSON.parse(form.payload);
}
