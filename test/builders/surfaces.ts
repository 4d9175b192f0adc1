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
        how: '`/release-status features`',
        alt: 'The enhancements that are still open, per SIG',
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
        name: 'incident-resolved',
        how: 'after the all-clear',
        alt: 'A resolved incident: how long it took, who confirmed, and what remains',
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
        name: 'meeting-agenda',
        how: 'the agenda before a meeting',
        alt: 'The agenda of the release meeting: the facts of the release, and topics from three people',
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
