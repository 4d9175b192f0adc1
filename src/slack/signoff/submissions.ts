/** What becomes of the forms of the sign-off when they are sent. What a form carries only says what is meant. */
import type { SignoffDesk } from '../../app/ports/signoff.js';
import { findRelease, type Release } from '../../domain/release.js';
import { candidateName } from '../../domain/signoff/tally.js';
import { type Block, section } from '../blocks/parts/block.js';
import { forReader } from '../blocks/parts/days.js';
import { placeName } from '../blocks/parts/text.js';
import { typedLine } from '../blocks/parts/typed.js';
import { commitLink } from '../blocks/signoff/lines.js';
import { formsOf, type Sent } from '../forms/forms.js';
import type { Then } from '../forms/submitting.js';
import type { Submitted } from '../modals/answers.js';
import { type Modal, messageView } from '../modals/modal.js';
import { readAnswer } from '../modals/signoff/answer.js';
import { readSignoffAsk } from '../modals/signoff/ask.js';
import { readDelegate } from '../modals/signoff/delegate.js';
import { readGroups } from '../modals/signoff/groups.js';
import { readSignoffMetadata, signoffModal } from '../modals/signoff/names.js';
import { readDeadline } from '../modals/signoff/poll.js';
import { answerForAll, withdrawForAll } from './answers.js';
import { newDelegation } from './delegations.js';
import { signoffOf, staleForm } from './desk.js';

type SignoffSent = Sent & { desk: SignoffDesk; releases: readonly Release[] };

/** By what the form is called towards Slack. */
export const signoffForms = formsOf(
  {
    [signoffModal.ask]: askSent,
    [signoffModal.answer]: answerSent,
    [signoffModal.withdraw]: withdrawSent,
    [signoffModal.extend]: extendSent,
    [signoffModal.close]: closeSent,
    [signoffModal.delegate]: delegateSent,
  },
  (deps) => ({ desk: signoffOf(deps), releases: deps.releases }),
);

/** @throws UserFault `stale-form` */
function pollIn(submitted: Submitted): number {
  const { poll } = readSignoffMetadata(submitted.private_metadata);
  if (poll === undefined) throw staleForm();
  return poll;
}

async function askSent({ desk, submitted, asked }: SignoffSent): Promise<Then> {
  const { release } = readSignoffMetadata(submitted.private_metadata);
  if (release === undefined) throw staleForm();
  const wanted = readSignoffAsk(submitted);
  const shown = await desk.ask({ ...asked, release, ...wanted });
  const { poll } = shown;
  const isOlder = wanted.deadline !== null && wanted.deadline !== poll.deadline;
  const places = (shown.release.signOff?.channels ?? []).slice(0, 10).map(placeName).join(', ');
  return {
    replace: done('Asked', [
      section(
        `The poll for *${typedLine(candidateName(poll), 150)}* at ${commitLink(poll.candidate.commit, shown)} is open until ${forReader(poll.deadline, shown.release.zone)}${places === '' ? '' : `, in ${places}`}.`,
      ),
      ...(isOlder
        ? [section('It was open already. Its deadline is changed at the poll: *Extend the deadline…*')]
        : []),
    ]),
  };
}

async function answerSent({ desk, submitted, asked }: SignoffSent): Promise<Then> {
  const { poll, groups, answer, ...rest } = readAnswer(submitted);
  if (poll === null || answer === null) throw staleForm();
  const { blocks } = await answerForAll({ desk, asked }, poll, groups, { answer, ...rest });
  return { replace: done('Recorded', blocks) };
}

async function withdrawSent({ desk, submitted, asked }: SignoffSent): Promise<Then> {
  const { blocks } = await withdrawForAll({ desk, asked }, pollIn(submitted), readGroups(submitted));
  return { replace: done('Withdrawn', blocks) };
}

async function extendSent({ desk, submitted, asked }: SignoffSent): Promise<Then> {
  const poll = pollIn(submitted);
  const shown = await desk.extend({ ...asked, poll, deadline: readDeadline(submitted) });
  const until = forReader(shown.poll.deadline, shown.release.zone);
  return { replace: done('Extended', [section(`Answers count until ${until}, and the poll says so.`)]) };
}

async function closeSent({ desk, submitted, asked }: SignoffSent): Promise<Then> {
  const { poll } = await desk.close({ ...asked, poll: pollIn(submitted) });
  const name = typedLine(candidateName(poll), 150);
  return { replace: done('Closed', [section(`Nobody is asked about *${name}* any more.`)]) };
}

async function delegateSent({ desk, submitted, asked, releases }: SignoffSent): Promise<Then> {
  const { release, ...sent } = readDelegate(submitted);
  if (release === null) throw staleForm();
  const added = await desk.delegate({ ...asked, release, ...sent });
  return { replace: done('Named', [section(newDelegation(added, findRelease(releases, release)))]) };
}

const done = (title: string, blocks: readonly Block[]): Modal => ({
  ...messageView(title, ''),
  blocks: [...blocks],
});
