/** Counts the local GitHub with its own search, in the words of the reports of Kubernetes 1.6. */

import { expect } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import type { LocalGitHub } from '../../../src/sandbox/github/index.js';
import type { DayCounts } from '../../../src/sandbox/seed/day-counts.js';

export const OPEN = 'repo:kubernetes/kubernetes is:issue is:open';
const FLAKES = `${OPEN} label:kind/flake milestone:v1.6`;
/** The SIGs that the report's own "no SIG" search leaves out. */
const KNOWN_SIGS =
  'api-machinery apps auth autoscaling aws cli cluster-lifecycle cluster-ops contributor-experience docs federation instrumentation network node onprem openstack rktnetes scalability scheduling service-catalog storage testing windows'.split(
    ' ',
  );
/** The SIGs that have a row in the report. */
export const ROWS = [
  ...KNOWN_SIGS.filter((sig) => sig !== 'onprem' && sig !== 'rktnetes'),
  'big-data',
  'on-prem',
  'pm',
  'ui',
];

/** Asks the search how many there are. */
export function counter(github: LocalGitHub): (q: string) => Promise<number> {
  const octokit = new Octokit({ baseUrl: github.url });
  return async (q) => (await octokit.rest.search.issuesAndPullRequests({ q, per_page: 1 })).data.total_count;
}

/** Every figure of the day is what the search finds; a SIG that the day does not name has none. */
export async function expectFigures(github: LocalGitHub, counts: DayCounts): Promise<void> {
  const count = counter(github);
  const rows: Record<string, number> = {};
  for (const sig of ROWS) rows[sig] = await count(`${FLAKES} label:sig/${sig}`);
  const found = {
    issues: await count(`${OPEN} milestone:v1.6`),
    flakes: await count(FLAKES),
    flakesNoSig: await count(`${FLAKES} ${KNOWN_SIGS.map((sig) => `-label:sig/${sig}`).join(' ')}`),
    flakesBySig: rows,
    bugs: await count(`${OPEN} label:kind/bug milestone:v1.6`),
    features: await count('repo:kubernetes/features is:issue is:open milestone:v1.6'),
    brokenTestRun: await count(`${FLAKES} "broken test run"`),
    bugsWithoutMilestone: await count(`${OPEN} label:kind/bug no:milestone`),
    flakesWithoutMilestone: await count(`${OPEN} label:kind/flake no:milestone`),
  };
  const none = Object.fromEntries(ROWS.map((sig) => [sig, 0]));
  const said: Partial<typeof found> = { ...counts, flakesBySig: { ...none, ...counts.flakesBySig } };
  const figures = Object.keys(found) as (keyof typeof found)[];
  const wanted = figures.filter((figure) => said[figure] !== undefined);
  expect(pick(found, wanted)).toEqual(pick(said, wanted));
  const published = new Date(Math.ceil(counts.publishedAt / 1000) * 1000)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  expect(await count(`updated:>=${published}`)).toBe(0);
  expect(await count('repo:kubernetes/kubernetes is:pr milestone:v1.6')).toBeGreaterThan(0);
}

function pick<K extends string>(from: { readonly [name in K]?: unknown }, names: readonly K[]) {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
