/** What the form of a Markdown report is made of: headings, anchors, and the kinds of links under each heading. */

export type LinkKind =
  | 'milestone search'
  | 'label search'
  | 'phrase search'
  | 'no-label search'
  | 'no-milestone search'
  | 'other-repository search'
  | 'external link';

export interface Part {
  level: number;
  /** As it is read, without marks. */
  title: string;
  /** Each kind once, in the order in which it first stands there. */
  links: LinkKind[];
}

export const headings = (report: string): string[] => report.split('\n').filter((line) => /^#+ /.test(line));

/** The text of a heading once it has been rendered. */
const rendered = (heading: string): string =>
  heading.replace(/^#+ /, '').replace(/\\(.)/g, '$1').replaceAll('*', '');

/** The anchors that GitHub makes from rendered headings. */
export function gitHubAnchors(report: string): string[] {
  const seen = new Map<string, number>();
  return headings(report).map((heading) => {
    const slug = rendered(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

/** Where the table of contents leads. */
export const tocLinks = (report: string): string[] =>
  [...report.matchAll(/^ *- \[.*\]\(#(.*)\)$/gm)].map(([, anchor]) => anchor ?? '');

/** @param repository searches in another one are told apart */
export function outlineOf(report: string, repository: string): Part[] {
  return report
    .split(/^(?=#+ )/m)
    .filter((part) => part.startsWith('#'))
    .map((part) => {
      const [heading = ''] = part.split('\n');
      const addresses = [...part.matchAll(/https?:\/\/[^\s)\]]+/g)].map(([address]) => address);
      return {
        level: heading.indexOf(' '),
        title: rendered(heading),
        links: [...new Set(addresses.map((address) => kindOf(new URL(address), repository)))],
      };
    });
}

function kindOf({ host, pathname, searchParams }: URL, repository: string): LinkKind {
  const [, where] = /^\/([^/]+\/[^/]+)\/(?:issues|pulls)$/.exec(pathname) ?? [];
  const query = searchParams.get('q');
  if (host !== 'github.com' || where === undefined || query === null) return 'external link';
  if (where !== repository) return 'other-repository search';
  if (/(^|\s)no:milestone/.test(query)) return 'no-milestone search';
  if (/(^|\s)-label:/.test(query)) return 'no-label search';
  if (/(^|\s)"[^"]+"/.test(query)) return 'phrase search';
  return /(^|\s)label:/.test(query) ? 'label search' : 'milestone search';
}
