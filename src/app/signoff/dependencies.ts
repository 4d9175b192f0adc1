/** What the use cases of the sign-off are given, and how a poll is found and shown. */
import { UserFault } from '../../domain/fault.js';
import type { Person } from '../../domain/person.js';
import type { Quiet } from '../../domain/quiet.js';
import { findRelease, type Release } from '../../domain/release.js';
import type { Delegation, Poll } from '../../domain/signoff/poll.js';
import type { SignOffSettings } from '../../domain/signoff/settings.js';
import { showMoment } from '../../domain/time.js';
import type { Holding } from '../holding.js';
import type { People } from '../permission.js';
import type { Clock } from '../ports/clock.js';
import type { EvidenceStore } from '../ports/evidence.js';
import type { Address } from '../ports/incident.js';
import type { ShownPoll, SignoffRenderer } from '../ports/signoff.js';
import type { BranchReader, SignoffStore, StoredPoll } from '../ports/signoff-store.js';

export interface SignoffDependencies extends Holding {
  releases: readonly Release[];
  store: SignoffStore;
  renderer: SignoffRenderer;
  github: BranchReader;
  evidence: Pick<EvidenceStore, 'gather'>;
  people: People & { among(ids: readonly string[]): Promise<string[]> };
  /** @returns null when there is no such person, or they have left */
  person(id: string): Promise<(Person & { isApp: boolean }) | null>;
  /** Slack user and user-group ids. */
  releaseLeads: readonly string[];
  /** When nobody is reminded. */
  quiet: Quiet;
  /** Where issues and commits are looked at, e.g. `https://github.com`. */
  web: string;
  /** The address of a message; null: it cannot be told. */
  linkTo(at: Address): Promise<string | null>;
  clock: Clock;
  nudge(): void;
}

/** A release whose groups are asked. */
export type Signing = Release & { signOff: SignOffSettings };

/** @throws UserFault `unknown-release` | `no-sign-off` */
export function signingRelease(releases: readonly Release[], name: string | null): Signing {
  const release = findRelease(releases, name);
  const { signOff } = release;
  if (signOff) return { ...release, signOff };
  throw new UserFault(
    'no-sign-off',
    `The groups of ${release.name} are not asked whether it may ship.`,
    'Whoever runs Signalman adds `signoff:` to signalman.yml.',
  );
}

export interface LoadedPoll {
  stored: StoredPoll;
  release: Signing;
}

/** @throws UserFault `unknown-poll`, and as `signingRelease` */
export async function loadPoll(deps: SignoffDependencies, id: number): Promise<LoadedPoll> {
  const stored = await deps.store.load(id);
  if (!stored) throw unknownPoll(id);
  return { stored, release: signingRelease(deps.releases, stored.poll.release) };
}

export const unknownPoll = (id: number) =>
  new UserFault(
    'unknown-poll',
    `There is no poll ${id}.`,
    'See the one that is open with: `/release-status signoff`',
  );

/** What its words need beside a poll; read before a transaction. */
export interface Beside {
  release: Signing;
  delegations: Delegation[];
}

export async function besidePoll({ store }: SignoffDependencies, release: Signing): Promise<Beside> {
  return { release, delegations: await store.delegations(release.name) };
}

export function shownPoll(
  { web, releaseLeads, clock }: Pick<SignoffDependencies, 'web' | 'releaseLeads' | 'clock'>,
  { release, delegations }: Beside,
  poll: Poll,
): ShownPoll {
  const now = clock();
  return {
    ...{ release, poll, releaseLeads, now },
    delegations: delegations.filter(({ until, endedAt }) => endedAt === null && now < until),
    commits: `${web}/${release.issues.repository}/commit/`,
  };
}

/** @throws UserFault `poll-ended` */
export function requireOpen({ ended, candidate }: Poll, { zone }: Release): void {
  if (!ended) return;
  const whys = {
    overtaken: 'the branch or the tag has moved on',
    replaced: 'another candidate was asked for',
    closed: 'a release lead closed it',
  };
  throw new UserFault(
    'poll-ended',
    `Nobody is asked about ${candidate.tag ?? candidate.commit.slice(0, 9)} any more: ${whys[ended.why]}, on ${showMoment(ended.at, zone)}.`,
    'See who is asked now with: `/release-status signoff`',
  );
}
