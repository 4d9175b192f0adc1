/** What is failing in a job: since when, for how many runs, which commits brought it, and which tests. */
import type { Run } from './columns.js';
import { isCommit } from './commit.js';
import { type Nature, natureOf, trialsOfTest } from './flake.js';
import type { Job } from './job.js';
import type { FlakeRules } from './rules.js';

/** Where the cause must lie: after the one, up to the other. Null where it is not known. */
export interface CommitRange {
  /** The newest that passed before. */
  good: string | null;
  /** The oldest that failed since. */
  bad: string | null;
}

/** Failures without a success between them. */
export interface Episode {
  /** When the first of them began: ms, UTC. */
  since: number;
  /** No success before it is known: it may be longer. */
  openEnded: boolean;
  runs: number;
  range: CommitRange;
  /** Of the first run; names the episode. */
  build: string;
  /** Where people look at the newest of them. */
  url: string | null;
}

export interface FailingTest {
  name: string;
  /** ms, UTC */
  since: number;
  openEnded: boolean;
  /** How many runs of those that ran it. */
  runs: number;
  nature: Nature;
  /** Null: it says nothing. */
  message: string | null;
  /** Addresses of the issues that the source links to it. */
  issues: string[];
}

/** The episode that lasts at the newest run; null when that passed. Unclear runs end none and begin none. */
export function episodeOf(runs: readonly Run[]): Episode | null {
  const clear = runs.filter(({ outcome }) => outcome !== 'unclear');
  const end = clear.findIndex(({ outcome }) => outcome !== 'red');
  const red = end === -1 ? clear : clear.slice(0, end);
  const [newest] = red;
  const first = red.at(-1);
  if (!newest || !first) return null;
  return {
    since: first.startedAt,
    openEnded: end === -1,
    runs: red.length,
    range: {
      // A run that passed only at the second attempt has passed on its commit.
      good: (end === -1 ? [] : clear.slice(end)).find(({ commit }) => isCommit(commit))?.commit ?? null,
      bad: red.findLast(({ commit }) => isCommit(commit))?.commit ?? null,
    },
    build: first.build,
    url: newest.url,
  };
}

/** The tests that failed in the newest finished run, in its order. */
export function failingTests(job: Job, runs: readonly Run[], rules: FlakeRules): FailingTest[] {
  const newest = runs[0];
  return [...new Set(newest?.failed ?? [])].map((name): FailingTest => {
    const trials = trialsOfTest(runs, name);
    const end = trials.findIndex(({ result }) => result !== 'fail');
    const failed = end === -1 ? trials : trials.slice(0, end);
    return {
      name,
      since: failed.at(-1)?.run.startedAt ?? newest?.startedAt ?? 0,
      openEnded: end === -1,
      runs: failed.length,
      nature: natureOf(trials, rules),
      message: own(job.messages, name) ?? null,
      issues: own(job.linked, name) ?? [],
    };
  });
}

/** Tests may be called like properties that every object has. */
function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
