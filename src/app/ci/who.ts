/**
 * Who may answer for a job: the release leads, and the leads of the group that owns it. Anybody may look, say that they
 * look after a red job, leave out its news from then on, and file an issue about it.
 */
import type { Job } from '../../domain/ci/job.js';
import { ownerAmong, releasesWith } from '../../domain/ci/watch.js';
import { UserFault } from '../../domain/fault.js';
import { groupName, type Release } from '../../domain/release.js';
import { mentions, type People } from '../permission.js';

export interface WhoDependencies {
  releases: readonly Release[];
  people: People;
  /** Slack user and user-group ids of the release leads. */
  releaseLeads: readonly string[];
}

/** @throws UserFault `not-allowed`, which says who may */
export async function mayAnswer(
  { releases, people, releaseLeads }: WhoDependencies,
  job: Pick<Job, 'key' | 'name' | 'board'>,
  by: { id: string },
): Promise<void> {
  const its = releasesWith(job, releases);
  const owner = ownerAmong(job, its);
  const ids = new Set(releaseLeads);
  // What is called like a property of every object owns nothing by that.
  for (const { groups } of its)
    if (owner !== null && Object.hasOwn(groups.owners, owner)) ids.add(groups.owners[owner] ?? '');
  if (await people.isAmong(by.id, [...ids])) return;
  const [first] = its;
  const group = owner === null || !first ? null : `${first.groups.noun} ${groupName(first.groups, owner)}`;
  throw new UserFault(
    'not-allowed',
    `Only a release lead${group === null ? '' : ` or a lead of ${group}`} may do that.`,
    ids.size > 0
      ? `Ask ${mentions(ids)}.`
      : 'Whoever runs Signalman adds Slack ids under `roles: release-lead:` in signalman.yml.',
  );
}
