/** What people write and mark where incidents stand: the thread stays readable, the timeline follows messages. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Incidents } from '../../app/incident/incidents.js';
import { UserFault } from '../../domain/fault.js';
import { faultMessage } from '../blocks/help.js';
import { markAnswer, markQuestion, replyAnswer } from '../blocks/incident/reply.js';
import { incidentHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';

type MessageArgs = SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs;
type ReactionArgs = SlackEventMiddlewareArgs<'reaction_added'> & AllMiddlewareArgs;

/** What is read of a message event; Slack has some thirty shapes of it. */
interface Said {
  subtype?: string;
  channel: string;
  ts: string;
  thread_ts?: string;
  user?: string;
  bot_id?: string;
  deleted_ts?: string;
  message?: { ts: string; text?: string; subtype?: string; user?: string; edited?: { user?: string } };
  previous_message?: { ts: string; text?: string };
}

/** Subtypes that are a person saying something. */
const spoken = [undefined, 'file_share', 'thread_broadcast', 'me_message'];

export function incidentMessages(deps: SlackDependencies) {
  return async ({ event, body, context }: MessageArgs): Promise<void> => {
    const { incidents } = deps;
    if (!incidents) return;
    await quietly(deps, async () => {
      const said = event as unknown as Said;
      if (said.subtype === 'message_deleted')
        return await gone(incidents, said.channel, said.deleted_ts ?? '', body.event_id);
      if (said.subtype === 'message_changed')
        return await changed(incidents, said, body.event_id, [context.botUserId, context.botId]);
      if (!spoken.includes(said.subtype) || !said.user || said.bot_id || !said.thread_ts) return;
      if (said.user === context.botUserId) return;
      const { channel, ts, thread_ts: threadTs, user } = said;
      const stray = await incidents.strayReply({ channel, threadTs });
      if (!stray || !(await incidents.hear(`reply ${channel} ${ts}`))) return;
      const message = replyAnswer(stray, { channel, ts, threadTs });
      await deps.whisper({ channel, user, threadTs, message });
    });
  };
}

async function changed(
  incidents: Incidents,
  said: Said,
  request: string,
  bots: readonly (string | undefined)[],
): Promise<void> {
  const { message, channel } = said;
  if (!message) return;
  // A message with replies that is deleted stays as a mark in its place.
  if (message.subtype === 'tombstone') return await gone(incidents, channel, message.ts, request);
  if (message.user === bots[0]) {
    // What Signalman edits itself is as it should be.
    const isSame = message.text === said.previous_message?.text;
    if (!isSame && !bots.includes(message.edited?.user)) await mend(incidents, channel, message.ts);
    return;
  }
  if (message.text === said.previous_message?.text) return;
  await incidents.follow({ channel, ts: message.ts, text: message.text ?? '', request });
}

async function gone(incidents: Incidents, channel: string, ts: string, request: string): Promise<void> {
  await incidents.follow({ channel, ts, text: null, request });
  await mend(incidents, channel, ts);
}

async function mend(incidents: Incidents, channel: string, ts: string): Promise<void> {
  const found = await incidents.messageAt({ channel, ts });
  if (found) await incidents.mend(found.incident);
}

export function incidentReactions(deps: SlackDependencies) {
  return async ({ event, body }: ReactionArgs): Promise<void> => {
    const { incidents } = deps;
    if (!incidents || event.reaction !== incidents.settings.reaction || event.item.type !== 'message') return;
    const { user, item } = event;
    const { channel, ts } = item;
    await quietly(deps, async () => {
      const open = await incidents.open();
      // The emoji has other uses where nothing is broken.
      if (open.length === 0) return;
      const inThread = await incidents.messageAt({ channel, ts });
      const [only, ...others] = inThread ? open.filter((one) => one.id === inThread.incident) : open;
      if (!only || !(await incidents.hear(`mark ${body.event_id}`))) return;
      const where = { channel, user, threadTs: null };
      if (others.length > 0) {
        await deps.whisper({
          ...where,
          message: markQuestion([only, ...others], { channel, ts, threadTs: null }),
        });
        return;
      }
      try {
        const actor = await incidents.whoIs(user);
        await incidents.mark({
          actor,
          request: body.event_id,
          id: only.id,
          message: { channel, ts, threadTs: null },
        });
        await deps.whisper({ ...where, message: markAnswer(only.id) });
      } catch (error) {
        // Two people may mark the same message: it stands there, and that is what both wanted.
        if (!(error instanceof UserFault) || error.code === 'noted') {
          if (error instanceof UserFault) return;
          throw error;
        }
        await deps.whisper({ ...where, message: faultMessage(error, incidentHelp) });
      }
    });
  };
}

/** Nobody waits for an answer to an event: what goes wrong is in the log. */
async function quietly({ log }: Pick<SlackDependencies, 'log'>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ err: error }, 'an event could not be handled');
  }
}
