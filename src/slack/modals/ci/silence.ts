/** The form that silences an alert until any moment. */
import type { ShownAlert } from '../../../domain/ci/shown-alert.js';
import { FormFault } from '../../../domain/fault.js';
import { context, section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, momentField } from '../modal.js';
import { ciModal, writeCiMetadata } from './names.js';

export function silenceView({ alert, job }: ShownAlert): Modal {
  return modal({
    id: ciModal.silence,
    title: 'Silence an alert',
    submit: 'Silence',
    metadata: writeCiMetadata({ alert: alert.id }),
    blocks: [
      section(`*${typedLine(job.name, 200)}* of ${typedLine(job.board, 200)}`),
      momentField({ id: 'until', label: 'No news until' }, alert.silenced?.until ?? null),
      context(
        'What happens meanwhile is told afterwards, in one message. The release lead is still told of a job that is red for too long.',
      ),
    ],
  });
}

/** @returns ms, UTC @throws FormFault */
export function readSilence(submitted: Submitted): number {
  const until = answersOf(submitted).moment('until');
  if (until === null) throw new FormFault({ until: 'Say until when.' });
  return until;
}
