/** One entry of the timeline: a new one, or one that is changed. */
import type { Source, TimelineEntry } from '../../../domain/incident/event.js';
import type { Incident } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import type { NewEntry } from '../../../domain/incident/timeline.js';
import { longest } from '../../../domain/incident/words.js';
import { type Block, section } from '../../blocks/parts/block.js';
import { clip } from '../../blocks/parts/text.js';
import { answersOf, initialsOf, type Submitted } from '../answers.js';
import { boxesField, type Modal, modal, momentField, selectField, textField } from '../modal.js';
import { incidentChoices, numberOf, typedLine } from './incidents.js';
import { readMetadata, writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

/**
 * @param incidents one, or several to choose from, the newest first
 * @param message its words as people read them, and its time (ms); null: there is none
 */
export function noteView({
  incidents,
  settings,
  message,
  text = '',
}: {
  incidents: readonly [Incident, ...Incident[]];
  settings: IncidentSettings;
  message: { source: Source; text: string; at: number } | null;
  /** Typed before the form was opened, where there is no message. */
  text?: string;
}): Modal {
  const [only, ...others] = incidents;
  const isOne = others.length === 0;
  return modal({
    id: incidentModal.note,
    title: 'Add to the timeline',
    submit: 'Add',
    metadata: writeMetadata({
      ...(isOne ? { incident: only.id } : {}),
      ...(message ? { source: message.source } : {}),
    }),
    blocks: [
      isOne
        ? section(named(only))
        : selectField({ id: 'incident', label: 'Incident' }, incidentChoices(incidents, settings)),
      ...fields(clip(message?.text.trim() ?? text, longest.entry), message?.at ?? null, false),
    ],
  });
}

export function changeEntryView(incident: Incident, { id, text, at, approximate }: TimelineEntry): Modal {
  return modal({
    id: incidentModal.note,
    title: 'Change an entry',
    submit: 'Change',
    metadata: writeMetadata({ incident: incident.id, entry: id }),
    blocks: [section(named(incident)), ...fields(text, at, approximate)],
  });
}

const named = ({ id, facts }: Incident): string => `*Incident ${id}:* ${typedLine(facts.title, 600)}`;

function fields(text: string, at: number | null, approximate: boolean): Block[] {
  return [
    textField({ id: 'entry', label: 'What happened' }, { most: longest.entry, initial: text, isLong: true }),
    momentField({ id: 'at', label: 'When', optional: true, hint: 'Empty: not known yet.' }, at),
    boxesField(
      { id: 'approximate', label: 'How sure', optional: true },
      [{ value: 'approximate', text: 'About that time' }],
      approximate ? ['approximate'] : [],
    ),
  ];
}

/** @returns `incident` null when none was chosen; `entry`: the one that is changed, null for a new one */
export function readNote(submitted: Submitted): {
  incident: number | null;
  entry: string | null;
  input: NewEntry;
} {
  const { choice, text, ticked, moment } = answersOf(submitted);
  const { incident, entry, source } = readMetadata(submitted.private_metadata);
  return {
    incident: incident ?? numberOf(choice('incident')),
    entry: entry ?? null,
    input: {
      text: text('entry'),
      at: moment('at'),
      approximate: ticked('approximate').length > 0,
      source: source ?? null,
    },
  };
}

/** Whether the words are not those that the form came with. */
export function saysOtherwise(submitted: Submitted): boolean {
  const tidy = (text: string) => text.replace(/\r\n?/g, '\n').trim();
  return tidy(answersOf(submitted).text('entry')) !== tidy(initialsOf(submitted).text('entry'));
}
