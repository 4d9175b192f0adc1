/** What the messages of an alert say, gathered: whoever renders them needs nothing else. */
import type { Alert } from './alert.js';
import type { Job } from './job.js';

/** An alert with all that its messages say. */
export interface ShownAlert {
  alert: Alert;
  /** As it was read last. */
  job: Job;
  /** Releases that the job blocks, by name; the first one's zone is the one that is shown. */
  releases: readonly string[];
  /** An IANA zone. */
  zone: string;
  /** The slug of the group that owns the job; null: nobody is named. */
  owner: string | null;
  /** The address of an issue that seems to be about it, where none is linked; null: none was found. */
  suggested: { number: number; title: string; url: string } | null;
  /** Whether an issue can be filed from here: the repository that it would go to. */
  repository: string | null;
}
