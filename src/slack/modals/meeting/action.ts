/** One action item of a meeting: what, whose, until when. */
import type { KeptAction } from '../../../domain/meeting/meeting.js';
import { isoDay } from '../../../domain/time.js';
import { zoneOf } from '../../blocks/meeting/words.js';
import { answersOf, initialsOf, type Submitted } from '../answers.js';
import { dayField, type Modal, modal, personField, textField } from '../modal.js';
import { longestTyped, meetingModal, readMeetingMetadata, writeMeetingMetadata } from './names.js';
import { meetingLine, type ShownMeeting } from './topic.js';

/** @param item the one that is changed @param text of a new one, typed before the form was opened */
export function actionView(
  shown: ShownMeeting,
  {
    item = null,
    text = '',
    isListed = false,
  }: { item?: KeptAction | null; text?: string; isListed?: boolean },
): Modal {
  return modal({
    id: meetingModal.action,
    title: item === null ? 'Add an action item' : 'Change an action item',
    submit: item === null ? 'Add' : 'Change',
    metadata: writeMeetingMetadata({
      ...{ meeting: shown.meeting.id, isListed },
      ...(item ? { action: item.id } : {}),
    }),
    blocks: [
      meetingLine(shown),
      textField(
        {
          ...{ id: 'text', label: 'What is to be done' },
          hint: 'One thing, so that everybody can tell when it is done.',
        },
        { most: longestTyped.item, initial: item?.text ?? text, isLong: true },
      ),
      personField(
        { id: 'owner', label: 'Owner', optional: true, hint: ownerHint(item) },
        item?.owner?.id ?? '',
      ),
      textField(
        {
          ...{ id: 'login', label: 'Their GitHub login', optional: true },
          hint: 'Its issue is assigned to them. Without one it is assigned to nobody.',
        },
        { most: longestTyped.login, initial: item?.login ?? '', placeholder: 'mei-tanabe' },
      ),
      dayField(
        { id: 'due', label: 'Due', optional: true, hint: `The end of that day in ${zoneOf(shown.series)}.` },
        item?.due ? isoDay(item.due - 1, zoneOf(shown.series)) : '',
      ),
    ],
  });
}

/** A name that was only said belongs to nobody whom Slack could show. */
const ownerHint = (item: KeptAction | null): string =>
  item?.owner && item.owner.id === null ? `In the thread: ${item.owner.name.slice(0, 80)}` : '';

const names = ['text', 'owner', 'login', 'due'] as const;

export function readAction(submitted: Submitted) {
  const { meeting = null, action = null, isListed = false } = readMeetingMetadata(submitted.private_metadata);
  const now = fieldsOf(answersOf(submitted));
  const before = fieldsOf(initialsOf(submitted));
  return {
    ...{ meeting, action, isListed },
    ...now,
    /** Fields that hold something else than they came with. */
    changed: names.filter((name) => now[name] !== before[name]),
  };
}

const fieldsOf = ({ text, person, day }: ReturnType<typeof answersOf>) => ({
  text: text('text').replace(/\r\n?/g, '\n').trim(),
  /** A Slack id; empty: nobody. */
  owner: person('owner'),
  /** Empty: not known. */
  login: text('login').trim().replace(/^@/, ''),
  due: day('due'),
});
