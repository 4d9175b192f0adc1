/** The tables of the enhancements' documents, as rows. */

/** A repository's list of documents, as it was asked for the last time. */
export interface DocumentSourceTable {
  /** As `sourceKey` makes it. */
  key: string;
  /** Counts the lists; 0: there is none. */
  listing: number;
  etag: string | null;
  /** Paths, shas and sizes, as JSON. */
  files: string;
  /** When all that is needed was last confirmed; null: never. */
  read_at: number | null;
  tried_at: number;
  problem: string | null;
}

/** A text by its sha: it never changes. */
export interface DocumentTextTable {
  /** `repositoryKey` of owner/name */
  repository: string;
  sha: string;
  text: string | null;
  /** Why there is none. */
  problem: string | null;
  /** 1: asking again would not help. */
  is_final: number;
  needed_at: number;
}

/** What was made of the documents for a release. */
export interface EnhancementBoardTable {
  release: string;
  /** Of the list that it was made from. */
  source: string;
  repository: string;
  /** The milestone's title in the configuration. */
  milestone: string;
  basis: string;
  /** Goes up with each change. */
  version: number;
  /** As JSON. */
  standings: string;
}

/** What a group heard last of its enhancements. */
export interface EnhancementHeardTable {
  release: string;
  group_slug: string;
  edition: number;
  revision: number;
  at: number;
  says: string;
}

export interface DocumentTables {
  document_source: DocumentSourceTable;
  document_text: DocumentTextTable;
  enhancement_board: EnhancementBoardTable;
  enhancement_heard: EnhancementHeardTable;
}
