/** Rows of Markdown tables: the same however wide somebody has set their columns, and changed cell by cell. */

/** What stands between the lines, without the blanks that only align it; the line below the headings has none of its own. */
export function cellsOf(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => {
    const text = cell.trim();
    return /^:?-+:?$/.test(text) ? '-' : text;
  });
}

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/**
 * A row that people have changed, with what is new in the cells that they have left as they were.
 * @param isAsGenerated whether the cell of theirs at that place is what was generated the last time
 */
export function mergedRow(
  theirs: string,
  fresh: string,
  isAsGenerated: (cell: string, at: number) => boolean,
): string {
  const [own, news] = [cellsOf(theirs), cellsOf(fresh)];
  if (own.length !== news.length) return theirs;
  const cells = own.map((cell, at) => (isAsGenerated(cell, at) ? (news[at] ?? cell) : cell));
  return cells.every((cell, at) => cell === own[at]) ? theirs : rowOf(cells);
}
