/** Lets the suites of March 2017 run on the local TestGrid, up to any moment: the sandbox's clock decides which. */
import { createHash } from 'node:crypto';
import { hour } from '../../domain/time.js';
import type { LocalTestGrid, TabHand } from '../testgrid/index.js';
import { cellValue, type RunSeed } from '../testgrid/model.js';
import { type Suite, suites } from './test-suites.js';

export interface TestRuns {
  /** Runs that end by then have their results, and those that last are in progress. @param moment ms, UTC */
  runTo(moment: number): void;
}

interface Running {
  suite: Suite;
  hand: TabHand;
  /** When the next run begins: ms, UTC. */
  next: number;
  /** Of the run in progress. */
  open: number | null;
}

/** Long enough before the first report for twenty runs of most suites. */
const history = 5 * 24 * hour;
/** So often something is merged. */
const merges = 3 * hour;

/** Opens the tabs, with their runs up to now. @param now ms, UTC */
export function startTestRuns(grid: Pick<LocalTestGrid, 'addTab'>, now: number): TestRuns {
  const all = suites.map((suite, at): Running => {
    // Machines are started one after the other.
    const shift = ((at * 37) % 60) * (hour / 60);
    const span = suite.every * hour;
    return {
      suite,
      hand: grid.addTab(suite.board, suite.tab),
      next: Math.floor((now - history) / span) * span + shift,
      open: null,
    };
  });
  const runTo = (moment: number) => {
    for (const running of all) goOn(running, moment);
  };
  runTo(now);
  return { runTo };
}

function goOn(running: Running, moment: number): void {
  const { suite, hand } = running;
  const takes = suite.takes * hour;
  if (running.open !== null && running.open + takes <= moment) {
    hand.finish(resultOf(suite, running.open));
    running.open = null;
  }
  for (; running.open === null && running.next <= moment; running.next += suite.every * hour) {
    const at = running.next;
    if (at + takes <= moment) hand.run({ at, ...resultOf(suite, at) });
    else {
      hand.run({ at, commit: null, overall: cellValue.running, ran: 0 });
      running.open = at;
    }
  }
  // TestGrid has looked, whether or not something ran.
  hand.touch(moment);
}

function resultOf(suite: Suite, at: number): Omit<RunSeed, 'at' | 'build'> {
  const spell = suite.spells.find(
    ({ from, until }) => from <= at && at < (until ?? Number.POSITIVE_INFINITY),
  );
  const base = { commit: commitAt(at), ran: suite.tests };
  if (!spell) return base;
  const failed = (spell.tests ?? []).filter(({ from }) => (from ?? 0) <= at).map(({ name }) => name);
  switch (spell.how) {
    case 'broken':
      return { ...base, ran: 0, overall: cellValue.timedOut };
    case 'red':
      return { ...base, failed: saying(failed), overall: cellValue.fail };
    case 'flaky':
      return { ...base, flaky: failed };
  }
}

const saying = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'timed out waiting for the condition']));

/** The head of the branch then, as TestGrid abbreviates it. */
export function commitAt(at: number): string {
  return createHash('sha1')
    .update(`release-1.6 ${Math.floor(at / merges)}`)
    .digest('hex')
    .slice(0, 9);
}
