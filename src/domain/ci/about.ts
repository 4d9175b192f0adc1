/** Which issue seems to be about a failure: one whose title names the test, or else the job. A guess, and said as one. */
import type { ItemRef } from '../issue.js';

/** What a guess needs of an issue. */
export type TitledIssue = Pick<ItemRef, 'number' | 'title' | 'url' | 'createdAt'>;

/** Shorter names stand in many titles by chance. */
const shortest = 8;

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** Without what sources and titles put around the name of a test: the name of its suite. */
const bare = (name: string): string =>
  name.replace(/^\s*(kubernetes )?e2e suite\s*[.:]\s*(\[it\]\s*)?/i, '').replace(/\s*\{[^{}]*\}\s*$/, '');

/**
 * @param names of tests first, of the job last
 * @returns the oldest of those that name the first of them that any names
 */
export function issueAbout<I extends TitledIssue>(names: readonly string[], issues: readonly I[]): I | null {
  const titles = issues.map((issue) => ({ issue, title: plain(issue.title) }));
  for (const name of names) {
    const wanted = plain(bare(name));
    if (wanted.length < shortest) continue;
    const found = titles.filter(({ title }) => namesIt(title, wanted)).map(({ issue }) => issue);
    if (found.length > 0)
      return found.reduce((first, one) => (one.createdAt < first.createdAt ? one : first));
  }
  return null;
}

/** `gce-serial` is not named by `gce-serial-1.6`. */
function namesIt(title: string, name: string): boolean {
  for (let at = title.indexOf(name); at !== -1; at = title.indexOf(name, at + 1)) {
    const isPart = (beside: string | undefined) => beside !== undefined && /[\p{L}\p{N}_-]/u.test(beside);
    if (!isPart(title[at - 1]) && !isPart(title[at + name.length])) return true;
  }
  return false;
}
