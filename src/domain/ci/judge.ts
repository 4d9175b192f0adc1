/** At what a job stands, from its columns and never from its source's summary. */
import { showDuration } from '../time.js';
import { inProgress, isFullGreen, isImpossible, type Run, runsOf } from './columns.js';
import { type Episode, episodeOf, type FailingTest, failingTests } from './failing.js';
import { natureOf, trialsOfJob } from './flake.js';
import type { Job } from './job.js';
import type { JobRules } from './rules.js';

/**
 * green: enough full green runs in a row, the newest included. too-few: the newest is green, not yet enough of them.
 * shrunken: the newest is green and ran far fewer tests than before. absent: it never had a result. stale: it has not
 * run for too long, whatever it was. unknown: it was not read, or what was read cannot be.
 */
export type Standing = 'green' | 'red' | 'flaky' | 'too-few' | 'shrunken' | 'absent' | 'stale' | 'unknown';

export interface Judgement {
  job: Pick<Job, 'key' | 'name' | 'board' | 'url' | 'status' | 'readAt'>;
  standing: Standing;
  /** Full green runs in a row from the newest back, and how many are needed. */
  greens: number;
  needed: number;
  /** When the newest run that ended began (ms, UTC), and what it came to; null: there is none. */
  lastRun: Pick<Run, 'startedAt' | 'outcome' | 'commit' | 'url' | 'ran'> | null;
  /** When the run began that is in progress now (ms, UTC); null: none is known. */
  running: number | null;
  /** Set while the newest clear run is red. */
  episode: Episode | null;
  /** Set when the newest run is green with far fewer tests than usual. */
  shrunken: { ran: number; usual: number } | null;
  /** Those of the newest finished run. */
  tests: FailingTest[];
  /** Why nothing is known; null unless it stands at unknown. */
  why: string | null;
  /** Why the last reading failed, though what was read before still holds. */
  problem: string | null;
}

/**
 * @param remembered how many tests the job usually ran before the oldest column that is kept; null: not known
 * @param now ms, UTC
 */
export function judge(job: Job, rules: JobRules, now: number, remembered: number | null = null): Judgement {
  const { key, name, board, url, status, readAt, problem } = job;
  const runs = runsOf(job, rules, remembered);
  const [newest] = runs;
  const { standing, why } = standingOf(job, runs, rules, now);
  const notFull = runs.findIndex((run) => !isFullGreen(run));
  const isShrunken = newest && newest.shrunkFrom !== null && newest.ran !== null;
  return {
    job: { key, name, board, url, status, readAt },
    standing,
    greens: notFull === -1 ? runs.length : notFull,
    needed: rules.green,
    lastRun: newest
      ? {
          startedAt: newest.startedAt,
          outcome: newest.outcome,
          commit: newest.commit,
          url: newest.url,
          ran: newest.ran,
        }
      : null,
    running: inProgress(job, newest)?.startedAt ?? null,
    episode: episodeOf(runs),
    shrunken: isShrunken ? { ran: newest.ran ?? 0, usual: newest.shrunkFrom ?? 0 } : null,
    tests: failingTests(job, runs, rules.flake),
    why,
    problem,
  };
}

function standingOf(
  job: Job,
  runs: readonly Run[],
  rules: JobRules,
  now: number,
): { standing: Standing; why: string | null } {
  const why = unreadable(job, rules, now);
  if (why !== null) return { standing: 'unknown', why };
  const [newest] = runs;
  if (!newest) return job.problem === null ? only('absent') : unknown(job.problem);
  if (now - newest.startedAt > rules.staleAfter) return only('stale');
  const standing = fromRuns(runs, rules);
  if (standing === null) return unknown('its last run ended in a way that is not known here');
  // A reading that failed takes no bad news back; and good news that cannot be confirmed is none.
  if (standing === 'green' && job.problem !== null) return unknown(job.problem);
  return only(standing);
}

const only = (standing: Standing) => ({ standing, why: null });
const unknown = (why: string) => ({ standing: 'unknown' as const, why });

/** Why nothing can be said of the job at all; null: something can. */
function unreadable(job: Job, { readWithin }: JobRules, now: number): string | null {
  const { readAt, lastRunAt, columns, problem } = job;
  const cause = problem === null ? '' : `: ${problem}`;
  if (readAt === null) return `it has not been read yet${cause}`;
  if (isImpossible(readAt, now)) return 'it was last read in the future: a clock is wrong';
  if (now - readAt > readWithin)
    return `it was last read ${showDuration(now - readAt)} ago, limit ${showDuration(readWithin)}${cause}`;
  const ahead = columns.some(({ startedAt }) => isImpossible(startedAt, now));
  if (ahead || (lastRunAt !== null && isImpossible(lastRunAt, now)))
    return 'its source dates a run in the future';
  return null;
}

/** @returns null when nothing clear is known at the newest end */
function fromRuns(runs: readonly Run[], rules: JobRules): Standing | null {
  const [newest] = runs;
  if (newest?.outcome === 'unclear') {
    // An unclear run takes no failure back.
    const clear = runs.find(({ outcome }) => outcome !== 'unclear');
    if (clear?.outcome !== 'red') return null;
  } else if (newest?.outcome === 'green') {
    if (newest.shrunkFrom !== null) return 'shrunken';
    const row = runs.slice(0, Math.max(1, rules.green));
    return row.length >= rules.green && row.every(isFullGreen) ? 'green' : 'too-few';
  } else if (newest?.outcome === 'flaky') return 'flaky';
  return natureOf(trialsOfJob(runs), rules.flake) === 'flaky' ? 'flaky' : 'red';
}
