/** The tables of release notes, as rows. */

/** What GitHub was asked beside the issues, as it answered the last time. */
export interface NotesReadTable {
  key: string;
  etag: string | null;
  /** As JSON; null: nothing was read yet. */
  data: string | null;
  read_at: number | null;
  tried_at: number;
  problem: string | null;
}

/** An issue or pull request that the sync does not hold. */
export interface NotesItemTable {
  /** `repositoryKey` of owner/name */
  repository: string;
  number: number;
  /** As JSON. */
  data: string;
  read_at: number;
}

/** What was made of a release. */
export interface NotesBoardTable {
  release: string;
  basis: string;
  /** Goes up with each change. */
  version: number;
  /** As JSON. */
  evidence: string;
  made_at: number;
}

export interface NotesTables {
  notes_read: NotesReadTable;
  notes_item: NotesItemTable;
  notes_board: NotesBoardTable;
}
