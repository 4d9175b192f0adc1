/** What comes before a message: its channel is found, the bot is in it, and the message may still go. */
import type { Place } from '../../app/ports/delivery.js';
import type { SendResult } from '../../domain/delivery.js';
import type { Channels } from './channels.js';
import type { Obstacle } from './outcome.js';
import type { Whereabouts } from './place.js';

export interface Steps {
  /** Done once, when the bot is in the channel. */
  prepare?(): Promise<Obstacle | null>;
  /** Asked right before each time that it acts. */
  mayGo(): boolean | Promise<boolean>;
  act(channel: string): Promise<SendResult>;
}

export type Entrance = (place: Place, steps: Steps) => Promise<SendResult>;

const shutOut = ['not_in_channel', 'channel_not_found'];
const tooLate: Obstacle = { kind: 'not-sent', why: 'getting ready took too long' };

/**
 * @returns what acts in the channel of a place: once, and a second time only when Slack refused the first because the
 * bot is not the member that it was believed to be
 */
export function createEntrance(where: (place: Place) => Promise<Whereabouts>, channels: Channels): Entrance {
  return async (place, { prepare, mayGo, act }) => {
    const found = await where(place);
    if (found.kind !== 'at') return found;
    const { channel } = found;
    const entry = await channels.enter(channel);
    if (entry.kind !== 'in') return entry;
    const obstacle = await prepare?.();
    if (obstacle) return obstacle;
    if (!(await mayGo())) return tooLate;
    const result = await act(channel);
    if (result.kind === 'sent') channels.remember(channel);
    if (result.kind !== 'refused' || !shutOut.includes(result.reason)) return result;
    channels.forget(channel);
    if (!entry.known) return result;
    const again = await channels.enter(channel);
    if (again.kind !== 'in') return again;
    return (await mayGo()) ? await act(channel) : tooLate;
  };
}
