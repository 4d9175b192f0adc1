/** The tables of notes that people write, of editions of the drafts, and of reminders, as rows. */
import type { Generated } from 'kysely';

/** The database itself refuses to change these rows or to take them out: the latest of a pull request counts. */
interface WrittenNoteTable {
  id: Generated<number>;
  request: string;
  /** In lower case. */
  repository: string;
  number: number;
  /** What it says, and the repository as it is spelt, as JSON. */
  body: string;
  by_id: string;
  by_name: string;
  at: number;
}

interface NotesEditionTable {
  release: string;
  edition: number;
  request: string;
  kind: 'file' | 'repository';
  /** A channel, or the repository with branch and path. */
  destination: string;
  /** Of what it says. */
  hash: string;
  /** null: Signalman itself. */
  by_id: string | null;
  by_name: string | null;
  at: number;
}

interface NotesNagTable {
  release: string;
  place: string;
  /** Of what they were told the last time. */
  hash: string;
  at: number;
}

interface NotesNagSlotTable {
  release: string;
  slot: number;
  state: 'posted' | 'missed' | 'quiet';
  at: number;
}

export interface WrittenNoteTables {
  written_note: WrittenNoteTable;
  notes_edition: NotesEditionTable;
  notes_nag: NotesNagTable;
  notes_nag_slot: NotesNagSlotTable;
}
