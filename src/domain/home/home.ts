/** The Home of one person: the verdicts, the open incidents, and what waits for them. Decided from what is known. */
import { stateOf as stateOfException } from '../calendar/exception.js';
import { progressOf } from '../checklist/standing.js';
import { isOpen as isAlertOpen, isSilenced } from '../ci/alert.js';
import type { Missing } from '../first-use.js';
import { missingForAllClear } from '../incident/end.js';
import { isOpen } from '../incident/incident.js';
import type { IncidentRole, IncidentSettings } from '../incident/settings.js';
import { gapsOf, loginsOf } from '../release-notes/gap-list.js';
import type { Poll } from '../signoff/poll.js';
import type { Status } from '../status.js';
import { ruleOf, stateOfWaiver } from '../waiver/cover.js';
import {
  byUrgency,
  type GroupNotes,
  type OpenAlert,
  type OpenItem,
  type OpenMeetingItem,
  type PlacedIncident,
  type Waiting,
} from './waiting.js';

/** Whom Slack ids stand for; people and user groups. */
export interface HomeRoles {
  releaseLead: readonly string[];
  incidentCommander: readonly string[];
  communications: readonly string[];
}

/** Everything that the Homes of all people are made of, at one moment. */
export interface Around {
  /** In the order of the configuration. */
  statuses: Status[];
  /** Open ones. Those under embargo are in nobody's Home, not even in that of whoever commands them. */
  incidents: PlacedIncident[];
  /** null: none are configured. */
  settings: IncidentSettings | null;
  /** Alerts that are open, with Slack ids of those who answer for the job. */
  alerts: (OpenAlert & { leads: string[] })[];
  /** Action items that are not done, with Slack ids of those who answer for them. */
  actions: (OpenItem & { answerable: string[] })[];
  /** Action items of meetings that are not done. */
  meetingActions: OpenMeetingItem[];
  /** Post-mortems that wait for signatures, with Slack ids of owners who have not signed. */
  unsigned: (PlacedIncident & { owners: string[] })[];
  /** What release notes lack of groups, with Slack ids of those who lead them. */
  groupNotes: (GroupNotes & { leads: string[] })[];
  /** Slack ids by GitHub login. */
  logins: Readonly<Record<string, string>>;
  roles: HomeRoles;
  /** ms, UTC */
  now: number;
}

/** Who looks at it. */
export interface Viewer {
  id: string;
  /** Whether the person is one of these people, or in one of these user groups. */
  isAmong(ids: readonly string[]): boolean;
  /** Groups that the person may answer for, by the number of the poll. */
  answersFor: ReadonlyMap<number, readonly string[]>;
}

export interface Home {
  viewer: string;
  statuses: Status[];
  incidents: PlacedIncident[];
  settings: IncidentSettings | null;
  waiting: Waiting[];
  missing: Missing[];
  now: number;
}

export function homeOf(around: Around, viewer: Viewer): Home {
  const { statuses, settings, roles, now } = around;
  const incidents = around.incidents.filter(({ incident }) => isOpen(incident) && !incident.isEmbargoed);
  const known = { ...around, incidents };
  return {
    viewer: viewer.id,
    ...{ statuses, incidents: gravestFirst(incidents, settings), settings, now },
    waiting: byUrgency([
      ...ofIncidents(known, viewer),
      ...statuses.flatMap((status) => ofRelease(status, roles, viewer, now)),
      ...alertsFor(known, viewer),
      ...ofPostMortems(known, viewer),
      ...ofMeetings(known, viewer),
      ...ofReleaseNotes(known, viewer),
    ]),
    missing: [
      ...(statuses.length === 0 ? (['release'] as const) : []),
      ...(roles.releaseLead.length === 0 ? (['release-lead'] as const) : []),
    ],
  };
}

function gravestFirst(incidents: PlacedIncident[], settings: IncidentSettings | null): PlacedIncident[] {
  const severities = settings?.severities.map(({ id }) => id) ?? [];
  const rank = ({ incident }: PlacedIncident) => severities.indexOf(incident.facts.severity);
  return [...incidents].sort((a, b) => rank(a) - rank(b) || b.incident.id - a.incident.id);
}

function ofIncidents({ incidents, settings, roles, now }: Around, viewer: Viewer): Waiting[] {
  if (!settings) return [];
  return incidents.flatMap((placed): Waiting[] => {
    const { incident } = placed;
    const { commander, nextUpdateBy: due } = incident.facts;
    const commands = commander.id === viewer.id;
    const has = (role: IncidentRole) =>
      role === 'commander' ? commands : viewer.isAmong(holdersOf(roles, role));
    const missing = missingForAllClear(incident, settings);
    const role = missing.criteria.length === 0 ? missing.confirmations.find(has) : undefined;
    return [
      ...(commands && due !== null && due <= now ? [{ kind: 'overdue' as const, due, ...placed }] : []),
      ...(commands || has('release-lead')
        ? incident.drafts
            // Whoever worded it waits for somebody else, unless that is the commander.
            .filter(({ by }) => commands || by?.id !== viewer.id)
            .map((draft) => ({ kind: 'draft' as const, draft, ...placed }))
        : []),
      ...(role === undefined ? [] : [{ kind: 'all-clear' as const, role, ...placed }]),
    ];
  });
}

