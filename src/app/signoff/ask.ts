/** A release lead asks the groups about a candidate, gives them more time, or asks nobody any more. */
import { FormFault, UserFault } from '../../domain/fault.js';
import type { Candidate, Poll, PollEvent } from '../../domain/signoff/poll.js';
import { blockingJobs } from '../../domain/signoff/red-jobs.js';
import { day } from '../../domain/time.js';
import { requireRole } from '../permission.js';
import type { PollNews, ShownPoll, SignoffDesk } from '../ports/signoff.js';
import type { FoundCandidate, PollStep, RefName, RefRead, StoredPoll } from '../ports/signoff-store.js';
import { SourceFault } from '../ports/source-fault.js';
import { carriedOver } from './carry.js';
import {
  type Beside,
  besidePoll,
  loadPoll,
  requireOpen,
  type Signing,
  type SignoffDependencies,
  shownPoll,
  signingRelease,
  unknownPoll,
} from './dependencies.js';
import { tellPoll } from './tell.js';
import { tendRelease } from './tend.js';

/** Nobody plans further ahead, in ms. */
const farthest = 90 * day;

export async function prepareToAsk(
  deps: SignoffDependencies,
  { actor, release: name }: Parameters<SignoffDesk['prepare']>[0],
) {
  const release = signingRelease(deps.releases, name);
  await requireLead(deps, actor);
  const [last] = await deps.store.ofRelease(release.name, 1);
  const open = last && !last.poll.ended ? last.poll : null;
  return { release, open, deadline: deps.clock() + release.signOff.deadline };
}

const requireLead = ({ people, releaseLeads }: SignoffDependencies, actor: { id: string; name: string }) =>
  requireRole(people, releaseLeads, actor, 'release lead');

export async function askGroups(
  deps: SignoffDependencies,
  { actor, request, release: name, candidate: typed, deadline }: Parameters<SignoffDesk['ask']>[0],
): Promise<ShownPoll> {
  const release = signingRelease(deps.releases, name);
  await requireLead(deps, actor);
  if (deadline !== null) checkDeadline(deadline, deps.clock());
  const { repository } = release.issues;
  const { candidate, head } = await resolve(deps, release, typed);
  // Not before GitHub has answered: what somebody else read meanwhile is older.
  const now = deps.clock();
  const until = deadline ?? now + release.signOff.deadline;
  const tag: RefRead = { commit: candidate.commit, etag: null };
  const refs: { ref: RefName; read: RefRead }[] = [
    { ref: { repository, kind: 'branch', name: release.branch }, read: head },
    ...(candidate.tag === null
      ? []
      : [{ ref: { repository, kind: 'tag' as const, name: candidate.tag }, read: tag }]),
  ];
  for (const { ref, read } of refs) await deps.store.saveRef(ref, read, now);
  // What is over by now is not asked about any longer.
  await tendRelease(deps, release.name);
  const { voidOn, groups } = release.signOff;
  const jobs = voidOn.job ? blockingJobs(release, await deps.evidence.gather(release), now) : [];
  const event: Extract<PollEvent, { kind: 'asked' }> = {
    ...{ kind: 'asked', candidate, branch: release.branch, head: head.commit, groups, deadline: until },
    red: jobs.filter(({ isRed }) => isRed).map(({ job }) => job),
  };
  const more = await carriedOver(deps, release, event);
  const beside = await besidePoll(deps, release);
  const { poll } = await deps.store.open(
    {
      ...{ release: release.name, by: { id: actor.id, name: actor.name }, at: now, event, more, request },
      refs,
    },
    (open) => {
      const told = (added: Poll) => tellPoll(deps, beside, added, null, []);
      if (open === null) return { ends: null, deliveries: told };
      const ends = endOf(deps, beside, open, event, actor);
      return ends && { ends, deliveries: told };
    },
  );
  deps.nudge();
  return shownPoll(deps, beside, poll);
}

