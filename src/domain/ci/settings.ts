/** The test signal as configured: which jobs a release has, who owns them, and who hears of a red one. */
import { labelMatcher } from '../filter.js';
import { type Quiet, quietReason } from '../quiet.js';
import type { Job } from './job.js';
import { actionsKey, testgridKey } from './key.js';

/** What is read: all tabs of a dashboard or some of them, or one workflow on one branch. */
export type JobsFrom =
  | { source: 'testgrid'; dashboard: string; tabs: string[] | null }
  | { source: 'actions'; repository: string; workflow: string; branch: string };

/** Jobs of a release that are read together. */
export interface JobSet {
  /** As the file names it. */
  id: string;
  from: JobsFrom;
  /** Who owns which: slugs of groups; the first pattern that matches a job's name counts. */
  owners: { jobs: string; group: string }[];
  /** ms after its newest finished run when a job is not known any more. */
  staleAfter: number;
  /** A red job of it raises an alert. */
  alerts: boolean;
}

export interface AlertRules {
  /** ms of red after which the release lead is told; null: never. */
  escalateAfter: number | null;
  /** Red again within so many ms of its recovery is the same alert. */
  flapping: number;
  /** At most so many pieces of news about one alert within 24 hours. */
  newsPerDay: number;
}

/** Who hears of a group's jobs, and whether at night. */
export interface GroupAlerts {
  channels: string[];
  /** What happens to an alert in the quiet time: it waits for its end, or is sent all the same. */
  inQuiet: 'hold' | 'send';
  quiet: Quiet;
}

export interface CiSettings {
  /** `pages`: where people look; null: where it is read. */
  testgrid: { url: string; api: string; dialect: 'legacy' | 'api'; pages: string | null };
  /** ms between two readings */
  every: number;
  /** ms after which a reading counts no more */
  readWithin: number;
  /** By name of the release. */
  sets: Record<string, JobSet[]>;
  alerts: AlertRules & {
    /** false: nobody is told of red jobs. */
    enabled: boolean;
    /** For groups that have nothing of their own, and for the channels of the release. */
    usual: GroupAlerts;
    /** By the group's slug in lower case. */
    groups: Record<string, GroupAlerts>;
  };
}

/** Names what is read together, however many sets and releases ask for it: a dashboard, or a workflow on a branch. */
export const sourceKey = (from: JobsFrom): string =>
  from.source === 'testgrid'
    ? testgridKey(from.dashboard, '')
    : actionsKey(from.repository, from.workflow, from.branch);

/** The set a job belongs to; undefined: it is of none of them. */
export function setOf<S extends Pick<JobSet, 'from'>>(
  job: Pick<Job, 'key' | 'name' | 'board'>,
  sets: readonly S[],
): S | undefined {
  return sets.find(({ from }) => {
    if (from.source === 'actions') return job.key === actionsKey(from.repository, from.workflow, from.branch);
    if (!job.key.startsWith('testgrid:') || job.board !== from.dashboard) return false;
    return from.tabs === null || from.tabs.includes(job.name);
  });
}

/** The slug of the group that owns a job; null: nobody is named. */
export function ownerOf(
  job: Pick<Job, 'key' | 'name' | 'board'>,
  sets: readonly Pick<JobSet, 'from' | 'owners'>[],
): string | null {
  const owner = setOf(job, sets)?.owners.find(({ jobs }) => labelMatcher(jobs)(job.name));
  return owner?.group ?? null;
}

/** How a group hears of alerts. @param group its slug; null: the job has no owner */
export function alertsOf({ alerts }: Pick<CiSettings, 'alerts'>, group: string | null): GroupAlerts {
  const own = group !== null && Object.hasOwn(alerts.groups, group) ? alerts.groups[group] : undefined;
  return own ?? alerts.usual;
}

/** Whether what is owed to a group has to wait now. It is not lost: it is due when this is false again. */
export function isHeld({ inQuiet, quiet }: GroupAlerts, now: number): boolean {
  return inQuiet === 'hold' && quietReason(quiet, now) !== null;
}
