/**
 * What people add by hand: reasons with an author and an end, action lines with a date, and the
 * actions the release team has taken. Seed reports carry all three beside the counted figures.
 */
import type { Release } from './release.js';

export type NoteType = 'reason' | 'action' | 'taken';

export interface Note {
  id: number;
  release: string;
  type: NoteType;
  /** The section it stands under, e.g. "Release Machinery"; null for the general list. */
  heading: string | null;
  text: string;
  /** What a reason makes of the verdict; null for the other types. */
  state: 'no-go' | 'unknown' | null;
  authorId: string;
  authorName: string;
  /** ms, UTC */
  at: number;
  /** A reason stops counting then; an action line is due then. */
  until: number | null;
  endedAt: number | null;
}

/** What was written or ended, and what stands after it. */
export interface ActResult {
  release: Release;
  /** null when only listed */
  done: { what: 'added' | 'ended'; note: Note } | null;
  notes: Note[];
}

/** Whether the note still counts. A reason lapses at its end; an action line is only overdue. */
export function isActive(note: Note, now: number): boolean {
  if (note.endedAt !== null && note.endedAt <= now) return false;
  return note.type !== 'reason' || note.until === null || note.until > now;
}

/** Splits `Release Machinery: timeouts during upgrade tests` into its heading and its text. */
export function splitHeading(text: string): { heading: string | null; text: string } {
  const match = /^([^\s:][^:\n]{1,38}?):\s+(\S.*)$/s.exec(text);
  // A word like "http:" or a single lower-case word before a colon is part of the sentence.
  if (!match?.[1] || !match[2] || !/^\p{Lu}/u.test(match[1])) return { heading: null, text };
  return { heading: match[1].trimEnd(), text: match[2] };
}
