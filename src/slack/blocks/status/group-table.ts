/** The per-group table: a row for each group that has something, the largest first, and one for the rest. */
import type { Census, GroupRow } from '../../../domain/census.js';
import { type RowId, rowOf } from '../../../domain/figures.js';
import type { Kind } from '../../../domain/release.js';
import { milestoneLink, type Status } from '../../../domain/status.js';
import type { Block } from '../parts/block.js';
import { belowTable, type Cell, mostColumns, rowFilter, rowName, table } from '../parts/cells.js';

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
  const columns = kind ? [kind] : release.kinds.slice(0, mostColumns - 2);
  const size = (row: GroupRow) => (kind ? (row.kinds[kind.id] ?? 0) : row.total);
  const filled = census.groups.filter((row) => size(row) > 0).sort((a, b) => size(b) - size(a));
  const address = (id: RowId) => {
    if (!links) return {};
    const filter = rowFilter(release, census, id);
    const url = milestoneLink(status, kind ? { is: 'and', of: [kind.filter, filter] } : filter);
    return url.length > 700 ? {} : { url };
  };
  const cells = (id: RowId, row: GroupRow): Cell[] => [
    { text: rowName(release, id), ...address(id) },
    ...(kind ? [] : [{ text: String(row.total) }]),
    ...columns.map((column) => ({ text: quiet(row.kinds[column.id] ?? 0) })),
  ];
  const shown = filled.slice(0, rows).map((row) => cells(rowOf(row.slug), row));
  if (size(census.otherGroups) > 0) shown.push(cells('others', census.otherGroups));
  if (size(census.noGroup) > 0) shown.push(cells('none', census.noGroup));
  if (shown.length === 0) return [];
  const head = [release.groups.noun, ...(kind ? [] : ['Open']), ...columns.map((column) => column.title)];
  return [
    table(head, shown),
    ...belowTable(
      release,
      filled.slice(rows),
      census.groups.filter((row) => size(row) === 0),
    ),
  ];
}
