/** The tables of waivers and checklists, as rows. */
import type { Generated } from 'kysely';

export interface WaiverTable {
  id: Generated<number>;
  /** The request that gave it. */
  request: string;
  release: string;
  until: number;
  /** When its record says that it was ended. */
  ended_at: number | null;
}

/** The database itself refuses to change these rows or to take them out. */
export interface WaiverEventTable {
  waiver_id: number;
  seq: number;
  at: number;
  by_id: string;
  by_name: string;
  /** None is done twice. */
  request: string;
  /** The event as JSON. */
  body: string;
}

/** A Markdown file with boxes, as it was asked for the last time. */
export interface ChecklistFileTable {
  /** In lower case. */
  repository: string;
  path: string;
  /** Empty: the default branch. */
  ref: string;
  etag: string | null;
  /** As JSON. */
  boxes: string;
  read_at: number | null;
  tried_at: number;
  /** Why the last try failed; null: it did not. */
  problem: string | null;
}

/** Ticked (1), or taken back (0). The database itself refuses to change these rows or to take them out. */
export interface ChecklistTickTable {
  id: Generated<number>;
  request: string;
  release: string;
  checklist: string;
  item: string;
  text: string;
  ticked: number;
  by_id: string;
  by_name: string;
  at: number;
  note: string;
}

export interface WaiverTables {
  waiver: WaiverTable;
  waiver_event: WaiverEventTable;
  checklist_file: ChecklistFileTable;
  checklist_tick: ChecklistTickTable;
}
