/** Incidents as rows, and the rows folded back into incidents. */
import type { Kysely, Selectable } from 'kysely';
import type { Step, Stored } from '../../app/ports/incident.js';
import type { IncidentEvent, Recorded } from '../../domain/incident/event.js';
import { fold } from '../../domain/incident/fold.js';
import { type Incident, isOpen } from '../../domain/incident/incident.js';
import { type KnownIncident, knownOf, lingers } from '../../domain/incident/known.js';
import type { Receipt } from '../../domain/receipt.js';
import type { Tables } from '../tables.js';
import { placesOf } from './places.js';
import type { IncidentEventTable, IncidentTable } from './tables.js';

type Db = Kysely<Tables>;
export type IncidentRow = Selectable<IncidentTable>;

/** In `is_linked`: the copies are, and the head leads to the discussion too. */
export const linkedBoth = 2;

/** @param seq of the last event before them */
export function toEventRows(
  id: number,
  seq: number,
  at: number,
  events: Step['events'],
): Selectable<IncidentEventTable>[] {
  return events.map(({ by, event: { kind, ...body } }, index) => ({
    incident_id: id,
    seq: seq + index + 1,
    at,
    by_id: by?.id ?? null,
    by_name: by?.name ?? null,
    kind,
    body: JSON.stringify(body),
  }));
}

export function fromEventRow(row: Selectable<IncidentEventTable>): Recorded {
  return {
    seq: row.seq,
    at: row.at,
    by: row.by_id === null ? null : { id: row.by_id, name: row.by_name ?? '' },
    event: { kind: row.kind, ...(JSON.parse(row.body) as object) } as IncidentEvent,
  };
}

/** What is looked for without reading the record. */
export function projectionOf(incident: Incident) {
  const { facts, state, seq } = incident;
  return {
    release: facts.release,
    severity: facts.severity,
    state,
    is_open: isOpen(incident) ? 1 : 0,
    seq,
    next_update_by: isOpen(incident) ? facts.nextUpdateBy : null,
    lingers: lingers(knownOf(incident, null)) ? 1 : 0,
    embargoed: incident.isEmbargoed ? 1 : 0,
    awaits_signatures: incident.postmortem.status === 'pending' ? 1 : 0,
    known: JSON.stringify(knownOf(incident, null)),
  };
}

/** The records by incident, each in its order; those that do not exist are missing. */
export async function recordsOf(db: Db, ids: readonly number[]): Promise<Map<number, Recorded[]>> {
  const records = new Map<number, Recorded[]>();
  if (ids.length === 0) return records;
  const rows = await db
    .selectFrom('incident_event')
    .selectAll()
    .where('incident_id', 'in', [...ids])
    .orderBy('incident_id')
    .orderBy('seq')
    .execute();
  for (const row of rows) {
    const record = records.get(row.incident_id) ?? [];
    record.push(fromEventRow(row));
    records.set(row.incident_id, record);
  }
  return records;
}

/** In the order of the ids. @throws Error when one of them has no record */
export async function incidentsOf(db: Db, ids: readonly number[]): Promise<Incident[]> {
  const records = await recordsOf(db, ids);
  return ids.map((id) => fold(id, records.get(id) ?? []));
}

/** Those that were merged into these, and into those in their turn. */
export async function joinedTo(db: Db, id: number): Promise<Incident[]> {
  const found = new Map<number, Incident>();
  for (let next = [id]; next.length > 0; ) {
    const records = await recordsOf(db, next);
    const incidents = [...records].map(([one, record]) => fold(one, record));
    for (const one of incidents) found.set(one.id, one);
    next = [...new Set(incidents.flatMap(({ joined }) => joined.map((one) => one.id)))].filter(
      (one) => !found.has(one),
    );
  }
  found.delete(id);
  return [...found.values()];
}

/** In the order of the rows. */
export async function storedOf(db: Db, rows: readonly IncidentRow[]): Promise<Stored[]> {
  const ids = rows.map((row) => row.id);
  const incidents = await incidentsOf(db, ids);
  const at = await placesOf(db, ids);
  return rows.flatMap((row, index) => {
    const incident = incidents[index];
    if (!incident) return [];
    return {
      incident,
      edition: row.edition,
      ...at(row.id),
      receipt: row.receipt === null ? null : (JSON.parse(row.receipt) as Receipt),
      isLinked: row.is_linked > 0,
      hasDiscussion: row.is_linked === linkedBoth,
      url: row.url,
    };
  });
}

/** Of what is over, more than these nobody reads in a report. */
const mostOver = 20;

/**
 * What a release's verdict depends on, without reading the records; the newest first. All that are open count, but
 * for those under embargo: a verdict that counted them would tell of them.
 */
export async function incidentsOfRelease(db: Db, release: string): Promise<KnownIncident[]> {
  const all = db
    .selectFrom('incident')
    .select(['id', 'known', 'url'])
    .where('release', '=', release)
    .where('embargoed', '=', 0);
  const open = await all.where('is_open', '=', 1).orderBy('id', 'desc').execute();
  const over = await all
    .where('is_open', '=', 0)
    .where('lingers', '=', 1)
    .orderBy('id', 'desc')
    .limit(mostOver)
    .execute();
  return [...open, ...over].map(({ id, known, url }) => ({
    ...(JSON.parse(known) as KnownIncident),
    id,
    url,
  }));
}
