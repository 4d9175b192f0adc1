/** Which repositories have to be read now: decided from what is stored, so that replicas and restarts agree. */
import { day, momentOf, partsOf } from '../domain/time.js';
import type { RepositoryState } from './ports/sync.js';
import type { Tracked } from './tracked.js';

export interface SyncTimes {
  /** ms between two looks for changes */
  every: number;
  /** Minutes after midnight, in the zone, when everything is read again. */
  fullAt: number;
  zone: string;
}

/**
 * @param lastTry when this process last tried (ms, UTC), so that a failing repository is not asked without a pause
 * @returns what is due, or null
 */
export function syncDue(
  tracked: Tracked,
  state: RepositoryState,
  times: SyncTimes,
  lastTry: number,
  now: number,
): 'full' | 'refresh' | null {
  if (now - lastTry < times.every) return null;
  if (state.since === null || state.tracked !== tracked.key) return 'full';
  const { fullAt, observedAt } = state;
  // What was read in the future was read by a wrong clock.
  if (fullAt === null || fullAt > now || fullAt < lastFullSlot(times, now)) return 'full';
  if (observedAt === null || observedAt > now) return 'refresh';
  return now - observedAt >= times.every ? 'refresh' : null;
}

/** The latest moment at which everything should have been read again. */
function lastFullSlot({ fullAt, zone }: SyncTimes, now: number): number {
  const slotOf = (at: number) =>
    momentOf({ ...partsOf(at, zone), hour: Math.floor(fullAt / 60), minute: fullAt % 60 }, zone);
  // A day of 25 hours holds "24 hours ago" as well, so the day before that is looked at too.
  const slots = [now, now - day, now - 2 * day].map(slotOf).filter((slot) => slot <= now);
  return Math.max(...slots);
}
