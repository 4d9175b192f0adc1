/** Small forms about a poll: withdrawing answers, another deadline, and closing it. */
import { FormFault } from '../../../domain/fault.js';
import type { ShownPoll } from '../../../domain/signoff/shown-poll.js';
import { candidateName, tallyOf } from '../../../domain/signoff/tally.js';
import { day } from '../../../domain/time.js';
import { section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, momentField } from '../modal.js';
import { groupsField } from './groups.js';
import { signoffModal, writeSignoffMetadata } from './names.js';

const about = ({ poll }: ShownPoll): string =>
  `*${typedLine(candidateName(poll), 150)}* · ${tallyOf(poll).join(' · ')}`;

/** @param groups whose answers the person may withdraw, more than one */
export function withdrawView(shown: ShownPoll, groups: readonly string[]): Modal {
  return modal({
    id: signoffModal.withdraw,
    title: 'Withdraw answers',
    submit: 'Withdraw',
    metadata: writeSignoffMetadata({ poll: shown.poll.id }),
    blocks: [section(about(shown)), groupsField(shown, groups, { label: 'Whose answer' })],
  });
}

/** A day more is proposed: the deadline as it is would change nothing. */
export function extendView(shown: ShownPoll): Modal {
  return modal({
    id: signoffModal.extend,
    title: 'Extend the deadline',
    submit: 'Extend',
    metadata: writeSignoffMetadata({ poll: shown.poll.id }),
    blocks: [
      section(about(shown)),
      momentField({ id: 'deadline', label: 'Answers by' }, shown.poll.deadline + day),
    ],
  });
}

/** @returns ms, UTC @throws FormFault */
export function readDeadline(submitted: Submitted): number {
  const deadline = answersOf(submitted).moment('deadline');
  if (deadline === null) throw new FormFault({ deadline: 'Say until when.' });
  return deadline;
}

export function closeView(shown: ShownPoll): Modal {
  return modal({
    id: signoffModal.close,
    title: 'Close the poll',
    submit: 'Close it',
    metadata: writeSignoffMetadata({ poll: shown.poll.id }),
    blocks: [
      section(about(shown)),
      section('Nobody is asked any more, and nobody can answer. What was answered stays in the history.'),
    ],
  });
}
