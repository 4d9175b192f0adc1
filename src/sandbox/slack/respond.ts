// What the bot sends to a response URL: an answer for one person, a message for all, a new face for the message clicked.
import { change, post, remove, tellEphemeral, whisper } from './acts.js';
import type { Core } from './core.js';
import type { Fields } from './fields.js';
import { flag } from './methods/call.js';
import { type Content, readContent } from './methods/message-args.js';
import { Refusal } from './refusal.js';
import type { ResponseUrl } from './response-urls.js';

export interface Responded {
  status: number;
  body: string;
}

const statuses: Record<string, number> = {
  unknown: 404,
  expired_url: 404,
  used_url: 404,
  channel_not_found: 404,
  message_not_found: 404,
  is_archived: 410,
};

/** Uses a response URL once. @returns 200 `ok`, or a status with Slack's word for what is wrong */
export function answerResponseUrl(core: Core, id: string, body: Fields | undefined): Responded {
  const result = attempt(core, id, body);
  core.responseLog.push({
    id,
    body: body ?? {},
    status: result.status,
    answer: result.body,
    at: core.settings.now(),
  });
  core.changes.stir();
  return result;
}

function attempt(core: Core, id: string, body: Fields | undefined): Responded {
  try {
    const url = core.responses.find(id);
    if (url === 'unknown') throw new Refusal('unknown');
    if (url === 'expired') throw new Refusal('expired_url');
    if (url === 'used') throw new Refusal('used_url');
    if (!body) throw new Refusal('invalid_payload');
    respond(core, url, body);
    url.left -= 1;
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: statuses[error.code] ?? 400, body: error.code };
  }
}

function respond(core: Core, url: ResponseUrl, body: Fields): void {
  if (flag(body.delete_original)) {
    deleteOriginal(core, url);
    return;
  }
  const content = readContent(core, body);
  if (flag(body.replace_original) && replaceOriginal(core, url, content)) return;
  sendAnswer(core, url, content, body, 'response_url');
}

/** Shows an answer to the person, or to everybody with `response_type: in_channel`. */
export function sendAnswer(
  core: Core,
  where: { channel: string; user: string; threadTs: string | undefined },
  content: Content,
  body: Fields,
  source: 'ack' | 'response_url',
): void {
  const { user, threadTs } = where;
  const channel = core.world.channels.get(where.channel);
  if (!channel) throw new Refusal('channel_not_found');
  if (body.response_type !== 'in_channel') {
    whisper(core, {
      channel: channel.id,
      user,
      text: content.text,
      blocks: content.blocks,
      threadTs,
      source,
    });
    return;
  }
  if (channel.archived) throw new Refusal('is_archived');
  post(core, channel, { ...content, user: core.settings.botUserId, botId: core.settings.botId, threadTs });
}

/** @returns false when there is nothing to replace: then a new answer is shown, as Slack does for commands */
function replaceOriginal(core: Core, url: ResponseUrl, content: Content): boolean {
  const { messageTs, ephemeralId } = url.origin;
  if (messageTs !== undefined) {
    const channel = core.world.channels.get(url.channel);
    const message = channel?.find(messageTs);
    if (!channel || !message) throw new Refusal('message_not_found');
    const { text, blocks, attachments } = content;
    change(core, channel, message, core.settings.botUserId, { text, blocks, attachments });
    return true;
  }
  if (ephemeralId === undefined) return false;
  const shown = core.world.ephemerals.find((entry) => entry.id === ephemeralId);
  if (!shown) throw new Refusal('message_not_found');
  Object.assign(shown, { text: content.text, blocks: content.blocks });
  tellEphemeral(core, shown);
  return true;
}

function deleteOriginal(core: Core, url: ResponseUrl): void {
  const { messageTs, ephemeralId } = url.origin;
  const channel = core.world.channels.get(url.channel);
  const message = messageTs === undefined ? undefined : channel?.find(messageTs);
  if (channel && message) {
    remove(core, channel, message);
    return;
  }
  const shown = core.world.ephemerals.find((entry) => entry.id === ephemeralId);
  if (!shown) throw new Refusal('message_not_found');
  core.world.ephemerals = core.world.ephemerals.filter((entry) => entry !== shown);
  tellEphemeral(core, shown);
}
