/** One topic or one point of a meeting, new or changed. */
import { type PointKind, pointKinds } from '../../../domain/meeting/event.js';
import type { Meeting } from '../../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../../domain/meeting/settings.js';
import { nameOf, pointNames, whenWords } from '../../blocks/meeting/words.js';
import { section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, selectField, textField } from '../modal.js';
import { longestTyped, meetingModal, readMeetingMetadata, writeMeetingMetadata } from './names.js';

export interface ShownMeeting {
  series: MeetingSeries;
  meeting: Meeting;
}

/** Which meeting it is about. */
export const meetingLine = ({ series, meeting }: ShownMeeting) =>
  section(`*${typedLine(nameOf(series, meeting, null), 200)}* · ${whenWords(series, meeting)}`);

/** @param given the one that is changed, or what was typed of a new one */
export function topicView(
  shown: ShownMeeting,
  given: { id?: string; text: string },
  isListed = false,
): Modal {
  const { id } = given;
  return modal({
    id: meetingModal.topic,
    title: id === undefined ? 'Add a topic' : 'Change a topic',
    submit: id === undefined ? 'Add' : 'Change',
    metadata: writeMeetingMetadata({
      ...{ meeting: shown.meeting.id, isListed },
      ...(id === undefined ? {} : { topic: id }),
    }),
    blocks: [
      meetingLine(shown),
      textField(
        { id: 'text', label: 'What to talk about', hint: 'It becomes a heading of the notes.' },
        { most: longestTyped.topic, initial: given.text },
      ),
    ],
  });
}

export function pointView(
  shown: ShownMeeting,
  { id, kind, text }: { id: string; kind: PointKind; text: string },
): Modal {
  return modal({
    id: meetingModal.point,
    title: 'Change a point',
    submit: 'Change',
    metadata: writeMeetingMetadata({ meeting: shown.meeting.id, point: id, isListed: true }),
    blocks: [
      meetingLine(shown),
      selectField(
        { id: 'kind', label: 'What it is' },
        pointKinds.map((value) => ({ value, text: pointNames[value] })),
        kind,
        'radio_buttons',
      ),
      textField(
        { id: 'text', label: 'What was said' },
        { most: longestTyped.point, initial: text, isLong: true },
      ),
    ],
  });
}

/** Of either form. */
export function readPoint(submitted: Submitted) {
  const {
    meeting = null,
    topic = null,
    point = null,
    isListed = false,
  } = readMeetingMetadata(submitted.private_metadata);
  const { choice, text } = answersOf(submitted);
  const kind = pointKinds.find((one) => one === choice('kind')) ?? null;
  return { meeting, topic, point, isListed, kind, text: text('text') };
}
