/** Headings and the table of contents that leads to them. */

export interface Section {
  title: string;
  /** 2 for `##`. */
  level: number;
  lines: string[];
  /** The level at which it is listed in the table of contents, where that is another one. */
  listed?: number;
}

/**
 * Links to every heading; headings of the same name are told apart as GitHub does, with `-1`, `-2`.
 * @param above titles of the headings that stand before these and are not listed
 */
export function tableOfContents(sections: Section[], above: string[] = []): string {
  const seen = new Map(above.map((title) => [anchor(title), 1]));
  return sections
    .map(({ title, level, listed = level }) => {
      const slug = anchor(title);
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return `${'  '.repeat(listed - 2)}- [${title}](#${slug}${times === 0 ? '' : `-${times}`})`;
    })
    .join('\n');
}

/** A section with its heading, as Markdown. */
export function renderSection({ title, level, lines }: Section): string {
  return [`${'#'.repeat(level)} ${title}`, ...lines].join('\n');
}

/** As GitHub does: what is neither a letter, a mark, a digit, `_` nor `-` goes, and blanks become dashes. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}
