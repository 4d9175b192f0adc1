/**
 * Flaky or failing, told from what the runs came to. A flake fails and passes on the same commit, passes when it is
 * tried again within a run, or fails rarely and was seen to pass again.
 */
import type { Run } from './columns.js';
import { sameCommit } from './commit.js';
import type { FlakeRules } from './rules.js';

/** What one run says of a test, or of the whole job. */
export interface Trial {
  result: 'pass' | 'fail' | 'flake';
  commit: string | null;
}

export type Nature = 'passing' | 'failing' | 'flaky';

/**
 * What fails in the newest runs in a row is failing, whatever happened before. A failure that was never seen to pass
 * again is no flake however rare it is: it may be the first of many.
 * @param trials the newest first, only of runs that say something
 */
export function natureOf(trials: readonly Trial[], rules: FlakeRules): Nature {
  const recent = trials.slice(0, rules.window);
  const passes = recent.findIndex(({ result }) => result !== 'fail');
  const row = passes === -1 ? recent.length : passes;
  if (row >= rules.inRow) return 'failing';
  const fails = recent.filter(({ result }) => result === 'fail');
  if (recent.some(({ result }) => result === 'flake')) return 'flaky';
  if (fails.length === 0) return 'passing';
  const passed = recent.filter(({ result }) => result === 'pass');
  const alsoPassed = ({ commit }: Trial) => passed.some((one) => sameCommit(one.commit, commit));
  // Every failure that stands now has to be explained so: one that passed elsewhere excuses no other.
  const standing = recent.slice(0, row);
  if (standing.length > 0 ? standing.every(alsoPassed) : fails.some(alsoPassed)) return 'flaky';
  const cameBack = fails.length > row;
  if (cameBack && fails.length < rules.share * recent.length) return 'flaky';
  return row > 0 ? 'failing' : 'passing';
}

/** What the runs say of the whole job. */
export function trialsOfJob(runs: readonly Run[]): Trial[] {
  return runs.flatMap(({ outcome, commit, shrunkFrom }): Trial[] => {
    if (outcome === 'unclear' || shrunkFrom !== null) return [];
    const result = ({ green: 'pass', red: 'fail', flaky: 'flake' } as const)[outcome];
    return [{ result, commit }];
  });
}

/**
 * What the runs say of one of the job's tests, with the run. A run that broke before its tests, or ran far fewer of
 * them than usual, does not say that a test passed.
 */
export function trialsOfTest(runs: readonly Run[], test: string): (Trial & { run: Run })[] {
  return runs.flatMap((run): (Trial & { run: Run })[] => {
    const { outcome, commit, failed, flaked, ran, shrunkFrom } = run;
    if (failed.includes(test)) return [{ result: 'fail', commit, run }];
    if (flaked.includes(test)) return [{ result: 'flake', commit, run }];
    const brokeBefore = ran === 0 || (outcome !== 'green' && failed.length === 0 && flaked.length === 0);
    if (brokeBefore || shrunkFrom !== null || outcome === 'unclear') return [];
    return [{ result: 'pass', commit, run }];
  });
}
