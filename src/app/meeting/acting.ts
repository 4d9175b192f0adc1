/** How a person changes a meeting: which one is meant, who they are, and what is told of it. */
import type { NewDelivery } from '../../domain/delivery.js';
import type { MeetingEvent } from '../../domain/meeting/event.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import { wordsUntil } from '../../domain/meeting/state.js';
import { requireRole } from '../permission.js';
import type { MeetingAsked, MeetingDone } from '../ports/meeting.js';
import type { AgendaMaker } from './agenda.js';
import { changeMeeting, type MeetingDependencies } from './dependencies.js';
import { type MeetingPublisher, meetingPublisher } from './publish.js';
import { meant } from './which.js';

/** What a deed is decided from. */
export interface Deciding {
  series: MeetingSeries;
  meeting: Meeting;
  now: number;
}

/** What is owed beside the agenda. `events`: those that were recorded. */
export type Owing = (given: {
  before: Meeting;
  after: Meeting;
  events: readonly MeetingEvent[];
  publisher: MeetingPublisher;
}) => NewDelivery[];

/** After these the agenda says something else. */
const shownInAgenda: readonly MeetingEvent['kind'][] = [
  ...(['topic-added', 'topic-changed', 'topic-removed', 'topic-opened'] as const),
  ...(['moved', 'cancelled', 'ended'] as const),
  // How much was said about each topic.
  ...(['point-added', 'point-changed', 'point-removed', 'action-added', 'action-removed'] as const),
];

export function acting(deps: MeetingDependencies, agendas: AgendaMaker) {
  return {
    /** @param wants see `meant` */
    async act(
      asked: MeetingAsked,
      wants: 'next' | 'words',
      decide: (given: Deciding) => MeetingEvent[],
      owing: Owing = () => [],
    ): Promise<MeetingDone> {
      const { series, stored } = await meant(deps, asked, wants);
      const { id, name } = asked.actor;
      const publishing = {
        permalinks: await deps.workspace.permalinks(),
        place: stored.place,
        now: deps.clock(),
      };
      const publisher = meetingPublisher(deps, series, publishing);
      // Of one that is long over nothing is said there any more.
      const isShown = deps.clock() < wordsUntil(series, stored.meeting);
      const made = isShown ? await agendas.recent(series, stored.meeting) : null;
      let events: MeetingEvent[] = [];
      return await changeMeeting(
        deps,
        series,
        stored.meeting.id,
        { by: { id, name }, request: asked.request },
        ({ meeting }, now) => {
          events = decide({ series, meeting, now });
          return events;
        },
        ({ meeting: before }) =>
          (after) => [
            ...(made && after.agenda && events.some(({ kind }) => shownInAgenda.includes(kind))
              ? [publisher.agenda(made.agenda, after)]
              : []),
            ...owing({ before, after, events, publisher }),
          ],
      );
    },

    /** @throws UserFault `not-allowed` */
    requireLead: (asked: MeetingAsked) =>
      requireRole(deps.people, deps.releaseLeads, asked.actor, 'release lead'),
  };
}

export type Acting = ReturnType<typeof acting>;
