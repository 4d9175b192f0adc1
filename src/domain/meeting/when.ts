/** A meeting is moved, cancelled or ended. */
import { UserFault } from '../fault.js';
import { Wrong } from '../incident/words.js';
import { day } from '../time.js';
import type { MeetingEvent } from './event.js';
import type { Meeting } from './meeting.js';
import type { MeetingSeries } from './settings.js';
import { meetingState, requireAhead, requireHeld } from './state.js';
import { writtenWords } from './words.js';

/** Nobody plans further ahead: it would be another meeting. ms */
const farthest = 60 * day;

/** It lasts as long as before. @param begins ms, UTC @throws UserFault `cancelled` | `over`, FormFault */
export function moveMeeting(
  series: MeetingSeries,
  meeting: Meeting,
  { begins, reason }: { begins: number; reason: string },
  now: number,
): MeetingEvent[] {
  requireAhead(series, meeting, now);
  const wrong = new Wrong();
  const why = writtenWords(wrong, 'reason', reason, 'reason', 'Say why, so that people understand it.');
  if (!Number.isSafeInteger(begins)) wrong.add('begins', 'Say when it begins.');
  else if (begins <= now) wrong.add('begins', 'That is over already.');
  else if (begins > now + farthest)
    wrong.add('begins', 'That is more than 60 days ahead: cancel it instead.');
  else if (begins === meeting.begins) wrong.add('begins', 'It begins then already.');
  wrong.check();
  return [{ kind: 'moved', begins, ends: begins + (meeting.ends - meeting.begins), reason: why }];
}

/** What was said in it would be lost. @throws UserFault `cancelled` | `over` | `spoken-in`, FormFault */
export function cancelMeeting(
  series: MeetingSeries,
  meeting: Meeting,
  reason: string,
  now: number,
): MeetingEvent[] {
  requireAhead(series, meeting, now);
  if (meetingState(meeting, now) === 'running' && meeting.points.length > 0)
    throw new UserFault(
      'spoken-in',
      'It has begun, and there are notes of it.',
      'End it instead: `/release-meeting end`. Its notes are written then.',
    );
  const wrong = new Wrong();
  const why = writtenWords(wrong, 'reason', reason, 'reason', 'Say why, so that people understand it.');
  wrong.check();
  return [{ kind: 'cancelled', reason: why }];
}

/** @returns nothing where it is over already. @throws UserFault `cancelled`, FormFault */
export function endMeeting(series: MeetingSeries, meeting: Meeting, now: number): MeetingEvent[] {
  requireHeld(series, meeting);
  const state = meetingState(meeting, now);
  if (state === 'planned') {
    const wrong = new Wrong();
    wrong.add('meeting', 'It has not begun. Cancel or move it instead.');
    wrong.check();
  }
  return meeting.endedAt === null ? [{ kind: 'ended' }] : [];
}
