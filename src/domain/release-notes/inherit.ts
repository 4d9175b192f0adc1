/** Cherry-picks: which pull requests one brings to another branch, and what it takes over of what they say. */
import { itemsNamed, speaksOfPick } from '../named-items.js';
import type { MergedPull } from './pull.js';
import type { Said } from './said.js';

/** So many lines of a description are looked at, and of each so many characters: a pick says so where it begins. */
const most = { lines: 200, characters: 1_000 };

/** What is picked stands behind these words; before them may stand where something was or will be picked to. */
const source =
  /\b(?:manual|automated|automatic)?\s?cherry[\s-]*pick(?:s|ed|ing)?\s{0,3}(?:pull requests?\s|prs?\s|commits?\s)?(?:of|from)\s?(.{0,400})/i;
/** A title may do without: `Cherry-pick #12 into release-1.6`, `[1.6] Cherrypick #12`. */
const titled =
  /^\s{0,5}(?:\[[^\]]{0,40}\]\s{0,3})?(?:manual|automated|automatic)?\s{0,2}cherry[\s-]*pick(?:ed)?s?\s{0,3}(?=#|[\w.-]{1,39}\/|https?:|prs?\s)(.{0,400})/i;

/**
 * Numbers of the pull requests of its repository that a pull request was picked from, in order; most have none.
 * @param pull the title and the description as GitHub has them, or the message of its merge
 */
export function parentsOf({
  repository,
  number,
  title,
  body,
}: Pick<MergedPull, 'repository' | 'number' | 'title' | 'body'>): number[] {
  const found = new Set(itemsNamed(titled.exec(title.slice(0, most.characters))?.[1] ?? '', repository));
  if (speaksOfPick.test(body) || speaksOfPick.test(title))
    for (const line of [title, ...body.split('\n', most.lines)]) {
      const behind = source.exec(line.slice(0, most.characters))?.[1];
      // Behind its colon the script repeats titles, which name what they like.
      const listed = /^[^:]*?(?=:\s|$)/.exec(behind?.replaceAll('://', '\0//') ?? '')?.[0];
      if (listed) for (const one of itemsNamed(listed.replaceAll('\0//', '://'), repository)) found.add(one);
    }
  found.delete(number);
  return [...found];
}

/** What several parents say together: their notes, or that there are none; null: they say nothing either. */
export function inherited(parents: readonly Said[]): Exclude<Said, { kind: 'missing' }> | null {
  const notes = parents.filter((said) => said.kind === 'note');
  if (notes.length === 0) return parents.some(({ kind }) => kind === 'none') ? { kind: 'none' } : null;
  return {
    kind: 'note',
    text: [...new Set(notes.map(({ text }) => text))].join('\n\n'),
    isActionRequired: notes.some(({ isActionRequired }) => isActionRequired),
  };
}
