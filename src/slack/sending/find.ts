/** Reads a channel or a thread back and looks for the copies of one message of ours. */
import type { WebClient } from '@slack/web-api';
import type { Place } from '../../app/ports/delivery.js';
import type { Found } from '../../domain/delivery.js';
import { tooMuchSaid } from '../../domain/refusal.js';
import { minute } from '../../domain/time.js';
import type { Channels } from './channels.js';
import type { Obstacle } from './outcome.js';
import type { Whereabouts } from './place.js';
import { isWanted, revisionOf, type Seen, type Self } from './self.js';
import { compareTimestamps, momentOf } from './timestamps.js';
import { type Trouble, troubleOf } from './trouble.js';

export interface Wanted {
  key: string;
  files: readonly string[];
  /** The one message that is looked at; null: wherever copies are. */
  known: string | null;
}

interface Parts {
  client: WebClient;
  self: () => Promise<Self>;
  where: (place: Place) => Promise<Whereabouts>;
  channels: Channels;
}

const pageSize = 200;
const mostPages = { channel: 25, thread: 100 };
const margin = 10 * minute;
/** What no later try can change. */
const final = new Set(['channel_not_found', 'thread_not_found']);

export function createSearch({ client, self, where, channels }: Parts) {
  /** @param elapsed how long ago it was written, in ms */
  async function find(place: Place, wanted: Wanted, elapsed: number): Promise<Found> {
    const found = await where(place);
    if (found.kind !== 'at') return closed(found);
    const { channel } = found;
    const { known } = wanted;
    const look = () =>
      known === null
        ? search(channel, place.threadTs, wanted, elapsed)
        : lookAt(channel, place.threadTs, wanted, known);
    try {
      return await look();
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind !== 'answer' || trouble.code !== 'not_in_channel') return unreadable(trouble);
    }
    channels.forget(channel);
    const entry = await channels.enter(channel);
    if (entry.kind !== 'in') return closed(entry);
    return await look().catch((error: unknown) => unreadable(troubleOf(error)));
  }

  async function search(
    channel: string,
    threadTs: string | null,
    wanted: Wanted,
    elapsed: number,
  ): Promise<Found> {
    const us = await self();
    const copies = new Map<string, number | undefined>();
    let newest: number | undefined;
    let isWhole = false;
    let cursor = '';
    const pages = threadTs === null ? mostPages.channel : mostPages.thread;
    for (let page = 0; page < pages && !isWhole; page += 1) {
      const { messages, next } = await read(channel, threadTs, cursor === '' ? {} : { cursor });
      for (const message of messages) {
        const { ts } = message;
        if (ts === undefined) continue;
        newest ??= momentOf(ts);
        // No copy is older than what was written, and the newest message no later than now: our clock is not asked.
        if (threadTs === null && momentOf(ts) < newest - elapsed - margin) isWhole = true;
        // A thread has its parent on every page.
        else if (isWanted(message, wanted, us)) copies.set(ts, revisionOf(message));
      }
      cursor = next;
      if (cursor === '') isWhole = true;
    }
    if (copies.size > 0)
      return { kind: 'found', copies: [...copies.keys()].sort(compareTimestamps), shown: copies, channel };
    if (isWhole) return { kind: 'absent' };
    return { kind: 'unreadable', reason: tooMuchSaid, final: false };
  }

  async function lookAt(
    channel: string,
    threadTs: string | null,
    wanted: Wanted,
    ts: string,
  ): Promise<Found> {
    const { messages } = await read(channel, threadTs, { oldest: ts, latest: ts, inclusive: true });
    const message = messages.find((one) => one.ts === ts);
    if (!message || !isWanted(message, wanted, await self())) return { kind: 'absent' };
    return { kind: 'found', copies: [ts], shown: new Map([[ts, revisionOf(message)]]), channel };
  }

  async function read(
    channel: string,
    threadTs: string | null,
    which: { cursor?: string; oldest?: string; latest?: string; inclusive?: boolean },
  ): Promise<{ messages: Seen[]; next: string }> {
    const options = { ...which, channel, limit: pageSize, include_all_metadata: true };
    const answer =
      threadTs === null
        ? await client.conversations.history(options)
        : await client.conversations.replies({ ...options, ts: threadTs });
    return { messages: answer.messages ?? [], next: answer.response_metadata?.next_cursor ?? '' };
  }

  return find;
}

function unreadable(trouble: Trouble): Found {
  if (trouble.kind === 'wait') return trouble;
  if (trouble.kind !== 'answer') return { kind: 'unreadable', reason: trouble.why, final: false };
  return { kind: 'unreadable', reason: trouble.code, final: final.has(trouble.code) };
}

/** @returns what it means for reading that there is no way in; an archive may open again */
function closed(obstacle: Obstacle): Found {
  if (obstacle.kind === 'wait') return obstacle;
  if (obstacle.kind === 'not-sent') return { kind: 'unreadable', reason: obstacle.why, final: false };
  return { kind: 'unreadable', reason: obstacle.reason, final: obstacle.reason !== 'is_archived' };
}
