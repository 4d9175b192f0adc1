/** What was seen at GitHub as lines of the timeline: with its real time, and whoever did it. */
import { cutAfter } from '../shorten.js';
import type { LinkedItem, LinkKind, Sight } from './github-events.js';
import type { Incident } from './incident.js';
import { isClosed, isGone, isMerged, mergedInto, shortName } from './sights.js';

export interface GitHubLine {
  at: number;
  text: string;
  /** What it is about, as it is called in the text. */
  about: { name: string; url: string };
}

/** So much of a title stands in a line: whoever opened it may have written a book. */
const longestTitle = 140;

const shortened = (title: string): string => cutAfter(title.replace(/\s+/g, ' ').trim(), longestTitle);

interface Told {
  name: string;
  title: string;
  /** `tracking`: where it is tracked */
  as: LinkKind | 'tracking';
  of: string | null;
}

/** All that was seen. In no order. */
export function githubLines({ github, facts }: Pick<Incident, 'github' | 'facts'>): GitHubLine[] {
  const linked = github.linked.flatMap((item) => linesOf(item, item.url, item.sights));
  const tracking = github.tracking.flatMap(({ name, title, sights }) => {
    const url = facts.issue?.name.toLowerCase() === name.toLowerCase() ? facts.issue.url : '';
    return linesOf({ name, title, as: 'tracking', of: null }, url, sights);
  });
  return [...linked, ...tracking];
}

const linesOf = (item: Told, url: string, sights: readonly Sight[]): GitHubLine[] =>
  sights.map((sight) => ({
    at: sight.at,
    text: sightInWords(item, sight),
    about:
      sight.what === 'released' && sight.tag !== null
        ? { name: sight.tag, url: sight.url ?? url }
        : { name: shortName(item.name), url },
  }));

/** `kensimon opened kubernetes#43824: Tolerate node network not being ready` */
export function sightInWords({ name, title, as, of }: Told, sight: Sight): string {
  const short = shortName(name);
  const what = as === 'cherry-pick' ? `cherry-pick ${short}` : short;
  const by = sight.by === null ? '' : ` by ${sight.by}`;
  const called = title.trim() === '' ? '' : `: ${shortened(title)}`;
  switch (sight.what) {
    case 'opened': {
      const who = sight.by ?? 'somebody';
      if (as === 'tracking') return `${who} reported ${short}${called}`;
      if (as === 'duplicate') return `${who} reported it too, in ${short}${called}`;
      if (as === 'fix') return `${who} opened ${short}${called}`;
      const onto = sight.branch === null ? '' : ` to ${sight.branch}`;
      return `${who} opened ${short}: cherry-pick${of === null ? '' : ` of ${shortName(of)}`}${onto}`;
    }
    case 'closed':
      return as === 'fix' || as === 'cherry-pick'
        ? `${what} closed without being merged${by}`
        : `${what} closed${by}`;
    case 'reopened':
      return `${what} reopened${by}`;
    case 'merged':
      return `${what} merged${sight.branch === null ? '' : ` to ${sight.branch}`}${by}`;
    case 'reverted':
      return `${what} reverted${sight.branch === null ? '' : ` in ${sight.branch}`}${by}${behind(sight)}`;
    case 'released':
      return `${sight.tag ?? 'A version'} released${by}: contains the fix, ${short}`;
    case 'moved':
      return `${what} moved${behind(sight)}`;
    case 'deleted':
      return `${what} deleted`;
  }
}

/** What shows it, as far as that is an issue or a pull request. */
function behind({ url, what }: Sight): string {
  const [, name, number] =
    /^https?:\/\/[^/]+\/[^/\s]+\/([^/\s]+)\/(?:issues|pull)\/(\d+)$/.exec(url ?? '') ?? [];
  if (!name || !number) return '';
  return what === 'moved' ? `: it is ${name}#${number} now` : `: ${name}#${number}`;
}

/**
 * Whether the thread is told: of a fix all but that it was opened, which its link says; of what reports the same only
 * that it is gone.
 */
export const isTold = ({ as }: Pick<Told, 'as'>, { what }: Sight): boolean =>
  as === 'duplicate' ? what === 'moved' || what === 'deleted' : what !== 'opened';

/** Where a linked item stands, in words. */
export function stateOfLink({ sights, closing }: Pick<LinkedItem, 'sights' | 'closing'>): string {
  const last = (what: Sight['what']) => sights.findLast((one) => one.what === what);
  if (isGone(sights)) return 'deleted';
  const released = last('released');
  if (released) return `released in ${released.tag ?? 'a version'}`;
  if (isMerged(sights)) return `merged to ${mergedInto(sights) ?? 'its branch'}`;
  if (last('reverted')) return 'reverted';
  if (isClosed(sights)) return 'closed';
  if (closing) return 'is being closed';
  return sights.length === 0 ? 'not looked at yet' : 'open';
}
