/** What the test signal needs of the outside: sources that read jobs, a place for what is known, and words for people. */
import type { ByWhom, News } from '../../domain/ci/alert.js';
import type { Job } from '../../domain/ci/job.js';
import type { ManualTest } from '../../domain/ci/manual.js';
import type { ShownAlert } from '../../domain/ci/shown-alert.js';
import type { GroupWord } from '../../domain/ci/word.js';
import type { Saying } from '../../domain/delivery.js';

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

/** Words for people, as the surface renders them. */
export interface CiRenderer {
  /** The alert's own message, edited from then on; with its buttons while it is open. */
  alert(shown: ShownAlert): Saying;
  /** Below it, in its thread. */
  news(shown: ShownAlert, news: readonly News[]): Saying;
  /** To the release lead, directly. */
  escalation(shown: ShownAlert): Saying;
}

/** Who does something, by a request that is done once however often it comes. */
export interface CiAsked {
  by: Pick<ByWhom, 'id' | 'name'>;
  request: string;
}

/** What people do with alerts and jobs. Each throws UserFault with what to do next. */
export interface CiDesk {
  /** @throws UserFault `unknown-alert` */
  alert(id: string): Promise<ShownAlert>;
  /** Says that somebody looks after it. The first one stays. */
  acknowledge(asked: CiAsked & { alert: string }): Promise<ShownAlert>;
  /**
   * Whoever looks after it may, its group's leads and release leads.
   * @param until ms, UTC
   * @throws UserFault `bad-silence`, `not-allowed`
   */
  silence(asked: CiAsked & { alert: string; until: number }): Promise<ShownAlert>;
  /** Jobs of a release as they are known, by name. @throws UserFault `unknown-release` */
  jobs(release: string): Promise<Job[]>;
  /**
   * The group's word that its job does not hold the release back. Its leads and release leads may give it.
   * @param until ms, UTC
   * @throws UserFault `not-allowed`, `bad-word`, `unknown-job`
   */
  word(asked: CiAsked & { release: string; job: string; reason: string; until: number }): Promise<GroupWord>;
  /** Takes it back. Whoever gave it may, its group's leads and release leads. @throws UserFault `not-allowed`, `unknown-word` */
  endWord(asked: CiAsked & { word: number }): Promise<GroupWord>;
  /** @throws UserFault `not-allowed`, `bad-manual-test`, `unknown-job` */
  manual(
    asked: CiAsked & { release: string; job: string; commit: string; what: string; result: 'pass' | 'fail' },
  ): Promise<ManualTest>;
  /** What an issue about it would say, to be looked over first. @throws UserFault `no-repository` */
  issueFor(alert: string): Promise<IssueDraft>;
  /** Files it once, and links it to the alert. @throws UserFault `not-filed` */
  file(
    asked: CiAsked & { alert: string; title: string; body: string },
  ): Promise<{ url: string; number: number }>;
}

/** Markdown for GitHub: what came from outside is escaped. */
export interface IssueDraft {
  repository: string;
  title: string;
  body: string;
  labels: string[];
}
