/** Commits as sources write them: abbreviated, in either case, or not at all. */

/** Git's own shortest abbreviation; anything shorter may mean several commits. */
const shortest = 7;
const isHash = (commit: string) => /^[0-9a-f]+$/.test(commit);

/**
 * Whether both are known and mean the same commit: one is an abbreviation of the other, of at least seven digits.
 * What is no hash, as a tag, has to be the same text.
 */
export function sameCommit(one: string | null, other: string | null): boolean {
  const a = (one ?? '').trim().toLowerCase();
  const b = (other ?? '').trim().toLowerCase();
  if (a === '' || b === '') return false;
  if (!isHash(a) || !isHash(b)) return a === b;
  return Math.min(a.length, b.length) >= shortest && (a.startsWith(b) || b.startsWith(a));
}

/** Whether it says which commit is meant, so that it can be compared at all. */
export const isCommit = (commit: string | null): commit is string => sameCommit(commit, commit);

/** As people write it: `a57b4befd`. */
export const shortCommit = (commit: string): string =>
  isHash(commit.toLowerCase()) ? commit.slice(0, 9) : commit;
