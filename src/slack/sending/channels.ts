/** Which channels the bot is in. It can read back only there, so it joins before it posts. */
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../app/ports/clock.js';
import type { Log } from '../../app/ports/log.js';
import { isLasting } from '../../domain/refusal.js';
import { minute } from '../../domain/time.js';
import { beforePost, type Obstacle } from './outcome.js';
import { troubleOf } from './trouble.js';

/** `known`: it was a member before it was asked, as far as we remember. */
export type Entry = { kind: 'in'; known: boolean } | Obstacle;

export interface Channels {
  /** Joins a channel unless the bot is in it already. */
  enter(channel: string): Promise<Entry>;
  /** The bot is in there. */
  remember(channel: string): void;
  /** The bot is not in there any more. */
  forget(channel: string): void;
}

const believed = 10 * minute;
const pauseAfterFailure = minute;
/** The most that Slack gives at once. */
const pageSize = 999;
const mostPages = 50;
const final = new Set(['is_archived', 'channel_not_found']);

export function createChannels(client: WebClient, log: Log, clock: Clock): Channels {
  let members = new Set<string>();
  let askAgainAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  const joining = new Map<string, Promise<Entry>>();

  /** One question for all channels: a broadcast to 200 of them must not begin with 200 joins. */
  async function learn(): Promise<void> {
    try {
      members = await memberships(client);
      askAgainAt = clock() + believed;
    } catch (error) {
      askAgainAt = clock() + pauseAfterFailure;
      log.warn({ err: error }, 'Slack did not say which channels Signalman is in; it joins each one');
    }
  }

  async function join(channel: string): Promise<Entry> {
    try {
      await client.conversations.join({ channel });
      members.add(channel);
      return { kind: 'in', known: false };
    } catch (error) {
      const trouble = troubleOf(error);
      // A private one, or an installation that may not join: whether the bot was invited shows itself by posting.
      if (trouble.kind === 'answer' && !final.has(trouble.code) && isLasting(trouble.code)) {
        members.add(channel);
        return { kind: 'in', known: false };
      }
      return beforePost(trouble, (code) => final.has(code));
    }
  }

  return {
    async enter(channel) {
      if (isDirect(channel)) return { kind: 'in', known: false };
      if (clock() >= askAgainAt) {
        asking ??= learn().finally(() => {
          asking = null;
        });
        await asking;
      }
      if (members.has(channel)) return { kind: 'in', known: true };
      const underWay = joining.get(channel) ?? join(channel).finally(() => joining.delete(channel));
      joining.set(channel, underWay);
      return await underWay;
    },
    remember(channel) {
      if (!isDirect(channel)) members.add(channel);
    },
    forget: (channel) => void members.delete(channel),
  };
}

function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

async function memberships(client: WebClient): Promise<Set<string>> {
  const found = new Set<string>();
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.users.conversations({
      types: 'public_channel,private_channel',
      exclude_archived: true,
      limit: pageSize,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const { id } of answer.channels ?? []) if (id) found.add(id);
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return found;
}
