/** What is said: discussion, decisions, and what needs somebody's attention; and who was there. */
import { UserFault } from '../fault.js';
import { Wrong } from '../incident/words.js';
import type { Person } from '../person.js';
import type { MeetingEvent, Point, PointKind } from './event.js';
import type { Meeting } from './meeting.js';
import { isSameWord, topicNamed } from './topics.js';
import { requireRoom, writtenWords } from './words.js';

/**
 * What a message says is not kept twice; kept as something else, it is that from then on. Several points may stand in
 * one message.
 * @throws FormFault, UserFault `unknown-topic` | `too-many`
 */
export function addPoint(meeting: Meeting, point: Point): MeetingEvent[] {
  const kept = meeting.points.find((one) => isSameWord(one, point));
  if (kept)
    return kept.kind === point.kind
      ? []
      : [{ kind: 'point-changed', point: kept.id, text: kept.text, pointKind: point.kind }];
  if (point.topic !== null) topicNamed(meeting, point.topic);
  const text = pointText(point.text);
  requireRoom('points', meeting.points.length + 1);
  return [{ kind: 'point-added', point: { ...point, text } }];
}

/** @throws UserFault `unknown-point`, FormFault */
export function changePoint(meeting: Meeting, id: string, kind: PointKind, typed: string): MeetingEvent[] {
  const before = pointNamed(meeting, id);
  const text = pointText(typed);
  if (text === before.text && kind === before.kind) return [];
  return [{ kind: 'point-changed', point: id, text, pointKind: kind }];
}

/** @throws UserFault `unknown-point` */
export function removePoint(meeting: Meeting, id: string): MeetingEvent[] {
  pointNamed(meeting, id);
  return [{ kind: 'point-removed', point: id }];
}

/** @throws UserFault `unknown-point` */
export function pointNamed({ points }: Meeting, id: string): Point {
  const found = points.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault('unknown-point', 'There is no such note any more.', 'Look at the notes again.');
}

/** Each once, in the order in which they are named. @throws UserFault `too-many` */
export function attend(meeting: Meeting, people: readonly Person[]): MeetingEvent[] {
  const each = [...new Map(people.map(({ id, name }) => [id, { id, name }])).values()];
  requireRoom('attendees', each.length);
  const ids = (some: readonly Person[]) => some.map(({ id }) => id).join();
  return ids(each) === ids(meeting.attendees) ? [] : [{ kind: 'attended', people: each }];
}

function pointText(typed: string): string {
  const wrong = new Wrong();
  const text = writtenWords(wrong, 'text', typed, 'point', 'Say what is to be kept.');
  wrong.check();
  return text;
}
