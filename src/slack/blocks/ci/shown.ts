/** What the messages of an alert are made from: the `ShownAlert` of `app/ci-ports.ts`, as far as it is read here. */
import type { Alert } from '../../../domain/ci/alert.js';
import type { Job } from '../../../domain/ci/job.js';

export interface ShownAlert {
  alert: Alert;
  job: Job;
  releases: readonly string[];
  zone: string;
  owner: string | null;
  suggested: { number: number; title: string; url: string } | null;
  repository: string | null;
}
