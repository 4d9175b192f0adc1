/** A job of the test signal: what its runs came to, as its source tells it. */

/**
 * What a run came to. `none`: nothing was run, or it was cancelled; it says nothing. `unclear`: it ended in a way that
 * is not known here; it is not green.
 */
export type Outcome = 'green' | 'flaky' | 'red' | 'unclear' | 'running' | 'none';

/** One run of a job. */
export interface Column {
  /** The run's id at its source; tells it from the job's other runs. */
  build: string;
  /** ms, UTC */
  startedAt: number;
  /** As the source writes it, often abbreviated; null: not known, as in a run that is in progress. */
  commit: string | null;
  outcome: Outcome;
  /** How many tests had a result; null: not known. */
  ran: number | null;
  /** Names of the tests that failed, in the order of the source. */
  failed: string[];
  /** Names of those that failed and then passed within the run. */
  flaked: string[];
  /** Where people look at the run; null: no address is known. */
  url: string | null;
}

/** Which job: names it across restarts, e.g. `testgrid:sig-release-master-blocking#kind-master`. */
export type JobKey = string;

/** What is known of a job. */
export interface Job {
  key: JobKey;
  /** As people say it: the tab's or the workflow's name. */
  name: string;
  /** Its dashboard, or `owner/name` of its repository. */
  board: string;
  /** Where people look at the job. */
  url: string | null;
  /** The newest first; without those that are older than what is kept. */
  columns: Column[];
  /** When its source last confirmed this (ms, UTC); null: it was never read. */
  readAt: number | null;
  /** What the source itself says of when it last ran (ms, UTC); null: it does not say. */
  lastRunAt: number | null;
  /** The source's own word for its state, e.g. `PASSING`; null: it says none. Shown, never decided on. */
  status: string | null;
  /** Issues that the source links to a test, by the test's name. */
  linked: Record<string, string[]>;
  /** What a failing test said last, by the test's name; clipped. */
  messages: Record<string, string>;
  /** Why the last reading failed, in words for people; null: it did not. */
  problem: string | null;
}
