// Everything that can happen to messages and channels, whoever does it: the change is stored, told to listeners, and
// sent to the bot as an event where Slack would send one.
import type { Channel } from './channel.js';
import type { Core } from './core.js';
import type { EventReport } from './delivery/events.js';
import type { Fields } from './fields.js';
import type { Ephemeral, Message } from './model.js';
import { renderMessage } from './render.js';

export type Draft = Omit<Message, 'channel' | 'ts' | 'reactions' | 'postedAt'>;

/** What happened, and the delivery of the event that tells the bot. */
export interface Done<T> {
  value: T;
  event: Promise<EventReport>;
}

const channelTypes = { public: 'channel', private: 'group', im: 'im' } as const;

/** Stores a message; the caller has checked that it may be posted. */
export function post(core: Core, channel: Channel, draft: Draft): Done<Message> {
  const message: Message = {
    ...draft,
    channel: channel.id,
    ts: core.timestamps.next(),
    reactions: [],
    postedAt: core.settings.now(),
  };
  channel.add(message);
  core.changes.tell({ kind: 'message_posted', channel: channel.id, ts: message.ts, user: message.user });
  const mention = `<@${core.settings.botUserId}>`;
  const event = sendMessageEvent(core, channel, message.ts, () =>
    renderMessage(core, channel, message, true),
  );
  if (message.botId === undefined && message.text.includes(mention) && isBotIn(core, channel)) {
    const { user, text, ts, threadTs } = message;
    const extra = threadTs ? { thread_ts: threadTs } : {};
    core.events.send('app_mention', {
      type: 'app_mention',
      user,
      text,
      ts,
      channel: channel.id,
      event_ts: ts,
      ...extra,
    });
  }
  return { value: message, event };
}

export function change(
  core: Core,
  channel: Channel,
  message: Message,
  by: string,
  fields: Partial<Message>,
): Done<Message> {
  const wanted = core.events.wants(messageEvent(channel)) && isBotIn(core, channel);
  const before = wanted ? renderMessage(core, channel, message, true) : {};
  const ts = core.timestamps.next();
  Object.assign(message, fields, { edited: { user: by, ts } });
  core.changes.tell({ kind: 'message_changed', channel: channel.id, ts: message.ts });
  const event = sendMessageEvent(core, channel, ts, () => ({
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    ts,
    message: renderMessage(core, channel, message, true),
    previous_message: before,
  }));
  return { value: message, event };
}

/**
 * Slack tells of a parent with replies as of a change into a tombstone, and of the tombstone's own end when its last
 * reply is gone.
 */
export function remove(core: Core, channel: Channel, message: Message): Done<Message> {
  const ts = core.timestamps.next();
  const before = renderMessage(core, channel, message, true);
  const stays = channel.remove(message);
  const pin = channel.pins.findIndex((entry) => entry.ts === message.ts);
  if (pin >= 0) channel.pins.splice(pin, 1);
  core.changes.tell({ kind: 'message_deleted', channel: channel.id, ts: message.ts });
  const head = { type: 'message', hidden: true, ts, previous_message: before };
  const event = sendMessageEvent(core, channel, ts, () =>
    stays
      ? { ...head, subtype: 'message_changed', message: renderMessage(core, channel, message, true) }
      : { ...head, subtype: 'message_deleted', deleted_ts: message.ts },
  );
  const parent = channel.find(message.threadTs ?? '');
  if (parent?.subtype === 'tombstone' && !channel.threads.has(parent.ts)) void remove(core, channel, parent);
  return { value: message, event };
}

export function whisper(core: Core, draft: Omit<Ephemeral, 'id' | 'at'>): Ephemeral {
  const ephemeral: Ephemeral = { ...draft, id: core.timestamps.next(), at: core.settings.now() };
  core.world.addEphemeral(ephemeral);
  tellEphemeral(core, ephemeral);
  return ephemeral;
}

export function tellEphemeral(core: Core, { channel, user, id }: Ephemeral): void {
  core.changes.tell({ kind: 'ephemeral', channel, user, id });
}

export function addMember(
  core: Core,
  channel: Channel,
  user: string,
  inviter?: string,
): Promise<EventReport> {
  channel.members.add(user);
  return memberEvent(core, channel, 'member_joined_channel', user, inviter ? { inviter } : {});
}

export function removeMember(core: Core, channel: Channel, user: string): Promise<EventReport> {
  const event = memberEvent(core, channel, 'member_left_channel', user, {});
  channel.members.delete(user);
  return event;
}

function memberEvent(
  core: Core,
  channel: Channel,
  type: string,
  user: string,
  extra: Fields,
): Promise<EventReport> {
  core.changes.tell({ kind: 'members', channel: channel.id, user });
  const kind = channel.kind === 'public' ? 'C' : 'G';
  const event = {
    type,
    user,
    channel: channel.id,
    channel_type: kind,
    team: core.settings.team.id,
    ...extra,
  };
  return tellMember(core, channel, type, event);
}

/** Sends an event about a channel, if the bot is in it. */
export function tellMember(core: Core, channel: Channel, name: string, event: Fields): Promise<EventReport> {
  if (!isBotIn(core, channel)) return Promise.resolve({ sent: false });
  return core.events.send(name, { event_ts: core.timestamps.next(), ...event });
}

function isBotIn(core: Core, channel: Channel): boolean {
  return channel.members.has(core.settings.botUserId);
}

function messageEvent(channel: Channel): string {
  return `message.${channel.kind === 'public' ? 'channels' : channel.kind === 'private' ? 'groups' : 'im'}`;
}

function sendMessageEvent(
  core: Core,
  channel: Channel,
  ts: string,
  event: () => Fields,
): Promise<EventReport> {
  const name = messageEvent(channel);
  if (!core.events.wants(name) || !isBotIn(core, channel)) return Promise.resolve({ sent: false });
  const where = { channel: channel.id, channel_type: channelTypes[channel.kind], event_ts: ts };
  return core.events.send(name, { ...event(), ...where });
}
