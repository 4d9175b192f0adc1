/** Where a meeting stands by its record and the time, and whether it still takes words. */
import { UserFault } from '../fault.js';
import { isoDay } from '../time.js';
import type { Meeting, MeetingState } from './meeting.js';
import type { MeetingSeries } from './settings.js';

type When = Pick<Meeting, 'begins' | 'ends' | 'cancelled' | 'endedAt'>;

/** @param now ms, UTC */
export function meetingState({ begins, ends, cancelled, endedAt }: When, now: number): MeetingState {
  if (cancelled !== null) return 'cancelled';
  if (endedAt !== null || now >= ends) return 'over';
  return now < begins ? 'planned' : 'running';
}

/** When it was over, or will be: ms, UTC. */
export const endOf = ({ ends, endedAt }: Pick<Meeting, 'ends' | 'endedAt'>): number =>
  // That it was over may have been noticed later.
  Math.min(endedAt ?? ends, ends);

/** So long words are taken: ms, UTC. */
export const wordsUntil = (series: Pick<MeetingSeries, 'collectFor'>, meeting: Meeting): number =>
  endOf(meeting) + series.collectFor;

/**
 * Whether somebody has added a word to it. Who was there, and what was carried over from a meeting that was cancelled,
 * is none: nobody has spoken about it here.
 */
export const isTouched = ({ topics, points, actions }: Meeting): boolean =>
  points.length > 0 || actions.length > 0 || topics.some(({ carried }) => !carried);

/** Topics that nobody could talk about: they are carried to the next meeting. */
export function leftOver(meeting: Meeting): Meeting['topics'] {
  return meeting.cancelled !== null || meeting.isUntouched ? meeting.topics : [];
}

/** @throws UserFault `cancelled` | `over` */
export function requireWords(series: MeetingSeries, meeting: Meeting, now: number): void {
  requireHeld(series, meeting);
  if (now >= wordsUntil(series, meeting))
    throw new UserFault(
      'over',
      `The notes of ${named(series, meeting)} are closed.`,
      'Add it to the next meeting.',
    );
}

/** @throws UserFault `cancelled` */
export function requireHeld(series: MeetingSeries, meeting: Meeting): void {
  if (meeting.cancelled !== null)
    throw new UserFault(
      'cancelled',
      `${named(series, meeting)} was cancelled.`,
      'Its topics are carried to the next meeting: add yours there.',
    );
}

/** @throws UserFault `cancelled` | `over` */
export function requireAhead(series: MeetingSeries, meeting: Meeting, now: number): void {
  requireHeld(series, meeting);
  if (meetingState(meeting, now) === 'over')
    throw new UserFault('over', `${named(series, meeting)} is over.`, 'See the next one.');
}

/** `the meeting of 2026-05-19` */
export const named = ({ times }: MeetingSeries, { begins }: Pick<Meeting, 'begins'>): string =>
  `The meeting of ${isoDay(begins, times.zone)}`;
