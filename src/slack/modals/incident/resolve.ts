/** The way to the all-clear: criteria that are ticked, people who confirm, and in the end how it was resolved. */
import { type Missing, roleName } from '../../../domain/incident/end.js';
import { type Incident, latest } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { longest } from '../../../domain/incident/words.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, section } from '../../blocks/parts/block.js';
import { answersOf, initialsOf, type Submitted } from '../answers.js';
import { boxesField, type Modal, modal, plain, textField } from '../modal.js';
import { typedLine } from './incidents.js';
import { writeMetadata } from './metadata.js';
import { incidentModal, modalButton } from './names.js';

/**
 * While something is missing it saves what is ticked; then it gives the all-clear.
 * @param missing as `missingForAllClear` says
 */
export function resolveView({
  incident,
  settings,
  missing,
}: {
  incident: Incident;
  settings: IncidentSettings;
  missing: Missing;
}): Modal {
  const isClear = missing.criteria.length + missing.confirmations.length === 0;
  const criteria = [...new Set(settings.exitCriteria)];
  return modal({
    id: incidentModal.resolve,
    title: `All-clear: incident ${incident.id}`,
    submit: isClear ? 'All clear' : 'Save',
    metadata: writeMetadata({ incident: incident.id, base: latest(incident).number }),
    blocks: [
      ...(isClear ? [] : [context(stillMissing(missing))]),
      ...(criteria.length === 0
        ? []
        : [
            boxesField(
              { id: 'criteria', label: 'What must hold', optional: true },
              criteria.map((one) => ({ value: one, text: one })),
              criteria.filter((one) => incident.ticked.has(one)),
            ),
          ]),
      ...confirmations(incident, missing),
      textField(
        { id: 'text', label: 'How it was resolved', optional: !isClear },
        { most: longest.text, isLong: true },
      ),
      textField(
        {
          ...{ id: 'lingering', label: 'What remains', optional: !isClear },
          hint: 'Write "none" if nothing does.',
        },
        { most: longest.lingering, isLong: true },
      ),
    ],
  });
}

function stillMissing({ criteria, confirmations }: Missing): string {
  const parts = [
    ...(criteria.length === 0 ? [] : [plural(criteria.length, 'tick', 'ticks')]),
    ...(confirmations.length === 0 ? [] : [plural(confirmations.length, 'confirmation')]),
  ];
  return `Still missing: ${parts.join(' and ')}. "Save" keeps what is ticked.`;
}

function confirmations(incident: Incident, missing: Missing): Block[] {
  const given = [...incident.confirmed].map(
    ([role, by]) => `:white_check_mark: The ${roleName(role)}: ${typedLine(by.name, 100)}`,
  );
  const lacking = missing.confirmations.map((role) => `:hourglass: The ${roleName(role)}: not yet`);
  const lines = [...given, ...lacking];
  if (lines.length === 0) return [];
  const block = section(`*Who confirms it*\n${lines.join('\n')}`);
  if (lacking.length === 0) return [block];
  return [
    {
      ...block,
      accessory: {
        type: 'button',
        text: plain('I confirm', 75),
        action_id: modalButton.confirm,
        value: String(incident.id),
      },
    },
  ];
}

/** `on` and `off`: what the person has changed; others may have changed the rest meanwhile. */
export function readResolution(submitted: Submitted): {
  on: string[];
  off: string[];
  text: string;
  lingering: string;
} {
  const { ticked, text } = answersOf(submitted);
  const now = ticked('criteria');
  const before = initialsOf(submitted).ticked('criteria');
  return {
    on: now.filter((one) => !before.includes(one)),
    off: before.filter((one) => !now.includes(one)),
    text: text('text'),
    lingering: text('lingering'),
  };
}
