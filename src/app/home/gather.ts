/** Gathers what the Homes of people are made of: once for all of them, and then what is only one person's. */
import { ownerAmong, releasesWith } from '../../domain/ci/watch.js';
import { UserFault } from '../../domain/fault.js';
import { type Around, type Home, type HomeRoles, homeOf } from '../../domain/home/home.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import { ownersOf } from '../../domain/postmortem/part.js';
import type { Release } from '../../domain/release.js';
import { gapsByGroup } from '../../domain/release-notes/gap-list.js';
import type { Status } from '../../domain/status.js';
import type { People } from '../permission.js';
import type { Clock } from '../ports/clock.js';
import type { HomeMeetings, HomePostMortems, HomeStore } from '../ports/home.js';
import type { Log } from '../ports/log.js';
import type { SignoffDesk } from '../ports/signoff.js';
import { leadsOf } from '../signoff/who.js';

export interface HomeDependencies {
  releases: readonly Release[];
  /** null: none are configured. */
  settings: IncidentSettings | null;
  roles: HomeRoles;
  /** Slack ids by GitHub login; empty: none are configured. */
  logins: Readonly<Record<string, string>>;
  showStatus(name: string): Promise<Status>;
  store: HomeStore;
  postmortems: HomePostMortems;
  meetings: HomeMeetings;
  /** null: no release asks its groups. */
  signoff: Pick<SignoffDesk, 'mine'> | null;
  people: People;
  clock: Clock;
  log: Log;
}

export async function gatherAround(deps: HomeDependencies): Promise<Around> {
  const { releases, settings, roles, logins, store, postmortems, meetings } = deps;
  const [statuses, incidents, pending, alerts, actions, meetingActions] = await Promise.all([
    Promise.all(releases.map(({ name }) => deps.showStatus(name))),
    settings ? store.openIncidents() : [],
    settings ? store.pendingPostMortems() : [],
    store.openAlerts(),
    settings && postmortems ? postmortems.openActions() : [],
    meetings ? meetings.openActions() : [],
  ]);
  return {
    ...{ statuses, incidents, settings, roles, logins, meetingActions, now: deps.clock() },
    groupNotes: statuses.flatMap(notesOfGroups),
    alerts: alerts.map(({ alert, job }) => {
      const its = releasesWith(job, releases);
      const owner = ownerAmong(job, its);
      const leads = owner === null ? [] : [...new Set(its.flatMap((one) => ofGroup(one, owner)))];
      return { alert, name: job.name, url: job.url, releases: its.map(({ name }) => name), leads };
    }),
    actions: actions.map(({ incident, action, answerable }) => ({
      ...{ incident, action },
      answerable: answerable.map(({ id }) => id),
    })),
    unsigned: pending.map((one) => {
      const { signed } = one.incident.postmortem;
      const owners = ownersOf(one.incident).map(({ id }) => id);
      return { ...one, owners: owners.filter((id) => !signed.has(id)) };
    }),
  };
}

function notesOfGroups({ release, evidence }: Status): Around['groupNotes'] {
  return gapsByGroup(evidence.releaseNotes?.gaps ?? []).flatMap(({ group, gaps, blocking }) => {
    const leads = group === null ? [] : ofGroup(release, group);
    return group === null || leads.length === 0
      ? []
      : [{ release, group, gaps: gaps.length, blocking, leads }];
  });
}

/** Its leads, and whom reports mention for it. */
function ofGroup(release: Release, group: string): string[] {
  const { owners } = release.groups;
  const owner = Object.hasOwn(owners, group) ? owners[group] : undefined;
  return [...leadsOf(release, group), ...(owner === undefined ? [] : [owner])];
}

/** @param user Slack id */
export async function homeFor(deps: HomeDependencies, around: Around, user: string): Promise<Home> {
  const polls = around.statuses.flatMap(({ evidence }) => {
    const { poll } = evidence.signOff;
    return poll && poll.ended === null ? [poll.id] : [];
  });
  const [mine, answersFor] = await Promise.all([
    Promise.all(groupsNamed(around).map(async (id) => ((await isAmong(deps, user, id)) ? [id] : []))),
    Promise.all(polls.map(async (poll) => [poll, await groupsIn(deps, user, poll)] as const)),
  ]);
  const known = new Set([user, ...mine.flat()]);
  return homeOf(around, {
    id: user,
    isAmong: (some) => some.some((id) => known.has(id)),
    answersFor: new Map(answersFor),
  });
}

/** User groups by which something could be the person's. */
function groupsNamed({ statuses, roles, alerts, groupNotes }: Around): string[] {
  const all = [
    ...[roles.releaseLead, roles.incidentCommander, roles.communications].flat(),
    ...[...alerts, ...groupNotes].flatMap(({ leads }) => leads),
    ...statuses.flatMap(({ release: { waiving, checklists } }) => [
      ...[waiving.usual, ...Object.values(waiving.byGate)].flatMap((rule) => (rule === false ? [] : rule.by)),
      ...checklists.flatMap(({ by }) => by),
    ]),
  ];
  return [...new Set(all)].filter((id) => id.startsWith('S'));
}

/** What cannot be told now is left out: the next look may tell it. */
async function isAmong({ people, log }: HomeDependencies, user: string, group: string): Promise<boolean> {
  try {
    return await people.isAmong(user, [group]);
  } catch (error) {
    if (!(error instanceof UserFault)) throw error;
    log.debug({ group }, 'a Home was made without knowing who is in a user group');
    return false;
  }
}

/** By the same rule by which an answer is taken. */
async function groupsIn({ signoff }: HomeDependencies, user: string, poll: number): Promise<string[]> {
  if (!signoff) return [];
  try {
    return await signoff.mine({ actor: { id: user, name: user }, poll });
  } catch (error) {
    if (error instanceof UserFault) return [];
    throw error;
  }
}
