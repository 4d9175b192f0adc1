/** The tables, as rows. Times are integer milliseconds (UTC), yes and no are 1 and 0, lists are JSON text. */
import type { Generated } from 'kysely';
import type { CalendarTables } from './calendar/tables.js';
import type { CiTables } from './ci/tables.js';
import type { DeliveryTables } from './delivery/tables.js';
import type { DocumentTables } from './documents/tables.js';
import type { HomeTables } from './home/tables.js';
import type { IncidentTables } from './incident/tables.js';
import type { MeetingTables } from './meeting/tables.js';
import type { NotesTables } from './release-notes/tables.js';
import type { WrittenNoteTables } from './release-notes/written-note-tables.js';
import type { ReportTables } from './report/tables.js';
import type { SignoffTables } from './signoff/tables.js';
import type { WaiverTables } from './waiver/tables.js';

export interface RepositoryTable {
  id: Generated<number>;
  /** `repositoryKey` of owner/name */
  full_name: string;
  web: string;
  /** Changes since then have not been read. */
  since: number | null;
  since_etag: string | null;
  milestones_etag: string | null;
  /** Which milestones and labels were listed: another list needs a full reading. */
  tracked: string | null;
  full_at: number | null;
  observed_at: number | null;
  problem: string | null;
  notice: string | null;
  /** The last difference between GitHub's own count and ours that a full reading has not explained. */
  drift: string | null;
}

/** GitHub does not tell names apart by their case, so two releases may spell one repository differently. */
export const repositoryKey = (fullName: string) => fullName.toLowerCase();

export interface MilestoneTable {
  repository_id: number;
  number: number;
  title: string;
  url: string;
  state: 'open' | 'closed';
  due_on: number | null;
}

export interface IssueColumns {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  is_pull_request: number;
  labels: string;
  assignees: string;
  author: string;
  author_is_bot: number;
  milestone: number | null;
  created_at: number;
  updated_at: number;
  closed_at: number | null;
  merged_at: number | null;
  url: string;
}

export interface IssueTable extends IssueColumns {
  repository_id: number;
  /** Set when a full reading no longer found it: deleted, transferred or moved away unseen. */
  gone_at: number | null;
}

/** What a sync has read so far; it becomes `issue` in one transaction at its end, or nothing. */
export interface StagedIssueTable extends IssueColumns {
  sync_id: number;
  /** 0: only of interest where the issue is known already. */
  keep: number;
}

export interface SyncRunTable {
  id: Generated<number>;
  repository_id: number;
  kind: 'full' | 'refresh';
  started_at: number;
  finished_at: number | null;
  outcome: 'running' | 'done' | 'failed';
  problem: string | null;
  requests: number;
  quota: number;
  changed: number;
}

export interface CensusTable {
  release: string;
  source: 'issues' | 'enhancements';
  repository_id: number;
  milestone: number | null;
  /** The milestone's title in the configuration when it was counted. */
  wanted: string | null;
  /** The plan it was counted by: another plan needs another count. */
  plan: string | null;
  data: string | null;
  /** Why there are no figures; null when there are. */
  problem: string | null;
}

export interface NoteTable {
  id: Generated<number>;
  release: string;
  type: 'reason' | 'action' | 'taken';
  heading: string | null;
  text: string;
  state: 'no-go' | 'unknown' | null;
  author_id: string;
  author_name: string;
  at: number;
  until: number | null;
  ended_at: number | null;
  ended_by: string | null;
  /** The request that wrote it, so that the same request twice writes it once. */
  request: string;
}

export interface LeaseTable {
  name: string;
  holder: string;
  until: number;
}

export interface Tables
  extends IncidentTables,
    CalendarTables,
    CiTables,
    SignoffTables,
    WaiverTables,
    DocumentTables,
    HomeTables,
    NotesTables,
    WrittenNoteTables,
    MeetingTables,
    DeliveryTables,
    ReportTables {
  repository: RepositoryTable;
  milestone: MilestoneTable;
  issue: IssueTable;
  issue_stage: StagedIssueTable;
  sync_run: SyncRunTable;
  census: CensusTable;
  note: NoteTable;
  lease: LeaseTable;
}
