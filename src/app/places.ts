/** Which milestone of a repository each release means. */
import type { Milestone } from '../domain/evidence.js';
import type { Counted, RepositoryState, SyncStore } from './ports/sync.js';
import type { Tracked, Use } from './tracked.js';

/** A release's wish and what was found for it. */
export interface Place {
  use: Use;
  milestone: Milestone | null;
  /** How its figures were counted the last time. */
  counted: Counted | null;
}

/** Which milestone each release means: by its title, or by its number where GitHub knows it by another title now. */
export async function placesOf(
  { tracked, store, state }: { tracked: Tracked; store: SyncStore; state: RepositoryState },
  milestones: Milestone[],
): Promise<Place[]> {
  return await Promise.all(
    tracked.uses.map(async (use) => {
      const counted = await store.counted(state.id, use.release.name, use.source);
      const titled = milestones.find((one) => one.title === use.milestone);
      // Only where the title changed there: another title here means another milestone.
      const same = counted?.wanted === use.milestone ? counted.milestone : null;
      const before = milestones.find((one) => one.number === same);
      return { use, counted, milestone: titled ?? before ?? null };
    }),
  );
}

/** The numbers of the milestones that were found. */
export const numbersOf = (places: Place[]) => [
  ...new Set(places.flatMap(({ milestone }) => (milestone ? [milestone.number] : []))),
];
