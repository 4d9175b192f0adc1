/** What `/release-notes` is for, as data beside the command. */
import type { CommandHelp } from './help.js';

export const notesHelp: CommandHelp = {
  command: '/release-notes',
  purpose: 'What users will read about the release: written every day, its gaps named with whose they are.',
  lines: [
    { usage: '[release]', does: 'how far the notes and the docs are, and what is missing first' },
    {
      usage: '[release] gaps [blocking|mine|group]',
      does: 'everything that is missing, by group and owner, with a button to write each note',
    },
    { usage: '[release] write #123', does: 'writes the note of a pull request, in a form' },
    { usage: '[release] draft', does: 'posts the whole draft here, as a file' },
    {
      usage: '[release] publish',
      does: 'brings the draft into its repository, around what people have changed there',
    },
    { usage: 'help', does: 'this list' },
  ],
};
