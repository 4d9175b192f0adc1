/** Buttons about GitHub: the form for links, suggested duplicates, and closing one. */
import { said } from '../blocks/parts/block.js';
import { typedLine } from '../blocks/parts/typed.js';
import { formTitles, incidentForm } from '../incident/forms.js';
import { button, numberIn, staleButton } from './incident.js';

/** `12:owner/name#34` */
function itemIn(value: string): { id: number; item: string } {
  const [, id, item] = /^(\d{1,9}):([^\s:]{3,200}#\d{1,9})$/.exec(value) ?? [];
  if (!id || !item) throw staleButton();
  return { id: Number(id), item };
}

export const pressLinks = button(({ incidents, value, asked, open }) =>
  open(formTitles.link, () =>
    incidentForm(incidents, {
      form: 'link',
      id: numberIn(value),
      actor: asked.actor,
      text: '',
      message: null,
    }),
  ),
);

export const pressAttach = button(async ({ incidents, value, asked }) => {
  const { id, item } = itemIn(value);
  await incidents.attachSuggestion({ ...asked, id, item });
  return said(
    `${typedLine(item, 150)} is attached to incident ${id} as a duplicate.`,
    `\`/incident unlink ${id} ${typedLine(item, 150)}\` takes it off again`,
  );
});

export const pressDismiss = button(async ({ incidents, value, asked }) => {
  const { id, item } = itemIn(value);
  await incidents.dismissSuggestion({ ...asked, id, item });
  return said(
    `${typedLine(item, 150)} is not suggested any more.`,
    `\`/incident duplicate ${id} ${typedLine(item, 150)}\` attaches it all the same`,
  );
});

export const pressCloseDuplicate = button(({ incidents, value, asked, open }) => {
  const { id, item } = itemIn(value);
  return open(formTitles['close-duplicate'], () =>
    incidentForm(incidents, { form: 'close-duplicate', id, actor: asked.actor, text: item, message: null }),
  );
});
