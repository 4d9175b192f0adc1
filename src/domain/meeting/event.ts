/** What can happen to one meeting of a series. The record is the list of these: nothing is changed or taken out of it. */

import type { Source } from '../incident/event.js';
import type { Person } from '../person.js';
import type { AgendaFacts } from './compare.js';

/** What is said under a topic. `note`: discussion; `decision`; `attention`: somebody's review is asked for. */
export const pointKinds = ['note', 'decision', 'attention'] as const;
export type PointKind = (typeof pointKinds)[number];

/** Something to talk about. */
export interface Topic {
  id: string;
  text: string;
  by: Person;
  source: Source | null;
  /** The cancelled meeting that it was for; left out: this one. `begins`: when that would have been (ms, UTC). */
  carried?: { meeting: number; begins: number };
}

export interface Point {
  id: string;
  kind: PointKind;
  /** Its id; null: of the meeting as a whole. */
  topic: string | null;
  text: string;
  by: Person;
  source: Source | null;
}

export interface MeetingAction {
  id: string;
  topic: string | null;
  text: string;
  by: Person;
  /** In Slack, or in words where nobody there was named; null: nobody yet. */
  owner: Person | { id: null; name: string } | null;
  /** The owner's GitHub login; null: not known. */
  login: string | null;
  /** ms, UTC; null: none was set. */
  due: number | null;
  source: Source | null;
}

export type MeetingEvent =
  /** The slot has come so near that its agenda is made, or somebody has added the first topic. `slot`: as planned (ms, UTC). */
  | { kind: 'planned'; series: string; slot: number; begins: number; ends: number; release: string }
  | { kind: 'moved'; begins: number; ends: number; reason: string }
  | { kind: 'cancelled'; reason: string }
  /** What the agenda says beside the topics, as it was posted, and again as it begins: the next meeting tells what has changed since. */
  | { kind: 'agenda-posted'; facts: AgendaFacts | null }
  | { kind: 'topic-added'; topic: Topic }
  | { kind: 'topic-changed'; topic: string; text: string }
  | { kind: 'topic-removed'; topic: string }
  /** What is said from now on is about it. null: about the meeting as a whole. */
  | { kind: 'topic-opened'; topic: string | null }
  | { kind: 'point-added'; point: Point }
  | { kind: 'point-changed'; point: string; text: string; pointKind: PointKind }
  | { kind: 'point-removed'; point: string }
  | { kind: 'action-added'; action: MeetingAction }
  | {
      kind: 'action-changed';
      action: string;
      change: Partial<Pick<MeetingAction, 'text' | 'owner' | 'login' | 'due'>>;
    }
  | { kind: 'action-removed'; action: string; reason: string }
  /** Somebody confirmed that it is opened as an issue. */
  | { kind: 'action-filing'; action: string; repository: string; labels: string[] }
  | { kind: 'action-filed'; action: string; issue: { name: string; url: string } }
  /** `at`: when it was done (ms, UTC), not when it was seen. */
  | { kind: 'action-done'; action: string; at: number; how: 'said' | 'closed' | 'dropped'; reason: string }
  | { kind: 'action-reopened'; action: string; reason: string }
  | { kind: 'attended'; people: Person[] }
  /** Over, by its time or because somebody said so. */
  | { kind: 'ended' }
  /** Nobody added a word: nothing is published. */
  | { kind: 'untouched' }
  | { kind: 'written-out'; to: 'file' | 'pull-request'; edition: number; hash: string; path?: string }
  | { kind: 'document-filed'; pull: { name: string; url: string } };

/** With its place in the record, who did it (null: Signalman itself) and when (ms, UTC). */
export interface MeetingRecorded {
  seq: number;
  at: number;
  by: Person | null;
  event: MeetingEvent;
}
