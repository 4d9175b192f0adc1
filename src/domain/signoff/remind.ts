/** Who is to be reminded before the deadline of a poll: each group once for each of the configured times. */
import type { GroupState, Poll, PollRecord } from './poll.js';

const owing: readonly GroupState[] = ['waiting', 'void', 'conditional'];

/** Whether something has to come from a group, or for it, by the deadline. */
export const isOwed = (state: GroupState): boolean => owing.includes(state);

/**
 * @param ahead how long before the deadline, in ms
 * @returns slugs, in the order of the poll
 */
export function remindersDue(
  { deadline, groups, ended }: Poll,
  records: readonly PollRecord[],
  ahead: readonly number[],
  now: number,
): string[] {
  if (ended || now >= deadline) return [];
  const set = records.findLast(({ event }) => event.kind === 'asked' || event.kind === 'extended')?.at ?? now;
  // Whoever was just asked needs no reminder of a moment before that.
  const moments = ahead.map((ms) => deadline - ms).filter((at) => at <= now && at > set);
  return groups
    .filter(({ group, state }) => isOwed(state) && moments.some((at) => !wasReminded(group, records, at)))
    .map(({ group }) => group);
}

const wasReminded = (group: string, records: readonly PollRecord[], since: number): boolean =>
  records.some(({ at, event }) => event.kind === 'reminded' && at >= since && event.groups.includes(group));
