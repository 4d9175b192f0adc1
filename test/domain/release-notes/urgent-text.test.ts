/** Below the heading for what requires action no note begins by saying that action is required. */
import { expect, it } from '@jest/globals';
import { draftOf } from '../../../src/domain/release-notes/draft.js';
import { withoutSayingSo } from '../../../src/domain/release-notes/urgent-text.js';
import { notedPull, notesFacts, notesSettings, urgent } from '../../builders/release-notes.js';

it.each([
  'action required: Rename the flag.',
  'Action Required:Rename the flag.',
  'ACTION REQUIRED - Rename the flag.',
  'ACTION REQUIRED\nRename the flag.',
  '[action required] Rename the flag.',
  '(Action required): Rename the flag.',
  '[ACTION REQUIRED]: Rename the flag.',
  '**Action required:** Rename the flag.',
  '**Action required**: Rename the flag.',
  '**ACTION REQUIRED** Rename the flag.',
  '__Action required__ Rename the flag.',
  'Action-required. Rename the flag.',
  '**[action required]**: Rename the flag.',
  'ACTION REQUIRED: [action required] Rename the flag.',
])('%j begins with what it asks for', (text) => {
  expect(withoutSayingSo(text)).toBe('Rename the flag.');
});

it.each([
  'Action required for clusters with X: rename the flag.',
  'Rename the flag. Action required: yes.',
  'Action required:',
  '**Action required** before you upgrade.'.replaceAll('*', ''),
  'No action required: it is done for you.',
])('%j stays as it is', (text) => {
  expect(withoutSayingSo(text)).toBe(text);
});

it.each(['kinds', 'features'] as const)('leaves all other notes alone (%s)', (form) => {
  const text = 'Action required: rename the flag.';
  const facts = notesFacts({
    settings: notesSettings({ form }),
    pulls: [notedPull(1, null, { said: urgent(text) }), notedPull(2, text)],
  });
  const notes = draftOf(facts).parts.flatMap((part) => (part.is === 'notes' ? part.notes : []));
  expect(notes.map((note) => [note.number, note.text]).sort()).toEqual([
    [1, 'rename the flag.'],
    [2, text],
  ]);
});
