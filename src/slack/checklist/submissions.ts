/** What becomes of a checklist's form when it is sent. */
import type { ChecklistDesk } from '../../app/ports/checklist.js';
import { tickedMessage } from '../blocks/waivers/checklists.js';
import { formsOf, type Sent } from '../forms/forms.js';
import type { Then } from '../forms/submitting.js';
import { checklistModal, readChecklist, readChecklistMetadata } from '../modals/checklist.js';
import { messageView } from '../modals/modal.js';
import { staleFaults } from '../stale.js';

const { staleForm } = staleFaults('Type `/release-signoff checklist`');

export const checklistForms = formsOf({ [checklistModal.tick]: ticked }, ({ checklists }) => ({
  checklists,
}));

async function ticked({ checklists, submitted, asked }: Sent & { checklists: ChecklistDesk }): Promise<Then> {
  const about = readChecklistMetadata(submitted.private_metadata);
  if (!about) throw staleForm();
  const { list, changed } = await checklists.tick({
    ...asked,
    ...{ release: about.release, name: about.list },
    ...readChecklist(submitted),
  });
  return { replace: messageView('Checklist', tickedMessage(list, changed)) };
}
