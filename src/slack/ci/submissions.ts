/** What becomes of the forms of the test signal when they are sent. */
import type { CiAsked, CiDesk } from '../../app/ports/ci.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { showMoment } from '../../domain/time.js';
import { linkTo } from '../blocks/ci/lines.js';
import { section } from '../blocks/parts/block.js';
import { when } from '../blocks/parts/text.js';
import { typedLine } from '../blocks/parts/typed.js';
import { formsOf, type Sent } from '../forms/forms.js';
import type { Then } from '../forms/submitting.js';
import { readIssue } from '../modals/ci/file.js';
import { readManual } from '../modals/ci/manual.js';
import { ciModal, readCiMetadata } from '../modals/ci/names.js';
import { readSilence } from '../modals/ci/silence.js';
import { readWord } from '../modals/ci/word.js';
import { type Modal, messageView } from '../modals/modal.js';
import { deskOf, staleForm } from './desk.js';

type CiSent = Sent & { desk: CiDesk };

/** By what the form is called towards Slack. */
export const ciForms = formsOf(
  {
    [ciModal.silence]: silenced,
    [ciModal.word]: given,
    [ciModal.manual]: recorded,
    [ciModal.file]: filed,
  },
  (deps) => ({ desk: deskOf(deps) }),
);

/** The test signal calls who asks `by`. */
const byOf = ({ actor, request }: Sent['asked']): CiAsked => ({ by: actor, request });

async function silenced({ desk, submitted, asked }: CiSent): Promise<Then> {
  const { alert } = readCiMetadata(submitted.private_metadata);
  if (alert === undefined) throw staleForm();
  const until = readSilence(submitted);
  const shown = await beside({ 'bad-silence': 'until' }, () =>
    desk.silence({ ...byOf(asked), alert, until }),
  );
  const { silenced: found } = shown.alert;
  return {
    replace: done(
      'Silenced',
      found === null
        ? `${typedLine(shown.job.name, 200)} is over already: there is nothing to silence.`
        : `No news of ${typedLine(shown.job.name, 200)} until ${when(found.until, showMoment(found.until, shown.zone))}.`,
    ),
  };
}

async function given({ desk, submitted, asked }: CiSent): Promise<Then> {
  const { release, job, reason, until } = readWord(submitted);
  if (release === null || job === null) throw staleForm();
  // The form has a reason already: what is wrong with a word then is its end.
  await beside({ 'bad-word': 'until' }, () => desk.word({ ...byOf(asked), release, job, reason, until }));
  return {
    replace: done(
      'Recorded',
      `The job does not hold ${typedLine(release, 100)} back until ${when(until, showMoment(until, 'UTC'))}. Every report says so, with your name.`,
    ),
  };
}

async function recorded({ desk, submitted, asked }: CiSent): Promise<Then> {
  const { release, job, ...form } = readManual(submitted);
  if (release === null || job === null) throw staleForm();
  const { commit, result } = await beside({ 'bad-manual-test': 'commit' }, () =>
    desk.manual({ ...byOf(asked), release, job, ...form }),
  );
  const came = result === 'pass' ? 'passed' : 'failed';
  return {
    replace: done('Recorded', `It ${came} on ${typedLine(commit, 80)}. It ends with the next commit.`),
  };
}

async function filed({ desk, submitted, asked }: CiSent): Promise<Then> {
  const { alert } = readCiMetadata(submitted.private_metadata);
  if (alert === undefined) throw staleForm();
  const { url, number } = await desk.file({ ...byOf(asked), alert, ...readIssue(submitted) });
  return { replace: done('Filed', `${linkTo(url, `#${number}`, 40)} is filed, and linked to the alert.`) };
}

/** A fault of the desk that is about one field is shown beside it. */
async function beside<T>(fields: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserFault)) throw error;
    const field = Object.hasOwn(fields, error.code) ? fields[error.code] : undefined;
    if (field === undefined) throw error;
    throw new FormFault({ [field]: `${error.message} ${error.hint}`.trim() });
  }
}

const done = (title: string, text: string): Modal => ({ ...messageView(title, ''), blocks: [section(text)] });
