// Socket Mode: the connections of the bot, envelopes to them and acknowledgements from them.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { Fields } from '../fields.js';
import { fieldsOf, parseJson, textOf } from '../fields.js';
import type { Settings } from '../options.js';
import type { DeliveryKind } from './signing.js';
import type { Ack, Retry } from './transport.js';

const mostConnections = 10;
const goodbyeMs = 500;

export interface Sockets {
  open(): number;
  /** True once there has been a connection, also while the bot is reconnecting. */
  inUse(): boolean;
  /** A ticket that opens one connection. */
  ticket(): string;
  /** Takes over an HTTP connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  deliver(kind: DeliveryKind, payload: Fields, retry?: Retry): Promise<Ack>;
  /** Asks every client to reconnect, as Slack does when it recycles a host. */
  disconnectAll(reason?: 'refresh_requested' | 'warning' | 'link_disabled'): void;
  /** Cuts every connection without a word. */
  cutAll(): void;
  /** Says goodbye to every client; cuts those that do not answer at once. */
  close(): Promise<void>;
}

interface Waiting {
  connection: WebSocket;
  settle(status: number, body: string, error?: Ack['error']): void;
}

/** @param changed called when a connection was opened or closed */
export function createSockets(settings: Settings, changed: () => void): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const connections: WebSocket[] = [];
  const tickets = new Set<string>();
  const waiting = new Map<string, Waiting>();
  let turn = 0;
  let welcomed = false;

  function welcome(connection: WebSocket): void {
    connections.push(connection);
    welcomed = true;
    const ping = setInterval(() => connection.ping(), settings.pingIntervalMs);
    connection.on('message', (data) => acknowledge(waiting, data));
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      clearInterval(ping);
      connections.splice(connections.indexOf(connection), 1);
      changed();
      for (const entry of waiting.values())
        if (entry.connection === connection) entry.settle(0, '', 'connection_failed');
    });
    const debugInfo = { host: 'local', build_number: 1, approximate_connection_time: 18_060 };
    const info = { app_id: settings.appId };
    const hello = {
      type: 'hello',
      num_connections: connections.length,
      debug_info: debugInfo,
      connection_info: info,
    };
    connection.send(JSON.stringify(hello));
    changed();
  }

  function send(connection: WebSocket, kind: DeliveryKind, payload: Fields, retry?: Retry): Promise<Ack> {
    const id = randomUUID();
    const start = performance.now();
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(0, '', 'operation_timeout'), settings.ackTimeoutMs);
      function settle(status: number, body: string, error?: Ack['error']): void {
        clearTimeout(timer);
        waiting.delete(id);
        const ack: Ack = { status, body, ackMs: performance.now() - start, noRetry: false, via: 'socket' };
        resolve(error ? { ...ack, error } : ack);
      }
      waiting.set(id, { connection, settle });
      connection.send(JSON.stringify(envelope(id, kind, payload, retry)));
    });
  }

  function usable(): WebSocket[] {
    return connections.filter((connection) => connection.readyState === WebSocket.OPEN);
  }

  return {
    open: () => usable().length,
    inUse: () => welcomed,
    ticket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', 'http://local').searchParams.get('ticket') ?? '';
      const allowed = tickets.delete(ticket) && usable().length < mostConnections;
      if (!allowed) socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      else server.handleUpgrade(request, socket, head, welcome);
    },
    deliver(kind, payload, retry) {
      const open = usable();
      turn += 1;
      const connection = open[turn % Math.max(1, open.length)];
      if (connection) return send(connection, kind, payload, retry);
      return Promise.resolve({
        status: 0,
        body: '',
        ackMs: 0,
        error: 'connection_failed',
        noRetry: false,
        via: 'socket',
      });
    },
    disconnectAll(reason = 'refresh_requested') {
      for (const connection of usable())
        connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
    },
    cutAll() {
      for (const connection of [...connections]) connection.terminate();
    },
    async close() {
      for (const entry of [...waiting.values()]) entry.settle(0, '', 'connection_failed');
      server.close();
      await Promise.all([...connections].map(goodbye));
    },
  };
}

function goodbye(connection: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => connection.terminate(), goodbyeMs);
    connection.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    connection.close(1001);
  });
}

function envelope(id: string, kind: DeliveryKind, payload: Fields, retry?: Retry): Fields {
  const base = { envelope_id: id, payload, type: kind, accepts_response_payload: kind !== 'events_api' };
  if (kind !== 'events_api') return base;
  return { ...base, retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' };
}

function acknowledge(waiting: Map<string, Waiting>, data: RawData): void {
  const message = fieldsOf(parseJson(data.toString()));
  const entry = waiting.get(textOf(message.envelope_id));
  const payload = fieldsOf(message.payload);
  entry?.settle(200, Object.keys(payload).length > 0 ? JSON.stringify(payload) : '');
}
