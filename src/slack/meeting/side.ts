/** What the Slack side of meetings is made of: the desk, and how messages are read. */
import type { IncidentDependencies } from '../../app/incident/dependencies.js';
import { messageSource, readMessage } from '../../app/incident/marks.js';
import type { Clock } from '../../app/ports/clock.js';
import type { MeetingDesk } from '../../app/ports/meeting.js';
import type { MeetingsSide } from './desk.js';

/** @param desk null: signalman.yml has no meetings */
export function meetingsSide(
  desk: MeetingDesk | null,
  workspace: IncidentDependencies['workspace'],
  now: Clock,
): MeetingsSide | null {
  if (!desk) return null;
  return {
    ...{ desk, now },
    readMessage: (message) => readMessage({ workspace }, message),
    fromMessage: (said) => messageSource({ workspace }, said),
  };
}
