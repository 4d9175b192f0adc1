/** The test signal of the sandbox: what its TestGrid says on the days of March 2017, read as the bot reads it. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../../src/config/load.js';
import { nothingOfCi } from '../../../src/domain/ci/board.js';
import type { Finding } from '../../../src/domain/gates/gate.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { MARCH_2017 } from '../../../src/sandbox/seed/march-2017.js';
import { startTestRuns } from '../../../src/sandbox/seed/test-runs.js';
import { type LocalTestGrid, startLocalTestGrid } from '../../../src/sandbox/testgrid/index.js';
import { configuration } from '../../../src/sandbox/workspace.js';
import { seed000 } from '../../builders/seed-000.js';
import { evidence, source } from '../../builders/status.js';
import { type Dialect, readerOf } from '../../ci/fixture.js';

let grid: LocalTestGrid;
let now = 0;
afterEach(() => grid.close());

const noon = MARCH_2017.findIndex(({ edition }) => edition === 'noon');

async function start(dialect: Dialect = 'api') {
  now = MARCH_2017[0]?.at ?? 0;
  grid = await startLocalTestGrid({ now: () => now });
  const runs = startTestRuns(grid, now);
  const [release] = loadSettings(configuration(grid.url), 'the sandbox').releases;
  const sets = release?.ci?.sets;
  if (!sets) throw new Error('there is no test signal');
  const reader = readerOf(grid, dialect, { now: () => now, pages: 'https://k8s-testgrid.appspot.com' });
  const read = async (): Promise<Finding[]> => {
    for (const { from } of sets) if (from.source === 'testgrid') await reader.read(from.tabs, from.dashboard);
    const ci = { ...nothingOfCi, jobs: [...reader.known.values()] };
    return decideVerdict(release, evidence({ issues: source({ observedAt: now }), ci }), now).findings;
  };
  return { read, runs };
}

/** Lives through March up to that report, and reads everything then. */
async function findingsOn(index: number, dialect?: Dialect): Promise<Finding[]> {
  const { read, runs } = await start(dialect);
  for (const { at } of MARCH_2017.slice(1, index + 1)) {
    now = at;
    runs.runTo(now);
  }
  return await read();
}

const jobsOf = (findings: Finding[]) => [
  ...new Map(
    findings.flatMap(({ jobs }) => jobs ?? []).map((one) => [one.judged.job.key, one] as const),
  ).values(),
];
const open = (findings: Finding[]) => jobsOf(findings).filter(({ colour }) => colour !== 'green');

describe('the test signal of the sandbox', () => {
  it.each<Dialect>(['api', 'legacy'])(
    'at noon on 16 March fails as it was reported, in the dialect %s',
    async (dialect) => {
      const findings = await findingsOn(noon, dialect);
      const red = open(findings);
      expect(red.map(({ colour }) => colour)).toEqual(red.map(() => 'red'));
      expect(red.map(({ judged }) => judged.job.url).sort()).toEqual([...seed000.suites].sort());
      expect(red.flatMap(({ judged }) => judged.tests.map(({ name }) => name))).toEqual(seed000.tests);
      expect(jobsOf(findings).length).toBeGreaterThan(2 * red.length);
      const states = findings.filter(({ type }) => type === 'jobs').map(({ gate, state }) => [gate, state]);
      expect(states).toEqual([
        ['unstable', 'no-go'],
        ['skew', 'no-go'],
        ['upgrade', 'no-go'],
        ['tests', 'no-go'],
      ]);
    },
  );

  it('has histories: since when, after which commit, flakes of the days before, runs in progress', async () => {
    const found = jobsOf(await findingsOn(noon)).map(({ judged }) => judged);
    const red = found.filter(({ standing }) => standing === 'red');
    const since = new Set(red.map(({ episode }) => episode?.since));
    expect(since.size).toBeGreaterThan(5);
    const ranged = red.filter(({ episode }) => episode?.range.good && episode.range.bad);
    expect(ranged.length).toBeGreaterThan(5);
    expect(found.filter(({ running }) => running !== null).length).toBeGreaterThan(3);
    expect(new Set(red.flatMap(({ tests }) => tests.map((test) => test.since))).size).toBeGreaterThan(4);
  });

  it('goes on: the next days some recover, and a blocking suite turns red for a night', async () => {
    const evening = open(await findingsOn(noon + 1)).map(({ judged }) => judged.job.name);
    await grid.close();
    expect(evening).toContain('kubelet-1.6');
    const next = jobsOf(await findingsOn(noon + 2));
    const standing = (name: string) => next.find(({ judged }) => judged.job.name === name)?.judged.standing;
    expect(standing('kubelet-1.6')).toBe('green');
    expect(standing('charts-gce')).toBe('too-few');
    expect(standing('gke-serial-1.6')).toBe('red');
  });

  it('was red on every day that was reported', async () => {
    const { read, runs } = await start();
    for (const { at } of MARCH_2017) {
      now = at;
      runs.runTo(now);
      const gates = (await read()).filter(({ type, blocks }) => type === 'jobs' && blocks);
      expect(gates.map(({ state }) => state)).toEqual(['no-go', 'no-go', 'no-go']);
    }
  });
});
