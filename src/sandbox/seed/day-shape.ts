/** A day's figures as the issues that make them up: so many flakes with these labels, so many bugs, so many others. */

import type { DayCounts } from './day-counts.js';
import { flakeSigs } from './flake-labels.js';

export interface DayShape {
  /** Of each flake the labels that figures depend on: `sig/*`, and `kind/bug` where it is both. */
  readonly flakes: readonly (readonly string[])[];
  /** Bugs that are no flakes. */
  readonly bugs: number;
  /** Neither bugs nor flakes. */
  readonly others: number;
}

/** What must be open in the milestone; throws when no world has these figures. */
export function dayShape(counts: DayCounts): DayShape {
  if ((counts.brokenTestRun ?? 0) > counts.flakes) throw new Error('more broken test runs than flakes');
  const sigs = flakeSigs(counts);
  const room = counts.issues - sigs.length;
  if (room < 0) throw new Error('more flakes than issues');
  if (counts.bugs > counts.issues) throw new Error('more bugs than issues');
  // Where flakes and bugs do not both fit, some issues are both.
  const bugs = Math.min(counts.bugs, room);
  const both = counts.bugs - bugs;
  const flakes = sigs.map((slugs, index) => [
    ...slugs.map((slug) => `sig/${slug}`),
    ...(index < both ? ['kind/bug'] : []),
  ]);
  return { flakes, bugs, others: room - bugs };
}
