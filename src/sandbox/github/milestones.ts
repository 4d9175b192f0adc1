/** Makes and changes milestones, and keeps the counts that GitHub shows with them. */

import type { Issue, Milestone, Repo } from './model.js';
import { nextId, seconds, user, type World } from './world.js';

export interface MilestoneSeed {
  title: string;
  number?: number;
  description?: string | null;
  state?: 'open' | 'closed';
  createdAt?: number;
  updatedAt?: number;
  dueOn?: number | null;
  closedAt?: number | null;
  creator?: string;
}

/** Adds a milestone; a number of its own keeps later ones above it. */
export function addMilestone(world: World, repo: Repo, seed: MilestoneSeed): Milestone {
  const number = seed.number ?? repo.nextMilestone;
  const createdAt = seconds(seed.createdAt ?? world.now());
  const milestone: Milestone = {
    id: nextId(world),
    number,
    title: seed.title,
    description: seed.description ?? null,
    state: seed.state ?? 'open',
    createdAt,
    updatedAt: seconds(seed.updatedAt ?? createdAt),
    dueOn: seed.dueOn === undefined || seed.dueOn === null ? null : seconds(seed.dueOn),
    closedAt: seed.state === 'closed' ? seconds(seed.closedAt ?? createdAt) : null,
    open: 0,
    closed: 0,
    creator: user(world, seed.creator ?? 'release-lead'),
    version: nextId(world),
  };
  repo.milestones.set(number, milestone);
  repo.nextMilestone = Math.max(repo.nextMilestone, number + 1);
  return milestone;
}

export interface MilestonePatch {
  title?: string;
  description?: string | null;
  state?: 'open' | 'closed';
  dueOn?: number | null;
}

/** Changes a milestone. Its issues keep their dates: a rename is not a change of an issue. */
export function patchMilestone(world: World, milestone: Milestone, patch: MilestonePatch, at: number): void {
  if (patch.title !== undefined) milestone.title = patch.title;
  if (patch.description !== undefined) milestone.description = patch.description;
  if (patch.dueOn !== undefined) milestone.dueOn = patch.dueOn === null ? null : seconds(patch.dueOn);
  if (patch.state !== undefined && patch.state !== milestone.state) {
    milestone.state = patch.state;
    milestone.closedAt = patch.state === 'closed' ? seconds(at) : null;
  }
  milestone.updatedAt = seconds(at);
  milestone.version = nextId(world);
}

/** Counts an issue in (1) or out (-1) of its milestone. */
export function count(world: World, issue: Issue, by: 1 | -1): void {
  const { milestone } = issue;
  if (!milestone) return;
  milestone[issue.state] += by;
  milestone.version = nextId(world);
}
