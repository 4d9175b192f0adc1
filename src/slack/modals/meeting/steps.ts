/** The smaller forms of a meeting: an issue from an action item, why it ends, moving, cancelling, and who was there. */
import type { KeptAction } from '../../../domain/meeting/meeting.js';
import { some } from '../../blocks/meeting/facts.js';
import { context, section } from '../../blocks/parts/block.js';
import { linked, typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, momentField, peopleField, textField } from '../modal.js';
import {
  type Ending,
  longestTyped,
  meetingModal,
  readMeetingMetadata,
  writeMeetingMetadata,
} from './names.js';
import { meetingLine, type ShownMeeting } from './topic.js';

/** The question before an action item is opened as an issue. */
export function issueView({ series, meeting }: ShownMeeting, item: KeptAction): Modal {
  const labels = series.labels.map((one) => typedLine(one, 50));
  return modal({
    id: meetingModal.issue,
    title: 'Open as an issue',
    submit: 'Open the issue',
    metadata: writeMeetingMetadata({ meeting: meeting.id, action: item.id }),
    blocks: [
      section(
        [
          `*Title:* ${typedLine(item.text, 600)}`,
          `*In:* ${series.actionsIn === null ? 'the repository of the release' : typedLine(series.actionsIn, 150)} · *Labels:* ${labels.length === 0 ? 'none' : some(labels, 10)}`,
          `*Assigned to:* ${assigned(item)}`,
        ].join('\n'),
      ),
      context('It is opened once, links back to the meeting, and the action item is done when it is closed.'),
    ],
  });
}

function assigned({ owner, login }: KeptAction): string {
  if (login !== null) return `${typedLine(login, 60)} on GitHub`;
  if (owner === null) return 'nobody, because it has no owner yet';
  const who = owner.id === null ? typedLine(owner.name, 80) : linked(owner);
  return `nobody, unless the GitHub login of ${who} is known. *Change…* adds one.`;
}

const endings: Record<
  Ending,
  { title: string; submit: string; label: string; optional: boolean; note: string }
> = {
  done: {
    ...{ title: 'Done', submit: 'Done', label: 'Evidence', optional: true },
    note: 'No agenda shows it any more.',
  },
  drop: {
    ...{ title: 'Will not be done', submit: 'Drop it', label: 'Why not', optional: false },
    note: 'No agenda shows it any more; the notes keep it.',
  },
  remove: {
    ...{ title: 'Take it out', submit: 'Take it out', label: 'Why', optional: false },
    note: 'The notes no longer show it; the record keeps that it was there. Its issue stays as it is.',
  },
};

export function endView({ meeting }: ShownMeeting, item: KeptAction, ending: Ending): Modal {
  const { title, submit, label, optional, note } = endings[ending];
  return modal({
    id: meetingModal.end,
    ...{ title, submit },
    metadata: writeMeetingMetadata({ meeting: meeting.id, action: item.id, ending }),
    blocks: [
      section(`*${typedLine(item.text, 600)}*\n${note}`),
      textField({ id: 'reason', label, optional }, { most: longestTyped.reason, isLong: true }),
    ],
  });
}

/** @param begins as it was typed, ms UTC; null: as it stands */
export function moveView(shown: ShownMeeting, begins: number | null = null): Modal {
  return modal({
    id: meetingModal.move,
    title: 'Move the meeting',
    submit: 'Move it',
    metadata: writeMeetingMetadata({ meeting: shown.meeting.id }),
    blocks: [
      meetingLine(shown),
      momentField({ id: 'begins', label: 'When it begins' }, begins ?? shown.meeting.begins),
      textField({ id: 'reason', label: 'Why' }, { most: longestTyped.reason }),
      context('Only this one: the next comes as planned.'),
    ],
  });
}

export function cancelView(shown: ShownMeeting): Modal {
  return modal({
    id: meetingModal.cancel,
    title: 'Cancel the meeting',
    submit: 'Cancel it',
    close: 'Keep it',
    metadata: writeMeetingMetadata({ meeting: shown.meeting.id }),
    blocks: [
      meetingLine(shown),
      textField({ id: 'reason', label: 'Why' }, { most: longestTyped.reason, isLong: true }),
      context('Only this one. Its topics go to the next.'),
    ],
  });
}

const mostPeople = 100;

export function attendeesView(shown: ShownMeeting): Modal {
  return modal({
    id: meetingModal.attendees,
    title: 'Who was there',
    submit: 'Save',
    metadata: writeMeetingMetadata({ meeting: shown.meeting.id }),
    blocks: [
      meetingLine(shown),
      peopleField(
        { id: 'people', label: 'People', optional: true, hint: 'The notes name them.' },
        shown.meeting.attendees.map(({ id }) => id),
        mostPeople,
      ),
    ],
  });
}

/** Of any of them. */
export function readStep(submitted: Submitted) {
  const { meeting = null, action = null, ending = null } = readMeetingMetadata(submitted.private_metadata);
  const { text, moment, people } = answersOf(submitted);
  return {
    ...{ meeting, action, ending },
    reason: text('reason').trim(),
    begins: moment('begins'),
    people: people('people').slice(0, mostPeople),
  };
}
