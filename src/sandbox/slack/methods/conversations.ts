// conversations.list, .info, .members, .join, .open: which conversations there are and who is in them.
import { addMember } from '../acts.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { ChannelKind } from '../model.js';
import { Refusal } from '../refusal.js';
import { renderChannel } from '../render.js';
import { requireScope, scopeFor } from '../scopes.js';
import { type Call, flag, type Method, page, tier2, tier3, tier4, visibleChannel } from './call.js';

const kinds: Record<string, ChannelKind> = { public_channel: 'public', private_channel: 'private', im: 'im' };

function list(call: Call): Fields {
  const { core, args } = call;
  const wanted = (textOf(args.types) || 'public_channel').split(',').map((type) => kinds[type.trim()]);
  for (const kind of wanted) if (kind) requireScope(core.settings.scopes, scopeFor(kind, 'read'));
  const visible = [...core.world.channels.values()].filter((channel) => {
    if (!wanted.includes(channel.kind) || (channel.archived && flag(args.exclude_archived))) return false;
    return channel.kind === 'public' || channel.members.has(core.settings.botUserId);
  });
  const { items, next } = page(visible, call);
  return {
    channels: items.map((channel) => renderChannel(core, channel)),
    response_metadata: { next_cursor: next },
  };
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
  if (!world.users.has(user)) throw new Refusal('user_not_found');
  const channel = world.direct(settings.botUserId, user);
  return { channel: flag(call.args.return_im) ? renderChannel(call.core, channel) : { id: channel.id } };
}

export const conversationMethods: Record<string, Method> = {
  'conversations.list': { scopes: [], perMinute: tier2, run: list },
  'conversations.info': { scopes: [], perMinute: tier3, run: info },
  'conversations.members': { scopes: [], perMinute: tier4, run: members },
  'conversations.join': { scopes: ['channels:join'], perMinute: tier3, run: join },
  'conversations.open': { scopes: ['im:write'], perMinute: tier3, run: open },
};
