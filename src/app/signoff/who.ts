/** Who may answer for a group: its leads, and whoever one of them has named for a while. Release leads may not. */
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import type { Person } from '../../domain/person.js';
import { groupName, type Release } from '../../domain/release.js';
import type { Delegation } from '../../domain/signoff/poll.js';
import { type Actor, mentions } from '../permission.js';
import type { Signing, SignoffDependencies } from './dependencies.js';

type WhoDependencies = Pick<SignoffDependencies, 'people' | 'clock'>;

/** What is called like a property of every object leads nothing by that. */
export const leadsOf = ({ groupPeople }: Release, group: string): readonly string[] =>
  Object.hasOwn(groupPeople.leads, group) ? (groupPeople.leads[group] ?? []) : [];

export const isLead = async ({ people }: WhoDependencies, release: Release, group: string, id: string) =>
  await people.isAmong(id, leadsOf(release, group));

export const holds = ({ from, until, endedAt }: Delegation, now: number): boolean =>
  endedAt === null && from <= now && now < until;

/**
 * @returns null when the person may not answer for the group now
 * @throws UserFault `group-unread`
 */
export async function roleIn(
  deps: WhoDependencies,
  release: Release,
  group: string,
  actor: Actor,
  delegations: readonly Delegation[],
): Promise<{ delegateOf: Person | null } | null> {
  if (await isLead(deps, release, group, actor.id)) return { delegateOf: null };
  const now = deps.clock();
  for (const one of delegations) {
    if (one.group !== group || one.delegate.id !== actor.id || !holds(one, now)) continue;
    // Whoever leads it no more has nobody who answers for them.
    if (await isLead(deps, release, group, one.lead.id)) return { delegateOf: one.lead };
  }
  return null;
}

/**
 * Those of the groups that the person may answer for now.
 * @throws UserFault `group-unread` when it cannot be told of any
 */
export async function groupsOf(
  groups: readonly string[],
  may: (group: string) => Promise<unknown>,
): Promise<string[]> {
  // At once: each may be a user group that Slack is asked for, and a form waits three seconds at most.
  const answers = await Promise.allSettled(groups.map((group) => may(group)));
  const found = groups.filter((_, at) => {
    const answer = answers[at];
    return answer?.status === 'fulfilled' && Boolean(answer.value);
  });
  const unread = answers.find((one) => one.status === 'rejected');
  // What cannot be read of one group keeps nobody from answering for another.
  if (found.length === 0 && unread) throw unread.reason;
  return found;
}

const nameOf = ({ groups }: Release, group: string) => `${groups.noun} ${groupName(groups, group)}`;

export function notLead(release: Release, group: string, what: string): UserFault {
  return new UserFault(
    'not-allowed',
    `Only a lead of ${nameOf(release, group)} ${what}.`,
    `Ask ${mentions(leadsOf(release, group))}.`,
  );
}

export const noGroup = (release: Release) =>
  new UserFault(
    'not-allowed',
    `You lead none of the ${release.groups.noun}s that are asked about ${release.name}, and nobody has named you to answer for them.`,
    'Whoever runs Signalman adds the leads under `groups: leads:` in signalman.yml.',
  );

/** @throws UserFault `unknown-group`, with the nearest one that is asked */
export function requireGroup(release: Signing, asked: readonly string[], group: string): void {
  if (asked.includes(group)) return;
  const close = nearest(group, asked);
  throw new UserFault(
    'unknown-group',
    `${release.name} does not ask a ${release.groups.noun} "${group.slice(0, 60)}".${close ? ` Did you mean ${close}?` : ''}`,
    `Asked are: ${asked.slice(0, 40).join(', ')}`,
  );
}
