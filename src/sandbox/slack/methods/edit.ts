// chat.update, chat.delete and chat.getPermalink: what the bot does with its own messages.
import { change, remove } from '../acts.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { Message } from '../model.js';
import { Refusal } from '../refusal.js';
import { renderMessage } from '../render.js';
import { type Call, flag, type Method, messageIn, tier3, visibleChannel } from './call.js';
import { readContent, readMetadata } from './message-args.js';

const longestEdit = 4_000;

function update(call: Call): Fields {
  const { core, args } = call;
  const channel = visibleChannel(call);
  const message = messageIn(channel, args.ts);
  if (message.botId !== core.settings.botId) throw new Refusal('cant_update_message');
  if (channel.archived) throw new Refusal('is_inactive');
  if (textOf(args.text).length > longestEdit) throw new Refusal('msg_too_long');
  const fields = editOf(call, message);
  if (message.broadcast || flag(args.reply_broadcast)) throw new Refusal('no_dual_broadcast_content_update');
  change(core, channel, message, core.settings.botUserId, fields);
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: renderMessage(core, channel, message, true),
  };
}

/** Text without blocks takes the blocks away; blocks without text keep the text; metadata left out is kept. */
function editOf({ core, args }: Call, message: Message): Partial<Message> {
  const metadata = readMetadata(args.metadata);
  const { text, blocks, attachments } = readContent(core, args);
  const edit: Partial<Message> = { text: args.text === undefined ? message.text : text, blocks };
  if (args.attachments !== undefined) edit.attachments = attachments;
  if (metadata !== undefined) edit.metadata = metadata === 'clear' ? undefined : metadata;
  return edit;
}

function removeMessage(call: Call): Fields {
  const { core, args } = call;
  const channel = visibleChannel(call);
  const message = messageIn(channel, args.ts);
  if (message.botId !== core.settings.botId) throw new Refusal('cant_delete_message');
  remove(core, channel, message);
  return { channel: channel.id, ts: message.ts };
}

/** A link in the form of Slack's, to this server. */
export function permalink(url: string, channel: string, message: Message): string {
  const place = `${url}/archives/${channel}/p${message.ts.replace('.', '')}`;
  return message.threadTs ? `${place}?thread_ts=${message.threadTs}&cid=${channel}` : place;
}

export const editMethods: Record<string, Method> = {
  'chat.update': { scopes: ['chat:write'], perMinute: tier3, run: update },
  'chat.delete': { scopes: ['chat:write'], perMinute: tier3, run: removeMessage },
  'chat.getPermalink': {
    scopes: [],
    run(call) {
      const channel = visibleChannel(call);
      const message = messageIn(channel, call.args.message_ts);
      return { channel: channel.id, permalink: permalink(call.core.url, channel.id, message) };
    },
  },
};
