/** What lies between two commits: those that only the later one has, and the files that differ. */

import { commitOf, history } from './commits.js';
import type { ChangedFile, Commit, PullFacts, Repo } from './model.js';

export interface Between {
  /** The oldest first, as GitHub lists them. */
  readonly ahead: readonly Commit[];
  readonly behind: number;
  /** Where both come from; none: they have nothing in common. */
  readonly mergeBase: Commit | undefined;
}

/** What `base...head` means. */
export function between(repo: Repo, base: Commit, head: Commit): Between {
  const before = new Set(history(repo, base));
  const after = history(repo, head);
  const later = new Set(after);
  return {
    ahead: after.filter((commit) => !before.has(commit)).reverse(),
    behind: [...before].filter((commit) => !later.has(commit)).length,
    mergeBase: after.find((commit) => before.has(commit)),
  };
}

/** By path, as git lists them. */
export function filesChanged(from: Commit | undefined, to: Commit): ChangedFile[] {
  const changed: ChangedFile[] = [];
  for (const [path, text] of to.files) {
    const old = from?.files.get(path);
    if (old !== text) changed.push({ path, status: old === undefined ? 'added' : 'modified', text });
  }
  for (const path of from?.files.keys() ?? [])
    if (!to.files.has(path)) changed.push({ path, status: 'removed' });
  return changed.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What a pull request changes: as it was told, or its branch against where that left the base. */
export function filesOfPull(repo: Repo, pull: PullFacts): readonly ChangedFile[] {
  if (pull.files) return pull.files;
  const head = commitOf(repo, `refs/heads/${pull.head}`) ?? commitOf(repo, pull.headSha);
  const base = commitOf(repo, `refs/heads/${pull.base}`);
  if (!head) return [];
  return filesChanged(base && between(repo, base, head).mergeBase, head);
}