/** @returns null when the open poll is the one that is wanted */
function endOf(
  deps: SignoffDependencies,
  beside: Beside,
  { poll }: StoredPoll,
  { candidate, branch }: Extract<PollEvent, { kind: 'asked' }>,
  by: { id: string; name: string },
): PollStep | null {
  if (isSame(poll.candidate, candidate) && poll.branch === branch) return null;
  return {
    events: [{ by, event: { kind: 'ended', why: 'replaced', by: null } }],
    deliveries: (after, before) => tellPoll(deps, beside, after, before, [{ kind: 'ended' }]),
  };
}

const isSame = (a: Candidate, b: Candidate) => a.commit === b.commit && a.tag === b.tag;

/** @throws FormFault `candidate`, or UserFault `no-branch` | `unreachable` */
async function resolve(
  deps: SignoffDependencies,
  release: Signing,
  typed: string,
): Promise<Extract<FoundCandidate, { kind: 'found' }>> {
  const { repository } = release.issues;
  let found: FoundCandidate;
  try {
    found = await deps.github.candidate(repository, release.branch, typed);
  } catch (error) {
    throw unreachable(error);
  }
  if (found.kind === 'found') return found;
  if (found.kind === 'no-branch')
    throw new UserFault(
      'no-branch',
      `There is no branch ${found.branch} in ${repository}.`,
      'Whoever runs Signalman names the branch of the release in signalman.yml.',
    );
  const given = typed.trim().slice(0, 60);
  const branch = release.branch ?? 'the default branch';
  const says = {
    unknown: () =>
      `There is no tag or commit "${given}" in ${repository}.${found.kind === 'unknown' && found.near ? ` Did you mean ${found.near}?` : ''} Of a commit give seven digits or more: as many as no other commit begins with.`,
    ambiguous: () =>
      `"${given}" may be a tag or a commit. Give the whole hash of the commit, or the tag as refs/tags/${given}.`,
    branch: () =>
      `"${given}" is a branch, and branches move. Name a tag or a commit, or nothing for the head of ${branch}.`,
    elsewhere: () => `"${given}" is not on ${branch}, from which ${release.name} ships.`,
  };
  throw new FormFault({ candidate: says[found.kind]() });
}

/** What GitHub did not say is told in its words; anything else is ours. */
export function unreachable(error: unknown): unknown {
  if (!(error instanceof SourceFault)) return error;
  return new UserFault('unreachable', `${error.message}.`, 'Nothing was changed. Try again in a minute.');
}

function checkDeadline(deadline: number, now: number, before = now): void {
  if (deadline <= now) throw new FormFault({ deadline: 'That is over already.' });
  if (deadline <= before) throw new FormFault({ deadline: 'The deadline is later than that already.' });
  if (deadline - now > farthest) throw new FormFault({ deadline: 'Name a day within 90 days.' });
}

export async function extendPoll(
  deps: SignoffDependencies,
  { actor, request, poll: id, deadline }: Parameters<SignoffDesk['extend']>[0],
): Promise<ShownPoll> {
  return await byLead(deps, { actor, request, poll: id }, (poll, now) => {
    checkDeadline(deadline, now, poll.deadline);
    return { event: { kind: 'extended', deadline }, news: { kind: 'extended', deadline } };
  });
}

export async function closePoll(
  deps: SignoffDependencies,
  asked: Parameters<SignoffDesk['close']>[0],
): Promise<ShownPoll> {
  return await byLead(deps, asked, () => ({
    event: { kind: 'ended', why: 'closed', by: null },
    news: { kind: 'ended' },
  }));
}

async function byLead(
  deps: SignoffDependencies,
  { actor, request, poll: id }: Parameters<SignoffDesk['close']>[0],
  decide: (poll: Poll, now: number) => { event: PollEvent; news: PollNews },
): Promise<ShownPoll> {
  const { release } = await loadPoll(deps, id);
  await requireLead(deps, actor);
  const beside = await besidePoll(deps, release);
  const now = deps.clock();
  const done = await deps.store.change(id, request, now, ({ poll }) => {
    requireOpen(poll, release);
    const { event, news } = decide(poll, now);
    return {
      events: [{ by: actor, event }],
      deliveries: (after, before) => tellPoll(deps, beside, after, before, [news]),
    };
  });
  if (!done) throw unknownPoll(id);
  deps.nudge();
  return shownPoll(deps, beside, done.stored.poll);
}
