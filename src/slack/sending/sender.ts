/** Delivery's way into Slack: each call is one try, and what it answers is certain or says that it is not. */
import type { KnownBlock, WebClient } from '@slack/web-api';
import { inTime } from '../../app/in-time.js';
import type { Clock } from '../../app/ports/clock.js';
import type { Mark, Place, Sender } from '../../app/ports/delivery.js';
import type { Log } from '../../app/ports/log.js';
import type { Saying, SendResult } from '../../domain/delivery.js';
import { slackTiming, type Timing } from '../../domain/delivery-timing.js';
import { second } from '../../domain/time.js';
import { createChannels } from './channels.js';
import { createEntrance } from './entrance.js';
import { upload } from './files.js';
import { createSearch } from './find.js';
import { afterEdit, afterPost } from './outcome.js';
import { createFinder } from './place.js';
import { askSelf, deliveryEvent, type Self } from './self.js';
import { type Trouble, troubleOf } from './trouble.js';

export interface SlackSenderOptions {
  /** One that retries nothing: `createPostingClient`. */
  client: WebClient;
  log: Log;
  /** Who we are; Slack is asked when it is left out. */
  self?: () => Promise<Self>;
  clock?: Clock;
  /** Its `request` is the time-out for the bytes of a file, which the client does not carry. */
  timing?: Pick<Timing, 'request'>;
}

/** How long a shared file is looked for, in ms: Slack shares it a moment after it has said that it did. */
const lookForShare = 2 * second;

/**
 * `share` answers `sent` with an empty `ts` when the message of the file does not show at once.
 * Post, edit and share throw an Error when there is nothing to say.
 */
export function slackSender(options: SlackSenderOptions): Sender {
  const { client, log, self = askSelf(options.client), clock = Date.now, timing = slackTiming } = options;
  const channels = createChannels(client, log, clock);
  const where = createFinder(client);
  const enter = createEntrance(where, channels);
  const find = createSearch({ client, self, where, channels });

  return {
    find,
    async post(to, saying, mark, inTime) {
      const message = {
        ...contentOf(saying, mark),
        ...threadOf(to),
        unfurl_links: false,
        unfurl_media: false,
      };
      const act = (channel: string) =>
        attempt(channel, afterPost, () => client.chat.postMessage({ channel, ...message }));
      return await enter(to, { mayGo: inTime, act });
    },
    async edit(channel, ts, saying, mark) {
      const content = contentOf(saying, mark);
      return await attempt(channel, afterEdit, () => client.chat.update({ channel, ts, ...content }));
    },
    async share(to, file, uploaded) {
      if (file.text === '') throw new Error(`the file ${file.name} is empty`);
      let id = '';
      const result = await enter(to, {
        async prepare() {
          const stored = await upload(client, file, timing.request);
          if (stored.kind !== 'uploaded') return stored;
          id = stored.id;
          return null;
        },
        mayGo: () => uploaded(id),
        act: (channel) =>
          attempt(channel, afterPost, async () => {
            const files: [{ id: string; title: string }] = [{ id, title: file.title }];
            await client.files.completeUploadExternal({ channel_id: channel, files, ...threadOf(to) });
            return { ts: '' };
          }),
      });
      return result.kind === 'sent' ? await withTimestamp(to, result, id) : result;
    },
    async remove(channel, ts) {
      if (ts === '') return false;
      try {
        await client.chat.delete({ channel, ts });
        return true;
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'answer' && trouble.code === 'message_not_found') return true;
        log.warn({ channel, ts, trouble }, 'a message could not be deleted');
        return false;
      }
    },
  };

  /** Slack does not tell the message that shows a file: it is looked for once, and not for long. */
  async function withTimestamp(
    to: Place,
    sent: Extract<SendResult, { kind: 'sent' }>,
    file: string,
  ): Promise<SendResult> {
    const place = { ...to, channel: sent.channel };
    const found = await inTime(
      find(place, { key: '', files: [file], known: null }, 0),
      lookForShare,
      () => null,
    );
    return found?.kind === 'found' ? { ...sent, ts: found.copies[0] ?? '' } : sent;
  }
}

/** @throws Error when the text is empty: it must make sense alone */
function contentOf({ text, blocks }: Saying, { key, revision }: Mark) {
  if (text === '') throw new Error(`the message ${key} has no text`);
  const metadata = { event_type: deliveryEvent, event_payload: { key, revision } };
  return { text, blocks: blocks as KnownBlock[], metadata };
}

function threadOf({ threadTs }: Place): { thread_ts: string } | Record<string, never> {
  return threadTs === null ? {} : { thread_ts: threadTs };
}

async function attempt(
  channel: string,
  meaning: (trouble: Trouble) => SendResult,
  call: () => Promise<{ ts?: string; channel?: string }>,
): Promise<SendResult> {
  try {
    const answer = await call();
    if (answer.ts === undefined) return { kind: 'unclear', why: 'the answer names no message' };
    return { kind: 'sent', ts: answer.ts, channel: answer.channel ?? channel };
  } catch (error) {
    return meaning(troubleOf(error));
  }
}
