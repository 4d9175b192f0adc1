// chat.postMessage and chat.postEphemeral: new messages of the bot.
import { post, whisper } from '../acts.js';
import type { Channel } from '../channel.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import { Refusal } from '../refusal.js';
import { renderMessage } from '../render.js';
import { type Call, flag, type Method, tier4 } from './call.js';
import { readContent, readMetadata } from './message-args.js';

/** Where the bot wants to post: by id, `#name` or, for a direct message, a person's id. */
function target({ core, args }: Call): Channel {
  const { world, settings } = core;
  const reference = textOf(args.channel);
  if (world.users.has(reference)) return world.direct(settings.botUserId, reference);
  const channel = reference === '' ? undefined : world.channel(reference);
  if (!channel) throw new Refusal('channel_not_found');
  return channel;
}

/** @throws Refusal why the bot may not post there */
function requirePostable({ core, args }: Call, channel: Channel): void {
  const isMember = channel.members.has(core.settings.botUserId);
  if (!isMember && channel.kind !== 'public') throw new Refusal('channel_not_found');
  if (channel.archived) throw new Refusal('is_archived');
  if (!isMember && !core.settings.scopes.includes('chat:write.public')) throw new Refusal('not_in_channel');
  if (channel.readOnly) throw new Refusal('restricted_action_read_only_channel');
  const parentTs = textOf(args.thread_ts);
  if (parentTs === '') return;
  const parent = channel.find(parentTs);
  if (!parent) throw new Refusal('thread_not_found');
  if (parent.threadTs !== undefined) throw new Refusal('cannot_reply_to_message');
}

function postMessage(call: Call): Fields {
  const { core, args } = call;
  const channel = target(call);
  requirePostable(call, channel);
  core.limits.post(channel.id);
  const metadata = readMetadata(args.metadata);
  const content = readContent(core, args);
  const { value: message } = post(core, channel, {
    ...content,
    user: core.settings.botUserId,
    botId: core.settings.botId,
    metadata: metadata === 'clear' ? undefined : metadata,
    threadTs: textOf(args.thread_ts) || undefined,
    broadcast: (textOf(args.thread_ts) !== '' && flag(args.reply_broadcast)) || undefined,
  });
  const answer: Fields = {
    channel: channel.id,
    ts: message.ts,
    message: renderMessage(core, channel, message, true),
  };
  if (textOf(args.text).length > content.text.length) answer.warning = 'message_truncated';
  return answer;
}

function postEphemeral(call: Call): Fields {
  const { core, args } = call;
  const channel = target(call);
  const user = textOf(args.user);
  if (channel.kind !== 'public' && !channel.members.has(core.settings.botUserId))
    throw new Refusal('channel_not_found');
  if (channel.archived) throw new Refusal('is_archived');
  if (!channel.members.has(core.settings.botUserId)) throw new Refusal('not_in_channel');
  if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
  const { text, blocks } = readContent(core, args);
  const threadTs = textOf(args.thread_ts) || undefined;
  // "Only shown if there is already an active thread": Slack says ok, and nobody sees it.
  if (threadTs !== undefined && !channel.threads.has(threadTs)) return { message_ts: core.timestamps.next() };
  const where = { channel: channel.id, user, threadTs };
  return { message_ts: whisper(core, { ...where, text, blocks, source: 'chat.postEphemeral' }).id };
}

export const postMethods: Record<string, Method> = {
  'chat.postMessage': { scopes: ['chat:write'], run: postMessage },
  'chat.postEphemeral': { scopes: ['chat:write'], perMinute: tier4, run: postEphemeral },
};
