/** The form for each part of a meeting, filled with what stands there. */
import { UserFault } from '../../domain/fault.js';
import type { EntryKind, ItemOption } from '../blocks/meeting/names.js';
import { actionView } from '../modals/meeting/action.js';
import { endView, issueView } from '../modals/meeting/steps.js';
import { pointView, topicView } from '../modals/meeting/topic.js';
import type { Modal } from '../modals/modal.js';
import { actionNamed, type MeetingsSide } from './desk.js';

type Side = Pick<MeetingsSide, 'desk'>;

export const itemTitles: Record<ItemOption, string> = {
  change: 'Change an action item',
  file: 'Open as an issue',
  done: 'Done',
  drop: 'Will not be done',
  remove: 'Take it out',
};

/** @throws UserFault `no-action` | `filed` | `ended` */
export async function itemForm(
  { desk }: Side,
  { what, meeting: id, part }: { what: ItemOption; meeting: number; part: string },
): Promise<Modal> {
  const shown = await desk.show({ series: null, id });
  const item = actionNamed(shown, part);
  if (what === 'change') return actionView(shown, { item });
  if (what !== 'remove' && item.done)
    throw new UserFault(
      'ended',
      'That action item is not open any more.',
      '`/release-meeting actions` shows what is open.',
    );
  if (what !== 'file') return endView(shown, item, what);
  if (item.issue) throw new UserFault('filed', `It is ${item.issue.name} already.`, 'Follow it there.');
  if (item.filing)
    throw new UserFault(
      'filed',
      `It is being opened in ${item.filing.repository} already.`,
      'Wait a moment: it is linked here once it stands.',
    );
  return issueView(shown, item);
}

/** @param isListed whether the list of what was collected lies below @throws UserFault `no-entry` | `no-action` */
export async function entryForm(
  { desk }: Side,
  { what, meeting: id, part }: { what: EntryKind; meeting: number; part: string },
  isListed: boolean,
): Promise<Modal> {
  const shown = await desk.show({ series: null, id });
  if (what === 'action') return actionView(shown, { item: actionNamed(shown, part), isListed });
  const topic = shown.meeting.topics.find((one) => one.id === part);
  if (what === 'topic' && topic) return topicView(shown, topic, isListed);
  const point = shown.meeting.points.find((one) => one.id === part);
  if (what === 'point' && point) return pointView(shown, point);
  throw new UserFault('no-entry', 'That is not there any more.', 'Somebody has taken it out.');
}
