/** What reading GitHub costs: the first time, when nothing changed, and in the way of the seed's report. */
import { startLocalGitHub } from '../../src/sandbox/github/index.js';
import { seedLargeProject } from '../../src/sandbox/seed/large-project.js';
import type { Measurement } from '../measurement.js';
import { githubToken, project } from '../parts/project.js';
import type { Stage } from '../parts/stage.js';
import { openProject } from '../parts/store.js';
import { atMost, type Row, shown } from '../row.js';

/** 617 issues in the milestone: Kubernetes 1.6 in the seed's first published report. */
const sizes = [617, 10_000];

async function measure(stage: Stage): Promise<Row[]> {
  const found: Row[] = [];
  for (const issues of sizes) found.push(...(await costs(stage, issues)));
  return [...found, shown("one report in the seed's own way, for comparison", 32, 'requests', 'searches')];
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
  const spent = async () => {
    github.resetRequests();
    const [outcome] = await sync();
    const { requests } = github;
    return {
      requests: requests.length,
      quota: requests.reduce((sum, one) => sum + one.quotaUsed, 0),
      kind: outcome?.kind,
    };
  };
  const cold = await spent();
  // The tags are of questions: the second reading is the first one that asks for changes.
  const second = await spent();
  const third = await spent();
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
  ];
}

export const githubCost: Measurement = { name: 'github-cost', measure };
