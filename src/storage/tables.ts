/** The tables, as rows. Times are integer milliseconds (UTC), yes and no are 1 and 0, lists are JSON text. */
import type { Generated } from 'kysely';
import type { DeliveryState } from '../domain/delivery.js';
import type { CalendarTables } from './calendar-tables.js';
import type { CiTables } from './ci-tables.js';
import type { DocumentTables } from './document-tables.js';
import type { IncidentTables } from './incident-tables.js';
import type { ReportTables } from './report-tables.js';
import type { SignoffTables } from './signoff-tables.js';
import type { WaiverTables } from './waiver-tables.js';

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

/** One message in one place: what it was posted as, and which revision of it is shown. */
export interface MessageTable {
  id: Generated<number>;
  purpose: string;
  subject: string;
  destination: string;
  /** Where it was posted: a person's direct messages have a channel of their own. */
  channel: string | null;
  /** The message in whose thread it stands. */
  thread_id: number | null;
  ts: string | null;
  shown_revision: number;
  /** Stored with the message in Slack, so that it can be found again. */
  key: string;
}

/** What is said, once for all the places it goes to. */
export interface DeliveryContentTable {
  id: Generated<number>;
  body: string;
  created_at: number;
}

/** One revision of a message, owed to its place. Times on the clock of the machine. */
export interface DeliveryTable {
  id: Generated<number>;
  message_id: number;
  revision: number;
  destination: string;
  content_id: number;
  state: DeliveryState;
  /** When something has to be done next; null when nothing has. */
  due_at: number | null;
  /** Goes up with each claim: a claim that was lost can be told. */
  version: number;
  attempts: number;
  absences: number;
  rechecks: number;
  reposted: number;
  unclear: number;
  use_plain: number;
  /** Ids of the files that were uploaded for it, as JSON. */
  files: string;
  reason: string | null;
  /** The delivery that has to be settled before. */
  waits_for: number | null;
  /** 0 before 1 */
  priority: number;
  created_at: number;
  started_at: number | null;
  settled_at: number | null;
  give_up_at: number;
}

export interface Tables
  extends IncidentTables,
    CalendarTables,
    CiTables,
    SignoffTables,
    WaiverTables,
    DocumentTables,
    ReportTables {
  message: MessageTable;
  delivery_content: DeliveryContentTable;
  delivery: DeliveryTable;
  repository: RepositoryTable;
  milestone: MilestoneTable;
  issue: IssueTable;
  issue_stage: StagedIssueTable;
  sync_run: SyncRunTable;
  census: CensusTable;
  note: NoteTable;
  lease: LeaseTable;
}
