/** The entries of an incident's timeline, folded from its record. */
import type { IncidentEvent, Person, Recorded, TimelineEntry } from './event.js';

export const isEntryKind = ({ kind }: IncidentEvent): boolean =>
  kind === 'noted' || kind === 'entry-changed' || kind === 'entry-removed';

/** All at once: copied for each of thousands of marks the list would cost more with every one. */
export function entriesOf(record: readonly Recorded[]): TimelineEntry[] {
  const entries = new Map<string, TimelineEntry>();
  for (const { by, event } of record) {
    if (event.kind === 'noted') entries.set(event.entry.id, event.entry);
    if (event.kind === 'entry-removed') entries.delete(event.entry);
    if (event.kind !== 'entry-changed') continue;
    const before = entries.get(event.entry);
    if (before) entries.set(event.entry, reworded({ ...before, ...event.change }, before, by));
  }
  return [...entries.values()];
}

/** Whoever changes the words of a message says them; when its author does, Signalman follows. */
export function reworded(now: TimelineEntry, before: TimelineEntry, by: Person | null): TimelineEntry {
  if (by === null || now.text === before.text || !now.source) return now;
  return { ...now, by, source: { ...now.source, author: null } };
}
