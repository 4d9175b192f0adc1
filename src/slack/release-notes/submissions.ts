/** What becomes of the form of a release note when it is sent. What the form carries only says what is meant. */
import type { NotesSettings } from '../../domain/release-notes/settings.js';
import { context, section } from '../blocks/parts/block.js';
import { formsOf, type Sent } from '../forms/forms.js';
import type { Then } from '../forms/submitting.js';
import { type Modal, messageView } from '../modals/modal.js';
import { notesModal } from '../modals/release-notes/names.js';
import { type NoteSent, readNote } from '../modals/release-notes/write.js';
import { type NotesDesk, notesOf, staleForm } from './desk.js';

async function noteSent({ desk, submitted, asked }: Sent & NotesDesk): Promise<Then> {
  const sent = readNote(submitted);
  if (sent === null) throw staleForm();
  const { release, number, said } = sent;
  await desk.write({ ...asked, name: release, number, said });
  return { replace: saved(sent, desk.settings) };
}

function saved({ number, said }: NoteSent, { write }: Pick<NotesSettings, 'write'>): Modal {
  const what =
    said.kind === 'none'
      ? `#${number} stays out of the release notes.`
      : `The note of #${number} stands in the draft${said.isActionRequired ? ', among what is urgent' : ''}.`;
  const told =
    write === 'comment'
      ? 'The pull request is told in a comment, with your name'
      : 'It is on its way to the pull request, with your name';
  return { ...messageView('Saved', ''), blocks: [section(what), context(told)] };
}

export const notesForms = formsOf({ [notesModal.write]: noteSent }, notesOf);
