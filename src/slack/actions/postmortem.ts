/** The buttons and menus of post-mortems: at the head, in the discussion, at reminders and in private answers. */

import { lessonLists, sections } from '../../domain/postmortem/event.js';
import { said } from '../blocks/parts/block.js';
import { named } from '../blocks/parts/typed.js';
import { itemsMessage } from '../blocks/postmortem/items.js';
import { itemOf, type itemOptions, moreOf, partOf } from '../blocks/postmortem/names.js';
import { postMortemMessage } from '../blocks/postmortem/show.js';
import { listNames, sectionNames } from '../blocks/postmortem/words.js';
import { incidentHelp } from '../commands/help.js';
import { timelineAnswer } from '../commands/incident.js';
import { lessonsView } from '../modals/postmortem/lesson.js';
import { ownersView, statusView } from '../modals/postmortem/status.js';
import { aroundOf, desksOf, staleButton } from '../postmortem/desk.js';
import { itemForm, itemTitles, lessonForm, newActionForm, sectionForm } from '../postmortem/forms.js';
import { numberIn } from './incident.js';
import { buttonWith } from './pressed.js';

const button = buttonWith(incidentHelp, desksOf);

/** @throws UserFault `stale-button` */
function partIn(value: string): { incident: number; part: string } {
  const found = partOf(value);
  if (found) return found;
  throw staleButton();
}

export const pressShow = button(async ({ desk, incidents, value, asked }) =>
  postMortemMessage(await desk.show(numberIn(value), asked.actor), aroundOf(incidents)),
);

export const pressWrite = button(({ value, open, ...desks }) => {
  const { incident, part } = partIn(value);
  const section = sections.find((one) => one === part);
  if (!section) throw staleButton();
  return open(sectionNames[section], () => sectionForm(desks, incident, section));
});

export const pressLesson = button(({ value, open, ...desks }) => {
  const { incident, part } = partIn(value);
  const list = lessonLists.find((one) => one === part);
  if (!list) throw staleButton();
  return open(listNames[list], () => lessonForm(desks, incident, { list, text: '' }));
});

export const pressAddAction = button(({ value, open, ...desks }) => {
  const id = numberIn(value);
  return open('Add an action item', () => newActionForm(desks, id, ''));
});

export const pressList = button(async ({ desk, incidents, value, asked }) =>
  itemsMessage(await desk.show(numberIn(value), asked.actor), aroundOf(incidents)),
);

/** Another page of the action items. */
export const turnItems = button(async ({ desk, incidents, value, asked }) => {
  const { incident, part } = partIn(value);
  return itemsMessage(await desk.show(incident, asked.actor), aroundOf(incidents), numberIn(part));
});

export const pressItem = button(({ value, open, ...desks }) => {
  const meant = itemOf(value);
  if (!meant) throw staleButton();
  return open(itemTitles[meant.what], () => itemForm(desks, meant));
});

const formFor = (what: keyof typeof itemOptions) =>
  button(({ value, open, ...desks }) => {
    const { incident, part } = partIn(value);
    return open(itemTitles[what], () => itemForm(desks, { what, incident, action: part }));
  });

export const pressOwner = formFor('change');
export const pressDone = formFor('done');

export const pressTake = button(async ({ desk, value, asked }) => {
  const { incident, part } = partIn(value);
  await desk.changeAction({ ...asked, id: incident, action: part, change: { owner: asked.actor } });
  return said('It is yours now.', `Say when it is done: \`/incident action ${incident} list\``);
});

export const pressStatus = button(({ desk, value, asked, open }) => {
  const id = numberIn(value);
  return open('Status', async () => {
    const { incident, postmortem, missing } = await desk.show(id, asked.actor);
    return statusView(incident, postmortem, missing);
  });
});

export const pressSign = button(async ({ desk, value, asked }) => {
  const id = numberIn(value);
  await desk.sign({ ...asked, id });
  const { postmortem, owners } = await desk.show(id, asked.actor);
  if (postmortem.status === 'final')
    return said(`You have signed, and with that the post-mortem of incident ${id} is final.`);
  const waited = owners.filter((one) => !postmortem.signed.has(one.id));
  const names = waited.slice(0, 10).map(named).join(', ');
  const next =
    postmortem.status === 'draft' ? 'It becomes final once it is pending feedback and all have signed.' : '';
  return said(
    `You have signed the post-mortem of incident ${id}, as it stands now.`,
    waited.length > 0
      ? `Still to sign: ${names}. Whoever changes it takes the signatures off.`
      : next || undefined,
  );
});

export const pressFile = button(async ({ desk, value, asked }) => {
  const id = numberIn(value);
  await desk.writeOut({ ...asked, id, to: 'file' });
  return said(`The post-mortem of incident ${id} is on its way into its thread, as a file.`);
});

export const pressPull = button(async ({ desk, value, asked }) => {
  const id = numberIn(value);
  await desk.writeOut({ ...asked, id, to: 'pull-request' });
  return said(
    `The pull request for the post-mortem of incident ${id} is on its way.`,
    'The thread links it once it stands.',
  );
});

export const pressMore = button(async ({ desk, incidents, value, asked, open }) => {
  const meant = moreOf(value);
  if (!meant) throw staleButton();
  const { what, incident: id } = meant;
  switch (what) {
    case 'timeline':
      return await timelineAnswer(incidents, id, incidents.settings.postmortem.zone, asked.actor);
    case 'ask':
      await desk.askForLessons({ ...asked, id });
      return said(`People are asked for lessons in the discussion of incident ${id}.`);
    case 'owners':
      return await open('Owners', async () => {
        const { incident, owners } = await desk.show(id, asked.actor);
        return ownersView(incident, owners);
      });
    case 'lessons':
      return await open('Lessons', async () => {
        const { incident, postmortem } = await desk.show(id, asked.actor);
        return lessonsView(incident, postmortem.lessons);
      });
  }
});
