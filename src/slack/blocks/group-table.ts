/** The per-group table: a row for each group that has something, the largest first, and one for the rest. */
import type { Census, GroupRow } from '../../domain/census.js';
import type { Filter } from '../../domain/filter.js';
import { groupName, type Kind, type Release } from '../../domain/release.js';
import { milestoneLink, type Status } from '../../domain/status.js';
import { type Block, context } from './block.js';
import { clip, clipEscaped, escapeText, plainText } from './text.js';

interface Cell {
  text: string;
  url?: string;
}

/** A table takes 20 columns. */
const mostColumns = 20;

/** Slack refuses an empty text. */
const cellText = (text: string) => clip(plainText(text), 80) || '–';
const plainCell = (text: string) => ({ type: 'raw_text', text: cellText(text) });

function cellBlock({ text: given, url }: Cell): object {
  if (!url) return plainCell(given);
  const text = cellText(given);
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url, text }] }],
  };
}

/** A nought is quieter than a figure: the eye finds what there is. */
const quiet = (count: number) => (count === 0 ? '–' : String(count));

export interface TableOptions {
  /** Only rows with one of this kind; null for all open issues. */
  kind: Kind | null;
  rows: number;
  links: boolean;
}

/** Blocks for the table and for the names of the groups that have nothing; none when nothing was counted. */
export function groupTable(status: Status, census: Census, { kind, rows, links }: TableOptions): Block[] {
  const { release } = status;
  const { groups, kinds } = release;
  const columns = kind ? [kind] : kinds.slice(0, mostColumns - 2);
  const size = (row: GroupRow) => (kind ? (row.kinds[kind.id] ?? 0) : row.total);
  const filled = census.groups.filter((row) => size(row) > 0).sort((a, b) => size(b) - size(a));
  const address = (filter: Filter) => {
    if (!links) return {};
    const url = milestoneLink(status, kind ? { is: 'and', of: [kind.filter, filter] } : filter);
    return url.length > 700 ? {} : { url };
  };
  const figures = (row: GroupRow): Cell[] => [
    ...(kind ? [] : [{ text: String(row.total) }]),
    ...columns.map((column) => ({ text: quiet(row.kinds[column.id] ?? 0) })),
  ];
  const any: Filter = { is: 'label', pattern: `${groups.prefix}*` };
  const shown = filled.slice(0, rows).map((row): Cell[] => [
    {
      text: groupName(groups, row.slug),
      ...address({ is: 'label', pattern: `${groups.prefix}${row.slug}` }),
    },
    ...figures(row),
  ]);
  if (size(census.otherGroups) > 0) {
    const others: Filter = {
      is: 'or',
      of: census.otherGroupLabels.map((pattern) => ({ is: 'label', pattern })),
    };
    shown.push([{ text: `other ${groups.noun}s`, ...address(others) }, ...figures(census.otherGroups)]);
  }
  if (size(census.noGroup) > 0)
    shown.push([
      { text: `no ${groups.noun}`, ...address({ is: 'not', of: any }) },
      ...figures(census.noGroup),
    ]);
  if (shown.length === 0) return [];
  const head = [groups.noun, ...(kind ? [] : ['Open']), ...columns.map((column) => column.title)];
  const rest = filled.slice(rows);
  return [
    {
      type: 'table',
      column_settings: head.map((_, at) => ({ align: at === 0 ? 'left' : 'right' })),
      rows: [head.map(plainCell), ...shown.map((row) => row.map(cellBlock))],
    },
    ...below(
      release,
      rest,
      census.groups.filter((row) => size(row) === 0),
    ),
  ];
}

function below(release: Release, rest: GroupRow[], empty: GroupRow[]): Block[] {
  const noun = escapeText(release.groups.noun);
  const names = (rows: GroupRow[]) =>
    clipEscaped(rows.map((row) => groupName(release.groups, row.slug)).join(', '), 900);
  const lines: string[] = [];
  if (rest.length > 0)
    lines.push(`And ${rest.length} more ${noun}s with some, all in the full report: ${names(rest)}`);
  if (empty.length > 0) lines.push(`${empty.length} ${noun}s with none: ${names(empty)}`);
  return lines.length === 0 ? [] : [context(...lines)];
}
