/** What people write into a post-mortem: its sections, and what was learned. */
import { UserFault } from '../fault.js';
import type { IncidentEvent, Source } from '../incident/event.js';
import type { Incident } from '../incident/incident.js';
import { Wrong } from '../incident/words.js';
import type { Person } from '../person.js';
import type { Lesson, LessonList, Section } from './event.js';
import { most, requireUnfinished, written } from './words.js';

/**
 * Empty: what the record says stands there again.
 * @throws UserFault `no-post-mortem` | `final`, or FormFault
 */
export function writeSection(incident: Incident, section: Section, text: string): IncidentEvent[] {
  requireUnfinished(incident);
  const wrong = new Wrong();
  const clean = written(wrong, 'text', text, 'section');
  wrong.check();
  const before = incident.postmortem.sections.get(section)?.text ?? '';
  return clean === before ? [] : [{ kind: 'section-written', section, text: clean }];
}

const needLesson = 'Say what went well, what went wrong, or where we got lucky.';

/** @throws UserFault `no-post-mortem` | `final` | `lesson-known` | `too-many`, or FormFault */
export function addLesson(
  incident: Incident,
  { list, text, source }: { list: LessonList; text: string; source: Source | null },
  by: Person,
  id: string,
): IncidentEvent[] {
  requireUnfinished(incident);
  const { lessons } = incident.postmortem;
  if (lessons.length >= most.lessons)
    throw new UserFault('too-many', `There are ${lessons.length} lessons already.`, 'Combine some of them.');
  const wrong = new Wrong();
  const clean = written(wrong, 'text', text, 'lesson', needLesson);
  wrong.check();
  // One message may hold several.
  if (source && lessons.some((one) => isFrom(one, source) && one.text === clean))
    throw new UserFault(
      'lesson-known',
      'That is among the lessons already.',
      'Change that one, if it should say more: `/incident postmortem`.',
    );
  return [{ kind: 'lesson-added', lesson: { id, list, text: clean, by, source } }];
}

const isFrom = ({ source }: Lesson, { channel, ts }: Source) =>
  source?.channel === channel && source.ts === ts;

/** @throws UserFault `no-post-mortem` | `final` | `no-lesson`, or FormFault */
export function changeLesson(
  incident: Incident,
  id: string,
  { list, text }: { list: LessonList; text: string },
): IncidentEvent[] {
  requireUnfinished(incident);
  const before = lessonNamed(incident, id);
  const wrong = new Wrong();
  const clean = written(wrong, 'text', text, 'lesson', needLesson);
  wrong.check();
  if (clean === before.text && list === before.list) return [];
  return [{ kind: 'lesson-changed', lesson: id, list, text: clean }];
}

/** @throws UserFault `no-post-mortem` | `final` | `no-lesson` */
export function removeLesson(incident: Incident, id: string): IncidentEvent[] {
  requireUnfinished(incident);
  lessonNamed(incident, id);
  return [{ kind: 'lesson-removed', lesson: id }];
}

/** @throws UserFault `no-lesson` */
export function lessonNamed({ id: incident, postmortem }: Incident, id: string): Lesson {
  const found = postmortem.lessons.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault(
    'no-lesson',
    `The post-mortem of incident ${incident} has no such lesson.`,
    '`/incident postmortem` shows those there are.',
  );
}

/** Once is enough. @throws UserFault `no-post-mortem` | `final` | `asked` */
export function askForLessons(incident: Incident): IncidentEvent[] {
  requireUnfinished(incident);
  if (incident.postmortem.askedAt !== null)
    throw new UserFault('asked', 'Everybody has been asked already.', 'See it in the discussion.');
  return [{ kind: 'lessons-asked' }];
}
