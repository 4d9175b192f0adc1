// conversations.list, .info, .members, .join, .open and users.conversations: which there are and who is in them.
import { addMember } from '../acts.js';
import type { Channel } from '../channel.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { ChannelKind } from '../model.js';
import { Refusal } from '../refusal.js';
import { renderChannel } from '../render.js';
import { requireScope, scopeFor } from '../scopes.js';
import { type Call, flag, type Method, page, tier2, tier3, tier4, visibleChannel } from './call.js';

const kinds: Record<string, ChannelKind> = { public_channel: 'public', private_channel: 'private', im: 'im' };

/** The conversations of the wanted types that the bot may know of. @throws Refusal `missing_scope` */
function visible({ core, args }: Call): Channel[] {
  const wanted = (textOf(args.types) || 'public_channel').split(',').map((type) => kinds[type.trim()]);
  for (const kind of wanted) if (kind) requireScope(core.settings.scopes, scopeFor(kind, 'read'));
  return [...core.world.channels.values()].filter((channel) => {
    if (!wanted.includes(channel.kind) || (channel.archived && flag(args.exclude_archived))) return false;
    return channel.kind === 'public' || channel.members.has(core.settings.botUserId);
  });
}

function list(call: Call): Fields {
  const { core } = call;
  const { items, next } = page(visible(call), call);
  return {
    channels: items.map((channel) => renderChannel(core, channel)),
    response_metadata: { next_cursor: next },
  };
}

/** Those that the bot, or a person it knows, is in. Who is a member and how many are is left out, as in Slack. */
function ofMember(call: Call): Fields {
  const { core, args } = call;
  const user = textOf(args.user) || core.settings.botUserId;
  if (!core.world.users.has(user)) throw new Refusal('user_not_found');
  const { items, next } = page(
    visible(call).filter((channel) => channel.members.has(user)),
    call,
    100,
    999,
  );
  const channels = items.map((channel) => {
    const { is_member: _, num_members: __, ...limited } = renderChannel(core, channel);
    return limited;
  });
  return { channels, response_metadata: { next_cursor: next } };
}

function info(call: Call): Fields {
  const channel = visibleChannel(call);
  requireScope(call.core.settings.scopes, scopeFor(channel.kind, 'read'));
  return { channel: renderChannel(call.core, channel) };
}

function members(call: Call): Fields {
  const channel = visibleChannel(call);
  requireScope(call.core.settings.scopes, scopeFor(channel.kind, 'read'));
  const { items, next } = page([...channel.members], call);
  return { members: items, response_metadata: { next_cursor: next } };
}

function join(call: Call): Fields {
  const { core } = call;
  const channel = visibleChannel(call);
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  if (channel.archived) throw new Refusal('is_archived');
  const already = channel.members.has(core.settings.botUserId);
  if (!already) void addMember(core, channel, core.settings.botUserId);
  const warned = already ? { warning: 'already_in_channel' } : {};
  return { channel: renderChannel(core, channel), ...warned };
}

function open(call: Call): Fields {
  const { world, settings } = call.core;
  if (call.args.channel) return { channel: { id: visibleChannel(call).id } };
  const users = textOf(call.args.users).split(',').filter(Boolean);
  const [user] = users;
  if (user === undefined) throw new Refusal('users_list_not_supplied');
  if (users.length > 1) throw new Refusal('method_not_supported_for_channel_type');
  const person = world.users.get(user);
  if (!person) throw new Refusal('user_not_found');
  if (person.isBot) throw new Refusal('cannot_dm_bot');
  if (person.deleted) throw new Refusal('user_disabled');
  const before = world.channels.size;
  const channel = world.direct(settings.botUserId, user);
  const known = world.channels.size === before ? { no_op: true, already_open: true } : {};
  return {
    ...known,
    channel: flag(call.args.return_im) ? renderChannel(call.core, channel) : { id: channel.id },
  };
}

export const conversationMethods: Record<string, Method> = {
  'conversations.list': { scopes: [], perMinute: tier2, run: list },
  'conversations.info': { scopes: [], perMinute: tier3, run: info },
  'conversations.members': { scopes: [], perMinute: tier4, run: members },
  'conversations.join': { scopes: ['channels:join'], perMinute: tier3, run: join },
  'conversations.open': { scopes: ['im:write'], perMinute: tier3, run: open },
  'users.conversations': { scopes: [], perMinute: tier3, run: ofMember },
};
