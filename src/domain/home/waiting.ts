/** What waits for one person, the most urgent first: everything that somebody else cannot go on without. */
import type { Exception } from '../calendar/exception.js';
import type { Alert } from '../ci/alert.js';
import type { Draft } from '../incident/event.js';
import type { Incident } from '../incident/incident.js';
import type { IncidentRole } from '../incident/settings.js';
import type { KeptAction, Meeting } from '../meeting/meeting.js';
import type { MeetingSeries } from '../meeting/settings.js';
import type { ActionItem } from '../postmortem/postmortem.js';
import type { Release } from '../release.js';
import type { Gap } from '../release-notes/gap.js';
import type { Poll } from '../signoff/poll.js';
import type { Waiver } from '../waiver/waiver.js';

/** An incident with the address of its head; null: it is not posted yet. */
export interface PlacedIncident {
  incident: Incident;
  url: string | null;
}

/** An action item with the incident that it came from. */
export interface OpenItem {
  incident: { id: number; title: string; url: string | null };
  action: ActionItem;
}

/** An action item with the meeting that it came from. */
export interface OpenMeetingItem {
  series: MeetingSeries;
  meeting: Pick<Meeting, 'id' | 'begins'>;
  action: KeptAction;
}

/** A red job that nobody looks after yet. */
export interface OpenAlert {
  alert: Alert;
  /** Of the job. */
  name: string;
  url: string | null;
  /** Names of the releases that have it. */
  releases: string[];
}

/** How much the release notes lack of a group. */
export interface GroupNotes {
  release: Release;
  /** Its slug. */
  group: string;
  gaps: number;
  /** Of these. */
  blocking: number;
}

export type Waiting =
  /** The update of an incident that the person commands is owed since then (ms, UTC). */
  | ({ kind: 'overdue'; due: number } & PlacedIncident)
  /** It waits for a word of the commander or of a release lead. */
  | ({ kind: 'draft'; draft: Draft } & PlacedIncident)
  /** All criteria hold, and the person can confirm the all-clear in that role. */
  | ({ kind: 'all-clear'; role: IncidentRole } & PlacedIncident)
  | ({ kind: 'alert' } & OpenAlert)
  /** Groups that the person may answer for and that have not said GO or NO GO. */
  | { kind: 'sign-off'; release: Release; poll: Poll; groups: string[] }
  | { kind: 'exception'; release: Release; exception: Exception }
  | { kind: 'waiver'; release: Release; waiver: Waiver }
  | ({ kind: 'post-mortem' } & PlacedIncident)
  | ({ kind: 'action'; isOverdue: boolean } & OpenItem)
  | ({ kind: 'meeting-action'; isOverdue: boolean } & OpenMeetingItem)
  /** What the release notes lack of the person: at least one. */
  | { kind: 'notes'; release: Release; gaps: Gap[] }
  /** What they lack of a group that the person answers for: at least one. */
  | ({ kind: 'group-notes' } & GroupNotes)
  /** A list that the person may tick, with items that are left. */
  | { kind: 'checklist'; release: Release; list: { name: string; title: string; done: number; of: number } };

const order: readonly Waiting['kind'][] = [
  'overdue',
  'draft',
  'all-clear',
  'alert',
  'sign-off',
  'exception',
  'waiver',
  'post-mortem',
  'action',
  'meeting-action',
  'notes',
  'checklist',
  'group-notes',
];

/** An action item that is overdue comes before what only has to be signed. */
const rank = (one: Waiting): number =>
  (one.kind === 'action' || one.kind === 'meeting-action') && one.isOverdue
    ? order.indexOf('waiver') + 0.5
    : order.indexOf(one.kind);

/** Since when, or until when, something waits: the earlier the more urgent. ms, UTC */
function moment(one: Waiting): number {
  switch (one.kind) {
    case 'overdue':
      return one.due;
    case 'draft':
    case 'all-clear':
    case 'post-mortem':
      return one.incident.declaredAt;
    case 'alert':
      return one.alert.since;
    case 'sign-off':
      return one.poll.deadline;
    case 'exception':
      return one.exception.askedAt;
    case 'waiver':
      return one.waiver.at;
    case 'action':
    case 'meeting-action':
      return one.action.due ?? Number.MAX_SAFE_INTEGER;
    case 'notes':
    case 'checklist':
    case 'group-notes':
      return 0;
  }
}

/** What is equally urgent stays in its order. */
export const byUrgency = (all: readonly Waiting[]): Waiting[] =>
  [...all].sort((a, b) => rank(a) - rank(b) || moment(a) - moment(b));
