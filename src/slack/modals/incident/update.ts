/** Updating an incident: what is needed most comes first, and everything is filled with what holds. */
import type { Draft } from '../../../domain/incident/event.js';
import { latest } from '../../../domain/incident/incident.js';
import type { Update } from '../../../domain/incident/update.js';
import { initialsOf, type Submitted } from '../answers.js';
import { type Modal, modal } from '../modal.js';
import { type FactsForm, factFields, meanwhileBlocks, readFacts, touchedIn } from './facts.js';
import { readMetadata, writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

/** @param form `draft`: the one it was made from */
export function updateView(form: FactsForm & { draft?: string }): Modal {
  const { incident, typed, draft } = form;
  return modal({
    id: incidentModal.update,
    title: `Update incident ${incident.id}`,
    submit: 'Preview',
    metadata: writeMetadata({
      incident: incident.id,
      base: latest(incident).number,
      touched: touchedIn(typed),
      ...(draft === undefined ? {} : { draft }),
    }),
    blocks: [...meanwhileBlocks(form), ...factFields(form, 'What has changed')],
  });
}

/** @throws FormFault when workaround and box contradict each other */
export function readUpdate(submitted: Submitted): Update {
  const update = readFacts(submitted);
  return isOfAnotherCadence(submitted, update) ? { ...update, nextUpdateBy: null } : update;
}

/**
 * The time that the form came with suits the severity and the fix of then. Where this update changes the cadence,
 * and nobody has chosen that time, it is no promise: it is counted anew.
 */
function isOfAnotherCadence(submitted: Submitted, { fix, severity, nextUpdateBy }: Update): boolean {
  const before = initialsOf(submitted);
  if (nextUpdateBy !== before.moment('nextUpdateBy')) return false;
  const { touched = [] } = readMetadata(submitted.private_metadata);
  const waits = [fix ?? null, before.choice('fix')].filter((one) => one === 'waiting').length;
  return (
    (severity !== undefined && !touched.includes('severity')) ||
    (fix !== undefined && waits === 1 && !touched.includes('fix'))
  );
}

/** A draft as somebody else takes it over. @param due ms, UTC: promised where the draft promises nothing, or too early */
export function draftAsUpdate({ text, base, facts }: Draft, due: number | null): Update {
  const { issue, nextUpdateBy = null, ...rest } = facts;
  return {
    ...rest,
    ...(issue === undefined ? {} : { issue: issue?.url ?? '' }),
    text,
    base,
    nextUpdateBy: nextUpdateBy !== null && due !== null && nextUpdateBy > due ? nextUpdateBy : due,
  };
}
