/** What reading GitHub costs: the first time, when nothing changed, and in the way of the seed's report. */
import { startLocalGitHub } from '../../src/sandbox/github/index.js';
import { seedLargeProject } from '../../src/sandbox/seed/large-project.js';
import type { Measurement } from '../measurement.js';
import { githubToken, project } from '../parts/project.js';
import { searchAsTheSeed } from '../parts/seed-way.js';
import type { Stage } from '../parts/stage.js';
import { openProject } from '../parts/store.js';
import { atMost, type Row, show, shown } from '../row.js';

/** 617 issues in the milestone: Kubernetes 1.6 in the seed's first published report. */
const sizes = [100, 617, 2500, 10_000];

async function measure(stage: Stage): Promise<Row[]> {
  const found: Row[] = [];
  for (const issues of sizes) found.push(...(await costs(stage, issues)));
  return found;
}

async function costs(stage: Stage, issues: number): Promise<Row[]> {
  const { repository, groups } = project(issues);
  const github = await startLocalGitHub({
    limits: 'none',
    tokens: [{ token: githubToken, login: 'lead' }],
  });
  stage.defer(() => github.close());
  seedLargeProject(github, { fullName: repository, issues, groups, at: Date.now() - 3_600_000 });
  const { sync } = await openProject(stage, [project(issues)], github.url);
  // What GitHub itself has seen, not what we say of ourselves.
  const spent = async (work: () => Promise<unknown>) => {
    github.resetRequests();
    const begun = performance.now();
    await work();
    const ms = performance.now() - begun;
    const { requests } = github;
    return { requests: requests.length, quota: requests.reduce((sum, one) => sum + one.quotaUsed, 0), ms };
  };
  const cold = await spent(() => sync());
  // The tags are of questions: the second reading is the first one that asks for changes.
  const second = await spent(() => sync());
  const third = await spent(() => sync());
  const seed = await spent(() => searchAsTheSeed({ apiUrl: github.url, token: githubToken }, repository));
  const listed = issues + 2 * Math.ceil(issues / 10);
  const pages = Math.ceil(listed / 100);
  const name = `GitHub, ${issues} issues`;
  return [
    atMost(
      `${name}, first reading, beyond its ${pages} pages`,
      cold.requests - pages,
      3,
      'requests',
      `${cold.requests} in all`,
    ),
    atMost(`${name}, nothing changed, requests`, Math.max(second.requests, third.requests), 2, 'requests'),
    atMost(
      `${name}, nothing changed, quota`,
      Math.max(second.quota, third.quota),
      1,
      'requests',
      `then ${third.quota}`,
    ),
    beside(name, 'requests', third.requests, seed.requests),
    // Without a target: what a search costs here says nothing of GitHub, which allows 30 of them a minute.
    shown(
      `${name}, time of a refresh beside the seed's searches`,
      third.ms / seed.ms,
      'times',
      `${show(third.ms, 'ms')} : ${show(seed.ms, 'ms')}, of a local GitHub`,
    ),
  ];
}

/** A refresh that found nothing new, beside the 32 searches for the figures of one report. */
function beside(name: string, what: string, ours: number, theirs: number): Row {
  const title = `${name}, ${what} of a refresh beside the seed's searches`;
  return atMost(title, ours / theirs, 1 / 16, 'times', `${ours} : ${theirs}`);
}

export const githubCost: Measurement = {
  name: 'github-cost',
  title: 'What GitHub is asked, beside one search for each figure',
  measure,
};
