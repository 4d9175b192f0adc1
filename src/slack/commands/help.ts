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
    {
      usage: '[release] features',
      does: 'enhancements that are still open; where their documents are read, what each lacks, and after `features` a group for its own',
    },
    {
      usage: '[release] kep 1234',
      does: 'all about one enhancement: stage, approvals, each box, each open question, and what to do next',
    },
    {
      usage: '[release] tests',
      does: 'CI jobs by gate, the worst first: since when, which commits, whose; words and manual tests are given there',
    },
    {
      usage: '[release] signoff',
      does: 'which groups say that the candidate may ship, and who has not answered',
    },
    { usage: '[release] checklist', does: 'the checklists of the release team, with who ticked what' },
    {
      usage: '[release] notes',
      does: 'how far the release notes and the docs are, and what is missing first; `/release-notes` does the rest',
    },
    { usage: '[release] report', does: 'the whole report' },
    {
      usage: '[release] calendar',
      does: 'phases in AoE, UTC and the zone of the team, what holds, what comes next, who is on call, exceptions',
    },
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

export const signoffHelp: CommandHelp = {
  command: '/release-signoff',
  purpose: 'Whether the groups say that it may ship, and what the release team decides: each with a name.',
  lines: [
    {
      usage: '[release] ask [candidate]',
      does: 'asks every group whether a tag or a commit may ship; without one the head of the branch; for release leads',
    },
    { usage: '[release] go', does: 'GO of your group, for this very commit' },
    {
      usage: '[release] go if #123 is merged',
      does: 'GO as soon as pull requests are merged and issues are closed; they are watched',
    },
    { usage: '[release] no-go reason', does: 'NO GO of your group' },
    { usage: '[release] withdraw', does: 'takes the answer of your group back' },
    {
      usage: '[release] delegate',
      does: 'names somebody who answers for your group while you are away; `delegate end 3` ends that',
    },
    { usage: '[release] status', does: 'what every group says, and who has not answered' },
    { usage: '[release] history', does: 'who signed what and when, for each candidate' },
    {
      usage: '[release] exception',
      does: 'asks for an exception to a freeze: what, why, for which issue, until when; a release lead decides',
    },
    {
      usage: '[release] waive [gate] [#123]',
      does: 'the release ships with a finding all the same: which parts of it, why, until when',
    },
    { usage: '[release] waivers', does: 'what is waived now; ended there too' },
    { usage: '[release] checklist [name]', does: 'ticks a checklist of the release team' },
    { usage: 'help', does: 'this list' },
  ],
};

export const notesHelp: CommandHelp = {
  command: '/release-notes',
  purpose: 'What users will read about the release: written every day, its gaps named with whose they are.',
  lines: [
    { usage: '[release]', does: 'how far the notes and the docs are, and what is missing first' },
    {
      usage: '[release] gaps [serious|mine|group]',
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

export const incidentHelp: CommandHelp = {
  command: '/incident',
  purpose: 'The one thread about what is broken: declared once, and the same everywhere.',
  lines: [
    { usage: '', does: 'open incidents, and those that ended last' },
    { usage: 'declare [title]', does: 'declares one and tells every place that must know' },
    {
      usage: 'declare --embargo [title]',
      does: 'the same for few, in a private channel, where that is set up',
    },
    { usage: 'lift number', does: 'ends an embargo: it is told everywhere' },
    { usage: 'update [number]', does: 'the next revision, in every place at once' },
    { usage: 'show [number]', does: 'everything about one: who confirmed what, where it did not arrive' },
    {
      usage: 'timeline [number] [zone] [file]',
      does: 'what happened when, in any time zone; with `file` all of it as Markdown, sent to you directly',
    },
    { usage: 'note [number] [text]', does: 'an entry for the timeline, also for a time in the past' },
    { usage: 'entries [number]', does: 'changes or removes entries of the timeline' },
    {
      usage: 'link [number] #123',
      does: 'a pull request that repairs it; it is watched until a release contains it',
    },
    { usage: 'duplicate [number] #123', does: 'an issue that reports the same' },
    {
      usage: 'links [number]',
      does: 'what is linked, and where it stands; `unlink` takes one off, `close-duplicate` closes one on GitHub',
    },
    { usage: 'correct [number]', does: 'strikes an update through and says what is right' },
    { usage: 'hand-over [number]', does: 'gives the command to somebody else' },
    { usage: 'resolve [number]', does: 'exit criteria, confirmations, and the all-clear' },
    { usage: 'reopen number', does: 'takes up again what was resolved' },
    { usage: 'merge [number]', does: 'says that it is the same as another one' },
    { usage: 'retract [number]', does: 'strikes it through everywhere: it never was one' },
    {
      usage: 'stats [all|30d|2026-10|since 2026-10-05] [release]',
      does: 'how many, how long what took, and which updates came in time',
    },
    { usage: 'text [number]', does: 'text for a status page, a mail, a release page' },
    {
      usage: 'postmortem [number]',
      does: 'how far the post-mortem is, what is missing, and a way to write, sign and post it',
    },
    {
      usage: 'lesson [number] [well|wrong|lucky] [text]',
      does: 'what went well, what went wrong, where you got lucky',
    },
    { usage: 'action [number] [text]', does: 'adds an action item; `action list` shows all of them' },
    { usage: 'subscribe [number] [me]', does: 'a copy in this channel, or for you alone' },
    { usage: 'unsubscribe [number] [me]', does: 'ends that' },
    { usage: 'help', does: 'this list' },
  ],
};

export { meetingHelp } from './help-meeting.js';
