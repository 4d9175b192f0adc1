/** Incidents as modals name them: in a line of their own, or to choose from. */
import { type Incident, latest } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { type Block, section } from '../../blocks/parts/block.js';
import { clipEscaped, unformatted } from '../../blocks/parts/text.js';
import { type Choice, plain } from '../modal.js';
import { modalButton } from './names.js';

/** What somebody typed, on one line of mrkdwn. */
export const typedLine = (text: string, most: number): string =>
  clipEscaped(unformatted(text.replace(/\s+/g, ' ').trim()), most);

export const severityTitle = (id: string, { severities }: IncidentSettings): string =>
  severities.find((one) => one.id === id)?.title ?? id;

export const severityChoices = ({ severities }: IncidentSettings): Choice[] =>
  severities.map(({ id, title, meaning }) => ({ value: id, text: title, description: meaning }));

/** As mrkdwn: `*Incident 12* · S1 · rev 3`, and its title below. */
export function incidentLines(incident: Incident, settings: IncidentSettings): string {
  const { id, facts } = incident;
  const severity = typedLine(severityTitle(facts.severity, settings), 60);
  return `*Incident ${id}* · ${severity} · rev ${latest(incident).number}\n${typedLine(facts.title, 600)}`;
}

/** @param text mrkdwn */
export function withJoin(text: string, { id }: Pick<Incident, 'id'>): Block {
  return {
    ...section(text),
    accessory: {
      type: 'button',
      text: plain('Join this one', 75),
      action_id: modalButton.join,
      value: String(id),
    },
  };
}

export function incidentChoices(incidents: readonly Incident[], settings: IncidentSettings): Choice[] {
  return incidents.map(({ id, facts }) => ({
    value: String(id),
    text: `${id} · ${severityTitle(facts.severity, settings)} · ${facts.title.replace(/\s+/g, ' ')}`,
  }));
}

/** The number of an incident that was chosen. */
export const numberOf = (choice: string | null): number | null =>
  choice !== null && /^\d{1,9}$/.test(choice) ? Number(choice) : null;
