/** What becomes of a checklist's form when it is sent. */
import { UserFault } from '../../domain/fault.js';
import { tickedMessage } from '../blocks/checklists.js';
import type { SlackDependencies } from '../dependencies.js';
import { type SubmitArgs, submission, submitting } from '../incident/submitting.js';
import { checklistModal, readChecklist, readChecklistMetadata } from '../modals/checklist.js';
import { messageView } from '../modals/modal.js';

export const checklistSubmissions = Object.values(checklistModal);

export function checklistSubmission(deps: SlackDependencies) {
  return async (args: SubmitArgs): Promise<void> => {
    const { body } = args;
    await submitting(deps, args, async (submitted) => {
      const about = readChecklistMetadata(submitted.private_metadata);
      if (!about)
        throw new UserFault(
          'stale-form',
          'That form means nothing any more.',
          'Type `/release-signoff checklist`',
        );
      const { list, changed } = await deps.checklists.tick({
        actor: { id: body.user.id, name: body.user.name },
        request: submission(args),
        ...{ release: about.release, name: about.list },
        ...readChecklist(submitted),
      });
      return { replace: messageView('Checklist', tickedMessage(list, changed)) };
    });
  };
}
