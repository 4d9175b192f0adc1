/**
 * Which messages are worth Bolt's way: a channel tells the bot of everything that is said there, and of each of its
 * own posts and edits. What nobody here acts on is acknowledged and forgotten.
 */
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
