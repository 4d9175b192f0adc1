/** The form for a group's word that its job does not hold the release back. */
import type { Job } from '../../../domain/ci/job.js';
import { FormFault } from '../../../domain/fault.js';
import { context, section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, momentField, selectField, textField } from '../modal.js';
import { ciModal, longestCi, readCiMetadata, writeCiMetadata } from './names.js';

/** @param releases that the job holds back; with several one is chosen */
export function wordView(
  job: Pick<Job, 'key' | 'name' | 'board'>,
  releases: readonly [string, ...string[]],
): Modal {
  const [release] = releases;
  const several = releases.length > 1;
  return modal({
    id: ciModal.word,
    title: 'The group’s word',
    submit: 'Give it',
    metadata: writeCiMetadata({ job: job.key, ...(several ? {} : { release }) }),
    blocks: [
      section(
        `*${typedLine(job.name, 200)}* of ${typedLine(job.board, 200)} does not hold ${several ? 'the release' : `*${typedLine(release, 100)}*`} back.`,
      ),
      ...(several
        ? [
            selectField(
              { id: 'release', label: 'Release' },
              releases.map((name) => ({ value: name.slice(0, 150), text: name })),
              release,
            ),
          ]
        : []),
      textField(
        { id: 'reason', label: 'Why it does not', hint: 'It stands in every report, with your name.' },
        { most: longestCi.reason, isLong: true },
      ),
      momentField(
        {
          id: 'until',
          label: 'Until when',
          hint: 'It no longer counts from then on, and also not once the job has recovered.',
        },
        null,
      ),
      context('The leads of the group that owns the job and release leads may give it.'),
    ],
  });
}

export interface WordForm {
  release: string | null;
  job: string | null;
  reason: string;
  until: number;
}

/** @throws FormFault with all that is missing */
export function readWord(submitted: Submitted): WordForm {
  const { text, moment, choice } = answersOf(submitted);
  const { release, job } = readCiMetadata(submitted.private_metadata);
  const reason = text('reason').trim();
  const until = moment('until');
  const faults = {
    ...(reason === '' ? { reason: 'Say why the job does not hold the release back.' } : {}),
    ...(until === null ? { until: 'Say until when it counts.' } : {}),
  };
  if (until === null || Object.keys(faults).length > 0) throw new FormFault(faults);
  return { release: release ?? choice('release'), job: job ?? null, reason, until };
}
