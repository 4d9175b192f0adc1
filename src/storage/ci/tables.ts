/** The tables of the test signal, as rows. */
import type { Generated } from 'kysely';

/** A dashboard or a workflow, as it was asked the last time. */
export interface CiSourceTable {
  /** As `sourceKey` makes it. */
  key: string;
  /** Counts the readings: of two that overlap only one is stored. */
  reading: number;
  /** What its source remembers, as JSON. */
  cursor: string | null;
  /** When it was last read as a whole; null: never. */
  read_at: number | null;
  tried_at: number;
  /** Why the last try failed; null: it did not. */
  problem: string | null;
}

export interface CiJobTable {
  key: string;
  source: string;
  /** In the order in which they were first seen. */
  position: number;
  /** The job as JSON, without when it was read and why not. */
  body: string;
  /** Goes up when the body changes. */
  version: number;
  read_at: number | null;
  problem: string | null;
  /** How many tests a full run has. */
  usual: number | null;
  /** Issues that were filed from here, by the test's name, as JSON. */
  filed: string | null;
  /** Its source does not name it any more. */
  gone_at: number | null;
}

export interface CiAlertTable {
  id: string;
  job: string;
  /** 1: the last one of its job. */
  current: number;
  is_open: number;
  /** 1: something is owed that waits for the end of a quiet time. */
  waits: number;
  /** The alert as JSON. */
  body: string;
  /** What each place has heard of it, as JSON. */
  hearing: string;
  /** The last requests that changed it, as JSON: none is done twice. */
  requests: string;
  since: number;
}

export interface CiWordTable {
  id: Generated<number>;
  request: string;
  release: string;
  job: string;
  owner: string;
  author_id: string;
  author_name: string;
  reason: string;
  at: number;
  until: number;
  ended_at: number | null;
  /** Who took it back; null: nobody, the job's recovery used it up. */
  ended_by: string | null;
}

export interface CiManualTable {
  id: Generated<number>;
  request: string;
  release: string;
  job: string;
  author_id: string;
  author_name: string;
  commit_hash: string;
  what: string;
  result: 'pass' | 'fail';
  at: number;
  ended_at: number | null;
}

/** An issue that somebody wanted to be filed: written down before GitHub is asked. */
export interface CiFilingTable {
  alert: string;
  /** Stands in the issue, so that it can be found again. */
  marker: string;
  request: string;
  repository: string;
  by_id: string;
  by_name: string;
  at: number;
  /** Goes up before each try: from then on the issue may be there. */
  attempts: number;
  number: number | null;
  url: string | null;
}

export interface CiTables {
  ci_source: CiSourceTable;
  ci_job: CiJobTable;
  ci_alert: CiAlertTable;
  ci_word: CiWordTable;
  ci_manual: CiManualTable;
  ci_filing: CiFilingTable;
}
