/**
 * Which messages are worth Bolt's way: a channel tells the bot of everything that is said there, and of each of its
 * own posts and edits. What nobody here acts on is acknowledged and forgotten.
 */
import type { App, Receiver } from '@slack/bolt';

interface Envelope {
  type?: string;
  event?: {
    type?: string;
    subtype?: string;
    user?: string;
    bot_id?: string;
    thread_ts?: string;
    message?: { user?: string; edited?: { user?: string } };
  };
  authorizations?: { user_id?: string }[] | null;
}

/** Subtypes that are a person saying something. */
export const spoken: readonly (string | undefined)[] = [
  undefined,
  'file_share',
  'thread_broadcast',
  'me_message',
];

/** @param body of anything that Slack sends */
export function isHeard({ type, event, authorizations }: Envelope): boolean {
  if (type !== 'event_callback' || event?.type !== 'message') return true;
  const self = authorizations?.[0]?.user_id;
  if (event.subtype === 'message_deleted') return true;
  if (event.subtype === 'message_changed') {
    const editor = event.message?.edited?.user;
    return editor === undefined || editor !== self || event.message?.user !== self;
  }
  // People are answered in threads only.
  return spoken.includes(event.subtype) && Boolean(event.thread_ts) && !event.bot_id && event.user !== self;
}

/** The same receiver, which keeps to itself what nobody acts on: after its signature was checked. */
export function selective<R extends Receiver>(receiver: R): R {
  const init = receiver.init.bind(receiver);
  receiver.init = (app: App) => {
    const process = app.processEvent.bind(app);
    app.processEvent = async (event) =>
      isHeard(event.body) ? await process(event) : await (event.ack as () => Promise<void>)();
    init(app);
  };
  return receiver;
}
