/** Issues and pull requests that conditions wait for: where they are, and what has become of them. */
import type { FoundItem } from '../ports/signoff-store.js';

/** @param name `owner/name#12` */
export function whereIs(name: string): { repository: string; number: number } {
  const [repository = '', number = ''] = name.split('#');
  return { repository, number: Number(number) };
}

/** A pull request has to be merged, an issue to be closed. @returns null while it is open, or nothing is known of it */
export function stateOfItem(item: FoundItem): { state: 'met' | 'failed'; why: string } | null {
  switch (item.kind) {
    case 'unknown':
      return null;
    case 'deleted':
      return { state: 'failed', why: 'it was deleted' };
    case 'moved':
      return { state: 'failed', why: `it has become ${item.to}` };
    case 'found': {
      if (item.state === 'open') return null;
      if (item.state === 'dropped') return { state: 'failed', why: 'it was closed without being done' };
      if (item.state === 'merged') return { state: 'met', why: 'it was merged' };
      if (item.isPullRequest) return { state: 'failed', why: 'it was closed without being merged' };
      return { state: 'met', why: 'it was closed' };
    }
  }
}
