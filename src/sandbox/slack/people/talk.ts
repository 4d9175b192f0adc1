// What people do in conversations: write, edit, delete, react, pin, come and go.

import { addMember, change, post, remove, removeMember, tellMember } from '../acts.js';
import { messageBlocks } from '../blocks/validate.js';
import type { Channel } from '../channel.js';
import type { Core } from '../core.js';
import type { EventReport } from '../delivery/events.js';
import type { Fields } from '../fields.js';
import { pin, unpin } from '../methods/pins.js';
import { react, unreact } from '../methods/reactions.js';
import type { Message } from '../model.js';
import { personNamed, placeOfPerson } from './interaction.js';

/** A place in a conversation and who acts there; names or ids. */
interface At {
  user: string;
  channel: string;
  ts: string;
}

interface Said {
  ts: string;
  /** The event that told the bot, after its first attempt. */
  event: EventReport;
}

export interface Talk {
  /**
   * Resolves after the bot has taken the event, if it gets one.
   * @param what `blocks` and `attachments` as another app would post them; they are not checked
   */
  say(what: {
    user: string;
    channel: string;
    text: string;
    threadTs?: string;
    broadcast?: boolean;
    blocks?: Fields[];
    attachments?: Fields[];
  }): Promise<Said>;
  editMessage(at: At & { text: string }): Promise<Said>;
  /** @param at `asAdmin` lets the person delete what others wrote, the bot too, as an admin of a workspace may */
  deleteMessage(at: At & { asAdmin?: boolean }): Promise<Said>;
  /** Gives any message other content, without its author: for tests of what the bot makes of it. Without blocks it has none. */
  changeByHand(what: { channel: string; ts: string; text: string; blocks?: Fields[] }): Promise<Said>;
  react(at: At & { name: string }): Promise<void>;
  unreact(at: At & { name: string }): Promise<void>;
  pin(at: At): Promise<void>;
  unpin(at: At): Promise<void>;
  /** Brings a person, or the bot, into a channel. */
  invite(what: { user: string; channel: string; by?: string }): Promise<void>;
  join(what: { user: string; channel: string }): Promise<void>;
  /** Also for taking the bot out of a channel. */
  leave(what: { user: string; channel: string }): Promise<void>;
  /** Takes a person out of a user group. */
  leaveGroup(what: { user: string; group: string }): void;
  archive(channel: string, by?: string): Promise<void>;
  unarchive(channel: string, by?: string): Promise<void>;
  /** The direct conversation of a person with the bot; its id. */
  direct(user: string): string;
}

export function createTalk(core: Core): Talk {
  async function join({ user, channel, by }: { user: string; channel: string; by?: string }): Promise<void> {
    const person = personNamed(core, user);
    const place = channelNamed(core, channel);
    if (!place.members.has(person.id)) await addMember(core, place, person.id, by);
  }
  async function setArchived(channel: string, archived: boolean, by = 'USLACKBOT'): Promise<void> {
    const place = channelNamed(core, channel);
    place.archived = archived;
    core.changes.tell({ kind: 'channel', channel: place.id });
    const type = archived ? 'channel_archive' : 'channel_unarchive';
    await tellMember(core, place, type, { type, channel: place.id, user: by });
  }
  return {
    async say({ user, channel, text, threadTs, broadcast, blocks, attachments }) {
      const { person, place } = placeOfPerson(core, user, channel);
      if (place.archived) throw new Error(`${place.name} is archived`);
      const parent = threadTs === undefined ? undefined : messageAt(place, threadTs);
      const thread = { threadTs: parent?.threadTs ?? parent?.ts, broadcast: parent && broadcast };
      const { value, event } = post(core, place, {
        ...{ user: person.id, text, blocks, attachments },
        ...thread,
      });
      return { ts: value.ts, event: await event };
    },
    async editMessage({ user, channel, ts, text }) {
      const { person, place } = placeOfPerson(core, user, channel);
      const { event } = change(core, place, ownMessage(place, ts, person.id), person.id, { text });
      return { ts, event: await event };
    },
    async deleteMessage({ user, channel, ts, asAdmin }) {
      const { person, place } = placeOfPerson(core, user, channel);
      const message = asAdmin ? presentAt(place, ts) : ownMessage(place, ts, person.id);
      return { ts, event: await remove(core, place, message).event };
    },
    async changeByHand({ channel, ts, text, blocks }) {
      const place = channelNamed(core, channel);
      const message = presentAt(place, ts);
      const content = { text, blocks: messageBlocks(blocks, core.settings.refuse) };
      return { ts, event: await change(core, place, message, message.user, content).event };
    },
    async react({ user, channel, ts, name }) {
      const { person, place } = placeOfPerson(core, user, channel);
      await react(core, place, presentAt(place, ts), person.id, name);
    },
    async unreact({ user, channel, ts, name }) {
      const { person, place } = placeOfPerson(core, user, channel);
      await unreact(core, place, messageAt(place, ts), person.id, name);
    },
    async pin({ user, channel, ts }) {
      const { person, place } = placeOfPerson(core, user, channel);
      await pin(core, place, presentAt(place, ts), person.id);
    },
    async unpin({ user, channel, ts }) {
      const { person, place } = placeOfPerson(core, user, channel);
      await unpin(core, place, messageAt(place, ts), person.id);
    },
    invite: join,
    join,
    async leave({ user, channel }) {
      await removeMember(core, channelNamed(core, channel), personNamed(core, user).id);
    },
    leaveGroup({ user, group }) {
      const found = core.world.userGroups.get(group);
      if (!found) throw new Error(`No user group ${group}`);
      found.members = found.members.filter((member) => member !== personNamed(core, user).id);
    },
    archive: (channel, by) => setArchived(channel, true, by),
    unarchive: (channel, by) => setArchived(channel, false, by),
    direct: (user) => core.world.direct(core.settings.botUserId, personNamed(core, user).id).id,
  };
}

function channelNamed(core: Core, reference: string): Channel {
  const channel = core.world.channel(reference);
  if (!channel) throw new Error(`No channel ${reference}`);
  return channel;
}

function messageAt(channel: Channel, ts: string): Message {
  const message = channel.find(ts);
  if (!message) throw new Error(`No message ${ts} in ${channel.name}`);
  return message;
}

/** A message that was not deleted: a tombstone can only be replied to. */
function presentAt(channel: Channel, ts: string): Message {
  const message = messageAt(channel, ts);
  if (message.subtype === 'tombstone') throw new Error(`Message ${ts} was deleted`);
  return message;
}

function ownMessage(channel: Channel, ts: string, user: string): Message {
  const message = presentAt(channel, ts);
  if (message.user !== user) throw new Error(`Message ${ts} is not by ${user}`);
  return message;
}
