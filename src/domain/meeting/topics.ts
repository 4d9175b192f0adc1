/** Topics: added, changed, taken out, and opened one after the other. */
import { UserFault } from '../fault.js';
import { Wrong } from '../incident/words.js';
import type { MeetingEvent, Topic } from './event.js';
import type { Meeting } from './meeting.js';
import { requireRoom, writtenWords } from './words.js';

/** What is there already is not added twice: the same words, whoever says them. @throws FormFault, UserFault `too-many` */
export function addTopic(meeting: Meeting, topic: Topic): MeetingEvent[] {
  const text = topicText(topic.text);
  if (meeting.topics.some((one) => one.text.toLowerCase() === text.toLowerCase())) return [];
  requireRoom('topics', meeting.topics.length + 1);
  return [{ kind: 'topic-added', topic: { ...topic, text } }];
}

/** @throws UserFault `unknown-topic`, FormFault */
export function changeTopic(meeting: Meeting, id: string, typed: string): MeetingEvent[] {
  const before = topicNamed(meeting, id);
  const text = topicText(typed);
  return text === before.text ? [] : [{ kind: 'topic-changed', topic: id, text }];
}

/** What was said about it would be said about nothing. @throws UserFault `unknown-topic` | `spoken-about` */
export function removeTopic(meeting: Meeting, id: string): MeetingEvent[] {
  topicNamed(meeting, id);
  if ([...meeting.points, ...meeting.actions].some(({ topic }) => topic === id))
    throw new UserFault(
      'spoken-about',
      'There are notes about this topic.',
      'Change its words, or take the notes out first.',
    );
  return [{ kind: 'topic-removed', topic: id }];
}

/** @throws UserFault `unknown-topic` */
export function openTopic(meeting: Meeting, id: string | null): MeetingEvent[] {
  if (id !== null) topicNamed(meeting, id);
  return meeting.open === id ? [] : [{ kind: 'topic-opened', topic: id }];
}

/** @throws UserFault `unknown-topic` */
export function topicNamed({ topics }: Meeting, id: string): Topic {
  const found = topics.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault('unknown-topic', 'There is no such topic any more.', 'Look at the agenda again.');
}

type Said = Pick<Topic, 'source' | 'text'>;

/** The same words of the same message: one message may say several things. */
export const isSameWord = (one: Said, other: Said): boolean =>
  one.source !== null &&
  one.source.channel === other.source?.channel &&
  one.source.ts === other.source.ts &&
  one.text.replace(/\s+/g, ' ').trim() === other.text.replace(/\s+/g, ' ').trim();

function topicText(typed: string): string {
  const wrong = new Wrong();
  const text = writtenWords(wrong, 'text', typed, 'topic', 'Say what is to be talked about.');
  wrong.check();
  return text;
}
