/** Which pages of the documentation the files of a pull request become. */
import type { PagesRule } from './settings.js';

/** So many pages are linked to; a pull request that moves everything is no place to look something up. */
const most = 10;

/** The rules of a repository; empty: its files are no pages. */
export const rulesOf = (rules: readonly PagesRule[], repository: string): PagesRule[] =>
  rules.filter((rule) => rule.repository.toLowerCase() === repository.toLowerCase());

/**
 * Addresses of the pages, each once, in the order of the files.
 * @param files paths that are there after the change
 */
export function pagesOf(rules: readonly PagesRule[], repository: string, files: readonly string[]): string[] {
  const its = rulesOf(rules, repository);
  const pages = files.flatMap((file) => {
    for (const { path, url } of its) {
      const [before = '', after = ''] = path.split('{page}');
      if (!file.startsWith(before) || !file.endsWith(after) || file.length <= before.length + after.length)
        continue;
      const page = file.slice(before.length, file.length - after.length);
      return [addressOf(url, page)];
    }
    return [];
  });
  return [...new Set(pages)].slice(0, most);
}

/** An index is the page of its folder. */
function addressOf(url: string, page: string): string {
  const folder = page.replace(/(?:^|\/)_?index$/, '');
  const escaped = folder.split('/').map(encodeURIComponent).join('/');
  const address = url.replace('{page}', () => escaped);
  return folder === '' ? address.replace(/([^:])\/{2,}$/, '$1/') : address;
}
