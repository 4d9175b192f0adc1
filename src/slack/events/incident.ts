/** What people write and change where incidents stand: the thread stays readable, the timeline follows messages. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Incidents } from '../../app/incident/incidents.js';
import { type SlackMessage, saidIn } from '../asking/said.js';
import { replyAnswer } from '../blocks/incident/reply.js';
import type { SlackDependencies } from '../dependencies.js';
import { spoken } from './heard.js';
import { changedLesson, heardLesson } from './lessons.js';
import { oneAtATime } from './one-at-a-time.js';
import { quietly } from './quietly.js';

type MessageArgs = SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs;

/** What is read of a message event; Slack has some thirty shapes of it. */
interface Said {
  subtype?: string;
  channel: string;
  ts: string;
  thread_ts?: string;
  user?: string;
  bot_id?: string;
  deleted_ts?: string;
  event_ts?: string;
  message?: SlackMessage & { ts: string };
  previous_message?: SlackMessage;
}

export function incidentMessages(deps: SlackDependencies) {
  // Whoever edits fifty copies does not start fifty readings of all of them.
  const mend: Mend = oneAtATime(async (id: number) => void (await deps.incidents?.mend(id)));
  return async ({ event, body, context }: MessageArgs): Promise<void> => {
    const { incidents } = deps;
    if (!incidents) return;
    await quietly(deps, async () => {
      const said = event as unknown as Said;
      if (said.subtype === 'message_deleted')
        return await gone({ deps, incidents, mend }, said, said.deleted_ts ?? '', body.event_id);
      if (said.subtype === 'message_changed')
        return await changed({ deps, incidents, mend }, said, body.event_id, [
          context.botUserId,
          context.botId,
        ]);
      if (!spoken.includes(said.subtype) || !said.user || said.bot_id || !said.thread_ts) return;
      if (said.user === context.botUserId) return;
      const { channel, ts, thread_ts: threadTs, user } = said;
      const text = saidIn(event as unknown as SlackMessage);
      const request = body.event_id;
      await heardLesson(deps, { channel, ts, threadTs, user, text, edited: null, request });
      const stray = await incidents.strayReply({ channel, threadTs });
      const key = `reply ${channel} ${ts}`;
      if (!stray || !(await incidents.hear(key))) return;
      const message = replyAnswer(stray, { channel, ts, threadTs });
      if (!(await deps.whisper({ channel, user, threadTs, message }))) await incidents.unhear(key);
    });
  };
}

interface Doing {
  deps: SlackDependencies;
  incidents: Incidents;
  mend: Mend;
}

type Mend = (incident: number) => Promise<void>;

async function changed(
  doing: Doing,
  said: Said,
  request: string,
  bots: readonly (string | undefined)[],
): Promise<void> {
  const { message, previous_message: before, channel } = said;
  if (!message) return;
  // A message with replies that is deleted stays as a mark in its place.
  if (message.subtype === 'tombstone') return await gone(doing, said, message.ts, request);
  if (message.user === bots[0]) {
    // What Signalman edits itself is as it should be.
    const isSame = message.text === before?.text;
    if (!isSame && !bots.includes(message.edited?.user)) await mendAt(doing, channel, message.ts);
    return;
  }
  const text = saidIn(message);
  // Slack adds a preview of a link, or counts replies: nobody has edited anything.
  if (before && text === saidIn(before)) return;
  const wording = { text, edited: message.edited?.ts ?? said.event_ts ?? null };
  await doing.incidents.follow({ channel, ts: message.ts, wording, request });
  await lessonsFollow(doing, channel, message, { ...wording, request });
}

async function gone(
  doing: Doing,
  { channel, previous_message: before }: Said,
  ts: string,
  request: string,
): Promise<void> {
  await doing.incidents.follow({ channel, ts, wording: null, request });
  if (before) await lessonsFollow(doing, channel, { ...before, ts }, { text: '', edited: null, request });
  await mendAt(doing, channel, ts);
}

/** Of a reply that a person wrote. */
async function lessonsFollow(
  { deps }: Doing,
  channel: string,
  { ts, thread_ts: threadTs, user }: SlackMessage & { ts: string },
  now: { text: string; edited: string | null; request: string },
): Promise<void> {
  if (threadTs && user) await changedLesson(deps, { channel, ts, threadTs, user, ...now });
}

async function mendAt({ incidents, mend }: Doing, channel: string, ts: string): Promise<void> {
  const found = await incidents.messageAt({ channel, ts });
  if (found) await mend(found.incident);
}
