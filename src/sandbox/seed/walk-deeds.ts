/** What people do to issues on the way from one day to the next: put down in a diary, done when it is lived. */

import type { LocalGitHub } from '../github/index.js';
import type { IssueSeed } from '../github/issues.js';
import { decidingLabels, type Standing } from './issue-facts.js';
import { author } from './people.js';
import type { Random } from './random.js';
import type { Diary } from './walk-diary.js';

export interface Scene {
  readonly github: Pick<LocalGitHub, 'issue' | 'issues' | 'addIssue' | 'updateIssue' | 'closeIssue'>;
  readonly chance: Random;
  readonly diary: Diary;
}

/** Somebody is wanted in a milestone: an open issue of a later one that fits, or else a new one. */
export interface Vacancy {
  readonly fits: (issue: Standing) => boolean;
  readonly seed: IssueSeed;
  /** Those of the new one's labels that it gets only some time after it was opened. */
  readonly later?: readonly string[];
}

/** The open issues of a repository, pull requests left out. */
export function openIssues({ github }: Scene, repo: string): Standing[] {
  return github.issues(repo).filter(({ state, pull }) => state === 'open' && pull === null);
}

/** Closes all of them. */
export function close({ chance, diary, github }: Scene, repo: string, numbers: readonly number[]): void {
  for (const number of numbers) {
    const by = person(chance);
    diary.note((at) => github.closeIssue(repo, number, { at, by }));
  }
}

/** Moves all of them into a milestone, each into one of `titles`. */
export function move(
  { chance, diary, github }: Scene,
  repo: string,
  numbers: readonly number[],
  titles: readonly string[],
): void {
  for (const number of numbers) {
    const by = person(chance);
    const milestone = chance.pick(titles);
    diary.note((at) => github.updateIssue(repo, number, { milestone }, { at, by }));
  }
}

/** Opens an issue; the labels in `later` it gets some time after that. */
export function open(scene: Scene, repo: string, seed: IssueSeed, later: readonly string[] = []): void {
  const { chance, diary, github } = scene;
  const labels = seed.labels?.filter((label) => !later.includes(label)) ?? [];
  const gap = chance.below(4);
  let number = 0;
  const report = (at: number) => {
    // Only now is it known who came before. The gap stands for what else takes numbers, such as pull requests.
    const last = Math.max(0, ...github.issues(repo).map((issue) => issue.number));
    number = last + 1 + gap;
    github.addIssue(repo, { ...seed, labels, number, createdAt: at, updatedAt: at });
  };
  const by = person(chance);
  const route = (at: number) => github.updateIssue(repo, number, { labels: seed.labels ?? [] }, { at, by });
  diary.note(report, ...(later.length > 0 ? [route] : []));
}

/** Gives an issue these deciding labels and no others; the rest of its labels stays. */
export function relabel(
  { chance, diary, github }: Scene,
  repo: string,
  number: number,
  deciding: readonly string[],
): void {
  const issue = github.issue(repo, number);
  const now = decidingLabels(issue);
  const rest = issue.labels.map(({ name }) => name).filter((name) => !now.includes(name));
  const by = person(chance);
  diary.note((at) => github.updateIssue(repo, number, { labels: [...rest, ...deciding] }, { at, by }));
}

/** Fills each vacancy; `most` at most by moving an issue of `elsewhere` in, the others by opening one. */
export function fill(
  scene: Scene,
  repo: string,
  vacancies: readonly Vacancy[],
  elsewhere: readonly Standing[],
  most: number,
): void {
  const pool = [...elsewhere];
  let left = most;
  for (const { fits, seed, later } of vacancies) {
    const found = left > 0 ? pool.findIndex(fits) : -1;
    const [moved] = found < 0 ? [] : pool.splice(found, 1);
    if (moved && seed.milestone != null) {
      left -= 1;
      move(scene, repo, [moved.number], [String(seed.milestone)]);
    } else open(scene, repo, seed, later);
  }
}

function person(chance: Random): string {
  return author(chance, 0).login;
}
