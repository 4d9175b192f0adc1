/** Who is asked: the groups with the most of what holds the release, each with the owner that may be mentioned. */
import type { GroupRow } from '../../../domain/census.js';
import type { Note } from '../../../domain/hand-written.js';
import { countOfKind, groupName, type Release } from '../../../domain/release.js';
import { censusOf, type Status } from '../../../domain/status.js';
import { clip, escapeText, mention, unformatted } from '../parts/text.js';

/** Slack ids of people or user groups that may be mentioned, by the group's slug. */
export type Owners = Record<string, string>;

/** Slugs are made from labels, so one may be called like a property that every object has. */
function ownerOf(owners: Owners, slug: string): string | null {
  const id = Object.hasOwn(owners, slug) ? owners[slug] : undefined;
  return id !== undefined && /^[UWS][A-Z0-9]+$/.test(id) ? id : null;
}

/** Mentions the owner of the group that a hand-written line is headed with: `Node`, `SIG Node`. */
export function ownerOfHeading({ groups }: Release, owners: Owners): (note: Note) => string {
  const slugs = new Map(
    Object.keys(owners).flatMap((slug) => {
      const name = groupName(groups, slug);
      return [slug, name, `${groups.noun} ${name}`].map((word) => [word.toLowerCase(), slug]);
    }),
  );
  return ({ heading }) => {
    const slug = slugs.get(heading?.toLowerCase() ?? '');
    const owner = slug === undefined ? null : ownerOf(owners, slug);
    return owner === null ? '' : ` ${mention(owner)}`;
  };
}

/** `Node: 12 open, 5 flakes <!subteam^S123>`: only where an owner is configured and the group has what holds the release. */
export function asks(status: Status, owners: Owners, most: number): string[] {
  const { release } = status;
  const held = heldBy(status);
  const rows = (censusOf(status)?.groups ?? [])
    .map((row) => ({ row, owner: ownerOf(owners, row.slug), size: held(row) }))
    .filter(({ size, owner }) => size > 0 && owner !== null)
    .sort((a, b) => b.size - a.size);
  return rows.slice(0, most).map(({ row, owner }) => {
    const kinds = release.kinds
      .filter((kind) => (row.kinds[kind.id] ?? 0) > 0)
      .slice(0, 4)
      .map((kind) => countOfKind(row.kinds[kind.id] ?? 0, kind));
    const name = unformatted(clip(groupName(release.groups, row.slug), 60));
    return `${escapeText([`${name}: ${row.total} open`, ...kinds].join(', '))} ${mention(owner ?? '')}`;
  });
}

/** How much of what a group has holds the release: all of it where every open issue does, else the kinds that gates count. */
function heldBy({ release, verdict }: Status): (row: GroupRow) => number {
  const against = new Set(verdict.reasons.filter(({ state }) => state === 'no-go').map(({ gate }) => gate));
  const counted = release.gates.flatMap((gate) =>
    gate.type === 'count' && gate.in === 'milestone' && against.has(gate.id) ? [gate.filter] : [],
  );
  if (counted.some((filter) => filter.is === 'every')) return (row) => row.total;
  const filters = new Set(counted.map((filter) => JSON.stringify(filter)));
  const kinds = release.kinds.filter((kind) => filters.has(JSON.stringify(kind.filter)));
  return (row) => kinds.reduce((sum, kind) => sum + (row.kinds[kind.id] ?? 0), 0);
}
