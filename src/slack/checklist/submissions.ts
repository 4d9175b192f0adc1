/** What becomes of a checklist's form when it is sent. */
import type { ChecklistDesk } from '../../app/ports/checklist.js';
import { UserFault } from '../../domain/fault.js';
import { tickedMessage } from '../blocks/checklists.js';
import { formsOf, type Sent } from '../forms.js';
import type { Then } from '../incident/submitting.js';
import { checklistModal, readChecklist, readChecklistMetadata } from '../modals/checklist.js';
import { messageView } from '../modals/modal.js';

export const checklistForms = formsOf({ [checklistModal.tick]: ticked }, ({ checklists }) => ({
  checklists,
}));

async function ticked({ checklists, submitted, asked }: Sent & { checklists: ChecklistDesk }): Promise<Then> {
  const about = readChecklistMetadata(submitted.private_metadata);
  if (!about)
    throw new UserFault('stale-form', 'This form is out of date.', 'Type `/release-signoff checklist`');
  const { list, changed } = await checklists.tick({
    ...asked,
    ...{ release: about.release, name: about.list },
    ...readChecklist(submitted),
  });
  return { replace: messageView('Checklist', tickedMessage(list, changed)) };
}
