/** Counts a release's issues from what is stored, when they or the rules have changed. */
import { createHash } from 'node:crypto';
import { type CensusPlan, needsBodies, startCensus } from '../domain/census.js';
import { enhancementsPlan, issuesPlan } from '../domain/plan.js';
import type { Release } from '../domain/release.js';
import type { SyncTransaction } from './ports/sync.js';
import type { Source } from './tracked.js';

function planOf(release: Release, source: Source): CensusPlan {
  return source === 'issues' ? issuesPlan(release) : enhancementsPlan(release);
}

/** The keys of releases that were asked for before: every question needs them, and a release never changes. */
const keys = new WeakMap<Release, Partial<Record<Source, string>>>();

/** Tells one way of counting from another: stored with the figures, so that a changed rule counts anew. */
export function planKey(release: Release, source: Source): string {
  const known = keys.get(release) ?? {};
  keys.set(release, known);
  known[source] ??= createHash('sha256')
    .update(JSON.stringify(planOf(release, source)))
    .digest('hex')
    .slice(0, 32);
  return known[source];
}

export async function countRelease(
  tx: SyncTransaction,
  release: Release,
  source: Source,
  place: { milestone: number; wanted: string },
): Promise<void> {
  const { milestone } = place;
  const plan = planOf(release, source);
  const counter = startCensus(plan);
  const bodies = needsBodies(plan);
  await tx.eachOpen(milestone, bodies, (issue) => counter.add(issue, 'milestone'));
  if (plan.measures.some((measure) => measure.in === 'no-milestone')) {
    await tx.eachOpen(null, bodies, (issue) => counter.add(issue, 'no-milestone'));
  }
  const census = counter.result(await tx.closedIn(milestone));
  await tx.saveCensus(release.name, source, { ...place, plan: planKey(release, source) }, census);
}
