/** Buttons inside the forms of an incident: what they do is shown in the form. */
import type { Incidents } from '../../app/incident/incidents.js';
import { UserFault } from '../../domain/fault.js';
import { StaleFault } from '../../domain/incident/update.js';
import type { Block } from '../blocks/parts/block.js';
import { incidentsOf } from '../incident/which.js';
import { entriesView } from '../modals/incident/entries.js';
import { overtakenBy } from '../modals/incident/facts.js';
import { type Metadata, readMetadata } from '../modals/incident/metadata.js';
import { entryOf } from '../modals/incident/names.js';
import { changeEntryView } from '../modals/incident/note.js';
import { resolveView } from '../modals/incident/resolve.js';
import { type Modal, messageView } from '../modals/modal.js';
import { staleFaults } from '../stale.js';
import { inAnyForm, onTopOf, type PressedInForm } from './in-form.js';
import { numberIn } from './incident.js';

const { staleButton } = staleFaults('Close this form and open it again.');

/** The same for incidents. */
export const inForm = (
  work: (
    pressed: Omit<PressedInForm, 'metadata'> & { incidents: Incidents; carried: Metadata },
  ) => Promise<Modal>,
) =>
  inAnyForm(async ({ deps, metadata, ...pressed }) =>
    work({ ...pressed, deps, incidents: incidentsOf(deps), carried: readMetadata(metadata) }),
  );

/** Instead of declaring the same once more. */
export const joinInstead = inForm(async ({ incidents, value, asked }) => {
  const id = numberIn(value);
  await incidents.subscribe({ ...asked, id, destination: asked.actor.id });
  return messageView(
    `Incident ${id}`,
    `Nothing was declared. Every revision of incident ${id} now comes to you directly.`,
  );
});

export const confirmAllClear = inForm(async ({ incidents, value, asked, carried: { base } }) => {
  const id = numberIn(value);
  const { settings } = incidents;
  let above: Block[] = [];
  try {
    await incidents.confirm({ ...asked, id, ...(base === undefined ? {} : { base }) });
  } catch (error) {
    if (!(error instanceof StaleFault)) throw error;
    above = overtakenBy(error.incident, settings, 'You have not confirmed it yet: does it still hold?');
  }
  const { shown: now, missing } = await incidents.show(id, asked.actor);
  const view = resolveView({ incident: now.incident, settings, missing });
  return { ...view, blocks: [...above, ...view.blocks] };
});

export const removeEntry = inForm(async ({ incidents, value, asked, carried }) => {
  const named = entryOf(value);
  if (!named) throw staleButton();
  const { incident } = await incidents.dropEntry({
    ...asked,
    id: named.incident,
    entry: named.entry,
    reason: '',
  });
  return entriesView(incident, incidents.settings.zone, carried.after);
});

/** Another page of the list. */
export const turnPage = inForm(async ({ incidents, value, asked }) => {
  const [id = '', after = ''] = value.split(':');
  const { shown: now } = await incidents.show(numberIn(id), asked.actor);
  return entriesView(now.incident, incidents.settings.zone, numberIn(after));
});

export const changeEntry = onTopOf('Change an entry', async (deps, value, actor) => {
  const named = entryOf(value);
  const incident = named && (await incidentsOf(deps).show(named.incident, actor)).shown.incident;
  const entry = incident?.timeline.find((one) => one.id === named?.entry);
  if (!incident || !entry)
    throw new UserFault(
      'no-entry',
      'That entry is not there any more.',
      '`/incident timeline` shows those there are.',
    );
  return changeEntryView(incident, entry);
});
