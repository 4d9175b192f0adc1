/** A test that a person ran by hand: it can stand in for a job on the commit it was run on, and on no other. */
import { UserFault } from '../fault.js';
import { isImpossible } from './columns.js';
import { isCommit, sameCommit } from './commit.js';
import type { Job, JobKey } from './job.js';

export interface ManualTest {
  readonly id: number;
  readonly release: string;
  readonly job: JobKey;
  readonly authorId: string;
  readonly authorName: string;
  /** As it was typed, maybe abbreviated. */
  readonly commit: string;
  /** What was tried. */
  readonly what: string;
  readonly result: 'pass' | 'fail';
  /** ms, UTC */
  readonly at: number;
  /** When it was taken back. */
  readonly endedAt: number | null;
}

/**
 * A manual test as it may be stored.
 * @throws UserFault `bad-manual-test` when it does not say what was tried, or on which commit
 */
export function checkManualTest<M extends Pick<ManualTest, 'commit' | 'what'>>(test: M): M {
  if (!/^[0-9a-f]{7,64}$/i.test(test.commit.trim()))
    throw new UserFault(
      'bad-manual-test',
      `"${test.commit.slice(0, 60)}" does not say which commit was tested.`,
      'Give its hash, at least the first seven digits of it.',
    );
  if (test.what.trim() === '')
    throw new UserFault('bad-manual-test', 'It does not say what was tested.', 'Say what was tried.');
  return test;
}

/** @returns the test as it is once it was taken back */
export const endManualTest = (test: ManualTest, now: number): ManualTest =>
  test.endedAt === null ? { ...test, endedAt: Math.max(now, test.at) } : test;

/**
 * The commit that is to ship: the branch's head where it is known, otherwise the newest that any job has seen. The
 * newest is the one that was seen last for the first time: an old commit that a slower job runs later is no newer.
 * @returns null when nobody knows; then no manual test counts
 */
export function commitAtStake(head: string | null, jobs: readonly Job[], now: number): string | null {
  if (head !== null) return isCommit(head) ? head : null;
  // By their beginnings, as the same commit may be abbreviated here and not there.
  const seen = new Map<string, { commit: string; firstAt: number }[]>();
  for (const { columns } of jobs)
    for (const { startedAt, commit } of columns) {
      if (!isCommit(commit) || isImpossible(startedAt, now) || startedAt <= 0) continue;
      const start = commit.trim().toLowerCase().slice(0, 7);
      const alike = seen.get(start) ?? [];
      const known = alike.find((one) => sameCommit(one.commit, commit));
      if (known) known.firstAt = Math.min(known.firstAt, startedAt);
      else seen.set(start, [...alike, { commit, firstAt: startedAt }]);
    }
  const all = [...seen.values()].flat();
  return all.length === 0 ? null : all.reduce((a, b) => (b.firstAt > a.firstAt ? b : a)).commit;
}

/** The manual test that counts for a job now: the last one on the very commit that is to ship; null: there is none. */
export function manualFor(
  job: JobKey,
  tests: readonly ManualTest[],
  commit: string | null,
  now: number,
): ManualTest | null {
  const counting = tests.filter(
    (test) =>
      test.job === job &&
      sameCommit(test.commit, commit) &&
      !isImpossible(test.at, now) &&
      (test.endedAt === null || now < test.endedAt),
  );
  return counting.reduce<ManualTest | null>(
    (last, test) => (last === null || test.at >= last.at ? test : last),
    null,
  );
}
