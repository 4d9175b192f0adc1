/** What the form of a note is called towards Slack, and what it carries with it out of sight. */
import { z } from 'zod';

export const notesModal = { write: 'notes_write_form' } as const;

/** It comes back from outside, so it is checked; what it names is held against what is there. */
const metadata = z.object({ release: z.string().min(1).max(300), number: z.int().positive() });

export type NotesMetadata = z.infer<typeof metadata>;

export const writeNotesMetadata = (carried: NotesMetadata): string => JSON.stringify(carried);

/** @returns null when it is not ours */
export function readNotesMetadata(text: string): NotesMetadata | null {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
