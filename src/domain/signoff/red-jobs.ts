/** How the jobs stand that hold a release back, as far as sign-offs go by them: red, or known not to be. */
import type { JobKey } from '../ci/job.js';
import type { Evidence } from '../evidence.js';
import { decideJobs } from '../gates/jobs.js';
import type { Release } from '../release.js';

export interface JobLook {
  job: JobKey;
  name: string;
  url: string | null;
  isRed: boolean;
}

/** Jobs of gates that block. What nobody knows of has not turned: it is left out. */
export function blockingJobs(release: Release, evidence: Evidence, now: number): JobLook[] {
  const looks = new Map<JobKey, JobLook>();
  for (const gate of release.gates) {
    if (gate.type !== 'jobs' || !gate.blocks) continue;
    for (const { judged, colour } of decideJobs(gate, release, evidence, now).jobs ?? []) {
      const { key: job, name, url } = judged.job;
      // Red for one gate is red, whatever another one makes of it.
      const isRed = colour === 'red' || (looks.get(job)?.isRed ?? false);
      if (colour === 'unknown' && !isRed) continue;
      looks.set(job, { job, name, url: url ?? judged.lastRun?.url ?? null, isRed });
    }
  }
  return [...looks.values()];
}
