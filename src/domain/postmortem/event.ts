/** What people write into a post-mortem, and what becomes of its action items: events in the record of its incident. */

import type { Source } from '../incident/event.js';
import type { Person } from '../person.js';

/** Sections that are words. The impact is that of the incident until somebody writes another one. */
export const sections = ['summary', 'impact', 'root-causes', 'resolution', 'detection'] as const;
export type Section = (typeof sections)[number];

/** What went well, what went wrong, where we got lucky. */
export const lessonLists = ['well', 'wrong', 'lucky'] as const;
export type LessonList = (typeof lessonLists)[number];

export interface Lesson {
  id: string;
  list: LessonList;
  text: string;
  by: Person;
  /** The message it came from; null: it was typed. */
  source: Source | null;
}

export const actionTypes = ['detect', 'prevent', 'mitigate'] as const;
export type ActionType = (typeof actionTypes)[number];

/** As it is added. */
export interface NewAction {
  id: string;
  text: string;
  type: ActionType;
  /** In Slack; null: nobody yet. */
  owner: Person | null;
  /** The owner's GitHub login; null: not known. */
  login: string | null;
  /** ms, UTC: the end of the day in the zone of the incidents; null: none was set. */
  due: number | null;
  /** An issue that exists already; null: none. */
  issue: { name: string; url: string } | null;
}

export type ActionChange = Partial<Omit<NewAction, 'id'>>;

/** `said`: somebody says so. `closed`: its issue was closed as done. `dropped`: it will not be done. */
export type ActionEnd = 'said' | 'closed' | 'dropped';

/** `pending`: waits for feedback. */
export const statuses = ['draft', 'pending', 'final'] as const;
export type Status = (typeof statuses)[number];

export type PostMortemEvent =
  | { kind: 'section-written'; section: Section; text: string }
  | { kind: 'lesson-added'; lesson: Lesson }
  | { kind: 'lesson-changed'; lesson: string; list: LessonList; text: string }
  | { kind: 'lesson-removed'; lesson: string }
  | { kind: 'action-added'; action: NewAction }
  | { kind: 'action-changed'; action: string; change: ActionChange }
  | { kind: 'action-removed'; action: string; reason: string }
  /** Somebody confirmed that it is opened as an issue. */
  | { kind: 'action-filing'; action: string; repository: string; labels: string[] }
  /** Delivery has opened it. */
  | { kind: 'action-filed'; action: string; issue: { name: string; url: string } }
  /** `at`: when it was done (ms, UTC), not when it was seen. */
  | { kind: 'action-done'; action: string; at: number; how: ActionEnd; reason: string }
  | { kind: 'action-reopened'; action: string; reason: string }
  /** Its owner, or where it has none the owners of the post-mortem, were reminded. */
  | { kind: 'actions-nagged'; actions: string[]; to: string[]; count: number }
  | { kind: 'owners-set'; owners: Person[] }
  /** Where people are asked for lessons. */
  | { kind: 'lessons-asked' }
  | { kind: 'status-changed'; status: Status; reason: string }
  /** An owner signs what it says at that moment. */
  | { kind: 'signed' }
  /**
   * It was written down as a file, or for a pull request; `edition` from 1; `hash` of the text; `path` of the file there,
   * which stays when the title changes.
   */
  | { kind: 'written-out'; to: 'file' | 'pull-request'; edition: number; hash?: string; path?: string }
  /** Delivery has opened its pull request. */
  | { kind: 'document-filed'; pull: { name: string; url: string } };

const kinds: readonly string[] = [
  'section-written',
  'lesson-added',
  'lesson-changed',
  'lesson-removed',
  'action-added',
  'action-changed',
  'action-removed',
  'action-filing',
  'action-filed',
  'action-done',
  'action-reopened',
  'actions-nagged',
  'owners-set',
  'lessons-asked',
  'status-changed',
  'signed',
  'written-out',
  'document-filed',
] satisfies PostMortemEvent['kind'][];

export const isPostMortemEvent = (event: { kind: string }): event is PostMortemEvent =>
  kinds.includes(event.kind);
