/** A message that goes to a meeting: to which, as what, and in which words. */
import type { Source } from '../../../domain/incident/event.js';
import { pointKinds } from '../../../domain/meeting/event.js';
import { nameOf, pointNames } from '../../blocks/meeting/words.js';
import { context } from '../../blocks/parts/block.js';
import { clip, link } from '../../blocks/parts/text.js';
import { linkText, named } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, personField, selectField, textField } from '../modal.js';
import { longestTyped, meetingModal, readMeetingMetadata, writeMeetingMetadata } from './names.js';
import type { ShownMeeting } from './topic.js';

const kinds = ['topic', ...pointKinds, 'action'] as const;
const kindNames = { ...pointNames, topic: 'Topic', action: 'Action item' };

/** @param meetings one or more to choose from, the first is the one that is meant */
export function fromView(
  meetings: readonly [ShownMeeting, ...ShownMeeting[]],
  { source, text }: { source: Source; text: string },
  kind: (typeof kinds)[number],
): Modal {
  const [first] = meetings;
  const from = `By ${named(source.author)}${source.url === null ? '' : ` · ${link(source.url, linkText('message', 20))}`}`;
  return modal({
    id: meetingModal.from,
    title: 'Add to the meeting',
    submit: 'Add',
    metadata: writeMeetingMetadata({ source }),
    blocks: [
      selectField(
        { id: 'meeting', label: 'Meeting' },
        meetings.map(({ series, meeting }) => ({
          value: String(meeting.id),
          text: clip(nameOf(series, meeting, null), 75),
        })),
        String(first.meeting.id),
      ),
      selectField(
        { id: 'kind', label: 'As' },
        kinds.map((value) => ({ value, text: kindNames[value] })),
        kind,
      ),
      textField(
        { id: 'text', label: 'In which words' },
        { most: longestTyped.point, initial: clip(text, longestTyped.point), isLong: true },
      ),
      personField({ id: 'owner', label: 'Owner, for an action item', optional: true }, ''),
      context(from),
    ],
  });
}

export function readFrom(submitted: Submitted) {
  const { source = null } = readMeetingMetadata(submitted.private_metadata);
  const { choice, text, person } = answersOf(submitted);
  const meeting = choice('meeting') ?? '';
  return {
    source,
    meeting: /^\d{1,9}$/.test(meeting) ? Number(meeting) : null,
    kind: kinds.find((one) => one === choice('kind')) ?? null,
    text: text('text').trim(),
    /** A Slack id; empty: nobody. */
    owner: person('owner'),
  };
}
