/** The tables of the sign-off, as rows. */
import type { Generated } from 'kysely';

export interface PollTable {
  id: Generated<number>;
  /** The request that asked for it. */
  request: string;
  release: string;
  candidate: string;
  tag: string | null;
  commit_hash: string;
  is_open: number;
}

/** The database itself refuses to change these rows or to take them out. */
export interface PollEventTable {
  poll_id: number;
  seq: number;
  at: number;
  by_id: string;
  by_name: string;
  /** None is done twice; null: of what follows from another one, or has none. */
  request: string | null;
  /** The event as JSON. */
  body: string;
}

/** A branch or a tag, as it was read the last time. */
export interface GitRefTable {
  /** As `refKey` makes it. */
  key: string;
  commit_hash: string | null;
  etag: string | null;
  read_at: number | null;
  tried_at: number;
  problem: string | null;
}

/** An issue that a condition waits for: as long as this says nothing else it is open. */
export interface PollItemTable {
  /** `owner/name#12` in lower case */
  name: string;
  etag: string | null;
  tried_at: number;
}

export interface DelegationTable {
  id: Generated<number>;
  request: string;
  release: string;
  group_slug: string;
  lead_id: string;
  lead_name: string;
  delegate_id: string;
  delegate_name: string;
  from_at: number;
  until_at: number;
  at: number;
  ended_at: number | null;
  ended_by: string | null;
}

export interface SignoffTables {
  poll: PollTable;
  poll_event: PollEventTable;
  git_ref: GitRefTable;
  poll_item: PollItemTable;
  delegation: DelegationTable;
}
