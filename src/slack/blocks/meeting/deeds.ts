/** What can be done with a meeting, its topics and its action items, as buttons and menus. */
import type { KeptAction, MeetingState } from '../../../domain/meeting/meeting.js';
import type { Block } from '../parts/block.js';
import { plainText } from '../parts/text.js';
import {
  type ItemOption,
  itemOptions,
  type MoreOption,
  meetingAction,
  moreOptions,
  moreValue,
  partValue,
  type TopicOption,
  topicOptions,
} from './names.js';

const words = (text: string) => ({ type: 'plain_text', text: plainText(text), emoji: true });

const button = (text: string, action: string, meeting: number, more: object = {}) => ({
  ...{ type: 'button', text: words(text), action_id: action, value: String(meeting) },
  ...more,
});

const primary = { style: 'primary' };

const menu = (action: string, options: { text: string; value: string }[]) => ({
  type: 'overflow',
  action_id: action,
  options: options.map(({ text, value }) => ({ text: words(text), value })),
});

const endConfirm = {
  confirm: {
    title: words('End the meeting?'),
    text: words('Its notes are written. What is said in the thread a little later still gets into them.'),
    confirm: words('End it'),
    deny: words('Go on'),
  },
};

/** At the agenda. */
export function meetingDeeds(id: number, state: MeetingState): Block[] {
  if (state === 'cancelled') return [];
  const more: MoreOption[] = state === 'planned' ? ['move', 'cancel'] : ['attendees'];
  return [
    {
      type: 'actions',
      elements: [
        ...(state === 'over'
          ? [button('Write the notes…', meetingAction.write, id, primary)]
          : [button('Add a topic…', meetingAction.addTopic, id, primary)]),
        button('Action item…', meetingAction.addAction, id),
        ...(state === 'planned' ? [] : [button('What was collected…', meetingAction.collected, id)]),
        ...(state === 'running' ? [button('End', meetingAction.end, id, endConfirm)] : []),
        menu(
          meetingAction.more,
          more.map((what) => ({ text: moreOptions[what], value: moreValue(what, id) })),
        ),
      ],
    },
  ];
}

/** At one topic; nothing once it is over. */
export function topicMenu(meeting: number, topic: string, state: MeetingState, isOpen: boolean): object {
  const offered: TopicOption[] = [
    ...(state === 'running' && !isOpen ? (['open'] as const) : []),
    'change',
    'remove',
  ];
  return menu(
    meetingAction.topic,
    offered.map((what) => ({ text: topicOptions[what], value: partValue(what, meeting, topic) })),
  );
}

/** At one action item. */
export function itemMenu(meeting: number, { id, done, issue, filing }: KeptAction): object {
  const offered: ItemOption[] = done
    ? ['change', 'remove']
    : ['change', ...(issue || filing ? [] : (['file'] as const)), 'done', 'drop', 'remove'];
  return menu(
    meetingAction.item,
    offered.map((what) => ({ text: itemOptions[what], value: partValue(what, meeting, id) })),
  );
}

/** Below a private answer with the agenda. */
export const shareDeeds = (meeting: number): Block => ({
  type: 'actions',
  elements: [
    button('Share', meetingAction.share, meeting),
    button('Add a topic…', meetingAction.addTopic, meeting),
    button('Action items', meetingAction.items, meeting),
  ],
});

/** Below the notes. @param repository null: they are only posted */
export const writeDeeds = (meeting: number, repository: string | null, hasPull: boolean): Block => ({
  type: 'actions',
  elements: [
    button('Post as a file', meetingAction.file, meeting, primary),
    ...(repository === null
      ? []
      : [button(hasPull ? 'Update the pull request' : 'Open a pull request', meetingAction.pull, meeting)]),
    button('What was collected…', meetingAction.collected, meeting),
  ],
});

/** Below the action items. */
export const itemsDeeds = (meeting: number): Block => ({
  type: 'actions',
  elements: [button('Action item…', meetingAction.addAction, meeting)],
});

/** At the end of a meeting, in its thread. */
export const doneDeeds = (meeting: number, hasWords: boolean): Block => ({
  type: 'actions',
  elements: [
    ...(hasWords ? [button('Write the notes…', meetingAction.write, meeting, primary)] : []),
    button('What was collected…', meetingAction.collected, meeting),
    button('Action item…', meetingAction.addAction, meeting),
    menu(meetingAction.more, [{ text: moreOptions.attendees, value: moreValue('attendees', meeting) }]),
  ],
});
