/** Merging an incident into another one, which goes on for both. */
import { type Incident, latest } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { longest } from '../../../domain/incident/words.js';
import { section } from '../../blocks/parts/block.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, messageView, modal, selectField, textField } from '../modal.js';
import { incidentChoices, numberOf, typedLine } from './incidents.js';
import { writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

/** @param open those that it may be merged into, the newest first */
export function mergeView(incident: Incident, open: readonly Incident[], settings: IncidentSettings): Modal {
  const title = `Merge incident ${incident.id}`;
  const others = open.filter(({ id }) => id !== incident.id);
  if (others.length === 0)
    return messageView(title, 'No other incident is open that this one could be merged into.');
  return modal({
    id: incidentModal.merge,
    title,
    submit: 'Merge',
    metadata: writeMetadata({ incident: incident.id, base: latest(incident).number }),
    blocks: [
      section(
        `*Incident ${incident.id}:* ${typedLine(incident.facts.title, 600)}\nIt ends, and its places follow the other one. That cannot be undone.`,
      ),
      selectField({ id: 'into', label: 'Goes on in' }, incidentChoices(others, settings)),
      textField({ id: 'reason', label: 'Why they are the same' }, { most: longest.reason, isLong: true }),
    ],
  });
}

/** @returns `into` null when nothing was chosen */
export function readMerge(submitted: Submitted): { into: number | null; reason: string } {
  const { choice, text } = answersOf(submitted);
  return { into: numberOf(choice('into')), reason: text('reason') };
}
