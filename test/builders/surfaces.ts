// Every surface that the documentation shows: what it is called, and what somebody who cannot see it is told.

export interface Surface {
  /** Of its picture; with `-dark` behind it in the dark. */
  name: string;
  /** What one types or opens to get there. */
  how: string;
  /** What there is to see. */
  alt: string;
}

interface Chapter {
  title: string;
  surfaces: Surface[];
}

export const chapters: Chapter[] = [
  {
    title: 'May we ship?',
    surfaces: [
      {
        name: 'sandbox',
        how: '`/release-status`',
        alt: 'The private answer: v1.6 is NO GO, with eight reasons, figures per SIG and next steps',
      },
      {
        name: 'issues',
        how: '`/release-status issues`',
        alt: 'Every open issue of the milestone, counted per SIG and per label',
      },
      {
        name: 'tests',
        how: '`/release-status tests`',
        alt: 'The jobs by gate, the worst first: since when each is red, and whose it is',
      },
      {
        name: 'features',
        how: '`/release-status features v1.7`',
        alt: 'The enhancements of v1.7 by SIG: eight of 28 are not ready, each with what it lacks',
      },
      {
        name: 'kep',
        how: '`/release-status kep 279`',
        alt: 'One enhancement: what it lacks, the boxes of its checklist, its questionnaire section by section, and its documents',
      },
      {
        name: 'calendar',
        how: '`/release-status calendar`',
        alt: 'The phases in AoE, UTC and the zone of the team, with what holds and what comes next',
      },
      {
        name: 'checklist',
        how: '`/release-status checklist`',
        alt: 'The checklists of the release team, with who ticked what',
      },
      {
        name: 'digest',
        how: 'a digest, posted each day',
        alt: 'A daily digest: v1.6 is NO GO, 36 open, up by 7, with reasons, the burndown, a forecast, figures per SIG with their deltas and what has to be done',
      },
      {
        name: 'digest-thread',
        how: 'the thread below a digest',
        alt: 'The thread of a digest: every failing item, everything that moved, and the report as a file',
      },
      {
        name: 'alert',
        how: 'an alert, when a job turns red',
        alt: 'An alert in the channel of the release: which job is red since when, with buttons',
      },
      {
        name: 'schedule',
        how: '`/release-status schedule`',
        alt: 'The digests, when each comes next and where the last one arrived',
      },
      {
        name: 'app-home',
        how: 'the Home of Signalman',
        alt: 'The Home of a release lead: NO GO with its reasons, an overdue update, a sign-off, an exception, an action item and a checklist, each with its buttons',
      },
    ],
  },
  {
    title: 'Sign-off, exceptions and waivers',
    surfaces: [
      {
        name: 'signoff-ask',
        how: '`/release-signoff ask v1.6.0-beta.4`',
        alt: 'The form that asks seven SIGs whether a candidate may ship, with its deadline',
      },
      {
        name: 'signoff-answer',
        how: 'the answer of somebody who leads several SIGs',
        alt: 'The form in which the lead of several SIGs says GO, with a box for each',
      },
      {
        name: 'signoff',
        how: 'the message that asks',
        alt: 'The sign-off for v1.6.0-beta.4: three of seven SIGs say GO, Node says NO GO with its reason',
      },
      {
        name: 'signoff-section',
        how: '`/release-status signoff`',
        alt: 'The same as a section of the status, with who has not answered',
      },
      {
        name: 'signoff-void',
        how: 'a commit that lands meanwhile',
        alt: 'A sign-off that was overtaken: the commit that landed took every answer back',
      },
      {
        name: 'exception-form',
        how: '`/release-signoff exception`',
        alt: 'The form that asks for an exception to a freeze',
      },
      {
        name: 'waiver-form',
        how: '`/release-signoff waive`',
        alt: 'The form that waives a finding: which parts, why, and until when',
      },
    ],
  },
  {
    title: 'Incidents',
    surfaces: [
      {
        name: 'incident-declare',
        how: '`/incident declare`, or the menu of a message',
        alt: 'The form that declares an incident, filled in from the message that tells of it',
      },
      {
        name: 'incident-embargo',
        how: '`/incident declare --embargo`',
        alt: 'The form that declares an incident that nobody else may know of, with the box for the embargo',
      },
      {
        name: 'incident-preview',
        how: 'an update, before it is sent',
        alt: 'The update of an incident as it will read, before it goes to every channel',
      },
      {
        name: 'incident',
        how: 'the head and its thread',
        alt: 'The head of an incident with state, severity, impact, workaround and the time of the next update; beside it the thread, with an update struck through and its correction',
      },
      {
        name: 'incident-copy',
        how: 'a copy in another channel',
        alt: 'The copy of an incident in a channel of users',
      },
      {
        name: 'incident-github',
        how: 'the mirror on GitHub',
        alt: 'The tracking issue of an incident on GitHub, with the comment that says the same as the head',
      },
      {
        name: 'incident-list',
        how: '`/incident list`',
        alt: 'The incidents that are open, with state, severity, commander and the time of the next update, and those that are over',
      },
      {
        name: 'incident-timeline',
        how: '`/incident timeline 1 Asia/Tokyo`',
        alt: 'What happened in an incident, moment by moment, in the zone that was asked for',
      },
      {
        name: 'incident-resolved',
        how: 'after the all-clear',
        alt: 'A resolved incident: how long it took, who confirmed, and what remains',
      },
      {
        name: 'incident-stats',
        how: '`/incident stats`',
        alt: 'How many incidents there were, how long they took, and which updates came in time',
      },
      {
        name: 'postmortem-question',
        how: 'the question after the all-clear',
        alt: 'The discussion of an incident that is over: what was learned, with buttons and by a word, and what was kept',
      },
      {
        name: 'postmortem',
        how: 'the post-mortem of an incident',
        alt: 'A post-mortem: which sections are filled from the record, what is missing before it can be final, and who signs',
      },
      {
        name: 'postmortem-section',
        how: 'a button *Write…* there',
        alt: 'The form that writes a section of a post-mortem',
      },
      {
        name: 'postmortem-action',
        how: '`/incident action 1`',
        alt: 'The form that adds an action item, with its type, owner and due day',
      },
      {
        name: 'postmortem-items',
        how: '`/incident action list`',
        alt: 'The action items of incidents, each with owner, due day and buttons',
      },
    ],
  },
  {
    title: 'Release notes and meetings',
    surfaces: [
      {
        name: 'release-notes',
        how: '`/release-notes v1.7`',
        alt: 'How far the release notes of v1.7 are, and what is missing first',
      },
      {
        name: 'release-notes-gaps',
        how: '`/release-notes gaps v1.7`',
        alt: 'What the release notes lack, by SIG and owner, with a button that writes each note',
      },
      {
        name: 'release-notes-form',
        how: 'a button *Write…* there',
        alt: 'The form that writes the release note of a pull request',
      },
      {
        name: 'release-notes-publish',
        how: '`/release-notes publish v1.7`',
        alt: 'The draft of the release notes is on its way to its repository as a pull request',
      },
      {
        name: 'release-notes-pull',
        how: 'its pull request on GitHub',
        alt: 'The pull request with the draft of the release notes of v1.7',
      },
      {
        name: 'release-notes-reminder',
        how: 'the daily reminder of release notes',
        alt: 'A direct message that says which release notes are still missing, with a button that writes each',
      },
      {
        name: 'meeting-agenda',
        how: 'the agenda before a meeting',
        alt: 'The agenda of the release meeting: the facts of the release, and topics from three people',
      },
      {
        name: 'meeting-topic',
        how: 'the button *Add a topic…* there',
        alt: 'The form that adds a topic to the agenda',
      },
      {
        name: 'meeting',
        how: 'the meeting and its thread',
        alt: 'A meeting: the agenda with what was kept of each topic; beside it the thread with notes, decisions and action items',
      },
      {
        name: 'meeting-notes',
        how: 'after the meeting',
        alt: 'The notes of a meeting, up for review on GitHub, with its action items',
      },
    ],
  },
  {
    title: 'Help, and what goes wrong',
    surfaces: [
      {
        name: 'help',
        how: '`/release-status help`',
        alt: 'Everything that can be typed after /release-status, with what it does',
      },
      {
        name: 'wrong-word',
        how: '`/release-status flaks`',
        alt: 'A wrong word is answered with the nearest right one',
      },
      {
        name: 'not-allowed',
        how: 'a button of somebody else’s role',
        alt: 'Only the commander may update the incident; the form says whom to ask',
      },
      {
        name: 'first-use',
        how: '`/release-status`, before anything is set up',
        alt: 'Signalman is not set up yet: two steps are missing, with the configuration to copy',
      },
    ],
  },
  {
    title: 'On a phone',
    surfaces: [
      { name: 'status-narrow', how: '`/release-status`', alt: 'The verdict in a window 400 points wide' },
      { name: 'incident-narrow', how: 'a copy', alt: 'The copy of an incident in a window 400 points wide' },
    ],
  },
];

export const surfaces: Surface[] = chapters.flatMap((chapter) => chapter.surfaces);
