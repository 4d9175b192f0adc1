/** Which jobs are watched for alerts: for which releases, by which rules, and who is to hear of them. */
import { rulesFor } from '../gates/jobs.js';
import { fill, type Release } from '../release.js';
import { matchesJob } from './board.js';
import type { HearingPlace } from './hearing.js';
import type { Job } from './job.js';
import { type JobRules, usualRules } from './rules.js';
import { alertsOf, type CiSettings, isHeld, ownerOf, setOf } from './settings.js';

type Named = Pick<Job, 'key' | 'name' | 'board'>;

/** The releases that have the job, in their order. */
export const releasesWith = (job: Named, releases: readonly Release[]): Release[] =>
  releases.filter(({ ci }) => ci !== null && setOf(job, ci.sets) !== undefined);

/** Those of them that want to hear when it is red. */
export const watchersOf = (job: Named, releases: readonly Release[]): Release[] =>
  releases.filter(({ ci }) => ci?.sets.some((set) => set.alerts && setOf(job, [set]) !== undefined));

/**
 * By which rules a release judges the job: those of the gate that asks for it, one that blocks before others;
 * otherwise the usual ones.
 */
export function rulesIn(release: Release, job: Job): JobRules {
  const gates = release.gates
    .filter((gate) => gate.type === 'jobs')
    .filter(({ jobs }) => jobs.some((pattern) => matchesJob(fill(pattern, release), job)));
  const gate = gates.find(({ blocks }) => blocks) ?? gates[0];
  if (gate) return rulesFor(gate, release)(job);
  return {
    ...usualRules,
    staleAfter: setOf(job, release.ci?.sets ?? [])?.staleAfter ?? usualRules.staleAfter,
    readWithin: release.ci?.readWithin ?? usualRules.readWithin,
  };
}

/** The slug of the group that owns the job, in the first release that says so; null: nobody is named. */
export function ownerAmong(job: Named, releases: readonly Release[]): string | null {
  for (const { ci } of releases) {
    const owner = ownerOf(job, ci?.sets ?? []);
    if (owner !== null) return owner;
  }
  return null;
}

/** The owner's channels and those of the release, each once. One that somebody wants to hear is not held. */
export function placesFor(
  settings: Pick<CiSettings, 'alerts'>,
  owner: string | null,
  now: number,
): HearingPlace[] {
  const places = new Map<string, HearingPlace>();
  for (const hears of [alertsOf(settings, owner), settings.alerts.usual])
    for (const channel of hears.channels) {
      const held = isHeld(hears, now) && (places.get(channel)?.isHeld ?? true);
      places.set(channel, { channel, isHeld: held });
    }
  return [...places.values()];
}
