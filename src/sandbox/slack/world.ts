// The workspace: people, conversations, files, modals and Home tabs. Only storage; what a change sets off is in acts.ts.
import { Channel } from './channel.js';
import type { Ephemeral, StoredFile, User, UserGroup, View } from './model.js';
import type { Settings } from './options.js';

const ephemeralsKept = 5_000;

export class World {
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly userGroups = new Map<string, UserGroup>();
  readonly files = new Map<string, StoredFile>();
  readonly homes = new Map<string, View>();
  /** User → open modals, the newest on top (last). */
  readonly modals = new Map<string, View[]>();
  ephemerals: Ephemeral[] = [];
  private count = 0;

  constructor(settings: Settings) {
    const { seed, botUserId } = settings;
    for (const user of seed.users) this.users.set(user.id, user);
    if (!this.users.has(botUserId)) {
      this.users.set(botUserId, { id: botUserId, name: 'signalman', realName: 'Signalman', isBot: true });
    }
    for (const group of seed.userGroups)
      this.userGroups.set(group.id, { ...group, members: [...group.members] });
    for (const entry of seed.channels) {
      const channel = new Channel(entry.id, entry.name, entry.isPrivate ? 'private' : 'public');
      channel.archived = entry.isArchived ?? false;
      channel.readOnly = entry.readOnly ?? false;
      channel.topic = entry.topic ?? '';
      for (const member of entry.members) {
        // Slack takes people out of everything when they are deactivated.
        if (!this.users.get(member)?.deleted) channel.members.add(member);
      }
      this.channels.set(channel.id, channel);
    }
    for (const message of seed.messages ?? []) {
      const channel = this.channels.get(message.channel);
      if (!channel) throw new Error(`No channel ${message.channel}`);
      channel.add({ ...message });
    }
  }

  /** A new id such as `F00000000A`: the letter and a running number. */
  newId(letter: string): string {
    this.count += 1;
    return letter + this.count.toString(36).toUpperCase().padStart(9, '0');
  }

  /** By id, name or `#name`. */
  channel(reference: string): Channel | undefined {
    const direct = this.channels.get(reference);
    if (direct) return direct;
    const name = reference.startsWith('#') ? reference.slice(1) : reference;
    for (const channel of this.channels.values()) if (channel.name === name) return channel;
    return undefined;
  }

  /** The direct conversation of two people, made when it is not there yet. */
  direct(user: string, other: string): Channel {
    for (const channel of this.channels.values()) {
      if (channel.kind === 'im' && channel.members.has(user) && channel.members.has(other)) return channel;
    }
    const channel = new Channel(this.newId('D'), '', 'im');
    channel.members.add(user).add(other);
    this.channels.set(channel.id, channel);
    return channel;
  }

  addEphemeral(ephemeral: Ephemeral): void {
    this.ephemerals.push(ephemeral);
    if (this.ephemerals.length > ephemeralsKept * 2) this.ephemerals = this.ephemerals.slice(-ephemeralsKept);
  }

  /** An open modal or a Home tab. */
  view(idOrExternalId: string): View | undefined {
    for (const home of this.homes.values()) if (isCalled(home, idOrExternalId)) return home;
    for (const stack of this.modals.values()) {
      const view = stack.find((open) => isCalled(open, idOrExternalId));
      if (view) return view;
    }
    return undefined;
  }
}

function isCalled(view: View, name: string): boolean {
  return view.id === name || (view.externalId !== '' && view.externalId === name);
}