function holdersOf(roles: HomeRoles, role: Exclude<IncidentRole, 'commander'>): readonly string[] {
  if (role === 'release-lead') return roles.releaseLead;
  return role === 'communications' ? roles.communications : roles.incidentCommander;
}

function ofRelease({ release, evidence }: Status, roles: HomeRoles, viewer: Viewer, now: number): Waiting[] {
  const { waiving } = release;
  const { poll } = evidence.signOff;
  const groups = poll === null ? [] : unanswered(poll, viewer);
  const leads = viewer.isAmong(roles.releaseLead);
  return [
    ...(poll && groups.length > 0 ? [{ kind: 'sign-off' as const, release, poll, groups }] : []),
    ...(leads ? evidence.exceptions : [])
      .filter((exception) => stateOfException(exception, now) === 'waiting')
      .map((exception) => ({ kind: 'exception' as const, release, exception })),
    ...evidence.waivers
      .filter((waiver) => stateOfWaiver(waiver, waiving, now) === 'waiting')
      .filter(({ by, raisedBy }) => by.id !== viewer.id && !raisedBy.includes(viewer.id))
      .filter(({ gate }) => viewer.isAmong((ruleOf(waiving, gate) ?? waiving.usual).by))
      .map((waiver) => ({ kind: 'waiver' as const, release, waiver })),
    ...evidence.checklists.flatMap((list): Waiting[] => {
      const setting = release.checklists.find(({ name }) => name === list.name);
      const { done, of } = progressOf(list);
      const isMine = list.problem === null && done < of && viewer.isAmong(setting?.by ?? []);
      return isMine
        ? [{ kind: 'checklist', release, list: { name: list.name, title: list.title, done, of } }]
        : [];
    }),
  ];
}

/** Those that count: a GO that waits for something, or came too late, is an answer. */
function unanswered({ id, ended, groups }: Poll, { answersFor }: Viewer): string[] {
  if (ended !== null) return [];
  const mine = answersFor.get(id) ?? [];
  return groups
    .filter(({ group, state }) => mine.includes(group) && (state === 'waiting' || state === 'void'))
    .map(({ group }) => group);
}

function alertsFor({ alerts, now }: Around, viewer: Viewer): Waiting[] {
  return alerts
    .filter(({ alert }) => isAlertOpen(alert) && alert.stage === 'red' && alert.acknowledged === null)
    .filter(({ alert, leads }) => !isSilenced(alert, now) && viewer.isAmong(leads))
    .map(({ leads: _leads, ...one }) => ({ kind: 'alert' as const, ...one }));
}

function ofPostMortems({ actions, unsigned, now }: Around, viewer: Viewer): Waiting[] {
  return [
    ...unsigned
      .filter(({ incident, owners }) => !incident.isEmbargoed && owners.includes(viewer.id))
      .map(({ owners: _owners, ...one }) => ({ kind: 'post-mortem' as const, ...one })),
    ...actions
      .filter(({ answerable }) => answerable.includes(viewer.id))
      .map(({ answerable: _answerable, ...one }) => {
        const { due } = one.action;
        return { kind: 'action' as const, isOverdue: due !== null && due < now, ...one };
      }),
  ];
}

/** What nobody owns is on the agenda, and in nobody's Home. */
function ofMeetings({ meetingActions, now }: Around, viewer: Viewer): Waiting[] {
  return meetingActions
    .filter(({ action }) => action.done === null && action.owner?.id === viewer.id)
    .map((one) => {
      const { due } = one.action;
      return { kind: 'meeting-action', isOverdue: due !== null && due < now, ...one };
    });
}

function ofReleaseNotes({ statuses, groupNotes, logins }: Around, viewer: Viewer): Waiting[] {
  const mine = loginsOf(logins, viewer.id);
  return [
    ...statuses.flatMap(({ release, evidence }): Waiting[] => {
      const gaps = gapsOf(evidence.releaseNotes?.gaps ?? [], { by: 'mine' }, mine);
      return gaps.length === 0 ? [] : [{ kind: 'notes', release, gaps }];
    }),
    ...groupNotes
      .filter(({ leads }) => viewer.isAmong(leads))
      .map(({ leads: _leads, ...one }) => ({ kind: 'group-notes' as const, ...one })),
  ];
}
