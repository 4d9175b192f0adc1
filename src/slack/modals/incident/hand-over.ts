/** Handing the command of an incident over. */
import { type Incident, latest } from '../../../domain/incident/incident.js';
import { longest } from '../../../domain/incident/words.js';
import { section } from '../../blocks/parts/block.js';
import { mention } from '../../blocks/parts/text.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, personField, textField } from '../modal.js';
import { typedLine } from './incidents.js';
import { writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

export function handOverView(incident: Incident): Modal {
  const { id, facts } = incident;
  return modal({
    id: incidentModal.handOver,
    title: `Hand incident ${id} over`,
    submit: 'Hand over',
    metadata: writeMetadata({ incident: id, base: latest(incident).number }),
    blocks: [
      section(
        `*Incident ${id}:* ${typedLine(facts.title, 600)}\n${mention(facts.commander.id)} commands it now.`,
      ),
      personField({ id: 'commander', label: 'New commander' }, ''),
      textField({ id: 'reason', label: 'Reason', optional: true }, { most: longest.reason, isLong: true }),
    ],
  });
}

/** @returns `to`: a Slack id, '' when nobody was chosen */
export function readHandOver(submitted: Submitted): { to: string; reason: string } {
  const { person, text } = answersOf(submitted);
  return { to: person('commander'), reason: text('reason') };
}
