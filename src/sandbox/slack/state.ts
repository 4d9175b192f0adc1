// Looking at the workspace from outside: what everybody, or one person, sees.

import type { Channel } from './channel.js';
import type { Core, LoggedCall, LoggedResponse } from './core.js';
import type { DeliveryLog } from './delivery/transport.js';
import { permalink } from './methods/edit.js';
import type { Ephemeral, Message, StoredFile, User, View } from './model.js';

/** A message with its thread. Not a copy: do not change it. */
interface SeenMessage extends Message {
  replies: Message[];
}

interface ChannelSummary {
  id: string;
  name: string;
  kind: Channel['kind'];
  archived: boolean;
  readOnly: boolean;
  members: string[];
  bookmarks: Channel['bookmarks'];
}

export interface State {
  users(): User[];
  channels(): ChannelSummary[];
  /** What a channel shows, oldest first, broadcast replies included, each parent with its replies. */
  messages(channel: string): SeenMessage[];
  /** Every message and reply in the order of posting. */
  everything(channel: string): Message[];
  message(channel: string, ts: string): Message | undefined;
  /** What only this person sees, oldest first; of one thread when its parent is named. */
  ephemerals(user: string, channel?: string, threadTs?: string): Ephemeral[];
  /** The link that `chat.getPermalink` gives. */
  permalink(channel: string, ts: string): string;
  /** The open modals of a person, the one on top last. */
  views(user: string): View[];
  home(user: string): View | undefined;
  /** Timestamps of pinned messages, oldest pin first. */
  pins(channel: string): string[];
  files(): StoredFile[];
  /** The newest calls of the Web API, oldest first; of one method when it is named. */
  calls(method?: string): LoggedCall[];
  /** The newest uses of response URLs. */
  responses(): LoggedResponse[];
  /** The newest attempts to bring something to the bot. */
  deliveries(): DeliveryLog[];
  /** Empties the three logs; the workspace stays. */
  clearLogs(): void;
}

export function createState(core: Core): State {
  const { world } = core;
  function channel(reference: string): Channel {
    const found = world.channel(reference);
    if (!found) throw new Error(`No channel ${reference}`);
    return found;
  }
  return {
    users: () => [...world.users.values()],
    channels: () => [...world.channels.values()].map(summary),
    messages(reference) {
      const place = channel(reference);
      return place.shown.map((message) => ({
        ...message,
        replies: [...(place.threads.get(message.ts) ?? [])],
      }));
    },
    everything: (reference) => [...channel(reference).all()],
    message: (reference, ts) => channel(reference).find(ts),
    ephemerals(user, reference, threadTs) {
      const place = reference === undefined ? undefined : channel(reference).id;
      return world.ephemerals.filter(
        (entry) =>
          entry.user === user &&
          (place === undefined || entry.channel === place) &&
          (threadTs === undefined || entry.threadTs === threadTs),
      );
    },
    permalink(reference, ts) {
      const place = channel(reference);
      const message = place.find(ts);
      if (!message) throw new Error(`No message ${ts} in ${place.name}`);
      return permalink(core.url, place.id, message);
    },
    views: (user) => [...(world.modals.get(user) ?? [])],
    home: (user) => world.homes.get(user),
    pins: (reference) => channel(reference).pins.map((pin) => pin.ts),
    files: () => [...world.files.values()],
    calls: (method) => core.calls.list().filter((call) => method === undefined || call.method === method),
    responses: () => core.responseLog.list(),
    deliveries: () => core.deliveries.list(),
    clearLogs() {
      core.calls.clear();
      core.responseLog.clear();
      core.deliveries.clear();
    },
  };
}

function summary(channel: Channel): ChannelSummary {
  const { id, name, kind, archived, readOnly, members, bookmarks } = channel;
  return { id, name, kind, archived, readOnly, members: [...members], bookmarks };
}
