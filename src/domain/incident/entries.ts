/** The entries of an incident's timeline, folded from its record. */

import type { Person } from '../person.js';
import type { IncidentEvent, Recorded, TimelineEntry } from './event.js';

export const isEntryKind = ({ kind }: IncidentEvent): boolean =>
  kind === 'noted' || kind === 'entry-changed' || kind === 'entry-removed';

/** All at once: copied for each of thousands of marks the list would cost more with every one. */
export function entriesOf(record: readonly Recorded[]): TimelineEntry[] {
  const entries = new Map<string, TimelineEntry>();
  for (const { by, event } of record) {
    // What was written down for few is not for everybody, unless whoever lifted it said so.
    if (event.kind === 'lifted' && !event.keeps) entries.clear();
    if (event.kind === 'noted') entries.set(event.entry.id, event.entry);
    if (event.kind === 'entry-removed') entries.delete(event.entry);
    if (event.kind !== 'entry-changed') continue;
    const before = entries.get(event.entry);
    if (before) entries.set(event.entry, changedEntry(before, event, by));
  }
  return [...entries.values()];
}

/** An entry after a change of it: the one way in which both a whole record and one more event are folded. */
export function changedEntry(
  before: TimelineEntry,
  { change, edited }: Extract<IncidentEvent, { kind: 'entry-changed' }>,
  by: Person | null,
): TimelineEntry {
  const { source } = before;
  const followed = source && edited !== undefined ? { source: { ...source, edited } } : {};
  return reworded({ ...before, ...change, ...followed }, before, by);
}

/** Whoever changes the words of a message says them; when its author does, Signalman follows. */
function reworded(now: TimelineEntry, before: TimelineEntry, by: Person | null): TimelineEntry {
  if (by === null || now.text === before.text || !now.source) return now;
  return { ...now, by, source: { ...now.source, author: null } };
}
