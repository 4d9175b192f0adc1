/** From a destination to the channel that Slack posts to: a person's is opened once and remembered. */
import type { WebClient } from '@slack/web-api';
import type { Place } from '../../app/ports/delivery.js';
import { beforePost, type Obstacle } from './outcome.js';
import { troubleOf } from './trouble.js';

export type Whereabouts = { kind: 'at'; channel: string } | Obstacle;

const final = new Set(['user_not_found', 'user_not_visible', 'user_disabled', 'cannot_dm_bot']);

/** @returns what tells the channel of a place */
export function createFinder(client: WebClient): (place: Place) => Promise<Whereabouts> {
  const opened = new Map<string, string>();
  return async ({ destination, channel }) => {
    const known = channel ?? opened.get(destination);
    if (known !== undefined) return { kind: 'at', channel: known };
    if (!/^[UW]/.test(destination)) return { kind: 'at', channel: destination };
    try {
      const answer = await client.conversations.open({ users: destination });
      const id = answer.channel?.id;
      if (!id) return { kind: 'not-sent', why: 'Slack did not name the direct conversation' };
      opened.set(destination, id);
      return { kind: 'at', channel: id };
    } catch (error) {
      return beforePost(troubleOf(error), (code) => final.has(code));
    }
  };
}
