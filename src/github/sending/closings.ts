/** Closing an issue: looked at first, so that it is done once and nothing is said again that holds already. */
import type { Found, SendResult } from '../../domain/delivery.js';
import type { Doing, Means, Task } from './doing.js';
import { afterHarmless, unreadableFor } from './outcome.js';
import { nameOf, pathOf } from './place.js';

export function closings({ call, follow }: Means): Doing<'closing'> {
  async function send({ content, at }: Task<'closing'>): Promise<SendResult> {
    const now = await follow.issue(at);
    if (now.kind === 'away') return now.obstacle;
    const { spot, data } = now;
    if (data.state === 'open') {
      const reason = data.pull_request ? {} : { state_reason: content.reason };
      const answer = await call('PATCH', pathOf(spot), { state: 'closed', ...reason });
      if (answer.kind !== 'ok') return afterHarmless(answer, spot);
    }
    if (content.lock && data.locked !== true) {
      const answer = await call('PUT', `${pathOf(spot)}/lock`, {});
      if (answer.kind !== 'ok') return afterHarmless(answer, spot);
    }
    return { kind: 'sent', ts: String(spot.number), channel: nameOf(spot) };
  }

  async function find({ content, at }: Task<'closing'>): Promise<Found> {
    const now = await follow.issue(at);
    if (now.kind === 'away') return unreadableFor(now.obstacle, now.status === 410);
    const { spot, data } = now;
    if (data.state === 'open' || (content.lock && data.locked !== true)) return { kind: 'absent' };
    return { kind: 'found', copies: [String(spot.number)], channel: nameOf(spot) };
  }

  return { send, find, remove: () => Promise.resolve(true) };
}
