/** The tables of meetings, as rows. */
import type { Generated } from 'kysely';

export interface MeetingTable {
  id: Generated<number>;
  series: string;
  /** As planned (ms, UTC): with the series it names the meeting. */
  slot: number;
  /** What follows from its record. */
  begins: number;
  is_cancelled: number;
  has_agenda: number;
  /** Its last event then: up to it nothing is left to look after; null: something is. */
  settled_seq: number | null;
  /** Its last event. */
  seq: number;
}

/** The database itself refuses to change these rows or to take them out. */
export interface MeetingEventTable {
  meeting_id: number;
  seq: number;
  at: number;
  /** null: Signalman itself */
  by_id: string | null;
  by_name: string | null;
  /** The event as JSON. */
  body: string;
}

/** What was done, so that it is done once. */
export interface MeetingRequestTable {
  request: string;
  meeting_id: number;
  at: number;
}

/** Follows from the records; and when their issues were looked at. */
export interface MeetingActionTable {
  meeting_id: number;
  action: string;
  is_open: number;
  added_at: number;
  done_at: number | null;
  /** `owner/name#12` */
  issue: string | null;
  /** The action item as JSON. */
  body: string;
  etag: string | null;
  tried_at: number | null;
}

export interface MeetingTables {
  meeting: MeetingTable;
  meeting_event: MeetingEventTable;
  meeting_request: MeetingRequestTable;
  meeting_action: MeetingActionTable;
}
