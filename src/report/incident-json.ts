/** An incident with its whole record as JSON. Moments are ISO 8601 in UTC; what is added later is optional. */

import type { Recorded } from '../domain/incident/event.js';
import { type Incident, isOpen, latest } from '../domain/incident/incident.js';
import { followed } from '../domain/incident/places.js';
import { textOf, timelineOf } from '../domain/incident/timeline.js';
import { showDuration } from '../domain/time.js';
import { iso } from './iso.js';

const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** Fields of events that are moments. */
const moments = new Set(['at', 'due', 'nextUpdateBy']);

export function incidentJson({ incident, record }: { incident: Incident; record: readonly Recorded[] }) {
  const { facts, declaredAt, endedAt } = incident;
  return {
    schema: 1,
    incident: incident.id,
    state: incident.state,
    open: isOpen(incident),
    revision: latest(incident).number,
    asOf: iso(latest(incident).at),
    declaredAt: iso(declaredAt),
    declaredBy: incident.declaredBy,
    endedAt: isoOrNull(endedAt),
    duration: endedAt === null ? null : showDuration(endedAt - declaredAt),
    facts: { ...facts, nextUpdateBy: isoOrNull(facts.nextUpdateBy) },
    lingering: incident.lingering,
    mergedInto: incident.mergedInto?.id ?? null,
    joined: incident.joined.map(({ id }) => id),
    /** Each with the facts that changed, before and after. */
    revisions: incident.revisions.map(inWords),
    exitCriteria: [...incident.ticked].map(([criterion, by]) => ({ criterion, by })),
    confirmations: [...incident.confirmed].map(([role, by]) => ({ role, by })),
    places: followed(incident),
    timeline: timelineOf(incident, 'UTC').map(({ at, approximate, parts, ...line }) => ({
      ...{ at: isoOrNull(at), approximate, text: textOf({ parts }) },
      ...line,
    })),
    /** Everything, in the order in which it was recorded. */
    record: record.map(({ seq, at, by, event }) => ({ seq, at: iso(at), by, ...(inWords(event) as object) })),
  };
}

/** Moments within an event as ISO, however deep they stand. */
function inWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      moments.has(key) && typeof inner === 'number' ? iso(inner) : inWords(inner),
    ]),
  );
}
