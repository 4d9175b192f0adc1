/** How much room a gap takes in a message at most, told without writing it: thousands are divided into pages of which one is shown. */
import type { Gap } from '../../../domain/release-notes/gap.js';
import { isWritable } from '../../../domain/release-notes/gap-list.js';

/** Characters of JSON around what a gap says: the block, its button, marks and links. */
const around = 260;

/** `&amp;`, `&lt;`, `\"`: what a character may become where it is shown. */
function shownAs(code: number): number {
  if (code === 38) return 5;
  if (code === 60 || code === 62) return 4;
  return code === 34 || code === 92 ? 2 : 1;
}

/** @param most characters after which it is cut */
function ofText(text: string, most: number): number {
  let size = 0;
  for (let at = 0; at < text.length && size < most * 2; at++) size += shownAs(text.charCodeAt(at));
  return Math.min(size, most * 2);
}

/** What an address must not have is written as `%7C`. Too long ones are left out. */
function ofAddress(url: string | null): number {
  if (url === null || url.length > 1000) return 0;
  return url.length + 5 * (url.match(/[^\w./:#?=&%~,;@!$'()*+[\]-]/g)?.length ?? 0);
}

/**
 * Characters of JSON of its block, rather more than fewer.
 * @param release what its button carries
 */
export function sizeAtMost(gap: Gap, release: string): number {
  const { title, text, todo, url, repository, number, owners } = gap;
  const name = (repository?.length ?? 0) + String(number ?? '').length;
  return (
    around +
    ofText(release, 1000) +
    // The text of a link is cut before it is escaped.
    ofText(title, number === null ? 750 : 300) +
    ofText(text, 300) +
    (isWritable(gap) ? 0 : ofText(todo, 300)) +
    ofAddress(url) +
    Math.min(name * 5, 750) +
    owners.slice(0, 3).reduce((sum, login) => sum + ofText(login, 60), 0)
  );
}
