// reactions.*: emoji under messages, thread replies included.
import { tellMember } from '../acts.js';
import type { Channel } from '../channel.js';
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { Message } from '../model.js';
import { Refusal } from '../refusal.js';
import { renderMessage } from '../render.js';
import { type Call, type Method, messageIn, ownChannel, tier2, tier3 } from './call.js';

/** @throws Refusal `invalid_name`, `already_reacted` */
export function react(
  core: Core,
  channel: Channel,
  message: Message,
  by: string,
  name: string,
): Promise<unknown> {
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new Refusal('invalid_name');
  const reaction = message.reactions.find((entry) => entry.name === name);
  if (reaction?.users.includes(by)) throw new Refusal('already_reacted');
  if (reaction) reaction.users.push(by);
  else message.reactions.push({ name, users: [by] });
  return tell(core, channel, message, by, name, 'reaction_added');
}

/** @throws Refusal `no_reaction` */
export function unreact(
  core: Core,
  channel: Channel,
  message: Message,
  by: string,
  name: string,
): Promise<unknown> {
  const reaction = message.reactions.find((entry) => entry.name === name);
  if (!reaction?.users.includes(by)) throw new Refusal('no_reaction');
  reaction.users.splice(reaction.users.indexOf(by), 1);
  message.reactions = message.reactions.filter((entry) => entry.users.length > 0);
  return tell(core, channel, message, by, name, 'reaction_removed');
}

type EventType = 'reaction_added' | 'reaction_removed';

function tell(
  core: Core,
  channel: Channel,
  message: Message,
  by: string,
  name: string,
  type: EventType,
): Promise<unknown> {
  core.changes.tell({ kind: 'reaction', channel: channel.id, ts: message.ts, user: by });
  const item = { type: 'message', channel: channel.id, ts: message.ts };
  return tellMember(core, channel, type, { type, user: by, reaction: name, item, item_user: message.user });
}

function onMessage(act: typeof react): Method['run'] {
  return (call) => {
    const channel = ownChannel(call);
    if (textOf(call.args.timestamp) === '') throw new Refusal('no_item_specified');
    const message = messageIn(channel, call.args.timestamp);
    void act(call.core, channel, message, call.core.settings.botUserId, textOf(call.args.name));
    return {};
  };
}

function get(call: Call): Fields {
  const channel = ownChannel(call);
  const message = messageIn(channel, call.args.timestamp);
  return { type: 'message', channel: channel.id, message: renderMessage(call.core, channel, message, false) };
}

export const reactionMethods: Record<string, Method> = {
  'reactions.add': { scopes: ['reactions:write'], perMinute: tier3, run: onMessage(react) },
  'reactions.remove': { scopes: ['reactions:write'], perMinute: tier2, run: onMessage(unreact) },
  'reactions.get': { scopes: ['reactions:read'], perMinute: tier3, run: get },
};
