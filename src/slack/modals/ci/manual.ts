/** The form for a test that somebody ran by hand. */
import type { Job } from '../../../domain/ci/job.js';
import { FormFault } from '../../../domain/fault.js';
import { context, section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, selectField, textField } from '../modal.js';
import { ciModal, longestCi, readCiMetadata, writeCiMetadata } from './names.js';

const results = ['pass', 'fail'] as const;

/** @param commit that the job ran last: a proposal; null: it is not known */
export function manualView(
  job: Pick<Job, 'key' | 'name' | 'board'>,
  release: string,
  commit: string | null,
): Modal {
  return modal({
    id: ciModal.manual,
    title: 'Record a manual test',
    submit: 'Record',
    metadata: writeCiMetadata({ release, job: job.key }),
    blocks: [
      section(
        `For *${typedLine(job.name, 200)}* of ${typedLine(job.board, 200)} and *${typedLine(release, 100)}*`,
      ),
      textField(
        {
          id: 'commit',
          label: 'Commit that was tested',
          hint: 'At least the first seven digits of its hash.',
        },
        { most: longestCi.commit, ...(commit === null ? {} : { placeholder: commit }) },
      ),
      textField({ id: 'what', label: 'What was tried' }, { most: longestCi.what, isLong: true }),
      selectField(
        { id: 'result', label: 'Result' },
        [
          { value: 'pass', text: 'It passed' },
          { value: 'fail', text: 'It failed' },
        ],
        null,
        'radio_buttons',
      ),
      context('It counts for this very commit, where the gate allows it, and ends with the next one.'),
    ],
  });
}

export interface ManualForm {
  release: string | null;
  job: string | null;
  commit: string;
  what: string;
  result: (typeof results)[number];
}

/** @throws FormFault with all that is missing */
export function readManual(submitted: Submitted): ManualForm {
  const { text, choice } = answersOf(submitted);
  const { release = null, job = null } = readCiMetadata(submitted.private_metadata);
  const commit = text('commit').trim();
  const what = text('what').trim();
  const result = results.find((one) => one === choice('result'));
  const faults = {
    ...(commit === '' ? { commit: 'Say which commit was tested.' } : {}),
    ...(what === '' ? { what: 'Say what was tried.' } : {}),
    ...(result === undefined ? { result: 'Choose one.' } : {}),
  };
  if (result === undefined || Object.keys(faults).length > 0) throw new FormFault(faults);
  return { release, job, commit, what, result };
}
