/** Makes a meeting of its record. */
import type { MeetingEvent, MeetingRecorded } from './event.js';
import type { KeptAction, Meeting } from './meeting.js';

/** @throws Error when the record does not begin with the plan of it */
export function foldMeeting(id: number, record: readonly MeetingRecorded[]): Meeting {
  const [first, ...rest] = record;
  if (first?.event.kind !== 'planned') throw new Error(`meeting ${id} was never planned`);
  const { kind: _kind, ...planned } = first.event;
  return rest.reduce(afterMeeting, {
    ...{ id, ...planned, moved: null, cancelled: null },
    ...{ topics: [], open: null, points: [], actions: [], attendees: [] },
    ...{ agenda: null, endedAt: null, isUntouched: false, edition: 0, pull: null },
    ...{ written: { file: null, 'pull-request': null }, seq: first.seq },
  });
}

/** What one more event makes of it. */
export function afterMeeting(meeting: Meeting, recorded: MeetingRecorded): Meeting {
  return { ...meeting, ...changeBy(meeting, recorded), seq: recorded.seq };
}

function changeBy(meeting: Meeting, { event, at, by }: MeetingRecorded): Partial<Meeting> {
  switch (event.kind) {
    case 'planned':
      return {};
    case 'moved':
      return {
        ...{ begins: event.begins, ends: event.ends },
        // Moved back it is where it was planned.
        moved: event.begins === meeting.slot ? null : event.reason,
      };
    case 'cancelled':
      return { cancelled: event.reason };
    case 'agenda-posted':
      return { agenda: { at, facts: event.facts } };
    case 'attended':
      return { attendees: event.people };
    case 'ended':
      return { endedAt: at };
    case 'untouched':
      return { isUntouched: true };
    case 'written-out':
      return {
        edition: Math.max(meeting.edition, event.edition),
        written: { ...meeting.written, [event.to]: { at, hash: event.hash, path: event.path ?? null } },
      };
    case 'document-filed':
      return { pull: event.pull };
    default:
      return event.kind.startsWith('action-')
        ? {
            actions: actionsAfter(meeting.actions, event, { at, by }),
            ...(event.kind === 'action-added' && touched),
          }
        : wordsAfter(meeting, event);
  }
}

const touched = { isUntouched: false };

function wordsAfter({ topics, points, open }: Meeting, event: MeetingEvent): Partial<Meeting> {
  switch (event.kind) {
    case 'topic-added':
      return { topics: [...topics, event.topic], ...(event.topic.carried ? {} : touched) };
    case 'topic-changed':
      return { topics: topics.map((one) => (one.id === event.topic ? { ...one, text: event.text } : one)) };
    case 'topic-removed':
      return {
        topics: topics.filter(({ id }) => id !== event.topic),
        open: open === event.topic ? null : open,
      };
    case 'topic-opened':
      return { open: event.topic };
    case 'point-added':
      return { points: [...points, event.point], ...touched };
    case 'point-changed':
      return {
        points: points.map((one) =>
          one.id === event.point ? { ...one, text: event.text, kind: event.pointKind } : one,
        ),
      };
    case 'point-removed':
      return { points: points.filter(({ id }) => id !== event.point) };
    default:
      return {};
  }
}

function actionsAfter(
  actions: KeptAction[],
  event: MeetingEvent,
  { at, by }: Pick<MeetingRecorded, 'at' | 'by'>,
): KeptAction[] {
  const changed = (id: string, change: Partial<KeptAction>) =>
    actions.map((one) => (one.id === id ? { ...one, ...change } : one));
  switch (event.kind) {
    case 'action-added':
      return [...actions, { ...event.action, addedAt: at, filing: null, issue: null, done: null }];
    case 'action-changed':
      return changed(event.action, event.change);
    case 'action-removed':
      return actions.filter(({ id }) => id !== event.action);
    case 'action-filing':
      return changed(event.action, { filing: { repository: event.repository, labels: event.labels } });
    case 'action-filed':
      return changed(event.action, { issue: event.issue });
    case 'action-done':
      return changed(event.action, { done: { at: event.at, how: event.how, reason: event.reason, by } });
    case 'action-reopened':
      return changed(event.action, { done: null });
    default:
      return actions;
  }
}
