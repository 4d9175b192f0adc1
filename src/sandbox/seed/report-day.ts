/** Fills the local GitHub with one day of Kubernetes 1.6, such that its searches give the published figures exactly. */

import type { LocalGitHub } from '../github/index.js';
import type { IssueSeed } from '../github/issues.js';
import type { DayCounts } from './day-counts.js';
import { dayShape } from './day-shape.js';
import { bug, feature, flake, other } from './issue-kinds.js';
import { seedHistory, seedPulls } from './pulls.js';
import { type Random, random } from './random.js';

export interface ReportDayOptions {
  /** Another seed gives another world with the same figures. */
  seed?: number;
}

/** What was built, for those who need the numbers. */
export interface ReportDay {
  readonly repo: 'kubernetes/kubernetes';
  readonly featuresRepo: 'kubernetes/features';
  /** The number of milestone `v1.6` in each. */
  readonly milestone: number;
  readonly featuresMilestone: number;
}

type Target = Pick<
  LocalGitHub,
  'addRepo' | 'addMilestone' | 'addIssues' | 'issue' | 'addCommit' | 'addTag' | 'addRelease'
>;

const DAY = 86_400_000;
export const REPO = 'kubernetes/kubernetes';
export const FEATURES = 'kubernetes/features';
const MILESTONES = [
  ['v1.4', 15, -170],
  ['v1.5', 16, -95],
  ['v1.6', 17, 7],
  ['v1.7', 18, 100],
  ['v1.6.1', 19, 21],
] as const;

/** Builds `kubernetes/kubernetes` and `kubernetes/features` as they stood when the report was published. */
export function seedReportDay(github: Target, counts: DayCounts, options: ReportDayOptions = {}): ReportDay {
  const chance = random(options.seed ?? 1_600);
  const at = counts.publishedAt;
  github.addRepo({ fullName: REPO, id: 20_580_498, createdAt: at - 1000 * DAY, defaultBranch: 'master' });
  for (const [title, number, days] of MILESTONES) {
    const past = days < 0;
    const dates = {
      createdAt: at - 300 * DAY,
      dueOn: at + days * DAY,
      closedAt: past ? at + days * DAY : null,
    };
    github.addMilestone(REPO, { title, number, state: past ? 'closed' : 'open', ...dates });
  }
  const seeds = [
    ...inMilestone(chance, counts),
    ...times(counts.bugsWithoutMilestone ?? 100, () => bug(chance, null)),
    ...times(counts.flakesWithoutMilestone ?? 4, () => flake(chance, [], null, false)),
    ...times(12, () => bug(chance, 'v1.7')),
    ...times(5, () => flake(chance, ['sig/network'], 'v1.6.1', false)),
    ...closed(chance, at),
    ...seedPulls(chance, at),
  ];
  seedHistory(github, REPO, number(github, REPO, dated(chance, seeds, at), 39_000), at);
  return {
    repo: REPO,
    featuresRepo: FEATURES,
    milestone: 17,
    featuresMilestone: seedFeatures(github, chance, counts),
  };
}

function inMilestone(chance: Random, counts: DayCounts): IssueSeed[] {
  const { flakes, bugs, others } = dayShape(counts);
  const broken = new Set(
    chance.shuffle([...Array(counts.flakes).keys()]).slice(0, counts.brokenTestRun ?? 0),
  );
  return [
    ...flakes.map((labels, index) => flake(chance, labels, 'v1.6', broken.has(index))),
    ...times(bugs, () => bug(chance, 'v1.6')),
    ...times(others, () => other(chance, 'v1.6')),
  ];
}

function closed(chance: Random, at: number): IssueSeed[] {
  const shut = (seed: IssueSeed): IssueSeed => ({ ...seed, state: 'closed', closedAt: at });
  return [
    ...times(40, () => shut(flake(chance, ['sig/node'], 'v1.6', chance.below(3) === 0))),
    ...times(25, () => shut(bug(chance, 'v1.6'))),
    ...times(20, () => shut(bug(chance, 'v1.5'))),
    ...times(10, () => shut(flake(chance, [], 'v1.4', true))),
  ];
}

/** Gives every issue dates before the report: opened within 60 days of it, changed since, closed at the last change. */
function dated(chance: Random, seeds: readonly IssueSeed[], at: number): IssueSeed[] {
  return chance.shuffle(seeds).map((seed) => {
    const createdAt = at - DAY - Math.floor(chance.next() * 60 * DAY);
    const updatedAt = createdAt + Math.floor(chance.next() * (at - createdAt - 600_000));
    const merged = seed.pullRequest?.mergedAt;
    const pullRequest = seed.pullRequest && { ...seed.pullRequest, mergedAt: merged ? updatedAt : null };
    const end = seed.state === 'closed' || merged ? { closedAt: updatedAt } : {};
    return { ...seed, createdAt, updatedAt, ...end, ...(pullRequest && { pullRequest }) };
  });
}

/** Adds the issues in the order they were opened, with numbers that leave gaps as real ones do. */
function number(github: Target, repo: string, seeds: readonly IssueSeed[], first: number): number[] {
  const inOrder = [...seeds].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
  return github.addIssues(
    repo,
    inOrder.map((seed, index) => ({ ...seed, number: first + index * 3 })),
  );
}

function seedFeatures(github: Target, chance: Random, counts: DayCounts): number {
  const at = counts.publishedAt;
  github.addRepo({ fullName: FEATURES, id: 59_545_628, createdAt: at - 400 * DAY, defaultBranch: 'master' });
  for (const [title, id] of [
    ['v1.5', 5],
    ['v1.6', 6],
    ['next-milestone', 7],
  ] as const)
    github.addMilestone(FEATURES, { title, number: id, createdAt: at - 200 * DAY });
  const seeds = [
    ...times(counts.features, () => feature(chance, 'v1.6', 'open')),
    ...times(9, () => feature(chance, 'v1.6', 'closed')),
    ...times(6, () => feature(chance, 'next-milestone', 'open')),
  ];
  number(github, FEATURES, dated(chance, seeds, at), 411);
  return 6;
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
