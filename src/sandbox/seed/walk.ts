/** Leads the local GitHub from one day of Kubernetes 1.6 to a later one, by what people do to issues in between. */

import type { DayCounts } from './day-counts.js';
import { dayShape } from './day-shape.js';
import { decidingLabels, isBroken, isFlake, isOther, isPlainBug, type Standing } from './issue-facts.js';
import { bug, feature, flake, other } from './issue-kinds.js';
import { random } from './random.js';
import { FEATURES, REPO } from './report-day.js';
import { close, fill, move, open, openIssues, relabel, type Scene, type Vacancy } from './walk-deeds.js';
import { emptyDiary } from './walk-diary.js';
import { type FlakeArrival, labelsApart, planFlakes, turnover } from './walk-plan.js';

export interface WalkOptions {
  /** Another seed leads another way to the same figures. */
  seed?: number;
}

const MILESTONE = 'v1.6';
/** Where to goes what does not make it into the release, and where a few come from. */
const LATER = ['v1.6.1', 'v1.7'];

/**
 * Closes, opens, moves and relabels issues until GitHub's searches give the figures of `to` exactly, whatever they gave
 * before. Every change lies strictly between the two `publishedAt`; `from` may be any moment since which nobody has
 * read. Figures that `to` lacks stay about as they are. Throws before any change when no world has these figures, or
 * when the second moment is not at least a minute after the first.
 */
export function walkTo(
  github: Scene['github'],
  from: Pick<DayCounts, 'publishedAt'>,
  to: DayCounts,
  options: WalkOptions = {},
): void {
  // Each step has a chance of its own, or every day would go like the day before.
  const chance = random((options.seed ?? 1_600) + Math.floor(to.publishedAt / 1000));
  const scene = { github, chance, diary: emptyDiary(chance, from.publishedAt, to.publishedAt) };
  walkMilestone(scene, to);
  walkLoose(scene, to);
  walkFeatures(scene, to.features);
  scene.diary.live();
}

function walkMilestone(scene: Scene, to: DayCounts): void {
  const { chance } = scene;
  const shape = dayShape(to);
  const all = openIssues(scene, REPO);
  const here = all.filter(inMilestone);
  const flakes = here.filter(isFlake).map((issue) => ({
    number: issue.number,
    labels: decidingLabels(issue),
    broken: isBroken(issue),
  }));
  const plan = planFlakes(chance, flakes, shape.flakes, to.brokenTestRun);
  const bugs = turnover(chance, here.filter(isPlainBug), shape.bugs);
  const others = turnover(chance, here.filter(isOther), shape.others);

  for (const { number, labels } of plan.relabelled) relabel(scene, REPO, number, labels);
  const leaving = chance.shuffle([...plan.leaving, ...numbers(bugs.leaving), ...numbers(others.leaving)]);
  // Where the milestone shrinks much, as much is put off as is done.
  const shrinks = to.issues < here.length * 0.8;
  const putOff = Math.floor(leaving.length * (shrinks ? 0.5 : 0.3));
  move(scene, REPO, leaving.slice(0, putOff), LATER);
  close(scene, REPO, leaving.slice(putOff));

  const vacancies: Vacancy[] = [
    ...plan.arriving.map((arrival) => flakeVacancy(scene, arrival)),
    ...times(bugs.arriving, () => ({ fits: isPlainBug, seed: bug(chance, MILESTONE) })),
    ...times(others.arriving, () => ({ fits: isOther, seed: other(chance, MILESTONE) })),
  ];
  // An enhancement of the next release stays there.
  const later = all.filter(
    ({ milestone, labels }) =>
      LATER.includes(milestone?.title ?? '') && !labels.some(({ name }) => name.startsWith('stage/')),
  );
  const toMoveIn = Math.floor((vacancies.length + 1) / 5);
  fill(scene, REPO, chance.shuffle(vacancies), chance.shuffle(later), toMoveIn);
}

function flakeVacancy({ chance }: Scene, { labels, broken }: FlakeArrival): Vacancy {
  return {
    fits: (issue) =>
      isFlake(issue) && isBroken(issue) === broken && labelsApart(decidingLabels(issue), labels) === 0,
    seed: flake(chance, labels, MILESTONE, broken),
    // Some are reported without a SIG, and routed by somebody later.
    later: chance.below(3) === 0 ? labels : [],
  };
}

/** Bugs and flakes that nobody has given a milestone. */
function walkLoose(scene: Scene, to: DayCounts): void {
  const { chance } = scene;
  const loose = openIssues(scene, REPO).filter(({ milestone }) => milestone === null);
  const renew = (present: Standing[], target: number | undefined, make: () => Vacancy['seed']) => {
    const { leaving, arriving } = turnover(chance, present, target ?? present.length);
    close(scene, REPO, numbers(leaving));
    for (const seed of times(arriving, make)) open(scene, REPO, seed);
  };
  renew(loose.filter(isPlainBug), to.bugsWithoutMilestone, () => bug(chance, null));
  renew(loose.filter(isFlake), to.flakesWithoutMilestone, () => flake(chance, [], null, false));
}

function walkFeatures(scene: Scene, target: number): void {
  const { chance } = scene;
  const here = chance.shuffle(openIssues(scene, FEATURES).filter(inMilestone));
  close(scene, FEATURES, numbers(here.slice(target)));
  for (const seed of times(target - here.length, () => feature(chance, MILESTONE, 'open')))
    open(scene, FEATURES, seed);
}

function inMilestone({ milestone }: Standing): boolean {
  return milestone?.title === MILESTONE;
}

function numbers(issues: readonly Standing[]): number[] {
  return issues.map(({ number }) => number);
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: Math.max(0, count) }, make);
}
