/** The counted figures of a release as one flat record: what a snapshot keeps and what deltas are taken of. */
import type { Census, GroupRow } from './census.js';
import { withoutMilestone } from './plan.js';
import type { Kind, Phrase, Release } from './release.js';
import type { Status } from './status.js';

/** By `figureOf` keys. A figure that was not counted is not there: that is not the same as none. */
export type Figures = Record<string, number>;

/** A row of the per-group table: a group by its slug, or what has a group without a row, or none. */
export type RowId = `group:${string}` | 'others' | 'none';

/** No row has a line break in it, so no group is taken for another one's kind. */
const between = '\n';

/** The keys of figures. */
export const figureOf = {
  total: 'total',
  kind: (kind: Pick<Kind, 'id'>) => `kind ${kind.id}`,
  row: (row: RowId, kind: Pick<Kind, 'id'> | null) => (kind ? `${row}${between}${kind.id}` : `${row}`),
  phrase: (phrase: Pick<Phrase, 'id'>) => `phrase ${phrase.id}`,
  loose: (kind: Pick<Kind, 'id'>) => `loose ${kind.id}`,
  gate: (gate: string) => `gate ${gate}`,
  unassigned: 'unassigned',
  noKind: 'no-kind',
  enhancements: 'enhancements',
} as const;

/** A line break in a label becomes the mark of one that is never between a row and a kind. */
export const rowOf = (slug: string): RowId => `group:${slug.replaceAll(between, '\u2028')}`;

/** The rows of the table in its order, each with its counts. */
export function rowsOf(census: Census): { id: RowId; row: GroupRow }[] {
  return [
    ...census.groups.map((row) => ({ id: rowOf(row.slug), row })),
    { id: 'others', row: census.otherGroups },
    { id: 'none', row: census.noGroup },
  ];
}

/** Every figure of a status; nothing when GitHub was never read. */
export function figuresOf(status: Status): Figures {
  const { release, evidence, verdict } = status;
  const { census } = evidence.issues;
  const found: Figures = {};
  if (census) {
    found[figureOf.total] = census.total.count;
    found[figureOf.unassigned] = census.noAssignee.count;
    found[figureOf.noKind] = census.noKind.count;
    for (const kind of release.kinds) {
      const counted = census.kinds[kind.id];
      if (counted) found[figureOf.kind(kind)] = counted.count;
      const loose = census.measures[withoutMilestone(kind)];
      if (kind.withoutMilestone && loose) found[figureOf.loose(kind)] = loose.count;
    }
    for (const { id, row } of rowsOf(census)) {
      found[figureOf.row(id, null)] = row.total;
      for (const kind of release.kinds)
        if (census.kinds[kind.id]) found[figureOf.row(id, kind)] = row.kinds[kind.id] ?? 0;
    }
    for (const phrase of release.phrases) {
      const counted = census.phrases[phrase.id];
      if (counted) found[figureOf.phrase(phrase)] = counted.count;
    }
  }
  const enhancements = evidence.enhancements?.census;
  if (enhancements) found[figureOf.enhancements] = enhancements.total.count;
  // How old the figures are is no figure of the release.
  for (const finding of verdict.findings)
    if (finding.value !== null && finding.type !== 'freshness')
      found[figureOf.gate(finding.gate)] = finding.value;
  return found;
}

/**
 * A figure now against before; null where one of both was not counted. A group that had no row then had none:
 * rows are made when the first issue of a group is seen. Where the rows were configured then, that is only known
 * when no issue had a group without one.
 */
export function delta(now: Figures, before: Figures | null, key: string, release: Release): number | null {
  const present = now[key];
  if (present === undefined || before === null) return null;
  const past = before[key];
  if (past !== undefined) return present - past;
  const isOpenRow = release.groups.rows === null && key.startsWith('group:');
  const [, kind] = key.split(between);
  const wasCounted = kind === undefined || before[figureOf.kind({ id: kind })] !== undefined;
  return isOpenRow && wasCounted && before[figureOf.row('others', null)] === 0 ? present : null;
}

/** Whether a key names a row as a whole. */
export const isRow = (key: string): key is RowId =>
  (key.startsWith('group:') || key === 'others' || key === 'none') && !key.includes(between);

/** Whether the issues themselves stand behind a figure: the total, kinds and rows. */
export const isCountOfIssues = (key: string): boolean =>
  key === figureOf.total || key.startsWith('kind ') || /^(group:|others(\n|$)|none(\n|$))/.test(key);
