/** The per-group table of a report: what each group has, and what changed since the report before. */
import type { Census } from '../../../domain/census.js';
import { figureOf, isRow, type RowId, rowsOf } from '../../../domain/figures.js';
import { countOfKind, type Kind } from '../../../domain/release.js';
import { type Report, sinceLast } from '../../../domain/report.js';
import { milestoneLink } from '../../../domain/status.js';
import { type Block, sections } from '../parts/block.js';
import { belowTable, rowFilter, rowName, table } from '../parts/cells.js';
import { escapeText, link, unformatted } from '../parts/text.js';
import { signed } from './deltas.js';

/** How much is shown. */
export interface DeltaTableSize {
  rows: number;
  /** Columns for kinds. */
  columns: number;
  links: boolean;
}

interface Figure {
  count: number;
  /** null: nothing to compare with. */
  delta: number | null;
}

interface Row extends Figure {
  id: RowId;
  name: string;
  url: string | null;
  kinds: Figure[];
}

const changed = ({ delta }: Figure) => delta !== null && delta !== 0;
const isShown = (row: Row) => row.count > 0 || changed(row) || row.kinds.some(changed);

interface Rows {
  kinds: Kind[];
  /** At most as many groups as there is room for, then what is in other groups and in none. */
  shown: Row[];
  below: Block[];
}

function rowsFor(report: Report, { rows: most, columns, links }: DeltaTableSize): Rows | null {
  const { status, baseline, snapshot } = report;
  const { release, evidence } = status;
  const { census } = evidence.issues;
  if (!census) return null;
  const kinds = release.kinds.slice(0, columns);
  const present = rowsOf(census).map(({ id }) => id);
  // A group whose last issue has gone has no row any more where rows are made of what is seen.
  const past = Object.keys(release.groups.rows === null ? (baseline?.figures ?? {}) : {}).filter(isRow);
  const figure = (key: string, isPast: boolean): Figure => ({
    count: snapshot.figures[key] ?? 0,
    delta: isPast ? -(baseline?.figures[key] ?? 0) : sinceLast(report, key),
  });
  const row = (id: RowId): Row => {
    const isPast = !present.includes(id);
    return {
      id,
      name: rowName(release, id),
      url: links ? address(report, census, id) : null,
      ...figure(figureOf.row(id, null), isPast),
      kinds: kinds.map((kind) => figure(figureOf.row(id, kind), isPast)),
    };
  };
  const all = [...new Set([...present, ...past])].map(row);
  const isGroup = ({ id }: Row) => id.startsWith('group:');
  const filled = all.filter((one) => isGroup(one) && isShown(one)).sort((a, b) => b.count - a.count);
  const slugs = (of: Row[]) => of.map(({ id }) => ({ slug: id.slice('group:'.length) }));
  return {
    kinds,
    shown: [...filled.slice(0, most), ...all.filter((one) => !isGroup(one) && isShown(one))],
    below: belowTable(
      release,
      slugs(filled.slice(most)),
      slugs(all.filter((one) => isGroup(one) && !isShown(one))),
    ),
  };
}

function address({ status }: Report, census: Census, id: RowId): string | null {
  const url = milestoneLink(status, rowFilter(status.release, census, id));
  return url.length > 700 ? null : url;
}

/** `21 (+4)`; a nought is quieter than a figure, unless it was one. */
function shownFigure({ count, delta }: Figure): string {
  if (delta === null || delta === 0) return count === 0 ? '–' : String(count);
  return `${count} (${signed(delta)})`;
}

/** As a native table. */
export function deltaTable(report: Report, size: DeltaTableSize): Block[] {
  const found = rowsFor(report, size);
  if (found === null || found.shown.length === 0) return [];
  const compared = report.baseline !== null;
  const { noun } = report.status.release.groups;
  const head = [noun, 'Open', ...(compared ? ['±'] : []), ...found.kinds.map(({ title }) => title)];
  const rows = found.shown.map(({ name, url, count, delta, kinds }) => [
    { text: name, ...(url === null ? {} : { url }) },
    { text: String(count) },
    ...(compared ? [{ text: delta === null ? '' : delta === 0 ? '–' : signed(delta) }] : []),
    ...kinds.map((kind) => ({ text: shownFigure(kind) })),
  ]);
  return [table(head, rows), ...found.below];
}

/** The same, a line for each group. */
export function deltaLines(report: Report, size: DeltaTableSize): Block[] {
  const found = rowsFor(report, size);
  if (found === null || found.shown.length === 0) return [];
  const lines = found.shown.map((row) => {
    const name = unformatted(row.name);
    const kinds = found.kinds.flatMap((kind, at) => {
      const one = row.kinds[at];
      if (!one || (one.count === 0 && !changed(one))) return [];
      return [
        `${escapeText(countOfKind(one.count, kind))}${changed(one) ? ` (${signed(one.delta ?? 0)})` : ''}`,
      ];
    });
    const total = `${row.count} open${changed(row) ? ` (${signed(row.delta ?? 0)})` : ''}`;
    return `• ${row.url === null ? escapeText(name) : link(row.url, name)}: ${[total, ...kinds].join(', ')}`;
  });
  return [
    ...sections(`*By ${escapeText(unformatted(report.status.release.groups.noun))}*`, lines),
    ...found.below,
  ];
}
