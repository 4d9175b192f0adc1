/** Answers "may we ship?" from what is stored: gathers, decides, and asks nobody. */
import { findRelease, type Release } from '../domain/release.js';
import { type Status, statusOf } from '../domain/status.js';
import type { Clock, EvidenceStore, WholeEvidence } from './ports.js';

export interface StatusDependencies {
  releases: readonly Release[];
  evidence: EvidenceStore;
  clock: Clock;
}

/**
 * @param name the release as typed, or null for the first one configured
 * @throws UserFault `unknown-release`
 */
export async function showStatus(
  { releases, evidence, clock }: StatusDependencies,
  name: string | null,
): Promise<Status> {
  const release = findRelease(releases, name);
  return statusOf(release, await evidence.gather(release), clock());
}

export interface WholeStatus {
  status: Status;
  whole: Omit<WholeEvidence, 'evidence'>;
}

/** The same with every issue behind the figures, for a report. */
export async function showWholeStatus(
  { releases, evidence, clock }: StatusDependencies,
  name: string | null,
): Promise<WholeStatus> {
  const release = findRelease(releases, name);
  const { evidence: gathered, ...whole } = await evidence.gatherWhole(release);
  return { status: statusOf(release, gathered, clock()), whole };
}
