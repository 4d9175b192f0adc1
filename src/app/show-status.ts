/** Answers "may we ship?" from what is stored: gathers, decides, and asks nobody. */
import { findRelease, type Release } from '../domain/release.js';
import type { Report } from '../domain/report.js';
import { type Status, statusOf } from '../domain/status.js';
import { type BuiltReport, buildReport } from './build-report.js';
import type { Clock } from './ports/clock.js';
import type { EvidenceStore, WholeEvidence } from './ports/evidence.js';
import type { ReportStore } from './ports/report.js';

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

export interface ReportDependencies extends StatusDependencies {
  reports: Pick<ReportStore, 'gather'>;
}

/**
 * The report as it would be posted now, compared with the last one that was. Nothing is stored.
 * @throws UserFault `unknown-release`
 */
export async function showReport(
  { releases, reports, clock }: ReportDependencies,
  name: string | null,
): Promise<BuiltReport> {
  const release = findRelease(releases, name);
  const now = clock();
  return buildReport(release, await reports.gather(release, null, now), null, now);
}

export interface WholeStatus {
  status: Status;
  whole: Omit<WholeEvidence, 'evidence'>;
  report: Report;
}

/** The same with every issue behind the figures. */
export async function showWholeStatus(deps: ReportDependencies, name: string | null): Promise<WholeStatus> {
  const { releases, evidence, clock } = deps;
  const release = findRelease(releases, name);
  const { evidence: gathered, ...whole } = await evidence.gatherWhole(release);
  const { report } = await showReport(deps, name);
  return { status: statusOf(release, gathered, clock()), whole, report };
}
