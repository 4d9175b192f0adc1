/** Walks the local GitHub from day to day and notes what each step did to the issues. */

import type { LocalGitHub } from '../../../src/sandbox/github/index.js';
import type { Issue } from '../../../src/sandbox/github/model.js';
import type { DayCounts } from '../../../src/sandbox/seed/day-counts.js';
import { walkTo } from '../../../src/sandbox/seed/walk.js';

const REPOS = ['kubernetes/kubernetes', 'kubernetes/features'];

/** How many issues of `kubernetes/kubernetes` did what between two days. */
export interface Flows {
  opened: number;
  closed: number;
  movedOut: number;
  movedIn: number;
  relabelled: number;
}

/** One line for each issue of both repositories, with all that may change. */
export function portrait(github: LocalGitHub): Map<string, string> {
  const line = ({ title, state, milestone, labels, updatedAt, createdAt }: Readonly<Issue>) =>
    JSON.stringify([title, state, milestone?.title, labels.map(({ name }) => name), updatedAt, createdAt]);
  return new Map(
    REPOS.flatMap((repo) =>
      github.issues(repo).map((issue) => [`${repo}#${issue.number}`, line(issue)] as const),
    ),
  );
}

/** Takes one step; gives the issues that are not as they were, and what became of those in the milestone. */
export function step(
  github: LocalGitHub,
  from: DayCounts,
  to: DayCounts,
  seed?: number,
): { changed: Readonly<Issue>[]; flows: Flows } {
  const before = new Map(
    REPOS.flatMap((repo) =>
      github.issues(repo).map((issue) => [issue.id, { ...issue, labels: [...issue.labels] }] as const),
    ),
  );
  walkTo(github, from, to, seed === undefined ? {} : { seed });
  const changedIn = (repo: string) =>
    github.issues(repo).filter((issue) => before.get(issue.id)?.version !== issue.version);
  const flows: Flows = { opened: 0, closed: 0, movedOut: 0, movedIn: 0, relabelled: 0 };
  const here = ({ milestone }: Pick<Issue, 'milestone'>) => milestone?.title === 'v1.6';
  for (const issue of changedIn('kubernetes/kubernetes')) {
    const old = before.get(issue.id);
    if (old?.milestone && !issue.milestone) throw new Error(`#${issue.number} lost its milestone`);
    if (!old) flows.opened += here(issue) ? 1 : 0;
    else if (here(old) && issue.state === 'closed') flows.closed += 1;
    else if (here(old) && !here(issue)) flows.movedOut += 1;
    else if (here(issue) && !here(old)) flows.movedIn += 1;
    else if (here(issue)) flows.relabelled += 1;
  }
  return { changed: REPOS.flatMap(changedIn), flows };
}
