/** What people wrote by hand, by the section it stands under. */
import type { Note } from '../domain/hand-written.js';
import type { Status } from '../domain/status.js';
import { showDay } from '../domain/time.js';
import { escapeWithLinks } from './escape.js';

/** The notes under one heading. */
interface Written {
  /** As it was first written. */
  title: string;
  reasons: Note[];
  actions: Note[];
}

/** Takes notes out of the pile, so that each stands in one place. */
export interface WrittenNotes {
  /** Action lines without a heading. */
  loose: Note[];
  /** Those under this heading, whatever the case of its letters; empty when there are none. */
  take(heading: string): Written;
  /** All that were not taken, in the order in which their headings were first written. */
  rest(): Written[];
}

/** Reasons that count and action lines that stand. */
export function writtenNotes({ verdict, evidence, actionLines }: Status): WrittenNotes {
  const counting = new Set(verdict.reasons.map(({ gate }) => gate));
  const reasons = evidence.notes.filter(({ type, id }) => type === 'reason' && counting.has(`reason-${id}`));
  const piles = new Map<string, Written>();
  for (const note of [...reasons, ...actionLines].sort((a, b) => a.at - b.at || a.id - b.id)) {
    if (note.heading === null) continue;
    const key = note.heading.toLowerCase();
    const pile = piles.get(key) ?? { title: note.heading, reasons: [], actions: [] };
    (note.type === 'reason' ? pile.reasons : pile.actions).push(note);
    piles.set(key, pile);
  }
  return {
    loose: actionLines.filter(({ heading }) => heading === null),
    take(heading) {
      const key = heading.toLowerCase();
      const pile = piles.get(key);
      piles.delete(key);
      return { title: heading, reasons: pile?.reasons ?? [], actions: pile?.actions ?? [] };
    },
    rest: () => [...piles.values()],
  };
}

/** Lines of a list under the notes' own heading. */
export const noteLines = (notes: Note[], zone: string): string[] =>
  notes.map((note) => `- ${noteText({ ...note, heading: null }, zone)}`);

/** With its heading, where it does not stand under it, and the day by which it is to be done. */
export function noteText({ heading, text, type, until }: Note, zone: string): string {
  const whole = escapeWithLinks(heading ? `${heading}: ${text}` : text);
  return type === 'action' && until !== null ? `${whole} by ${showDay(until, zone)}` : whole;
}
