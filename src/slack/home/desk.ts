/** Publishes the Home of people: when they open it, after what they do, and while they may be looking at it. */
import type { WebClient } from '@slack/web-api';
import { gatherAround, type HomeDependencies, homeFor } from '../../app/home/gather.js';
import type { SeenHome } from '../../app/ports/home.js';
import type { Around } from '../../domain/home/home.js';
import { shortHash } from '../../domain/short-hash.js';
import { minute, second } from '../../domain/time.js';
import { homeBlocks } from '../blocks/home/home.js';
import type { Message } from '../blocks/parts/block.js';
import { inTurn } from '../events/one-at-a-time.js';
import { troubleOf } from '../sending/trouble.js';

/** So long after it was opened a Home is kept as things are, in ms: nobody says when it is closed. */
const looking = 30 * minute;
/** So long it says what became of what was done in it, in ms. */
const noticed = minute;

export interface HomeDesk {
  /** @param event Slack's id of it: the same one is heard once */
  opened(user: string, event: string): Promise<void>;
  /** Answers at the top of the Home to what was done in it. */
  say(user: string, message: Message): Promise<void>;
  /** The person did something somewhere. */
  did(user: string): Promise<void>;
  /** Looks whether the Homes that may be looked at have changed. */
  refresh(): Promise<void>;
}

interface Surroundings {
  client: Pick<WebClient, 'views'>;
  /** Waits between two Homes: Slack takes about a hundred a minute. */
  pause(): Promise<void>;
}

/** None of it throws: a Home that could not be published is in the log, and is tried again when it is opened next. */
export function homeDesk(deps: HomeDependencies & Surroundings): HomeDesk {
  const { store, clock, log, client } = deps;
  const turns = inTurn<string>();
  const notices = new Map<string, { message: Message; until: number }>();

  function noticeOf(user: string): Message | null {
    const notice = notices.get(user);
    if (notice && notice.until > clock()) return notice.message;
    notices.delete(user);
    return null;
  }

  /** @param always also where nothing has changed */
  async function show(user: string, always: boolean, around?: Around): Promise<boolean> {
    const seen = await store.seen(user);
    const home = await homeFor(deps, around ?? (await gatherAround(deps)), user);
    const shown = shortHash(JSON.stringify(homeBlocks(home, null)));
    if (!always && seen?.shown === shown) return false;
    const blocks = homeBlocks(home, noticeOf(user)) as never;
    const answer = await client.views.publish({
      user_id: user,
      ...(seen?.hash ? { hash: seen.hash } : {}),
      view: { type: 'home', callback_id: 'home', blocks },
    });
    await store.published(user, shown, answer.view?.hash ?? null);
    return true;
  }

  /** Somebody else has published what is newer, or older: what is known now is published over it. */
  async function publish(user: string, always: boolean, around?: Around): Promise<boolean> {
    try {
      return await show(user, always, around);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind !== 'answer' || trouble.code !== 'hash_conflict') throw error;
      await store.published(user, '', null);
      return await show(user, true);
    }
  }

  const quietly = async (user: string, work: () => Promise<void>): Promise<void> => {
    try {
      await turns(user, work);
    } catch (error) {
      log.warn({ err: error, user }, 'a Home could not be published');
    }
  };

  const isLooking = (seen: SeenHome | null): boolean => seen !== null && seen.openedAt > clock() - looking;

  return {
    async opened(user, event) {
      await quietly(user, async () => {
        if (await store.opened(user, event, clock())) await publish(user, true);
      });
    },
    async say(user, message) {
      notices.set(user, { message, until: clock() + noticed });
      await quietly(user, async () => void (await publish(user, true)));
    },
    async did(user) {
      await quietly(user, async () => {
        if (isLooking(await store.seen(user))) await publish(user, false);
      });
    },
    async refresh() {
      const users = await store.openedSince(clock() - looking);
      if (users.length === 0) return;
      const around = await gatherAround(deps);
      for (const { user } of users)
        await quietly(user, async () => {
          if (await publish(user, false, around)) await deps.pause();
        });
    },
  };
}

/** Between two Homes that are published by themselves, in ms. */
export const betweenHomes = second;
