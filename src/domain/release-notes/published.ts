/** Which merged pull requests have a note that is published: each change once, and none that was taken back. */
import type { NotedPull } from './pull.js';

/** By repository and number. */
export function publishedNotes(pulls: readonly NotedPull[]): NotedPull[] {
  const own = new Map<string, Set<number>>();
  for (const { repository, number, said, revertedBy } of pulls) {
    if (said.kind !== 'note' || revertedBy !== null) continue;
    own.set(repository, (own.get(repository) ?? new Set()).add(number));
  }
  return pulls
    .filter(({ said, revertedBy }) => said.kind === 'note' && revertedBy === null)
    .filter((pull) => !isTold(pull, own.get(pull.repository) ?? new Set()))
    .sort((a, b) =>
      a.repository === b.repository ? a.number - b.number : a.repository < b.repository ? -1 : 1,
    );
}

/** A pick of changes that are all in this release themselves says nothing new. */
const isTold = ({ saidBy, parents }: NotedPull, own: ReadonlySet<number>): boolean =>
  saidBy === 'parent' && parents.length > 0 && parents.every((parent) => own.has(parent));
