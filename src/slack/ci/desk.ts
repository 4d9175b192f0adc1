/** The desk of the test signal, and the faults of whoever asks for what is not there. */
import type { CiDesk } from '../../app/ports/ci.js';
import type { Job } from '../../domain/ci/job.js';
import { UserFault } from '../../domain/fault.js';
import type { SlackDependencies } from '../dependencies.js';

/** @throws UserFault `no-ci` */
export function deskOf({ ci }: Pick<SlackDependencies, 'ci'>): CiDesk {
  if (ci) return ci;
  throw new UserFault(
    'no-ci',
    'There is no test signal here any more.',
    'Whoever runs Signalman adds `ci:` to `signalman.yml`.',
  );
}

/** @throws UserFault `unknown-job` */
export async function jobOf(desk: CiDesk, release: string, key: string): Promise<Job> {
  const found = (await desk.jobs(release)).find((job) => job.key === key);
  if (found) return found;
  throw new UserFault(
    'unknown-job',
    'That job is not there any more.',
    'See the jobs with: `/release-status tests`',
  );
}

export const staleButton = () =>
  new UserFault('stale-button', 'This button is out of date.', 'Type `/release-status tests`');

export const staleForm = () =>
  new UserFault('stale-form', 'This form is out of date.', 'Type `/release-status tests`');
