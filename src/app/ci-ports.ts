/** What the test signal needs of the outside: sources that read jobs. */
import type { Job } from '../domain/ci/job.js';

/** What is remembered of a source between two readings; opaque, stored as JSON. */
export type Cursor = unknown;

/** What has to be read: all tabs of a dashboard, or one workflow on one branch. */
export type Wanted =
  | { source: 'testgrid'; dashboard: string; tabs: readonly string[] | null }
  | { source: 'actions'; repository: string; workflow: string; branch: string };

export interface Reading {
  /** Jobs whose runs were read again; the others stand as they are known. */
  jobs: Job[];
  /** Keys of all jobs that were confirmed to be as they are known. */
  unchanged: string[];
  /** Keys of jobs that were known and are not there any more. */
  gone: string[];
  cursor: Cursor;
  requests: number;
}

/** One kind of CI. */
export interface CiSource {
  /**
   * Reads what changed since the cursor. A job that cannot be read is given with its problem, and hides no other.
   * @param known the jobs as they are known, by key
   * @throws SourceFault when nothing at all could be read
   */
  read(wanted: Wanted, known: ReadonlyMap<string, Job>, cursor: Cursor | null): Promise<Reading>;
}
