/** What has to be read of each repository so that every release can be decided. */
import type { Filter } from '../domain/filter.js';
import { issuesPlan } from '../domain/plan.js';
import type { Release } from '../domain/release.js';

export type Source = 'issues' | 'enhancements';

/** A release that reads one milestone of the repository. */
export interface Use {
  release: Release;
  source: Source;
  /** The milestone's title. */
  milestone: string;
}

export interface Tracked {
  repository: string;
  uses: Use[];
  /** Open issues without a milestone that some gate or kind counts. */
  withoutMilestone: Filter[];
  /** Label lists that together find those issues. */
  listings: string[][];
  /** Changes whenever something else has to be listed. */
  key: string;
}

/** One entry per repository, in the order in which the releases first name it. */
export function trackedBy(releases: readonly Release[], bots: readonly string[] = []): Tracked[] {
  const byRepository = new Map<string, Use[]>();
  const add = (repository: string, use: Use) => {
    const key = repository.toLowerCase();
    byRepository.set(key, [...(byRepository.get(key) ?? []), use]);
  };
  for (const release of releases) {
    add(release.issues.repository, { release, source: 'issues', milestone: release.issues.milestone });
    const { enhancements } = release;
    if (enhancements)
      add(enhancements.repository, { release, source: 'enhancements', milestone: enhancements.milestone });
  }
  return [...byRepository.values()].map((uses) => {
    const withoutMilestone = uses
      .filter((use) => use.source === 'issues')
      .flatMap((use) => issuesPlan(use.release).measures.filter((one) => one.in === 'no-milestone'))
      .map((measure) => measure.filter);
    const listings = unique(withoutMilestone.flatMap((filter) => labelsThatFind(filter) ?? [[]]));
    const key = JSON.stringify([
      unique(uses.map((use) => use.milestone)).sort(),
      unique(withoutMilestone),
      [...bots].sort(),
    ]);
    const [first] = uses;
    const repository =
      first?.source === 'issues'
        ? first.release.issues.repository
        : (first?.release.enhancements?.repository ?? '');
    return { repository, uses, withoutMilestone, listings, key };
  });
}

function unique<T>(list: T[]): T[] {
  return [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
}

/** Label lists whose issues include all that match; null when only the list of everything does. */
function labelsThatFind(filter: Filter): string[][] | null {
  if (filter.is === 'label') return /[*,]/.test(filter.pattern) ? null : [[filter.pattern]];
  if (filter.is === 'and') return filter.of.map(labelsThatFind).find((found) => found !== null) ?? null;
  if (filter.is === 'or') {
    const found = filter.of.map(labelsThatFind);
    return found.every((one) => one !== null) ? found.flat() : null;
  }
  return null;
}
