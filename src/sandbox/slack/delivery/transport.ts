// Brings something to the bot: over an open Socket Mode connection if there is one, otherwise as a signed request.
import type { Fields } from '../fields.js';
import type { Settings } from '../options.js';
import type { Ring } from '../ring.js';
import { createRing } from '../ring.js';
import type { HttpSender, RawAnswer, SendFailure } from './http.js';
import type { DeliveryKind, RawRequest } from './signing.js';
import { encode, signed } from './signing.js';
import type { Sockets } from './sockets.js';

/** How the bot answered. */
export interface Ack {
  /** HTTP status; 200 for an acknowledged envelope; 0 when nothing came. */
  status: number;
  body: string;
  /** Milliseconds from sending to the complete answer. */
  ackMs: number;
  error?: SendFailure;
  /** The bot asked not to be sent this event again. */
  noRetry: boolean;
  via: 'http' | 'socket';
}

export interface Retry {
  /** 1 for the second attempt. */
  num: number;
  reason: string;
}

/** One attempt to bring something to the bot. */
export interface DeliveryLog {
  kind: DeliveryKind;
  /** The event's type, the command or the interaction's type. */
  name: string;
  eventId: string | undefined;
  retryNum: number;
  ack: Ack;
  /** Milliseconds since the epoch by the server's clock, when it was answered. */
  at: number;
}

export interface Transport {
  /** True when it is known where a bot is, even if it does not answer just now. */
  listening(): boolean;
  deliver(kind: DeliveryKind, payload: Fields, retry?: Retry): Promise<Ack>;
  /** The request that `deliver` would send over HTTP. @throws Error when no address is known */
  prepare(kind: DeliveryKind, payload: Fields, retry?: Retry): RawRequest;
  /** The newest requests that went out over HTTP, byte for byte, oldest first. */
  sent: Ring<RawRequest>;
}

export function createTransport(settings: Settings, http: HttpSender, sockets: Sockets): Transport {
  const sent = createRing<RawRequest>(100);
  function prepare(kind: DeliveryKind, payload: Fields, retry?: Retry): RawRequest {
    if (!settings.eventsUrl)
      throw new Error('No bot is listening: set eventsUrl or connect over Socket Mode');
    const headers: Record<string, string> = {};
    if (retry)
      Object.assign(headers, {
        'x-slack-retry-num': String(retry.num),
        'x-slack-retry-reason': retry.reason,
      });
    return signed(settings.eventsUrl, encode(kind, payload), { secret: settings.signingSecret, headers });
  }
  async function overHttp(kind: DeliveryKind, payload: Fields, retry?: Retry): Promise<Ack> {
    const raw = prepare(kind, payload, retry);
    sent.push(raw);
    const start = performance.now();
    return toAck(await http.send(raw, settings.ackTimeoutMs), performance.now() - start);
  }
  return {
    sent,
    prepare,
    listening: () => sockets.inUse() || settings.eventsUrl !== undefined,
    deliver(kind, payload, retry) {
      const bySocket = sockets.open() > 0 || (sockets.inUse() && settings.eventsUrl === undefined);
      return bySocket ? sockets.deliver(kind, payload, retry) : overHttp(kind, payload, retry);
    },
  };
}

function toAck(answer: RawAnswer | SendFailure, ackMs: number): Ack {
  if (typeof answer === 'string')
    return { status: 0, body: '', ackMs, error: answer, noRetry: false, via: 'http' };
  const noRetry = answer.headers['x-slack-no-retry'] === '1';
  return { status: answer.status, body: answer.body, ackMs, noRetry, via: 'http' };
}
