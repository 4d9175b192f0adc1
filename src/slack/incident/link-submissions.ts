/** What becomes of the forms about GitHub when they are sent. */
import type { Incidents } from '../../app/incident/incidents.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { linkedAnswer } from '../blocks/incident/links.js';
import type { Then } from '../forms/submitting.js';
import type { Submitted } from '../modals/answers.js';
import { readCloseDuplicate, readLinks } from '../modals/incident/links.js';
import { messageView } from '../modals/modal.js';

interface Sent {
  incidents: Incidents;
  submitted: Submitted;
  asked: { actor: { id: string; name: string }; request: string };
  id: number;
}

/** What could be linked is linked; what could not is said, and the form closes only when nothing is to be said. */
export async function linked({ incidents, submitted, asked, id }: Sent): Promise<Then> {
  const { fixes, duplicates, off } = readLinks(submitted);
  if (fixes === '' && duplicates === '' && off.length === 0)
    throw new FormFault({ fixes: 'Name a pull request, or an issue below.' });
  for (const item of off)
    await incidents.unlink({ ...asked, request: `${asked.request} off ${item}`, id, item, reason: '' });
  const blocks = [];
  for (const [field, text, as] of [
    ['fixes', fixes, 'fix'],
    ['duplicates', duplicates, 'duplicate'],
  ] as const) {
    if (text === '') continue;
    try {
      const request = `${asked.request} ${as} ${text}`;
      const done = await incidents.link({ ...asked, request, id, text, as });
      if (done.troubles.length + done.unchecked.length > 0) blocks.push(...linkedAnswer(id, as, done).blocks);
    } catch (error) {
      if (!(error instanceof UserFault) || !['nothing-linked', 'too-many'].includes(error.code)) throw error;
      throw new FormFault({ [field]: error.message });
    }
  }
  return blocks.length === 0 ? 'all' : { replace: { ...messageView('Linked', ''), blocks } };
}

export async function closedDuplicate({ incidents, submitted, asked, id }: Sent): Promise<Then> {
  const { item, lock } = readCloseDuplicate(submitted);
  await incidents.closeDuplicate({ ...asked, id, item, lock });
  return 'all';
}
