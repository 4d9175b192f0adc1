/** What the gates make of boards as TestGrid serves them, in both dialects: from the wire to the judgement. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Judgement, judge } from '../../src/domain/ci/judge.js';
import { usualRules } from '../../src/domain/ci/rules.js';
import { day } from '../../src/domain/time.js';
import { type LocalTestGrid, startLocalTestGrid, type TabHand } from '../../src/sandbox/testgrid/index.js';
import { cellValue } from '../../src/sandbox/testgrid/model.js';
import { board, type Dialect, hour, now, readerOf } from './fixture.js';

let grid: LocalTestGrid;

beforeEach(async () => {
  grid = await startLocalTestGrid({ now: () => now });
});
afterEach(() => grid.close());

type Run = Omit<Parameters<TabHand['run']>[0], 'at'>;

/** @param runs the newest last, an hour apart, the last one an hour ago */
function tab(name: string, runs: readonly Run[], newest = now - hour): void {
  const hand = grid.addTab(board, name);
  for (const [at, run] of runs.entries())
    hand.run({ ran: 20, ...run, at: newest - (runs.length - 1 - at) * hour });
}

const commit = (digit: number) => String(digit).repeat(7);
const green = (digit: number): Run => ({ commit: commit(digit) });
const red = (digit: number, test = 'TestA'): Run => ({ commit: commit(digit), failed: [test] });

describe.each<Dialect>(['legacy', 'api', 'both'])('a board as TestGrid serves it, %s', (dialect) => {
  async function judged(name: string): Promise<Judgement> {
    const reader = readerOf(grid, dialect);
    await reader.read();
    return judge(reader.job(name), usualRules, now);
  }

  it('is green with three green runs in a row, a run in progress aside, and not with two', async () => {
    tab('three', [red(1), green(2), green(3), green(4), { commit: null, overall: cellValue.running }]);
    tab('two', [red(1), green(2), green(3)]);
    expect(await judged('three')).toMatchObject({ standing: 'green', greens: 3, running: now - hour });
    expect(await judged('two')).toMatchObject({ standing: 'too-few', greens: 2, needed: 3 });
  });

  it('is flaky where a test fails and passes on one commit, and red where it fails on', async () => {
    tab('flaky', [green(1), green(2), green(3), green(4), green(5), green(6), green(7), green(7), red(7)]);
    tab('failing', [green(1), green(2), red(3), red(4), red(5)]);
    const flake = await judged('flaky');
    expect(flake.standing).toBe('flaky');
    expect(flake.tests.map(({ name, nature }) => [name, nature])).toEqual([['TestA', 'flaky']]);
    const failure = await judged('failing');
    expect(failure).toMatchObject({
      standing: 'red',
      episode: { runs: 3, range: { good: commit(2), bad: commit(3) } },
    });
    expect(failure.tests.map(({ name, nature }) => [name, nature])).toEqual([['TestA', 'failing']]);
  });

  it('is stale after a day, absent without a run, and shrunken with a suite that lost its tests', async () => {
    tab('stale', [green(1), green(2), green(3)], now - day - hour);
    tab('absent', []);
    tab('shrunken', [green(1), green(2), green(3), { commit: commit(4), ran: 3 }]);
    expect((await judged('stale')).standing).toBe('stale');
    expect(await judged('absent')).toMatchObject({ standing: 'absent', why: null });
    expect(await judged('shrunken')).toMatchObject({ standing: 'shrunken', shrunken: { ran: 3, usual: 20 } });
  });
});
