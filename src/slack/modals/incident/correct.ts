/** Correcting what was sent: it is struck through, and what is right stands for it. */
import { isWithheld } from '../../../domain/incident/embargo.js';
import { type Incident, isOpen, latest, type Revision } from '../../../domain/incident/incident.js';
import { longest } from '../../../domain/incident/words.js';
import { context } from '../../blocks/parts/block.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, messageView, modal, selectField, textField } from '../modal.js';
import { type FactsForm, factFields, meanwhileBlocks, readFacts, touchedIn } from './facts.js';
import { numberOf } from './incidents.js';
import { writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';
import type { Packed } from './packed.js';

export interface CorrectForm extends FactsForm {
  /** As it was chosen and typed before; null: the last one. */
  of: { revision: number; reason: string } | null;
}

const kinds: Partial<Record<Revision['kind'], string>> = {
  declared: 'declaration',
  updated: 'update',
  corrected: 'correction',
  resolved: 'all-clear',
};

/** What may be taken back, the newest first. */
function correctable(incident: Incident): Revision[] {
  return incident.revisions
    .filter((one) => kinds[one.kind] !== undefined && !one.struck && !isWithheld(one, incident))
    .reverse();
}

export function correctView(form: CorrectForm): Modal {
  const { incident, typed, of } = form;
  const title = `Correct incident ${incident.id}`;
  const choices = correctable(incident).map(({ number, kind, by, text }) => ({
    value: String(number),
    text: `rev ${number} · ${kinds[kind]} by ${by?.name ?? 'Signalman'}: ${text.replace(/\s+/g, ' ')}`,
  }));
  const [newest] = choices;
  if (!newest) return messageView(title, `Nothing of incident ${incident.id} is left to be corrected.`);
  const edition = latest(incident).number;
  return modal({
    id: incidentModal.correct,
    title,
    submit: 'Preview',
    metadata: writeMetadata({ incident: incident.id, base: edition, touched: touchedIn(typed) }),
    blocks: [
      ...meanwhileBlocks(form),
      selectField(
        { id: 'of', label: 'What was wrong', edition },
        choices,
        of ? String(of.revision) : newest.value,
      ),
      textField(
        { id: 'reason', label: 'What was wrong with it', edition },
        { most: longest.reason, initial: of?.reason ?? '' },
      ),
      context('It is struck through in every place, with this reason. What you write below stands for it.'),
      ...factFields(isOpen(incident) ? form : { ...form, due: null }, 'What is right'),
    ],
  });
}

/** @returns `of` null when nothing was chosen. @throws FormFault when workaround and box contradict each other */
export function readCorrection(submitted: Submitted): Packed {
  const { choice, text } = answersOf(submitted);
  const revision = numberOf(choice('of'));
  return {
    input: readFacts(submitted),
    of: revision === null ? null : { revision, reason: text('reason') },
  };
}
