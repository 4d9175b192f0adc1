/** A lead is away and names who answers for them, with an end; that is told to them, and shown in the open poll. */
import { FormFault, UserFault } from '../../domain/fault.js';
import type { Person } from '../../domain/person.js';
import type { Delegation } from '../../domain/signoff/poll.js';
import { day } from '../../domain/time.js';
import type { SignoffDesk } from '../ports/signoff.js';
import { besidePoll, type Signing, type SignoffDependencies, signingRelease } from './dependencies.js';
import { tellDelegate, tellPoll } from './tell.js';
import { groupsOf, isLead, noGroup, notLead, requireGroup } from './who.js';

/** Whoever is away for longer gives the group to somebody else, in ms. */
const longest = 90 * day;

export async function ledGroups(
  deps: SignoffDependencies,
  { actor, release: name }: Parameters<SignoffDesk['led']>[0],
): Promise<{ release: Signing; groups: string[] }> {
  const release = signingRelease(deps.releases, name);
  const groups = await groupsOf(release.signOff.groups, (group) => isLead(deps, release, group, actor.id));
  if (groups.length === 0) throw noGroup(release);
  return { release, groups };
}

export async function nameDelegate(
  deps: SignoffDependencies,
  { actor, request, release: name, group, delegate: id, ...dates }: Parameters<SignoffDesk['delegate']>[0],
): Promise<Delegation> {
  const release = signingRelease(deps.releases, name);
  requireGroup(release, release.signOff.groups, group);
  if (!(await isLead(deps, release, group, actor.id)))
    throw notLead(release, group, 'says who answers for them');
  const now = deps.clock();
  const { from, until } = checkedDates(dates, now);
  const delegate = await checkedPerson(deps, id, actor.id);
  const lead = { id: actor.id, name: actor.name };
  const delegation = await deps.store.addDelegation(
    { release: release.name, group, lead, delegate, from, until, at: now },
    request,
    (added) => [tellDelegate(deps, release, added)],
  );
  await showInPoll(deps, release, delegation, lead, false);
  deps.nudge();
  return delegation;
}

function checkedDates({ from: given, until }: { from: number | null; until: number }, now: number) {
  const from = given ?? now;
  const wrong: Record<string, string> = {};
  if (until <= now) wrong.until = 'That is over already.';
  else if (until <= from) wrong.from = 'It would begin after its end.';
  else if (until - now > longest) wrong.until = 'Name a day within 90 days.';
  if (Object.keys(wrong).length > 0) throw new FormFault(wrong);
  return { from, until };
}

async function checkedPerson(deps: SignoffDependencies, id: string, lead: string): Promise<Person> {
  if (id === lead) throw new FormFault({ delegate: 'Name somebody else: you answer for yourself anyway.' });
  const person = /^[UW][A-Z0-9]{2,}$/.test(id) ? await deps.person(id) : null;
  if (!person) throw new FormFault({ delegate: 'There is no such person here.' });
  if (person.isApp) throw new FormFault({ delegate: 'An app cannot answer for anybody.' });
  return { id: person.id, name: person.name };
}

export async function stopDelegation(
  deps: SignoffDependencies,
  { actor, delegation: id }: Parameters<SignoffDesk['endDelegation']>[0],
): Promise<Delegation> {
  const known = await deps.store.delegation(id);
  if (!known) throw unknown(id);
  const release = signingRelease(deps.releases, known.release);
  const isDelegate = known.delegate.id === actor.id;
  if (!isDelegate && !(await isLead(deps, release, known.group, actor.id)))
    throw notLead(release, known.group, 'ends that, or whoever answers for them');
  const ended = await deps.store.endDelegation(id, actor.id, deps.clock(), (after) =>
    // Whoever ended it knows.
    isDelegate ? [] : [tellDelegate(deps, release, after)],
  );
  if (!ended) throw unknown(id);
  await showInPoll(deps, release, ended, { id: actor.id, name: actor.name }, true);
  deps.nudge();
  return ended;
}

const unknown = (id: number) =>
  new UserFault(
    'unknown-delegation',
    `There is no delegation ${id}.`,
    'See them with: `/release-status signoff`',
  );

async function showInPoll(
  deps: SignoffDependencies,
  release: Signing,
  { id, group, delegate: to, until }: Delegation,
  by: Person,
  isEnded: boolean,
): Promise<void> {
  const [last] = await deps.store.ofRelease(release.name, 1);
  if (!last || last.poll.ended) return;
  const beside = await besidePoll(deps, release);
  const request = `delegation ${id}${isEnded ? ' ended' : ''}`;
  await deps.store.change(last.poll.id, request, deps.clock(), ({ poll }) =>
    poll.ended || !poll.groups.some((one) => one.group === group)
      ? null
      : {
          events: [{ by, event: { kind: 'delegated', group, to, until, isEnded } }],
          deliveries: (after, before) => tellPoll(deps, beside, after, before, []),
        },
  );
}
