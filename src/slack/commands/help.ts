/** What each command is for, as data beside the commands: help messages are made from it. */

export interface CommandHelp {
  command: string;
  purpose: string;
  lines: { usage: string; does: string }[];
}

export const statusHelp: CommandHelp = {
  command: '/release-status',
  purpose: 'May we ship? GO, NO GO or UNKNOWN, each reason with its evidence.',
  lines: [
    { usage: '', does: 'the verdict of the first release, with its reasons, figures and next steps' },
    { usage: '[release]', does: 'the same for that release' },
    { usage: '[release] issues', does: 'every open issue of the milestone, by group and label' },
    { usage: '[release] flakes', does: 'one kind of issue; bugs and the other configured kinds likewise' },
    { usage: '[release] features', does: 'enhancements that are still open' },
    { usage: '[release] report', does: 'the whole report' },
    { usage: '[release] act', does: 'what the release team wrote by hand, with numbers' },
    {
      usage: '[release] act reason [unknown] Heading: text until Friday',
      does: 'a reason of your own; it counts until its end',
    },
    { usage: '[release] act todo text by 20 March', does: 'an action that is required, with its day' },
    { usage: '[release] act taken text', does: 'something the release team did today' },
    { usage: '[release] act end 12', does: 'ends an entry' },
    {
      usage: '[release] subscribe weekdays at 16:00 Europe/Berlin',
      does: 'a digest in this channel; also `daily`, `mon,thu`, `cron 0 */4 * * *`, and the kinds `full`, `short`, `on-change`',
    },
    { usage: 'unsubscribe 3', does: 'ends a digest' },
    { usage: 'schedule', does: 'all digests, with what became of the last report of each' },
    { usage: 'schedule 3 again', does: 'issues its last report again, with the figures of now' },
    { usage: 'help', does: 'this list' },
  ],
};
