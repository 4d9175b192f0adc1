// What a method is given, and the checks that many of them share.
import type { Channel } from '../channel.js';
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { fieldsOf, parseJson, textOf } from '../fields.js';
import type { Message } from '../model.js';
import { Refusal } from '../refusal.js';
import { requireScope, scopeFor } from '../scopes.js';

export interface Call {
  core: Core;
  args: Fields;
}

export interface Method {
  /** One of these is needed; none when empty. */
  scopes: string[];
  /** Calls per minute of its tier; not limited when left out. */
  perMinute?: number;
  /** Asks for the app-level token instead of the bot's. */
  appToken?: boolean;
  /** @returns the answer without `ok`. @throws Refusal */
  run(call: Call): Fields;
}

export const tier2 = 20;
export const tier3 = 50;
export const tier4 = 100;

/** `true` also when it came as text in a form. */
export function flag(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** A whole number that may have come as text, held between 1 and `most`. */
export function count(value: unknown, usual: number, most: number): number {
  const wanted = Number(value);
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, most) : usual;
}

/** An object that may have come as JSON text. */
export function objectArg(value: unknown): Fields | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return fieldsOf(typeof value === 'string' ? parseJson(value) : value);
}

/** A conversation the bot can see. @throws Refusal `channel_not_found` */
export function visibleChannel({ core, args }: Call, reference = textOf(args.channel)): Channel {
  const channel = core.world.channels.get(reference);
  if (!channel) throw new Refusal('channel_not_found');
  if (channel.kind !== 'public' && !channel.members.has(core.settings.botUserId))
    throw new Refusal('channel_not_found');
  return channel;
}

/** A conversation the bot is in. @throws Refusal `channel_not_found`, `not_in_channel` */
export function ownChannel(call: Call, reference?: string): Channel {
  const channel = visibleChannel(call, reference);
  if (!channel.members.has(call.core.settings.botUserId)) throw new Refusal('not_in_channel');
  return channel;
}

/** A conversation the bot is in and whose history it may read. @throws Refusal as `ownChannel`, and `missing_scope` */
export function readableChannel(call: Call): Channel {
  const channel = visibleChannel(call);
  requireScope(call.core.settings.scopes, scopeFor(channel.kind, 'history'));
  return ownChannel(call);
}

/** @throws Refusal `message_not_found`, or `code` */
export function messageIn(channel: Channel, ts: unknown, code = 'message_not_found'): Message {
  const message = channel.find(textOf(ts));
  if (!message || message.subtype === 'tombstone') throw new Refusal(code);
  return message;
}

/** One page of a list with Slack's cursors. @throws Refusal `invalid_cursor` */
export function page<T>(
  entries: T[],
  { args }: Call,
  usual = 100,
  most = 1000,
): { items: T[]; next: string } {
  const limit = count(args.limit, usual, most);
  const start = args.cursor ? Number(readCursor(args.cursor, 'at')) : 0;
  if (!Number.isInteger(start)) throw new Refusal('invalid_cursor');
  const end = start + limit;
  return {
    items: entries.slice(start, end),
    next: end < entries.length ? makeCursor('at', String(end)) : '',
  };
}

export function makeCursor(kind: string, value: string): string {
  return Buffer.from(`${kind}:${value}`).toString('base64');
}

/** @throws Refusal `invalid_cursor` */
export function readCursor(cursor: unknown, kind: string): string {
  const [found, value] = Buffer.from(textOf(cursor), 'base64').toString('utf8').split(':');
  if (found !== kind || value === undefined) throw new Refusal('invalid_cursor');
  return value;
}
