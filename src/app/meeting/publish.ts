/** How what belongs to a meeting is owed: its agenda, what is told in the thread, the notes, and issues. */
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import { githubPlace } from '../../domain/github-content.js';
import type { Agenda } from '../../domain/meeting/agenda.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import { meetingMessages } from '../../domain/meeting/messages.js';
import { dayOf, notesPath } from '../../domain/meeting/place.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import { wordsUntil } from '../../domain/meeting/state.js';
import type { Person } from '../../domain/person.js';
import { hour } from '../../domain/time.js';
import type { MeetingNews, StoredMeeting } from '../ports/meeting-store.js';
import type { Permalinks } from '../ports/workspace.js';
import { aMonth } from '../postmortem/owed.js';
import { type MeetingDependencies, shownMeeting } from './dependencies.js';

type Name = Pick<NewDelivery, 'purpose' | 'subject'>;

/** @param place where its agenda stands, as far as that is known. @param now ms, UTC */
export function meetingPublisher(
  { renderer, words, releases, web }: MeetingDependencies,
  series: MeetingSeries,
  { permalinks, place, now }: { permalinks: Permalinks; place: StoredMeeting['place']; now: number },
) {
  const shown = (meeting: Meeting) => shownMeeting(series, { meeting, place }, permalinks);
  /** Below the agenda; in the channel where there is none, because its whole time was missed. */
  const inThread = (meeting: Meeting, name: Name, rich: Saying): NewDelivery => ({
    ...{ ...name, destination: series.channel, revision: 1, urgent: false, worthFor: aDay },
    content: { kind: 'message', rich, plain: null },
    thread: meeting.agenda ? meetingMessages.agenda(meeting.id) : null,
  });
  const notes = (meeting: Meeting): string =>
    words.notes(series, meeting, {
      release: releases.find(({ name }) => name === meeting.release) ?? null,
      web,
    });
  return {
    notes,

    /** A later revision shows what it has become. */
    agenda: (agenda: Agenda, meeting: Meeting): NewDelivery => ({
      ...{ ...meetingMessages.agenda(meeting.id), revision: meeting.seq, destination: series.channel },
      content: {
        kind: 'message',
        rich: renderer.agenda({ ...agenda, meeting }, { ...shown(meeting), now }),
        plain: null,
      },
      ...{ thread: null, urgent: false, worthFor: Math.max(meeting.ends - now, hour) },
    }),

    begins: (meeting: Meeting): NewDelivery =>
      inThread(meeting, meetingMessages.begins(meeting.id, meeting.begins), renderer.begins(shown(meeting))),

    /** @param seq of the event */
    news: (meeting: Meeting, seq: number, news: MeetingNews): NewDelivery =>
      inThread(meeting, meetingMessages.news(meeting.id, seq), renderer.news(shown(meeting), news)),

    untouched: (meeting: Meeting): NewDelivery =>
      inThread(
        meeting,
        meetingMessages.untouched(meeting.id),
        renderer.untouched(shown(meeting), wordsUntil(series, meeting)),
      ),

    actions: (meeting: Meeting, earlier: Agenda['actions']): NewDelivery =>
      inThread(
        meeting,
        meetingMessages.actions(meeting.id),
        renderer.actions(shown(meeting), earlier, wordsUntil(series, meeting)),
      ),

    file: (meeting: Meeting): NewDelivery => {
      const { id, edition } = meeting;
      return {
        ...{ ...meetingMessages.file(id, edition), revision: 1, destination: series.channel },
        content: {
          kind: 'file',
          name: `${series.name}-${dayOf(series, meeting)}.md`,
          title: `${series.title}, ${dayOf(series, meeting)}: notes, edition ${edition}`,
          text: notes(meeting),
        },
        thread: meeting.agenda ? meetingMessages.agenda(id) : null,
        ...{ urgent: false, worthFor: aMonth },
      };
    },

    document: (meeting: Meeting, repository: string): NewDelivery => ({
      ...{ ...meetingMessages.document(meeting.id), revision: meeting.edition },
      destination: githubPlace + repository,
      content: {
        kind: 'pull-request',
        title: `${unreferring(series.title)}: notes of ${dayOf(series, meeting)}`,
        body: 'What was written down in the meeting. What you change in the file stays as you make it; all else follows what people add in Slack.\n',
        branch: `signalman/meeting-${meeting.id}`,
        path: meeting.written['pull-request']?.path ?? notesPath(series, meeting),
        text: notes(meeting),
      },
      ...{ thread: null, urgent: false, worthFor: aMonth },
    }),

    /** null where nobody has confirmed that it is opened. @param hasLeft whether its owner is not there any more */
    issue: (meeting: Meeting, id: string, hasLeft: boolean): NewDelivery | null => {
      const action = meeting.actions.find((one) => one.id === id);
      if (!action?.filing) return null;
      const unassigned = hasLeft
        ? 'has left, somebody else has to take it over'
        : action.owner && action.login === null
          ? 'their login on GitHub is not known'
          : null;
      const said = words.issue({ series, meeting, action, thread: shown(meeting).url, web, unassigned });
      return {
        // Tried again after it came to nothing, and reworded, it is a later revision of the same.
        ...{ ...meetingMessages.action(meeting.id, id), revision: meeting.seq },
        destination: githubPlace + action.filing.repository,
        content: {
          ...{ kind: 'issue', ...said, labels: action.filing.labels },
          assignees: action.login === null || hasLeft ? [] : [action.login],
        },
        ...{ thread: null, urgent: false, worthFor: aMonth },
      };
    },
  };
}

export type MeetingPublisher = ReturnType<typeof meetingPublisher>;

/** GitHub acts on what titles of pull requests say: `Fixes #12` would close it, and `@somebody` would be told. */
const unreferring = (text: string): string =>
  text.replaceAll('@', '@\u200b').replace(/#(?=\d)|\bGH-(?=\d)/gi, '$&\u200b');

/** Whoever has left is not assigned; who cannot be asked about now is taken to be there. */
export async function hasLeft(
  { workspace, log }: Pick<MeetingDependencies, 'workspace' | 'log'>,
  owner: Person | { id: null } | null,
): Promise<boolean> {
  const id = owner?.id ?? null;
  if (id === null || !/^[UW]/.test(id)) return false;
  try {
    return (await workspace.person(id)) === null;
  } catch (error) {
    log.debug({ err: error, user: id }, 'nobody could say whether somebody is still there');
    return false;
  }
}
