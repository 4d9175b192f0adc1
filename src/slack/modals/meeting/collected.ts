/** What was collected in a meeting, topic by topic, each with a way to change it or to take it out. */
import type { Meeting } from '../../../domain/meeting/meeting.js';
import { type EntryKind, meetingAction, partValue } from '../../blocks/meeting/names.js';
import { itemWords, pointNames, zoneOf } from '../../blocks/meeting/words.js';
import { context } from '../../blocks/parts/block.js';
import { named, typedLine } from '../../blocks/parts/typed.js';
import { entryBlocks, mostEntries } from '../entry.js';
import { type Modal, modal } from '../modal.js';
import { meetingModal, writeMeetingMetadata } from './names.js';
import { meetingLine, type ShownMeeting } from './topic.js';

interface Entry {
  kind: EntryKind;
  id: string;
  text: string;
}

/** @param now ms, UTC */
export function collectedView(shown: ShownMeeting, now: number): Modal {
  const { meeting } = shown;
  const all = entriesOf(shown, now);
  const left = all.length - mostEntries;
  return modal({
    id: meetingModal.collected,
    title: 'What was collected',
    submit: null,
    close: 'Close',
    metadata: writeMeetingMetadata({ meeting: meeting.id }),
    blocks: [
      meetingLine(shown),
      context(
        all.length === 0
          ? 'Nothing yet. A reply in the thread that begins with `note:` is kept.'
          : 'The notes show what stands here.',
      ),
      ...all.slice(0, mostEntries).flatMap(({ kind, id, text }) =>
        entryBlocks({
          ...{ text, value: partValue(kind, meeting.id, id) },
          ...{ change: meetingAction.change, remove: meetingAction.remove },
          question: 'It is taken out of the notes. The record keeps that it was there.',
        }),
      ),
      ...(left > 0 ? [context(`and ${left} more, in the notes`)] : []),
    ],
  });
}

/** Each topic with what was said under it; what belongs to none comes first. */
function entriesOf({ meeting, series }: ShownMeeting, now: number): Entry[] {
  const under = (topic: string | null) =>
    below(meeting, topic, (action) => itemWords(action, now, zoneOf(series)));
  return [
    ...under(null),
    ...meeting.topics.flatMap(({ id, text, by }): Entry[] => [
      { kind: 'topic', id, text: `*Topic: ${typedLine(text, 600)}* · ${named(by)}` },
      ...under(id),
    ]),
  ];
}

function below(
  { points, actions }: Meeting,
  topic: string | null,
  itemLine: (action: Meeting['actions'][number]) => string,
): Entry[] {
  return [
    ...points
      .filter((one) => one.topic === topic)
      .map(
        ({ id, kind, text, by, source }): Entry => ({
          ...{ kind: 'point', id },
          text: `${pointNames[kind]} · ${named(source?.author ?? by)}\n${typedLine(text, 1500)}`,
        }),
      ),
    ...actions
      .filter((one) => one.topic === topic)
      .map(
        (action): Entry => ({
          ...{ kind: 'action', id: action.id },
          text: `Action item · ${itemLine(action)}\n${typedLine(action.text, 1500)}`,
        }),
      ),
  ];
}
