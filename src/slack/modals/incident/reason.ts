/** Steps that need nothing but a reason: reopening, retracting, turning a draft down. */
import type { Draft } from '../../../domain/incident/event.js';
import { type Incident, latest } from '../../../domain/incident/incident.js';
import { longest } from '../../../domain/incident/words.js';
import { type Block, section } from '../../blocks/parts/block.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, textField } from '../modal.js';
import { typedLine } from './incidents.js';
import { writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

const reasonField = (label: string): Block =>
  textField({ id: 'reason', label }, { most: longest.reason, isLong: true });

const named = ({ id, facts }: Incident): string => `*Incident ${id}:* ${typedLine(facts.title, 600)}`;

export function reopenView(incident: Incident): Modal {
  return modal({
    id: incidentModal.reopen,
    title: `Reopen incident ${incident.id}`,
    submit: 'Reopen',
    metadata: writeMetadata({ incident: incident.id, base: latest(incident).number }),
    blocks: [
      section(`${named(incident)}\nTicks and confirmations start again, and updates are due again.`),
      reasonField('Why it is open again'),
    ],
  });
}

export function retractView(incident: Incident): Modal {
  return modal({
    id: incidentModal.retract,
    title: `Retract incident ${incident.id}`,
    submit: 'Retract',
    metadata: writeMetadata({ incident: incident.id, base: latest(incident).number }),
    blocks: [
      section(
        `${named(incident)}\n:warning: The head and every copy are struck through and show your reason. Nothing is deleted. It cannot be reopened.`,
      ),
      reasonField('Why it was not an incident'),
    ],
  });
}

export function refuseView({ id }: Pick<Incident, 'id'>, { id: draft, by, text }: Draft): Modal {
  return modal({
    id: incidentModal.refuse,
    title: 'Refuse the draft',
    submit: 'Refuse',
    metadata: writeMetadata({ incident: id, draft }),
    blocks: [
      section(`*${typedLine(by?.name ?? 'Signalman', 100)} wrote:*\n&gt; ${typedLine(text, 2000)}`),
      reasonField('Why, so that its author can do better'),
    ],
  });
}

/** Of any modal with a reason. */
export function readReason(submitted: Submitted): string {
  return answersOf(submitted).text('reason');
}
