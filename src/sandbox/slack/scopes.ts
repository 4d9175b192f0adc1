// Which permission each kind of conversation asks for.
import type { ChannelKind } from './model.js';
import { Refusal } from './refusal.js';

const family: Record<ChannelKind, string> = { public: 'channels', private: 'groups', im: 'im' };

/** Every bot scope this Slack knows but `chat:write.public`, which an app must ask for by name. */
export const commonScopes: readonly string[] = [
  ...[
    'bookmarks:read',
    'bookmarks:write',
    'channels:history',
    'channels:join',
    'channels:read',
    'chat:write',
  ],
  ...[
    'commands',
    'files:read',
    'files:write',
    'groups:history',
    'groups:read',
    'im:history',
    'im:read',
    'im:write',
  ],
  ...['pins:read', 'pins:write', 'reactions:read', 'reactions:write', 'usergroups:read', 'users:read'],
  ...['users:read.email', 'app_mentions:read'],
];

/** `channels:history`, `groups:read`… for a conversation of this kind. */
export function scopeFor(kind: ChannelKind, right: 'history' | 'read'): string {
  return `${family[kind]}:${right}`;
}

const eventScopes: Record<string, readonly string[]> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  channel_archive: ['channels:read'],
  channel_unarchive: ['channels:read'],
  pin_added: ['pins:read'],
  pin_removed: ['pins:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
};

/** Whether the scopes let an app hear of this event at all, whatever it is subscribed to. */
export function mayHear(provided: readonly string[], event: string): boolean {
  const any = eventScopes[event];
  return any === undefined || any.some((scope) => provided.includes(scope));
}

/** @throws Refusal `missing_scope`, naming what is needed and what the token has, unless one of `any` is there */
export function requireScope(provided: readonly string[], ...any: string[]): void {
  if (any.length === 0 || any.some((scope) => provided.includes(scope))) return;
  throw new Refusal('missing_scope', { fields: { needed: any.join(','), provided: provided.join(',') } });
}
