/** The form for each part of a post-mortem, filled with what stands there. */
import type { ShownPostMortem } from '../../app/ports/postmortem.js';
import { UserFault } from '../../domain/fault.js';
import type { LessonList, Section } from '../../domain/postmortem/event.js';
import type { ItemOption } from '../blocks/postmortem/names.js';
import type { Modal } from '../modals/modal.js';
import { actionView } from '../modals/postmortem/action.js';
import { endView } from '../modals/postmortem/end.js';
import { issueView } from '../modals/postmortem/issue.js';
import { lessonView } from '../modals/postmortem/lesson.js';
import { sectionView } from '../modals/postmortem/section.js';
import { actionNamed, type Desks, type Looking } from './desk.js';

export const itemTitles: Record<ItemOption, string> = {
  change: 'Change an action item',
  file: 'Open as an issue',
  done: 'Done',
  drop: 'Will not be done',
  remove: 'Take it out',
  reopen: 'Open again',
};

export async function sectionForm({ desk, asked }: Looking, id: number, section: Section): Promise<Modal> {
  return sectionView(await desk.show(id, asked.actor), section);
}

export async function lessonForm(
  { desk, asked }: Looking,
  id: number,
  given: { list: LessonList; text: string },
): Promise<Modal> {
  return lessonView((await desk.show(id, asked.actor)).incident, given);
}

export async function newActionForm(
  { desk, incidents, asked }: Looking,
  id: number,
  text: string,
): Promise<Modal> {
  const { incident } = await desk.show(id, asked.actor);
  return actionView(incident, { text, zone: incidents.settings.zone });
}

/** @throws UserFault `no-action` | `filed` | `ended` | `embargo` */
export async function itemForm(
  desks: Looking,
  { what, incident: id, action }: { what: ItemOption; incident: number; action: string },
): Promise<Modal> {
  const { settings } = desks.incidents;
  const shown = await desks.desk.show(id, desks.asked.actor);
  const item = actionNamed(shown, action);
  const { incident } = shown;
  if (what === 'change') return actionView(incident, { item, zone: settings.zone });
  if (what !== 'file') {
    requireEnd(item.done !== null, what);
    return endView(incident, item, what);
  }
  if (incident.isEmbargoed)
    throw new UserFault(
      'embargo',
      `Incident ${incident.id} is under embargo: an issue could be read by others.`,
      'Lift it first.',
    );
  if (item.issue) throw new UserFault('filed', `It is ${item.issue.name} already.`, 'Follow it there.');
  if (item.filing)
    throw new UserFault(
      'filed',
      `It is being opened in ${item.filing.repository} already.`,
      'Wait a moment: it is linked here once it stands.',
    );
  const { labels } = settings.postmortem;
  return issueView(incident, item, { repository: repositoryFor(desks, shown), labels });
}

/** Of a menu that was shown before somebody else ended it, or opened it again. */
function requireEnd(isEnded: boolean, what: 'done' | 'drop' | 'remove' | 'reopen'): void {
  if (what === 'remove' || isEnded === (what === 'reopen')) return;
  throw new UserFault(
    'ended',
    isEnded ? 'That action item is not open any more.' : 'That action item is open.',
    '`/incident action list` shows all of them.',
  );
}

/** Where its issues are opened unless somebody says otherwise; empty: nobody has configured a place. */
export const repositoryFor = (
  { incidents }: Desks,
  { incident }: Pick<ShownPostMortem, 'incident'>,
): string =>
  incidents.settings.postmortem.actionsIn ??
  incidents.releases.find(({ name }) => name === incident.facts.release)?.issues.repository ??
  '';
