/** What `/release-meeting` is for, as data beside the command: its help message is made from it. */
import type { CommandHelp } from './help.js';

export const meetingHelp: CommandHelp = {
  command: '/release-meeting',
  purpose:
    'The recurring meeting: an agenda with the facts, notes kept from its thread, action items that are followed.',
  lines: [
    { usage: '[series]', does: 'the agenda of the meeting that runs or comes next; the same as `agenda`' },
    { usage: '[series] add text', does: 'adds a topic; anybody may' },
    {
      usage: '[series] notes',
      does: 'the notes as they are now; `notes file` and `notes pull` write them out',
    },
    {
      usage: '[series] actions',
      does: 'open action items, with a way to end them or to open them as issues',
    },
    { usage: '[series] collected', does: 'what was kept from the thread, to change or to take out' },
    { usage: '[series] attendees', does: 'says who was there' },
    { usage: '[series] end', does: 'ends the meeting: its notes are written' },
    { usage: '[series] move Friday 14:00 reason', does: 'moves this one; for release leads' },
    { usage: '[series] cancel reason', does: 'cancels this one; its topics go to the next' },
    { usage: 'help', does: 'this list' },
  ],
};
