/** The colour of a board by the rule that release cuts go by. */
import { labelMatcher } from '../filter.js';
import { runsOf } from './columns.js';
import type { Job, JobKey } from './job.js';
import { type Judgement, judge } from './judge.js';
import { commitAtStake, type ManualTest, manualFor } from './manual.js';
import type { JobRules } from './rules.js';
import { type GroupWord, wordFor } from './word.js';

/** What is known of a release's jobs and what people said about them. */
export interface CiEvidence {
  jobs: Job[];
  words: GroupWord[];
  manual: ManualTest[];
  /** The commit at the head of the release's branch; null: not known. */
  head: string | null;
  /** How many tests a job usually ran before its oldest column that is kept. */
  usual: Record<JobKey, number>;
}

export const nothingOfCi: CiEvidence = { jobs: [], words: [], manual: [], head: null, usual: {} };

/** A job as it counts: judged, with what people said about it. */
export interface CountedJob {
  judged: Judgement;
  /** What it makes of its board. */
  colour: Colour;
  /** Why it counts as green although it is not; null: nothing excuses it. */
  word: GroupWord | null;
  /** What somebody found by hand on the commit that is to ship; null: nobody did, or it is not allowed. */
  manual: ManualTest | null;
}

/**
 * red: something fails. yellow: nothing fails, yet something is flaky or has not proved itself; a No-Go as well.
 * unknown: nothing is wrong as far as anybody knows, and that is not far enough.
 */
export type Colour = 'red' | 'yellow' | 'unknown' | 'green';

/** How the rules differ from job to job, and whether a manual test may stand in. */
export interface Counting {
  rulesOf: (job: Job) => JobRules;
  manual: boolean;
}

/** Judges jobs, and lays what people said over it. */
export function countJobs(
  jobs: readonly Job[],
  evidence: CiEvidence,
  { rulesOf, manual: allowed }: Counting,
  now: number,
): CountedJob[] {
  const commit = commitAtStake(evidence.head, evidence.jobs, now);
  return jobs.map((job): CountedJob => {
    const rules = rulesOf(job);
    const remembered = Object.hasOwn(evidence.usual, job.key) ? (evidence.usual[job.key] ?? null) : null;
    const judged = judge(job, rules, now, remembered);
    const word = wordFor(judged, runsOf(job, rules, remembered), evidence.words, now);
    const manual = allowed ? manualFor(job.key, evidence.manual, commit, now) : null;
    return { judged, word, manual, colour: colourOfJob(judged, word, manual) };
  });
}

function colourOfJob({ standing }: Judgement, word: GroupWord | null, manual: ManualTest | null): Colour {
  // Somebody saw it fail on this very commit.
  if (manual?.result === 'fail' && word === null) return 'red';
  if (standing === 'green' || word !== null || manual?.result === 'pass') return 'green';
  if (standing === 'red') return 'red';
  return standing === 'flaky' || standing === 'too-few' || standing === 'shrunken' ? 'yellow' : 'unknown';
}

/** The worst of its jobs; a board without any is not known. */
export function colourOf(jobs: readonly Pick<CountedJob, 'colour'>[]): Colour {
  for (const colour of ['red', 'yellow', 'unknown'] as const)
    if (jobs.some((one) => one.colour === colour)) return colour;
  return jobs.length === 0 ? 'unknown' : 'green';
}

/**
 * Whether a pattern with `*` means this job: with a `/` (or the `#` of a tab's address) it is about its board and
 * name, without one about its name. A workflow also answers to the name of its file.
 */
export function matchesJob(
  pattern: string,
  { board, name, key }: Pick<Job, 'board' | 'name' | 'key'>,
): boolean {
  const plain = pattern.replace('#', '/');
  const matches = labelMatcher(plain);
  const file = key.startsWith(`actions:${board}/`)
    ? key.slice('actions:'.length).replace(/\.(ya?ml)@.*$/s, '.$1')
    : null;
  if (!plain.includes('/')) return matches(name) || (file !== null && matches(file.slice(board.length + 1)));
  return matches(`${board}/${name}`) || (file !== null && matches(file));
}
