/** The native table: cells of text, some of them links, and what stands below a table of groups. */
import type { Census, GroupRow } from '../../../domain/census.js';
import type { RowId } from '../../../domain/figures.js';
import type { Filter } from '../../../domain/filter.js';
import { groupName, type Release } from '../../../domain/release.js';
import { type Block, context } from './block.js';
import { clip, clipEscaped, escapeText, plainText, unformatted } from './text.js';

export interface Cell {
  text: string;
  url?: string;
}

/** A table takes 20 columns. */
export const mostColumns = 20;

/** Slack refuses an empty text. */
const cellText = (text: string) => clip(plainText(text), 80).trim() || '–';
const plainCell = (text: string) => ({ type: 'raw_text', text: cellText(text) });

function cellBlock({ text: given, url }: Cell): object {
  if (!url) return plainCell(given);
  const text = cellText(given);
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url, text }] }],
  };
}

/** The first column is text, the others are figures unless told. */
export function table(head: string[], rows: Cell[][], others: 'left' | 'right' = 'right'): Block {
  return {
    type: 'table',
    column_settings: head.map((_, at) => ({ align: at === 0 ? 'left' : others })),
    rows: [head.map(plainCell), ...rows.map((row) => row.map(cellBlock))],
  };
}

/** What a row of the table is called. */
export function rowName({ groups }: Release, id: RowId): string {
  if (id === 'others') return `other ${groups.noun}s`;
  return id === 'none' ? `no ${groups.noun}` : groupName(groups, id.slice('group:'.length));
}

/** Which issues a row counts. */
export function rowFilter({ groups }: Release, census: Census, id: RowId): Filter {
  if (id === 'none') return { is: 'not', of: { is: 'label', pattern: `${groups.prefix}*` } };
  if (id !== 'others') return { is: 'label', pattern: `${groups.prefix}${id.slice('group:'.length)}` };
  return { is: 'or', of: census.otherGroupLabels.map((pattern) => ({ is: 'label', pattern })) };
}

/**
 * The names of the groups that have no row of their own in a table.
 * @param rest those that have something
 * @param empty those that have nothing
 */
export function belowTable(
  { groups }: Release,
  rest: Pick<GroupRow, 'slug'>[],
  empty: Pick<GroupRow, 'slug'>[],
): Block[] {
  const noun = escapeText(groups.noun);
  const names = (rows: Pick<GroupRow, 'slug'>[]) =>
    clipEscaped(unformatted(rows.map((row) => groupName(groups, row.slug)).join(', ')), 900);
  const lines: string[] = [];
  if (rest.length > 0)
    lines.push(
      `And ${rest.length} more ${rest.length === 1 ? noun : `${noun}s`} with some, all in the full report: ${names(rest)}`,
    );
  if (empty.length > 0)
    lines.push(`${empty.length} ${empty.length === 1 ? noun : `${noun}s`} with none: ${names(empty)}`);
  return lines.length === 0 ? [] : [context(...lines)];
}
