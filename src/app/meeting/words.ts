/** What people write into a meeting: topics, what is said about them, and who was there. */
import { UserFault } from '../../domain/fault.js';
import type { Source } from '../../domain/incident/event.js';
import type { Point } from '../../domain/meeting/event.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import { addPoint, attend, changePoint, pointNamed, removePoint } from '../../domain/meeting/points.js';
import { requireHeld, requireWords } from '../../domain/meeting/state.js';
import { addTopic, changeTopic, openTopic, removeTopic, topicNamed } from '../../domain/meeting/topics.js';
import type { MeetingAsked, MeetingDesk } from '../ports/meeting.js';
import type { Acting } from './acting.js';
import type { MeetingDependencies } from './dependencies.js';
import { meant } from './which.js';

type Words = Pick<
  MeetingDesk,
  | ('addTopic' | 'changeTopic' | 'removeTopic' | 'openTopic')
  | ('addPoint' | 'changePoint' | 'removePoint' | 'setAttendees')
>;

export function meetingWords(deps: MeetingDependencies, { act, requireLead }: Acting): Words {
  /** What others have written is changed by a release lead, one's own by oneself: whoever said it, and whoever kept it. */
  const requireOwn = async (
    asked: MeetingAsked,
    wants: 'next' | 'words',
    wordIn: (meeting: Meeting) => Pick<Point, 'by' | 'source'>,
  ) => {
    const { stored } = await meant(deps, asked, wants);
    const { by, source } = wordIn(stored.meeting);
    if (![by.id, source?.author?.id].includes(asked.actor.id)) await requireLead(asked);
  };
  return {
    async addTopic({ text, source, ...asked }) {
      requireOpen(deps, source);
      const topic = { id: deps.newId(), text, by: asked.actor, source };
      return await act(asked, 'next', ({ series, meeting, now }) => {
        requireWords(series, meeting, now);
        return addTopic(meeting, topic);
      });
    },

    async changeTopic({ topic, text, ...asked }) {
      await requireOwn(asked, 'next', (meeting) => topicNamed(meeting, topic));
      return await act(asked, 'next', ({ series, meeting, now }) => {
        requireWords(series, meeting, now);
        return changeTopic(meeting, topic, text);
      });
    },

    async removeTopic({ topic, ...asked }) {
      await requireOwn(asked, 'next', (meeting) => topicNamed(meeting, topic));
      return await act(asked, 'next', ({ series, meeting, now }) => {
        requireWords(series, meeting, now);
        return removeTopic(meeting, topic);
      });
    },

    async openTopic({ topic, ...asked }) {
      return await act(asked, 'words', ({ series, meeting, now }) => {
        requireWords(series, meeting, now);
        return openTopic(meeting, topic);
      });
    },

    async addPoint({ kind, text, topic, source, ...asked }) {
      requireOpen(deps, source);
      const point = { id: deps.newId(), kind, text, by: asked.actor, source };
      return await act(asked, 'words', ({ series, meeting, now }) => {
        requireWords(series, meeting, now);
        return addPoint(meeting, { ...point, topic: topic === undefined ? meeting.open : topic });
      });
    },

    async changePoint({ point, kind, text, ...asked }) {
      await requireOwn(asked, 'words', (meeting) => pointNamed(meeting, point));
      return await act(asked, 'words', ({ series, meeting, now }) => {
        requireWords(series, meeting, now);
        return changePoint(meeting, point, kind, text);
      });
    },

    async removePoint({ point, ...asked }) {
      await requireOwn(asked, 'words', (meeting) => pointNamed(meeting, point));
      return await act(asked, 'words', ({ series, meeting, now }) => {
        requireWords(series, meeting, now);
        return removePoint(meeting, point);
      });
    },

    async setAttendees({ people, ...asked }) {
      return await act(asked, 'words', ({ series, meeting }) => {
        requireHeld(series, meeting);
        return attend(meeting, people);
      });
    },
  };
}

/** What is kept among few does not get into notes that everybody reads. @throws UserFault `embargo` */
export function requireOpen({ secret }: Pick<MeetingDependencies, 'secret'>, source: Source | null): void {
  if (source && secret.has(source.channel))
    throw new UserFault(
      'embargo',
      'What is written there is under embargo.',
      'Lift the embargo first, or leave it out.',
    );
}
