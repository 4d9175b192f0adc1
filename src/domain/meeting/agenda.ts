/** What a meeting begins with: facts of the release, and what has changed since the last one. */
import type { Deadline } from '../calendar/deadline.js';
import type { Release } from '../release.js';
import type { DocsCounts } from '../release-notes/board.js';
import type { VerdictState } from '../verdict.js';
import type { KeptAction, Meeting } from './meeting.js';
import type { MeetingSeries } from './settings.js';

export interface AgendaItem {
  name: string;
  title: string;
  url: string;
  /** GitHub logins; empty: nobody. */
  owners: string[];
}

export interface Agenda {
  series: MeetingSeries;
  release: Release;
  meeting: Meeting;
  /** ms, UTC: when its facts were gathered. */
  at: number;
  /** Of the cycle, from 1; null: its calendar does not tell. */
  week: { number: number; of: number | null } | null;
  /** What comes next in the calendar; null: nothing, or there is no calendar. */
  next: { title: string; deadline: Deadline; at: number } | null;
  verdict: VerdictState | null;
  /** Gates that changed since the last meeting. */
  flipped: { gate: string; from: string; to: string }[];
  /**
   * What counts against the release, and what has changed since the last meeting, `fresh` being among `open`; null: it is
   * not known, or no gate counts issues. Without a meeting to compare with only `open` has any.
   */
  blockers: { open: AgendaItem[]; fresh: AgendaItem[]; closed: AgendaItem[]; moved: AgendaItem[] } | null;
  /** Exceptions that nobody has decided. */
  exceptions: { id: number; what: string; by: string; until: number }[];
  /** Groups that have not signed, by name; null: nobody is asked. */
  unsigned: string[] | null;
  /** Enhancements that lack something. */
  atRisk: { number: number; title: string; url: string; group: string | null; lacks: number }[];
  docs: DocsCounts | null;
  /** Of earlier meetings of the series. */
  actions: { meeting: Pick<Meeting, 'id' | 'begins'>; action: KeptAction }[];
}
