/** One lesson, new or changed; and all of them with a way to change each or to take it out. */
import type { Incident } from '../../../domain/incident/incident.js';
import { type Lesson, type LessonList, lessonLists } from '../../../domain/postmortem/event.js';
import { type Block, context, section } from '../../blocks/parts/block.js';
import { named, typedLine } from '../../blocks/parts/typed.js';
import { partValue, postmortemAction } from '../../blocks/postmortem/names.js';
import { listNames } from '../../blocks/postmortem/words.js';
import { answersOf, type Submitted } from '../answers.js';
import { entryBlocks, mostEntries } from '../entry.js';
import { type Modal, modal, selectField, textField } from '../modal.js';
import { longestTyped, postmortemModal, readPostMortemMetadata, writePostMortemMetadata } from './names.js';

type Named = Pick<Incident, 'id' | 'facts'>;

/** @param given the one that is changed, or what was said already of a new one */
export function lessonView(
  { id, facts }: Named,
  given: Pick<Lesson, 'list' | 'text'> & Partial<Pick<Lesson, 'id'>>,
): Modal {
  const isNew = given.id === undefined;
  return modal({
    id: postmortemModal.lesson,
    title: isNew ? 'Add a lesson' : 'Change a lesson',
    submit: isNew ? 'Add' : 'Change',
    metadata: writePostMortemMetadata({ incident: id, ...(isNew ? {} : { lesson: given.id }) }),
    blocks: [
      section(`*Incident ${id}:* ${typedLine(facts.title, 600)}`),
      selectField(
        { id: 'list', label: 'Where it belongs' },
        lessonLists.map((value) => ({ value, text: listNames[value] })),
        given.list,
        'radio_buttons',
      ),
      textField(
        { id: 'text', label: 'What you learned', hint: 'What happened, not who did it.' },
        { most: longestTyped.lesson, initial: given.text, isLong: true },
      ),
    ],
  });
}

export function readLesson(submitted: Submitted): {
  incident: number | null;
  lesson: string | null;
  list: LessonList | null;
  text: string;
} {
  const { incident = null, lesson = null } = readPostMortemMetadata(submitted.private_metadata);
  const { choice, text } = answersOf(submitted);
  const list = lessonLists.find((one) => one === choice('list')) ?? null;
  return { incident, lesson, list, text: text('text') };
}

export function lessonsView({ id }: Named, lessons: readonly Lesson[]): Modal {
  const ordered = lessonLists.flatMap((list) => lessons.filter((one) => one.list === list));
  const left = ordered.length - mostEntries;
  return modal({
    id: postmortemModal.lessons,
    title: `Lessons: incident ${id}`,
    submit: null,
    close: 'Close',
    metadata: writePostMortemMetadata({ incident: id }),
    blocks: [
      context(
        ordered.length === 0
          ? `Nobody has written one yet: \`/incident lesson ${id}\``
          : 'What Signalman recorded stays as it is; the post-mortem shows what stands here.',
      ),
      ...ordered.slice(0, mostEntries).flatMap((lesson) => lessonBlocks(id, lesson)),
      ...(left > 0 ? [context(`and ${left} more, in the file`)] : []),
    ],
  });
}

const lessonBlocks = (incident: number, { id, list, text, by }: Lesson): Block[] =>
  entryBlocks({
    text: `*${listNames[list]}* · ${named(by)}\n${typedLine(text, 2000)}`,
    value: partValue(incident, id),
    ...{ change: postmortemAction.changeLesson, remove: postmortemAction.removeLesson },
    question: 'It is taken out of the post-mortem. The record keeps that it was there.',
  });
