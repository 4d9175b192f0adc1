/** Snapshots as rows and back. They are written once and never changed. */
import type { Insertable, Selectable } from 'kysely';
import type { Member, Snapshot, StoredSnapshot } from '../../domain/snapshot.js';
import type { SnapshotTable } from './tables.js';

export function toSnapshotRow(snapshot: Snapshot): Insertable<SnapshotTable> {
  const { release, at, readAt, origin, state, figures, gates, members, closed, cameIn, wentOut } = snapshot;
  return {
    ...{ release, at, read_at: readAt, origin, state },
    figures: JSON.stringify(figures),
    gates: JSON.stringify(gates),
    members: members === null ? null : JSON.stringify(packed(members)),
    closed: JSON.stringify(closed),
    came_in: cameIn,
    went_out: wentOut,
  };
}

type Row = Omit<Selectable<SnapshotTable>, 'members' | 'closed'> & {
  members?: string | null;
  closed?: string;
};

/** @param row may lack the members and the closed ones, which are most of what it weighs */
export function fromSnapshotRow(row: Row): StoredSnapshot {
  return {
    id: row.id,
    release: row.release,
    at: row.at,
    readAt: row.read_at,
    origin: row.origin,
    state: row.state,
    figures: JSON.parse(row.figures) as Snapshot['figures'],
    gates: JSON.parse(row.gates) as Snapshot['gates'],
    members: row.members ? unpacked(JSON.parse(row.members) as Packed) : null,
    closed: row.closed ? (JSON.parse(row.closed) as number[]) : [],
    cameIn: row.came_in,
    wentOut: row.went_out,
  };
}

/** Issues by where they count: most of them count in the same few places. */
type Packed = [kinds: string[], rows: string[], numbers: number[]][];

function packed(members: Member[]): Packed {
  const places = new Map<string, Packed[number]>();
  for (const { number, kinds, rows } of members) {
    const key = JSON.stringify([kinds, rows]);
    const place = places.get(key) ?? [kinds, rows, []];
    place[2].push(number);
    places.set(key, place);
  }
  return [...places.values()];
}

function unpacked(places: Packed): Member[] {
  return places
    .flatMap(([kinds, rows, numbers]) =>
      numbers.map((number) => ({ number, kinds, rows: rows as Member['rows'] })),
    )
    .sort((a, b) => a.number - b.number);
}
