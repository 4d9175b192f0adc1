/** A job's columns as they can be judged: in the order of time, each run once, without those that say nothing. */
import type { Column, Job } from './job.js';
import { clockSlack, type JobRules } from './rules.js';

/** A run that has ended, whatever it came to. */
export interface Run extends Column {
  outcome: Exclude<Column['outcome'], 'running' | 'none'>;
  /** How many tests usually run, where this one was green with far fewer; null: it was not. */
  shrunkFrom: number | null;
}

/** By the columns as they were read: a question about a release looks at the same ones again and again. */
const ordered = new WeakMap<readonly Column[], readonly Column[]>();
const remembering = new WeakMap<readonly Column[], Map<string, readonly Run[]>>();

/** Sources promise the newest first and each run once; late and repeated ones are put right here. */
function inOrder(columns: readonly Column[]): readonly Column[] {
  const known = ordered.get(columns);
  if (known) return known;
  const seen = new Set<string>();
  const sorted = [...columns]
    .sort((a, b) => b.startedAt - a.startedAt)
    .filter(({ build }) => {
      if (build === '') return true;
      if (seen.has(build)) return false;
      seen.add(build);
      return true;
    });
  ordered.set(columns, sorted);
  return sorted;
}

/**
 * The runs that have ended, the newest first. A run in progress or without a result is left out: it neither counts
 * nor interrupts.
 * @param remembered how many tests usually ran before the oldest column that is kept; null: not known
 */
export function runsOf(
  job: Pick<Job, 'columns'>,
  { fewerTests }: Pick<JobRules, 'fewerTests'>,
  remembered: number | null = null,
): readonly Run[] {
  const known = remembering.get(job.columns) ?? new Map<string, readonly Run[]>();
  remembering.set(job.columns, known);
  const rule = `${fewerTests} ${remembered}`;
  const runs = known.get(rule) ?? readRuns(job, fewerTests, remembered);
  known.set(rule, runs);
  return runs;
}

function readRuns(job: Pick<Job, 'columns'>, fewerTests: number, remembered: number | null): Run[] {
  const full: number[] = remembered === null ? [] : [remembered];
  const ended = inOrder(job.columns).flatMap((column): Run[] => {
    const { outcome } = column;
    return outcome === 'running' || outcome === 'none' ? [] : [{ ...column, outcome, shrunkFrom: null }];
  });
  // From the oldest on. What ran too few never becomes what is usual, however long it goes on.
  for (const run of ended.toReversed()) {
    if (run.outcome !== 'green' || run.ran === null) continue;
    const usual = median(full.slice(-usualOver));
    if (usual !== null && run.ran < usual * fewerTests) run.shrunkFrom = usual;
    else if (run.ran > 0) full.push(run.ran);
  }
  return ended;
}

/** Over so many full runs the usual number of tests is taken, so that it follows a suite that grows. */
const usualOver = 20;

/**
 * How many tests a full run has, for whoever remembers it beyond the columns that are kept.
 * @returns null while no full run is known
 */
export function usualTests(
  job: Pick<Job, 'columns'>,
  rules: Pick<JobRules, 'fewerTests'>,
  remembered: number | null = null,
): number | null {
  const full = runsOf(job, rules, remembered).flatMap(({ outcome, shrunkFrom, ran }) =>
    outcome === 'green' && shrunkFrom === null && ran !== null && ran > 0 ? [ran] : [],
  );
  return median(full.slice(0, usualOver)) ?? remembered;
}

/** @returns the lower of the two in the middle: a number of tests that really ran */
function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** The newest run that is in progress, if nothing that ended began after it. */
export function inProgress(job: Pick<Job, 'columns'>, newest: Run | undefined): Column | null {
  const running = inOrder(job.columns).find(({ outcome }) => outcome === 'running');
  return running && running.startedAt >= (newest?.startedAt ?? Number.NEGATIVE_INFINITY) ? running : null;
}

/** Whether a moment cannot be: it is no moment, or it lies ahead. */
export const isImpossible = (at: number, now: number): boolean => !(at <= now + clockSlack);

export const isFullGreen = (run: Run): boolean => run.outcome === 'green' && run.shrunkFrom === null;
