// conversations.history and conversations.replies: reading messages back.
import { type Channel, placeOf } from '../channel.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { Message } from '../model.js';
import { Refusal } from '../refusal.js';
import { renderMessage } from '../render.js';
import { compareTs } from '../timestamps.js';
import {
  type Call,
  count,
  flag,
  type Method,
  makeCursor,
  readableChannel,
  readCursor,
  tier3,
} from './call.js';

/** The messages between `oldest` and `latest`; the bounds themselves only with `inclusive`. */
function between(messages: readonly Message[], args: Fields): readonly Message[] {
  const inclusive = flag(args.inclusive);
  const start = args.oldest ? bound(messages, String(args.oldest), !inclusive) : 0;
  const end = args.latest ? bound(messages, String(args.latest), inclusive) : messages.length;
  return messages.slice(start, Math.max(start, end));
}

/** The first place not older than `ts`, or, to step over an exact hit, the one after it. */
function bound(messages: readonly Message[], ts: string, stepOver: boolean): number {
  const place = placeOf(messages, ts);
  const hit = messages[place];
  return stepOver && hit && compareTs(hit.ts, ts) === 0 ? place + 1 : place;
}

function render(call: Call, channel: Channel, messages: readonly Message[]): Fields[] {
  const withMetadata = flag(call.args.include_all_metadata);
  return messages.map((message) => renderMessage(call.core, channel, message, withMetadata));
}

/** Newest first; thread replies only where they were broadcast. */
function history(call: Call): Fields {
  const { args } = call;
  const channel = readableChannel(call);
  const found = between(channel.shown, args);
  const end = args.cursor ? placeOf(found, readCursor(args.cursor, 'before')) : found.length;
  const start = Math.max(0, end - count(args.limit, 100, 999));
  const messages = found.slice(start, end).reverse();
  const last = messages.at(-1);
  const next = start > 0 && last ? { response_metadata: { next_cursor: makeCursor('before', last.ts) } } : {};
  const pins = channel.pins.length;
  return { messages: render(call, channel, messages), has_more: start > 0, pin_count: pins, ...next };
}

/** Oldest first, the parent at the head of every page. The timestamp of a reply gives that reply alone. */
function replies(call: Call): Fields {
  const { args } = call;
  const channel = readableChannel(call);
  const parent = channel.find(textOf(args.ts));
  if (!parent) throw new Refusal('thread_not_found');
  if (parent.threadTs !== undefined) return { messages: render(call, channel, [parent]), has_more: false };
  const found = between(channel.threads.get(parent.ts) ?? [], args);
  const start = args.cursor ? placeOf(found, readCursor(args.cursor, 'from')) : 0;
  const end = start + Math.max(1, count(args.limit, 1000, 1000) - 1);
  const following = found[end];
  const next = following ? { response_metadata: { next_cursor: makeCursor('from', following.ts) } } : {};
  const messages = render(call, channel, [parent, ...found.slice(start, end)]);
  return { messages, has_more: following !== undefined, ...next };
}

export const historyMethods: Record<string, Method> = {
  'conversations.history': { scopes: [], perMinute: tier3, run: history },
  'conversations.replies': { scopes: [], perMinute: tier3, run: replies },
};
