/** What the use cases of meetings need of the outside: where they are stored, how they are shown, and what GitHub says. */
import type { NewDelivery, Saying } from '../../domain/delivery.js';
import type { Agenda } from '../../domain/meeting/agenda.js';
import type { Fate } from '../../domain/meeting/compare.js';
import type { MeetingEvent } from '../../domain/meeting/event.js';
import type { KeptAction, Meeting } from '../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import type { Person } from '../../domain/person.js';
import type { Release } from '../../domain/release.js';
import type { WholeEvidence } from './evidence.js';
import type { Address, AtGitHubNow } from './incident.js';
import type { ShownMeeting } from './meeting.js';

/** Something that is told in the thread because an edit of the agenda notifies nobody. `by` null: Signalman itself. */
export interface MeetingNews {
  by: Person | null;
  event: Extract<MeetingEvent, { kind: 'moved' | 'cancelled' | 'document-filed' | 'action-filed' }>;
  /** Of what it was before, for one that was moved (ms, UTC). */
  was: { begins: number; ends: number };
}

/** Turns values into messages; whatever people typed is escaped there. `now`: ms, UTC. */
export interface MeetingRenderer {
  /**
   * The one message of the meeting, edited with its topics: before it, while it runs, once it is over, moved (both
   * times) and cancelled. Topics that were carried over say from which meeting.
   */
  agenda(agenda: Agenda, shown: ShownMeeting & { now: number }): Saying;
  /** In the thread, as it begins: how to write a note, a decision, what needs attention and an action item. */
  begins(shown: ShownMeeting): Saying;
  news(shown: ShownMeeting, news: MeetingNews): Saying;
  /** In the thread, at its end, where nobody has added a word. `until`: so long words are still taken (ms, UTC). */
  untouched(shown: ShownMeeting, until: number): Saying;
  /** In the thread, at its end: what is left to do, of this meeting and of earlier ones; with buttons to open issues. */
  actions(shown: ShownMeeting, earlier: Agenda['actions'], until: number): Saying;
}

/** What is written for people outside Slack. All pure. */
export interface MeetingWords {
  /** The notes as Markdown. @param web where issues are looked at */
  notes(series: MeetingSeries, meeting: Meeting, given: { release: Release | null; web: string }): string;
  issue(given: {
    series: MeetingSeries;
    meeting: Meeting;
    action: KeptAction;
    /** Address of the agenda in Slack; null: it is not known. */
    thread: string | null;
    web: string;
    /** Why nobody is assigned though it has an owner; null: somebody is, or it has none. */
    unassigned: string | null;
  }): { title: string; body: string };
}

export interface StoredMeeting {
  meeting: Meeting;
  /** Where its agenda stands in Slack; null: nowhere yet. */
  place: Address | null;
}

/** What a step changes. `deliveries` is given the meeting as it is then. */
export interface MeetingStep {
  events: { by: Person | null; event: MeetingEvent }[];
  deliveries(after: Meeting): NewDelivery[];
}

/** An issue of an action item, as it was looked at the last time. */
export interface FollowedAction {
  meeting: number;
  action: string;
  /** `owner/name#12` */
  issue: string;
  etag: string | null;
  /** ms, UTC; null: never */
  triedAt: number | null;
  isDone: boolean;
}

export interface MeetingStore {
  /** The meeting of that slot, made where there is none yet: of all who want to make it one does. */
  plan(planned: Extract<MeetingEvent, { kind: 'planned' }>, at: number): Promise<StoredMeeting>;
  load(id: number): Promise<StoredMeeting | null>;
  /** Those of a series (null: of all) that begin or begun after that moment (ms, UTC), the latest first. */
  list(series: string | null, given: { since: number; most: number }): Promise<StoredMeeting[]>;
  /** Slots of the series that have a meeting, within the time. ms, UTC */
  slots(series: string, from: number, until: number): Promise<number[]>;
  /**
   * Adds what the work makes of the meeting as it stands at that moment; what it throws undoes everything.
   * @param request null: Signalman itself, without one
   * @returns null when there is no such meeting; `isNew` false when the request was done before
   */
  change(
    id: number,
    request: string | null,
    at: number,
    work: (stored: StoredMeeting) => MeetingStep | null,
  ): Promise<(StoredMeeting & { isNew: boolean }) | null>;
  /** Whose agenda, or reply of Signalman below it, stands there. */
  at(message: Address): Promise<number | null>;
  /** Those that have to be looked after: their time is not over, or something of them is not settled. */
  toTend(): Promise<number[]>;
  /** Nothing has to be looked after any more, unless it changes. `seq`: as it was when that was found. */
  settle(id: number, seq: number): Promise<void>;
  /** The last one of the series before that moment that had an agenda and was not cancelled. */
  before(series: string, begins: number): Promise<Meeting | null>;
  /** Open ones of meetings of the series that began before, the oldest first. */
  openActions(series: string, before: number): Promise<Agenda['actions']>;
  /** With an issue: those that are open, and those that were done since. */
  followed(doneSince: number): Promise<FollowedAction[]>;
  looked(one: Pick<FollowedAction, 'meeting' | 'action' | 'etag' | 'triedAt'>): Promise<void>;
  /** What delivery has written at GitHub for a meeting. */
  atGitHub(id: number): Promise<AtGitHubNow[]>;
}

/** What an agenda's facts are gathered from. */
export interface MeetingEvidence {
  gatherWhole(release: Release): Promise<WholeEvidence>;
  /** What became of issues of the release's repository that do not block it any more, by number. */
  fates(release: Release, numbers: readonly number[]): Promise<Map<number, Fate>>;
}
