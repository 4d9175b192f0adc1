/** What the incident thread asks of Slack beside posting: who somebody is, what a message says, pins. */
import type { WebClient } from '@slack/web-api';
import type { Address } from '../../app/ports/incident.js';
import type { Permalinks, ReadMessage, Workspace } from '../../app/ports/workspace.js';
import { UserFault } from '../../domain/fault.js';
import type { Person } from '../../domain/person.js';
import { withTimeLimit } from '../answer.js';
import { ownTroubles, troubleOf } from '../sending/trouble.js';
import { permalinksOf } from './permalinks.js';
import { plain } from './readable.js';
import { appOf, type SlackMessage, saidIn } from './said.js';

/** What says that a person or a message is not there, instead of that something went wrong. */
const noPerson = ['user_not_found', 'user_not_visible', 'users_not_found'];
const noMessage = ['thread_not_found', 'message_not_found'];
/** The second also of private channels that it was never in, and of what two people say to each other. */
const notThere = ['not_in_channel', 'channel_not_found'];

/** Slack's word for no; undefined when it did not say any. */
function refusal(error: unknown): string | undefined {
  const trouble = troubleOf(error);
  return trouble.kind === 'answer' ? trouble.code : undefined;
}

/** How long a name is waited for, in ms: Slack waits three seconds for the whole answer. */
const patience = 1500;

/** @param fine what says that it is so already. @returns Slack's word for no */
async function pinned(ask: () => Promise<unknown>, fine: string): Promise<string | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    const code = refusal(error);
    if (code === undefined || ownTroubles.includes(code)) throw error;
    return code === fine ? null : code;
  }
}

/**
 * @param client answers people's forms
 * @param patient for what nobody waits for: when Slack wants it to wait, nobody else has to
 */
export function slackWorkspace(
  client: Pick<WebClient, 'auth' | 'users'>,
  patient: Pick<WebClient, 'pins' | 'conversations'>,
): Workspace {
  let permalinks: Promise<Permalinks> | undefined;

  async function person(id: string) {
    try {
      const { user } = await withTimeLimit(client.users.info({ user: id }), patience);
      if (!user?.id || user.deleted) return null;
      const name = user.profile?.display_name || user.real_name || user.name || user.id;
      // Slackbot is the one that Slack does not call a bot.
      return { id: user.id, name, isApp: user.is_bot === true || user.id === 'USLACKBOT' };
    } catch (error) {
      if (noPerson.includes(refusal(error) ?? '')) return null;
      throw error;
    }
  }

  async function asked(
    at: Address,
    ask: () => Promise<{ messages?: SlackMessage[] }>,
  ): Promise<SlackMessage | null> {
    try {
      return (await ask()).messages?.find((one) => one.ts === at.ts) ?? null;
    } catch (error) {
      if (noMessage.includes(refusal(error) ?? '')) return null;
      throw error;
    }
  }
  const inHistory = (at: Address) => {
    const { channel, ts } = at;
    const wanted = { channel, oldest: ts, latest: ts, inclusive: true, limit: 1 };
    return asked(at, () => patient.conversations.history(wanted));
  };
  const inThread = (at: Address, parent: string) => {
    const { channel, ts } = at;
    const wanted = { channel, ts: parent, oldest: ts, latest: ts, inclusive: true, limit: 2 };
    return asked(at, () => patient.conversations.replies(wanted));
  };

  async function found(at: Address, threadTs: string | null): Promise<SlackMessage | null> {
    const message =
      threadTs === null || threadTs === at.ts
        ? // A reply does not stand in the history of its channel: there another message would be found.
          ((await inHistory(at)) ?? (await inThread(at, at.ts)))
        : await inThread(at, threadTs);
    return message?.subtype === 'tombstone' ? null : message;
  }

  async function authorOf(message: SlackMessage) {
    if (message.user === undefined) return appOf(message);
    return asPerson(await person(message.user).catch(() => null));
  }

  return {
    person,

    async permalinks() {
      // The workspace is not renamed while the bot runs; a failure is asked for again.
      permalinks ??= client.auth.test().then(({ url }) => permalinksOf(url ?? 'https://slack.com/'));
      return await permalinks.catch((error: unknown) => {
        permalinks = undefined;
        throw error;
      });
    },

    pin: ({ channel, ts }) => pinned(() => patient.pins.add({ channel, timestamp: ts }), 'already_pinned'),

    unpin: ({ channel, ts }) => pinned(() => patient.pins.remove({ channel, timestamp: ts }), 'no_pin'),

    async read(at, threadTs) {
      const message = await found(at, threadTs).catch((error: unknown) => {
        throw inWords(error);
      });
      if (!message) return null;
      const { thread_ts: parent, edited } = message;
      return {
        text: saidIn(message),
        author: await authorOf(message),
        threadTs: parent === undefined || parent === at.ts ? null : parent,
        edited: edited?.ts ?? null,
      } satisfies ReadMessage;
    },

    async compare(at, text) {
      const message = await found(at, null);
      if (!message) return 'gone';
      return plain(message.text ?? '') === plain(text) ? 'same' : 'changed';
    },
  };
}

const asPerson = (found: Person | null): Person | null => found && { id: found.id, name: found.name };

/** What whoever wants a message read can do; anything else is ours to mend. */
function inWords(error: unknown): unknown {
  const trouble = troubleOf(error);
  if (trouble.kind !== 'answer') {
    const fault = new UserFault(
      'try-later',
      `Slack did not hand that message over just now${trouble.kind === 'wait' ? ': it asks to wait' : ''}. Nothing was changed.`,
      'In a minute take your reaction off and mark it again, or press the button again.',
    );
    fault.cause = error;
    return fault;
  }
  if (ownTroubles.includes(trouble.code)) return inWords(new Error(trouble.code));
  if (!notThere.includes(trouble.code)) return error;
  return new UserFault(
    'not-in-channel',
    'Signalman is not in that channel, and cannot read the message.',
    'Invite it there with `/invite @Signalman`, then take your reaction off and mark it again, or press the button again.',
  );
}
