/** The tables of the calendar, as rows. */
import type { Generated } from 'kysely';
import type { AnnouncementState } from '../../domain/calendar/announce.js';

/** A moment of a calendar that has come, with what became of it. */
export interface AnnouncementTable {
  release: string;
  /** As `slotKey` makes it. */
  slot: string;
  state: AnnouncementState;
  at: number;
}

export interface ExceptionTable {
  id: Generated<number>;
  /** The request that asked for it. */
  request: string;
  release: string;
  until: number;
}

/** The database itself refuses to change these rows or to take them out. */
export interface ExceptionEventTable {
  exception_id: number;
  seq: number;
  at: number;
  by_id: string;
  by_name: string;
  /** None is done twice. */
  request: string;
  /** The event as JSON. */
  body: string;
}

export interface CalendarTables {
  announcement: AnnouncementTable;
  exception: ExceptionTable;
  exception_event: ExceptionEventTable;
}
