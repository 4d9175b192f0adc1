/** Who is in the private channel of incidents under embargo, as Slack says it, remembered for less than a minute. */
import type { WebClient } from '@slack/web-api';
import type { Circle } from '../../app/incident/embargo.js';
import type { Clock } from '../../app/ports/clock.js';
import { UserFault } from '../../domain/fault.js';
import { minute, second } from '../../domain/time.js';
import { withTimeLimit } from '../answer.js';
import { troubleOf } from '../sending/trouble.js';

const remembered = minute;
/** What went wrong is asked for again sooner. */
const rememberedFault = 5 * second;
/** The most that Slack gives at once, and as many pages as no private channel has. */
const pageSize = 999;
const mostPages = 50;
/** How long a page is waited for, in ms: Slack waits three seconds for the whole answer to a form. */
const patience = 1500;

/** @param clock of the machine */
export function slackCircle(client: Pick<WebClient, 'conversations'>, channel: string, clock: Clock): Circle {
  let known: { until: number; answer: Promise<ReadonlySet<string>> } | undefined;

  async function read(): Promise<ReadonlySet<string>> {
    try {
      await requirePrivate();
      return await members();
    } catch (error) {
      if (error instanceof UserFault) throw error;
      const trouble = troubleOf(error);
      if (trouble.kind === 'answer' && notThere.includes(trouble.code)) throw notIn(channel);
      const fault = new UserFault(
        'try-later',
        'Slack does not say at the moment who is in the private channel of incidents under embargo.',
        'Nothing was changed. Try again in a minute.',
      );
      fault.cause = error;
      throw fault;
    }
  }

  async function requirePrivate(): Promise<void> {
    const { channel: found } = await withTimeLimit(client.conversations.info({ channel }), patience);
    if (!found?.is_private || found.is_im || found.is_mpim)
      throw new UserFault(
        'embargo-channel',
        `<#${channel}> is not a private channel: everybody can read what stands there.`,
        'Nothing was told to anybody. Whoever runs Signalman names a private channel under `incidents: embargo:` in signalman.yml; until then tell the people in charge directly.',
      );
    if (found.is_archived)
      throw new UserFault(
        'embargo-channel',
        'The private channel of incidents under embargo is archived.',
        'Nothing was told to anybody. Unarchive it, or tell the people in charge directly.',
      );
    if (found.is_member === false) throw notIn(channel);
  }

  async function members(): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    let cursor = '';
    for (let page = 0; page < mostPages; page++) {
      const answer = await withTimeLimit(
        client.conversations.members({
          ...{ channel, limit: pageSize },
          ...(cursor === '' ? {} : { cursor }),
        }),
        patience,
      );
      for (const id of answer.members ?? []) found.add(id);
      cursor = answer.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    return found;
  }

  return {
    async members() {
      const now = clock();
      if (!known || now >= known.until || known.until - now > remembered) {
        const asked: NonNullable<typeof known> = { until: now + remembered, answer: read() };
        known = asked;
        // Whoever asks hears of it; it is only not remembered for long.
        asked.answer.catch(() => {
          asked.until = Math.min(asked.until, clock() + rememberedFault);
        });
      }
      return await known.answer;
    },
  };
}

const notThere = ['channel_not_found', 'not_in_channel'];

const notIn = (channel: string) =>
  new UserFault(
    'embargo-channel',
    `Signalman is not in the private channel of incidents under embargo (${channel}).`,
    'Nothing was told to anybody. Somebody who is in it types `/invite @Signalman` there; until then tell the people in charge directly.',
  );
