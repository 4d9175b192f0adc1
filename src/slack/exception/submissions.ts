/** What becomes of the forms of an exception when they are sent. */
import { UserFault } from '../../domain/fault.js';
import type { SlackDependencies } from '../dependencies.js';
import { formsOf, type Sent } from '../forms.js';
import type { Then } from '../incident/submitting.js';
import { answersOf } from '../modals/answers.js';
import { exceptionModal, readAsk, readExceptionMetadata } from '../modals/exception.js';
import { messageView } from '../modals/modal.js';

type ExceptionSent = Sent & Pick<SlackDependencies, 'exceptions'>;

export const exceptionForms = formsOf(
  { [exceptionModal.ask]: askSent, [exceptionModal.refuse]: refuseSent },
  ({ exceptions }) => ({ exceptions }),
);

async function askSent({ exceptions, submitted, asked }: ExceptionSent): Promise<Then> {
  const { release } = readExceptionMetadata(submitted.private_metadata);
  if (release === undefined) throw stale();
  const added = await exceptions.ask({ ...asked, name: release, form: readAsk(submitted) });
  return {
    replace: messageView(
      'Asked',
      `Exception ${added.id} is with the release leads of ${added.release}. You are told directly what they decide.`,
    ),
  };
}

async function refuseSent({ exceptions, submitted, asked }: ExceptionSent): Promise<Then> {
  const { exception } = readExceptionMetadata(submitted.private_metadata);
  if (exception === undefined) throw stale();
  const reason = answersOf(submitted).text('reason');
  await exceptions.decide({ ...asked, id: exception, isApproved: false, reason });
  return 'all';
}

const stale = () =>
  new UserFault('stale-form', 'This form is out of date.', 'Type `/release-signoff exception`');
