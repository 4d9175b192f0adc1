/** What the use cases of the test signal need stored: jobs, alerts, what people said; and a place to file issues. */
import type { TitledIssue } from '../../domain/ci/about.js';
import type { Alert } from '../../domain/ci/alert.js';
import type { Hearing } from '../../domain/ci/hearing.js';
import type { Job, JobKey } from '../../domain/ci/job.js';
import type { ManualTest } from '../../domain/ci/manual.js';
import type { GroupWord } from '../../domain/ci/word.js';
import type { NewDelivery } from '../../domain/delivery.js';
import type { Cursor } from './ci.js';

/** A source as it was asked the last time. */
export interface SourceState {
  /** Counts the readings; 0: there was none. */
  reading: number;
  cursor: Cursor | null;
  readAt: number | null;
  triedAt: number | null;
  problem: string | null;
}

export interface KnownJob {
  job: Job;
  /** How many tests a full run has; null: not known. */
  usual: number | null;
}

export interface StoredAlert {
  alert: Alert;
  hearing: Hearing;
}

/** What is known behind the lock. */
export interface Standing {
  /** The last alert of each job. */
  alerts: ReadonlyMap<JobKey, StoredAlert>;
  /** Words about the jobs that nobody ended. */
  words: readonly GroupWord[];
}

/** What follows from it. */
export interface Following {
  alerts: StoredAlert[];
  /** Words that the recovery of their job used up. */
  usedUp: number[];
  owed: NewDelivery[];
}

export interface StoredReading {
  source: string;
  /** The reading that it goes on from. */
  after: number;
  at: number;
  cursor: Cursor;
  /** Those that were read again; the columns of each within bounds. */
  jobs: KnownJob[];
  unchanged: string[];
  gone: string[];
}

export interface CiStore {
  source(key: string): Promise<SourceState>;
  /** The jobs of a source as they are known, without what its last failure says; and those that are gone. */
  known(source: string): Promise<Map<JobKey, KnownJob & { isGone: boolean }>>;
  /**
   * Stores a reading with everything that follows from it, in one transaction.
   * @param follow may be called again when the database broke the transaction off
   * @returns false when another reading was stored meanwhile: nothing is done
   */
  save(reading: StoredReading, follow: (standing: Standing) => Following): Promise<boolean>;
  /**
   * Notes that nothing could be read. What is known stays known.
   * @param blanks stand for its jobs where none is known, so that it can be said why
   */
  fail(source: string, after: number, at: number, problem: string, blanks: readonly Job[]): Promise<void>;
  /** Forgets sources that nobody asked for since then (ms), and jobs that are gone for as long. */
  forget(wanted: readonly string[], before: number): Promise<void>;
  /** Jobs with an alert that is open, or of which something waits. */
  toTend(): Promise<JobKey[]>;
  /** Jobs by their keys as evidence shows them, those that are gone too. */
  jobs(keys: readonly JobKey[]): Promise<Map<JobKey, KnownJob & { isGone: boolean }>>;
  alert(id: string): Promise<StoredAlert | null>;
  /** The last alerts of jobs. */
  alerts(keys: readonly JobKey[]): Promise<Map<JobKey, StoredAlert>>;
  /**
   * Changes alerts of jobs, with what follows, in one transaction.
   * @param request what people ask for is done once; null: it may be done again
   */
  change(
    keys: readonly JobKey[],
    request: string | null,
    follow: (standing: Standing) => Following,
  ): Promise<void>;
  /** Titles of the open issues of a repository, as they are known. */
  titles(repository: string): Promise<TitledIssue[]>;
}

export type NewWord = Omit<GroupWord, 'id' | 'endedAt'> & { request: string };
export type NewManualTest = Omit<ManualTest, 'id' | 'endedAt'> & { request: string };

/** What people said of jobs, and tried. Nothing is deleted, only ended. */
export interface SaidStore {
  /** The same request twice is stored once. */
  addWord(word: NewWord): Promise<GroupWord>;
  word(id: number): Promise<GroupWord | null>;
  /** @returns the word as it is afterwards: the first end stays */
  endWord(id: number, by: string, at: number): Promise<GroupWord | null>;
  addManual(test: NewManualTest): Promise<ManualTest>;
}

/** The wish for an issue, stored before GitHub is asked. */
export interface Filing {
  alert: string;
  marker: string;
  repository: string;
  at: number;
  /** Tries so far: after the first the issue may be there. */
  attempts: number;
  filed: { number: number; url: string } | null;
}

export interface FilingStore {
  /** One for each alert, whoever comes first. */
  begin(wish: {
    alert: string;
    repository: string;
    request: string;
    by: { id: string; name: string };
    at: number;
    marker: string;
  }): Promise<Filing>;
  /** Before each try. */
  tries(alert: string): Promise<void>;
  /** It stands there. Links it to the alert in the same transaction. */
  done(
    alert: string,
    job: JobKey,
    filed: { number: number; url: string },
    follow: (standing: Standing) => Following,
  ): Promise<void>;
}

/** Files issues. */
export interface IssueFiler {
  /** @param since ms, UTC: it is not older. @returns null when no issue has the marker. @throws SourceFault */
  find(repository: string, marker: string, since: number): Promise<{ number: number; url: string } | null>;
  /** Tries once. @throws SourceFault; `unreachable` when it may have been filed all the same */
  create(
    repository: string,
    issue: { title: string; body: string; labels: string[] },
  ): Promise<{ number: number; url: string }>;
}
