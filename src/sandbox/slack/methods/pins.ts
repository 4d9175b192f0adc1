// pins.* and bookmarks.add: what is fastened to a channel.
import { tellMember } from '../acts.js';
import type { Channel } from '../channel.js';
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { Message } from '../model.js';
import { Refusal } from '../refusal.js';
import { renderMessage } from '../render.js';
import { type Call, type Method, messageIn, ownChannel, tier2 } from './call.js';

const mostPins = 100;

/** @throws Refusal `already_pinned`, `too_many_pins` */
export function pin(core: Core, channel: Channel, message: Message, by: string): Promise<unknown> {
  if (channel.pins.some((entry) => entry.ts === message.ts)) throw new Refusal('already_pinned');
  if (channel.pins.length >= mostPins) throw new Refusal('too_many_pins');
  channel.pins.push({ ts: message.ts, by, created: Math.floor(core.settings.now() / 1000) });
  core.changes.tell({ kind: 'pin', channel: channel.id, ts: message.ts, user: by });
  return tellMember(core, channel, 'pin_added', pinEvent(core, channel, message, by, 'pin_added'));
}

/** @throws Refusal `no_pin` */
export function unpin(core: Core, channel: Channel, message: Message, by: string): Promise<unknown> {
  const place = channel.pins.findIndex((entry) => entry.ts === message.ts);
  if (place < 0) throw new Refusal('no_pin');
  channel.pins.splice(place, 1);
  core.changes.tell({ kind: 'pin', channel: channel.id, ts: message.ts, user: by });
  return tellMember(core, channel, 'pin_removed', pinEvent(core, channel, message, by, 'pin_removed'));
}

function pinEvent(core: Core, channel: Channel, message: Message, by: string, type: string): Fields {
  const rendered = renderMessage(core, channel, message, false);
  const item = {
    type: 'message',
    channel: channel.id,
    message: rendered,
    created: Math.floor(core.settings.now() / 1000),
  };
  return {
    type,
    user: by,
    channel_id: channel.id,
    item,
    item_user: message.user,
    pin_count: channel.pins.length,
  };
}

function list(call: Call): Fields {
  const channel = ownChannel(call);
  const items = [...channel.pins].reverse().flatMap(({ ts, by, created }) => {
    const message = channel.find(ts);
    const rendered = message && renderMessage(call.core, channel, message, false);
    return rendered
      ? [{ type: 'message', created, created_by: by, channel: channel.id, message: rendered }]
      : [];
  });
  return { items };
}

function onMessage(act: typeof pin): Method['run'] {
  return (call) => {
    const channel = ownChannel(call);
    if (textOf(call.args.timestamp) === '') throw new Refusal('no_item_specified');
    void act(call.core, channel, messageIn(channel, call.args.timestamp), call.core.settings.botUserId);
    return {};
  };
}

function addBookmark(call: Call): Fields {
  const { core, args } = call;
  const channel = ownChannel(call, textOf(args.channel_id) || textOf(args.channel));
  const [title, link] = [textOf(args.title), textOf(args.link)];
  if (title === '' || args.type !== 'link') throw new Refusal('invalid_arguments');
  if (!URL.canParse(link)) throw new Refusal('invalid_link');
  const emoji = textOf(args.emoji) || undefined;
  const bookmark = { id: core.world.newId('Bk'), channel: channel.id, title, link, emoji };
  channel.bookmarks.push(bookmark);
  core.changes.tell({ kind: 'bookmark', channel: channel.id, id: bookmark.id });
  return { bookmark: { ...bookmark, channel_id: channel.id, type: 'link' } };
}

export const pinMethods: Record<string, Method> = {
  'pins.add': { scopes: ['pins:write'], perMinute: tier2, run: onMessage(pin) },
  'pins.remove': { scopes: ['pins:write'], perMinute: tier2, run: onMessage(unpin) },
  'pins.list': { scopes: ['pins:read'], perMinute: tier2, run: list },
  'bookmarks.add': { scopes: ['bookmarks:write'], perMinute: tier2, run: addBookmark },
};
