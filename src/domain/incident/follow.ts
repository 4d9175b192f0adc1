/** What becomes of an entry when the message it came from is edited, deleted, or not marked any more. */
import type { IncidentEvent, Source, TimelineEntry } from './event.js';
import type { Incident } from './incident.js';
import { changeEntry, entriesFrom, removeEntry } from './timeline.js';

/** A wording of a message. */
export interface Wording {
  text: string;
  /** When it was edited to this, as Slack names moments; null: it never was. */
  edited: string | null;
}

type From = Pick<Source, 'channel' | 'ts'>;

/** Edits may arrive the other way round: the last one counts. @param wording null: the message was deleted */
export function follow(
  incident: Incident,
  from: From,
  wording: Wording | null,
  now: number,
): IncidentEvent[] {
  return entriesFrom(incident, from).flatMap((entry): IncidentEvent[] => {
    if (wording === null) return removeEntry(incident, entry.id, 'the message was deleted');
    if (wording.text === '' || !isLater(wording.edited, entry)) return [];
    const changes = changeEntry(incident, entry.id, { text: wording.text }, now);
    if (wording.edited === null) return changes;
    const { edited } = wording;
    // The same words again: that they are the last ones has to be known too.
    if (changes.length === 0) return [{ kind: 'entry-changed', entry: entry.id, change: {}, edited }];
    return changes.map((one) => ({ ...one, edited }) as IncidentEvent);
  });
}

/** Names of moments are compared as numbers, and never printed back from them. */
function isLater(edited: string | null, { source }: TimelineEntry): boolean {
  if (source?.edited === undefined) return true;
  return edited !== null && Number(edited) > Number(source.edited);
}

/** Takes out what this person had marked with a reaction. */
export function unmark(incident: Incident, from: From, user: string): IncidentEvent[] {
  return entriesFrom(incident, from)
    .filter((entry) => entry.markedBy === user)
    .flatMap((entry) => removeEntry(incident, entry.id, 'the mark was taken off'));
}
