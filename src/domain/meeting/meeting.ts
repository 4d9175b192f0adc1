/** A meeting as its record makes it. */
import type { Person } from '../person.js';
import type { AgendaFacts } from './compare.js';
import type { MeetingAction, Point, Topic } from './event.js';

export type MeetingState = 'planned' | 'running' | 'over' | 'cancelled';

export interface KeptAction extends MeetingAction {
  /** ms, UTC */
  addedAt: number;
  filing: { repository: string; labels: string[] } | null;
  issue: { name: string; url: string } | null;
  /** `by` null: nobody here, its issue was closed. */
  done: { at: number; how: 'said' | 'closed' | 'dropped'; reason: string; by: Person | null } | null;
}

export interface WrittenOut {
  at: number;
  hash: string;
  path: string | null;
}

export interface Meeting {
  id: number;
  series: string;
  release: string;
  /** As planned by its series (ms, UTC): tells it from the others. */
  slot: number;
  /** ms, UTC */
  begins: number;
  ends: number;
  /** Why it was moved; null: it was not. */
  moved: string | null;
  /** Why it was cancelled; null: it was not. */
  cancelled: string | null;
  topics: Topic[];
  /** The topic that is spoken about; null: none. */
  open: string | null;
  points: Point[];
  actions: KeptAction[];
  attendees: Person[];
  /** When its agenda was posted last (ms, UTC), and what it said; null: not yet. */
  agenda: { at: number; facts: AgendaFacts | null } | null;
  /** Somebody said so, or its time came (ms, UTC); null: not yet. */
  endedAt: number | null;
  /** Nobody added a word. */
  isUntouched: boolean;
  edition: number;
  /** What was written out last, by where to. `at`: ms, UTC. */
  written: { file: WrittenOut | null; 'pull-request': WrittenOut | null };
  pull: { name: string; url: string } | null;
  /** Its last event's place in the record. */
  seq: number;
}
