/** The button that opens the form of a checklist. */
import { z } from 'zod';
import { signoffHelp } from '../commands/help.js';
import { checklistView } from '../modals/checklist.js';
import { staleFaults } from '../stale.js';
import { buttonWith } from './pressed.js';

const button = buttonWith(signoffHelp, ({ checklists }) => ({ checklists }));
const { staleButton } = staleFaults('Type `/release-status checklist`');

/** The release, and the name of the list. */
const named = z.tuple([z.string().max(100), z.string().max(100)]);

export const pressTick = button(async ({ checklists, value, asked: { actor }, open }) => {
  const [release, name] = read(value);
  return await open('Checklist', async () =>
    checklistView(await checklists.prepare({ actor, release, name })),
  );
});

function read(text: string): z.infer<typeof named> {
  try {
    return named.parse(JSON.parse(text));
  } catch {
    throw staleButton();
  }
}
