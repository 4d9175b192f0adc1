/** What becomes of the forms of an exception when they are sent. */
import { UserFault } from '../../domain/fault.js';
import type { SlackDependencies } from '../dependencies.js';
import { type SubmitArgs, submission, submitting } from '../incident/submitting.js';
import { answersOf } from '../modals/answers.js';
import { exceptionModal, readAsk, readExceptionMetadata } from '../modals/exception.js';
import { messageView } from '../modals/modal.js';

export const exceptionSubmissions = Object.values(exceptionModal);

export function exceptionSubmission(deps: SlackDependencies) {
  return async (args: SubmitArgs): Promise<void> => {
    const { view, body } = args;
    await submitting(deps, args, async (submitted) => {
      const asked = { actor: { id: body.user.id, name: body.user.name }, request: submission(args) };
      const { release, exception } = readExceptionMetadata(submitted.private_metadata);
      if (view.callback_id === exceptionModal.ask) {
        if (release === undefined) throw stale();
        const added = await deps.exceptions.ask({ ...asked, name: release, form: readAsk(submitted) });
        return {
          replace: messageView(
            'Asked',
            `Exception ${added.id} is with the release leads of ${added.release}. You are told directly what they decide.`,
          ),
        };
      }
      if (exception === undefined) throw stale();
      const reason = answersOf(submitted).text('reason');
      await deps.exceptions.decide({ ...asked, id: exception, isApproved: false, reason });
      return 'all';
    });
  };
}

const stale = () =>
  new UserFault('stale-form', 'That form means nothing any more.', 'Type `/release-signoff exception`');
