/** What people write and change in the thread of a meeting: kept where it begins with a word, and followed from then on. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { UserFault } from '../../domain/fault.js';
import { prefixedIn } from '../../domain/meeting/prefixed.js';
import { type SlackMessage, saidIn } from '../asking/said.js';
import { type Kept, keptMessage } from '../blocks/meeting/kept.js';
import { faultMessage } from '../blocks/parts/help.js';
import { meetingHelp } from '../commands/help-meeting.js';
import type { SlackDependencies } from '../dependencies.js';
import { entriesFrom, keep, replace, takeOut } from '../meeting/collect.js';
import type { MeetingsSide } from '../meeting/desk.js';
import { rewordedBy } from '../meeting/reworded.js';
import { spoken } from './heard.js';
import type { InThread } from './lessons.js';
import { inTurn } from './one-at-a-time.js';
import { quietly } from './quietly.js';

type MessageArgs = SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs;

interface Event extends SlackMessage {
  channel: string;
  ts: string;
  deleted_ts?: string;
  event_ts?: string;
  message?: SlackMessage & { ts: string };
  previous_message?: SlackMessage;
}

/** A reply of a person, new or as it is now; `before`: as it was, null where it is new. */
interface Reply extends InThread {
  before: string | null;
}

/** What two people say in one moment is kept in that order, under the topic that was open when they said it. */
const turns = inTurn<string>();

export function meetingMessages(deps: SlackDependencies) {
  return async ({ event, body, context }: MessageArgs): Promise<void> => {
    const side = deps.meetings;
    const reply = side && replyIn(event as unknown as Event, body.event_id);
    if (!side || !reply || reply.user === context.botUserId) return;
    // Of all channels these are the only ones in which anybody meets, but for one that was moved.
    if (reply.before === null && prefixedIn(reply.text).length === 0) return;
    await quietly(deps, () =>
      turns(`${reply.channel} ${reply.threadTs}`, () => answering(deps, reply, () => heard(side, reply))),
    );
  };
}

/** @returns null: nobody said anything in a thread, or nothing of what people read has changed */
function replyIn(event: Event, request: string): Reply | null {
  const { subtype, channel, message, previous_message: old } = event;
  if (subtype === 'message_changed' && message) {
    // A message with replies that is deleted stays as a mark in its place.
    const isGone = message.subtype === 'tombstone';
    const author = isGone ? old : message;
    if (!author?.user || !author.thread_ts || !old) return null;
    const [text, before] = [isGone ? '' : saidIn(message), saidIn(old)];
    if (text === before) return null;
    const edited = message.edited?.ts ?? event.event_ts ?? null;
    return {
      channel,
      ts: message.ts,
      threadTs: author.thread_ts,
      user: author.user,
      text,
      edited,
      request,
      before,
    };
  }
  if (subtype === 'message_deleted') {
    const ts = event.deleted_ts ?? '';
    if (!old?.user || !old.thread_ts) return null;
    return {
      ...{ channel, ts, threadTs: old.thread_ts, user: old.user, text: '', edited: null, request },
      before: saidIn(old),
    };
  }
  const { user, bot_id: bot, thread_ts: threadTs, ts } = event;
  if (!spoken.includes(subtype) || !user || bot || !threadTs) return null;
  return { channel, ts, threadTs, user, text: saidIn(event), edited: null, request, before: null };
}

type Answer = { kept: Kept[] } | null;

async function heard(side: MeetingsSide, reply: Reply): Promise<Answer> {
  const { channel, ts, threadTs, user, text, edited, before } = reply;
  const shown = await side.desk.at({ channel, ts: threadTs });
  if (!shown) return null;
  const old = before === null ? [] : entriesFrom(shown.meeting, { channel, ts });
  const parts = prefixedIn(text);
  if (old.length === 0 && parts.length === 0) return null;
  const actor = await side.desk.whoIs(user);
  const { source } = await side.fromMessage({ channel, ts, text, user, app: null, edited });
  const by = (at: number) => ({
    ...{ actor, source: { ...source, author: actor } },
    // One message is kept once, however often Slack tells of it; each edit of it is another deed.
    request: before === null ? `reply ${channel} ${ts} ${at}` : `${reply.request} ${at}`,
  });
  const { changed, gone, fresh } = await rewordedBy(side.desk, old, { before, text });
  const kept: Kept[] = [];
  let deeds = 0;
  // What was said before it may have opened a topic, or taken one out.
  const now = async () => (await side.desk.at({ channel, ts: threadTs })) ?? shown;
  for (const { entry, part } of changed) await replace(side, await now(), by(deeds++), entry, part);
  for (const entry of gone) await takeOut(side, await now(), by(deeds++), entry);
  for (const part of fresh) {
    const one = await keep(side, await now(), by(deeds++), part);
    if (one) kept.push(one);
  }
  // Whoever edits sees what they have done; only what is new is confirmed.
  return old.length === 0 && kept.length > 0 ? { kept } : null;
}

/** Nobody sees in a message of their own what became of it. */
async function answering(deps: SlackDependencies, said: Reply, work: () => Promise<Answer>): Promise<void> {
  const { channel, user, threadTs } = said;
  const whisper = (message: Parameters<SlackDependencies['whisper']>[0]['message']) =>
    deps.whisper({ channel, user, threadTs, message });
  try {
    const answer = await work();
    if (answer) await whisper(keptMessage(answer.kept, false));
  } catch (error) {
    if (!(error instanceof UserFault)) throw error;
    deps.count('fault');
    await whisper(faultMessage(error, meetingHelp));
  }
}
