/** Buttons inside the forms of an incident: what they do is shown in the form. */
import { UserFault } from '../../domain/fault.js';
import { StaleFault } from '../../domain/incident/update.js';
import type { Block } from '../blocks/block.js';
import type { SlackDependencies } from '../dependencies.js';
import { brokenView, opening } from '../incident/opening.js';
import { incidentsOf } from '../incident/which.js';
import { entriesView } from '../modals/incident/entries.js';
import { overtakenBy } from '../modals/incident/facts.js';
import { type Metadata, readMetadata } from '../modals/incident/metadata.js';
import { entryOf } from '../modals/incident/names.js';
import { changeEntryView } from '../modals/incident/note.js';
import { resolveView } from '../modals/incident/resolve.js';
import { againView, type SentForm } from '../modals/late.js';
import { faultView, type Modal, messageView } from '../modals/modal.js';
import { type ActionArgs, askedBy, numberIn, type Pressed, valueIn } from './incident.js';

/** A button in a form: the form is replaced by what the work makes. */
export function inForm(
  work: (pressed: Omit<Pressed, 'open'> & { carried: Metadata; deps: SlackDependencies }) => Promise<Modal>,
) {
  return (deps: SlackDependencies) =>
    async ({ ack, action, body, client }: ActionArgs): Promise<void> => {
      await ack();
      const { view } = body;
      if (!view) return;
      const title = view.title.text;
      try {
        const asked = { incidents: incidentsOf(deps), value: valueIn(action), asked: askedBy(body, action) };
        const carried = readMetadata(view.private_metadata);
        const made = await work({ ...asked, carried, deps }).catch((error: unknown) => {
          // On top, so that what is typed below stays.
          const fault =
            error instanceof UserFault ? faultView(title, error) : brokenView(title, error, deps.log);
          return { fault };
        });
        if (!('fault' in made)) await client.views.update({ view_id: view.id, view: made as never });
        else
          await client.views
            .push({ trigger_id: body.trigger_id ?? '', view: made.fault as never })
            // Too late for that: the person has to know all the same.
            .catch(() =>
              client.views.update({
                view_id: view.id,
                view: againView(view as unknown as SentForm, made.fault.blocks) as never,
              }),
            );
      } catch (error) {
        deps.log.warn({ err: error }, 'a form could not be changed');
      }
    };
}

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
  if (!named) throw new UserFault('stale-button', 'That button means nothing any more.');
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

/** A button in a list that is a form: what the work makes opens on top of the list, which comes back. */
export function onTopOf(
  title: string,
  work: (deps: SlackDependencies, value: string, actor: { id: string; name: string }) => Promise<Modal>,
) {
  return (deps: SlackDependencies) =>
    async ({ ack, action, body, client }: ActionArgs): Promise<void> => {
      await ack();
      try {
        await opening({ client, log: deps.log, trigger: body.trigger_id ?? '', title, isOnTop: true }, () =>
          work(deps, valueIn(action), askedBy(body, action).actor),
        );
      } catch (error) {
        deps.log.warn({ err: error }, 'a form could not be opened');
      }
    };
}

export const changeEntry = onTopOf('Change an entry', async (deps, value, actor) => {
  const named = entryOf(value);
  const incident = named && (await incidentsOf(deps).show(named.incident, actor)).shown.incident;
  const entry = incident?.timeline.find((one) => one.id === named?.entry);
  if (!incident || !entry) throw new UserFault('no-entry', 'That entry is not there any more.');
  return changeEntryView(incident, entry);
});
