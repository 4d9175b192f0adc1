/** What can be done with meetings, as the surfaces are given it. */

import type { OpenMeetingItem } from '../../domain/home/waiting.js';
import type { Source } from '../../domain/incident/event.js';
import type { Agenda } from '../../domain/meeting/agenda.js';
import type { MeetingAction, PointKind } from '../../domain/meeting/event.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import type { Actor } from '../permission.js';

/** `request`: tells this deed from all others, so that it is done once. */
export interface MeetingAsked {
  actor: Actor;
  request: string;
  /** Of the meeting; null: the one that runs, or the next one, of the series. */
  id: number | null;
  /** Its key; null: the only one, or the first that is configured. */
  series: string | null;
}

export interface ShownMeeting {
  series: MeetingSeries;
  meeting: Meeting;
  /** Addresses of the agenda and its thread in Slack; null: not posted yet. */
  url: string | null;
}

export interface MeetingDone extends ShownMeeting {
  /** Whether it was done now, and not by an earlier try of the same request. */
  isNew: boolean;
}

/** Each throws UserFault `no-meetings` | `unknown-series` | `unknown-meeting` | `cancelled`, FormFault for a field. */
export interface MeetingDesk {
  series: readonly MeetingSeries[];
  /** The one that runs or comes next, made where it was not yet. */
  show(asked: { series: string | null; id: number | null }): Promise<ShownMeeting>;
  /** Its agenda as it would be posted now. */
  agenda(asked: { series: string | null; id: number | null }): Promise<Agenda>;
  /** The latest first. */
  past(series: string | null): Promise<ShownMeeting[]>;
  /** Action items that are not done, the oldest of each series first. */
  openActions(): Promise<OpenMeetingItem[]>;
  /** The meeting whose agenda or thread that is; null: none. */
  at(message: { channel: string; ts: string }): Promise<ShownMeeting | null>;
  addTopic(asked: MeetingAsked & { text: string; source: Source | null }): Promise<MeetingDone>;
  changeTopic(asked: MeetingAsked & { topic: string; text: string }): Promise<MeetingDone>;
  removeTopic(asked: MeetingAsked & { topic: string }): Promise<MeetingDone>;
  /** @param topic null: about the meeting as a whole */
  openTopic(asked: MeetingAsked & { topic: string | null }): Promise<MeetingDone>;
  /** @param topic left out: the one that is open */
  addPoint(
    asked: MeetingAsked & { kind: PointKind; text: string; topic?: string | null; source: Source | null },
  ): Promise<MeetingDone>;
  changePoint(asked: MeetingAsked & { point: string; kind: PointKind; text: string }): Promise<MeetingDone>;
  removePoint(asked: MeetingAsked & { point: string }): Promise<MeetingDone>;
  /** `due`: `2017-04-28`; empty: none. */
  addAction(
    asked: MeetingAsked &
      Pick<MeetingAction, 'text' | 'owner' | 'login' | 'source'> & { due: string; topic?: string | null },
  ): Promise<MeetingDone>;
  changeAction(
    asked: MeetingAsked & {
      action: string;
      change: Partial<Pick<MeetingAction, 'text' | 'owner' | 'login'>> & { due?: string };
    },
  ): Promise<MeetingDone>;
  removeAction(asked: MeetingAsked & { action: string; reason: string }): Promise<MeetingDone>;
  /** Opens it as an issue: by a delivery, once. */
  fileAction(asked: MeetingAsked & { action: string }): Promise<MeetingDone>;
  endAction(
    asked: MeetingAsked & { action: string; how: 'said' | 'dropped'; reason: string },
  ): Promise<MeetingDone>;
  setAttendees(asked: MeetingAsked & { people: { id: string; name: string }[] }): Promise<MeetingDone>;
  /** @throws UserFault `not-allowed` for who is no release lead */
  move(asked: MeetingAsked & { begins: number; reason: string }): Promise<MeetingDone>;
  cancel(asked: MeetingAsked & { reason: string }): Promise<MeetingDone>;
  end(asked: MeetingAsked): Promise<MeetingDone>;
  /** The notes as Markdown, as they are now. */
  markdown(asked: { series: string | null; id: number | null }): Promise<string>;
  /** @throws UserFault `untouched` when nobody has added a word */
  writeOut(asked: MeetingAsked & { to: 'file' | 'pull-request' }): Promise<MeetingDone>;
  /** Who somebody is, as everybody sees them. */
  whoIs(user: string): Promise<Actor>;
}
