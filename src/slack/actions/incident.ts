/** The buttons of an incident: at its head, at its copies, in private answers and inside forms. */

import { messageOf } from '../blocks/incident/reply.js';
import { said } from '../blocks/parts/block.js';
import { link } from '../blocks/parts/text.js';
import { typedLine } from '../blocks/parts/typed.js';
import { incidentHelp } from '../commands/help.js';
import { followed, timelineAnswer } from '../commands/incident.js';
import { type Form, forms } from '../commands/parse-incident.js';
import { draftForm, formTitles, incidentForm } from '../incident/forms.js';
import { incidentsOf } from '../incident/which.js';
import { numberIn as numberIfGood, staleFaults } from '../stale.js';
import { buttonWith } from './pressed.js';

/** A button in a message: answered privately, or by a form. */
export const button = buttonWith(incidentHelp, (deps) => ({ incidents: incidentsOf(deps) }));

export const { staleButton } = staleFaults('Type `/incident list`');

/** @throws UserFault `stale-button` */
export const numberIn = (value: string): number => numberIfGood(value, staleButton);

function draftIn(value: string): { id: number; draft: string } {
  const [, id, draft] = /^(\d{1,9}):(.{1,80})$/.exec(value) ?? [];
  if (!id || !draft) throw staleButton();
  return { id: Number(id), draft };
}

const formButton = (form: Form) =>
  button(({ incidents, value, asked, open }) =>
    open(formTitles[form], () =>
      incidentForm(incidents, { form, id: numberIn(value), actor: asked.actor, text: '', message: null }),
    ),
  );

export const pressUpdate = formButton('update');
export const pressReopen = formButton('reopen');
export const pressOutside = formButton('text');
export const pressLift = formButton('lift');

/** The menu beside the buttons: its value is `what:number`. */
export const pressMore = button(({ incidents, value, asked, open }) => {
  const [word = '', number = ''] = value.split(':');
  const form = forms.find((one) => one === word);
  if (!form) throw staleButton();
  return open(formTitles[form], () =>
    incidentForm(incidents, { form, id: numberIn(number), actor: asked.actor, text: '', message: null }),
  );
});

export const pressFollow = button(async ({ incidents, value, asked }) => {
  const id = numberIn(value);
  await incidents.subscribe({ ...asked, id, destination: asked.actor.id });
  return followed(id, 'subscribe', true);
});

export const pressDiscuss = button(async ({ incidents, value, asked }) => {
  const { shown } = await incidents.show(numberIn(value), asked.actor);
  const { discussion } = shown.links;
  return discussion === null
    ? said('The place for the discussion is not posted yet.', 'Press again in a moment.')
    : said(`People talk about incident ${shown.incident.id} ${link(discussion, 'in this thread')}.`);
});

export const pressTimeline = button(({ incidents, value, asked }) =>
  timelineAnswer(incidents, numberIn(value), null, asked.actor),
);

export const pressApprove = button(async ({ incidents, value, asked }) => {
  const { id, draft } = draftIn(value);
  const { incident } = await incidents.approve({ ...asked, id, draft });
  return said(`Sent as rev ${incident.revisions.length} of incident ${id}.`);
});

export const pressRefuse = button(({ incidents, value, asked, open }) => {
  const { id, draft } = draftIn(value);
  return open('Refuse the draft', () => draftForm(incidents, 'refuse', { id, draft, actor: asked.actor }));
});

export const pressAdopt = button(({ incidents, value, asked, open }) => {
  const { id, draft } = draftIn(value);
  return open(formTitles.update, () => draftForm(incidents, 'adopt', { id, draft, actor: asked.actor }));
});

export const pressBring = button(async ({ incidents, value, asked }) => {
  const message = messageOf(value);
  if (!message) throw staleButton();
  await incidents.bring({ ...asked, id: message.id, message });
  return said('It is in the discussion now, with its author’s name.');
});

export const pressPropose = button(async ({ incidents, value, asked }) => {
  const message = messageOf(value);
  if (!message) throw staleButton();
  const { text } = await incidents.readMessage(message);
  const { incident } = await incidents.propose({ ...asked, id: message.id, text });
  return said(
    `Proposed: ${typedLine(incident.facts.commander.name, 80)} sees it in the thread of incident ${message.id}.`,
  );
});

export const pressMark = button(async ({ incidents, value, asked }) => {
  const message = messageOf(value);
  if (!message) throw staleButton();
  await incidents.mark({ ...asked, id: message.id, message });
  return said(`It is in the timeline of incident ${message.id}.`);
});
