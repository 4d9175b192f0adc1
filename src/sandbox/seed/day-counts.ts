/** What a published report counted on one day, and how such a day is read from the record of all days. */

export interface DayCounts {
  /** When the report was published, ms UTC; everything seeded is older. */
  publishedAt: number;
  /** Open issues in the milestone, pull requests not counted. */
  issues: number;
  /** Open flakes in the milestone that say "broken test run"; absent where the report did not count them. */
  brokenTestRun?: number;
  flakes: number;
  flakesNoSig: number;
  /** By what follows `sig/`; zero and absent are the same. */
  flakesBySig: Readonly<Record<string, number>>;
  bugs: number;
  bugsWithoutMilestone?: number;
  flakesWithoutMilestone?: number;
  /** Open issues of `kubernetes/features` in its milestone. */
  features: number;
}

/** One day of the record, in the fields that are used. */
export interface DayRecord {
  readonly published_at: string;
  readonly counts: Readonly<Record<string, number>>;
}

const NAMES = {
  issues: 'Issues/Total',
  brokenTestRun: 'Issues/"broken test run" issues in 1.6 milestone',
  flakes: 'Flakes/Total',
  flakesNoSig: 'Flakes/No SIG',
  flakesWithoutMilestone: 'Flakes/Flakes without milestone',
  bugs: 'Bugs/Total',
  bugsWithoutMilestone: 'Bugs/Without Milestone',
  features: 'Incomplete Features/`kubernetes/features` in 1.6 milestone',
} as const;

const ROW = 'flake/sig/';

/** A day of the record as counts; throws when a figure that every report has is missing. */
export function dayFromRecord(record: DayRecord): DayCounts {
  const optional = (key: keyof typeof NAMES) => record.counts[NAMES[key]];
  const needed = (key: keyof typeof NAMES) => {
    const value = optional(key);
    if (value === undefined) throw new Error(`the record of ${record.published_at} lacks ${NAMES[key]}`);
    return value;
  };
  const brokenTestRun = optional('brokenTestRun');
  const bugsWithoutMilestone = optional('bugsWithoutMilestone');
  const flakesWithoutMilestone = optional('flakesWithoutMilestone');
  return {
    publishedAt: Date.parse(record.published_at),
    issues: needed('issues'),
    flakes: needed('flakes'),
    flakesNoSig: needed('flakesNoSig'),
    flakesBySig: Object.fromEntries(
      Object.entries(record.counts)
        .filter(([name]) => name.startsWith(ROW))
        .map(([name, value]) => [sigSlug(name.slice(ROW.length)), value]),
    ),
    bugs: needed('bugs'),
    features: needed('features'),
    ...(brokenTestRun !== undefined && { brokenTestRun }),
    ...(bugsWithoutMilestone !== undefined && { bugsWithoutMilestone }),
    ...(flakesWithoutMilestone !== undefined && { flakesWithoutMilestone }),
  };
}

/** `Cluster Lifecycle` → `cluster-lifecycle`, as its label says it. */
function sigSlug(displayName: string): string {
  return displayName.trim().toLowerCase().replaceAll(/\s+/g, '-');
}
