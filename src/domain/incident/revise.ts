/** How an event that every place has to show becomes a numbered revision, and what it takes back of earlier ones. */
import type { Change } from './changes.js';
import { isWithheld } from './embargo.js';
import { type IncidentEvent, type Recorded, wordsOf } from './event.js';
import type { Incident, Revision } from './incident.js';

/** The earlier ones, with what this event takes back. */
export function struck(incident: Incident, event: IncidentEvent): Revision[] {
  const { revisions } = incident;
  const number = revisions.length + 1;
  return revisions.map((one) => {
    // What nobody could read need not be taken back.
    if (isWithheld(one, incident)) return one;
    if (event.kind === 'corrected' && one.number === event.of)
      return { ...one, struck: { reason: event.reason, by: number } };
    return event.kind === 'retracted' && !one.struck
      ? { ...one, struck: { reason: event.reason, by: number } }
      : one;
  });
}

/** What an event becomes that every place has to show. @param changed by it, of the facts */
export function revisionOf(
  before: readonly Revision[],
  { at, by, event }: Recorded,
  changed: Change,
): Revision {
  const to = event.kind === 'handed-over' ? event.to : null;
  const draftedBy = event.kind === 'updated' ? event.draftedBy : null;
  return {
    ...{ number: before.length + 1, at, by, draftedBy, to },
    ...{ kind: event.kind, text: wordsOf(event), changed, struck: null },
  };
}
