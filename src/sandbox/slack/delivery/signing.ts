// Requests to the bot as Slack sends them: encoded, signed and ready to go out, or to be tampered with first.
import { createHmac } from 'node:crypto';
import type { Fields } from '../fields.js';

export type DeliveryKind = 'events_api' | 'slash_commands' | 'interactive';

/** The exact bytes of a request. Sending it twice sends the same bytes twice. */
export interface RawRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** The body that Slack sends for each kind. */
export function encode(kind: DeliveryKind, payload: Fields): { contentType: string; body: string } {
  if (kind === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const form = new URLSearchParams();
  if (kind === 'interactive') form.set('payload', JSON.stringify(payload));
  else for (const [name, value] of Object.entries(payload)) form.set(name, String(value));
  return { contentType: 'application/x-www-form-urlencoded', body: form.toString() };
}

/** The `v0=…` signature of a body. @param timestamp seconds since the epoch, as it stands in the header */
function signature(secret: string, timestamp: number | string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

export interface SignOptions {
  secret: string;
  /** Seconds since the epoch; the real time unless told. */
  timestamp?: number;
  headers?: Record<string, string>;
}

export function signed(
  url: string,
  encoded: { contentType: string; body: string },
  options: SignOptions,
): RawRequest {
  const timestamp = options.timestamp ?? Math.floor(Date.now() / 1000);
  return {
    url,
    body: encoded.body,
    headers: {
      'content-type': encoded.contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: '*/*',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature(options.secret, timestamp, encoded.body),
      ...options.headers,
    },
  };
}
