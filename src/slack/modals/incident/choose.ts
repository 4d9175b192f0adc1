/** Which incident is meant, where several are open. */
import type { Incident } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, selectField } from '../modal.js';
import { incidentChoices, numberOf } from './incidents.js';
import { type Metadata, writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

/**
 * @param incidents the newest first
 * @param carried what is done with it then (`for`), and what that needs
 */
export function chooseView(
  incidents: readonly [Incident, ...Incident[]],
  settings: IncidentSettings,
  carried: Metadata & { for: string },
): Modal {
  const choices = incidentChoices(incidents, settings);
  // Slack takes ten radio buttons at most.
  const type = choices.length <= 10 ? 'radio_buttons' : 'static_select';
  return modal({
    id: incidentModal.choose,
    title: 'Which incident?',
    submit: 'Continue',
    metadata: writeMetadata(carried),
    blocks: [selectField({ id: 'incident', label: 'Several are open' }, choices, null, type)],
  });
}

/** @returns null when none was chosen; what for is in the metadata */
export function readChoice(submitted: Submitted): number | null {
  return numberOf(answersOf(submitted).choice('incident'));
}
