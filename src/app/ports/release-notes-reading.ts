/** What is needed of the outside to gather release notes: what GitHub knows beside the issues, and a place for it. */
import type { EnhancementStanding } from '../../domain/enhancement/standing.js';
import type { KnownIncident } from '../../domain/incident/known.js';
import type { Issue } from '../../domain/issue.js';
import type { Release } from '../../domain/release.js';
import type { ReleaseNotesEvidence } from '../../domain/release-notes/board.js';
import type { WrittenNote } from '../../domain/release-notes/pull.js';
import type { RangeCommit } from '../../domain/release-notes/range-pulls.js';

/** What lies between two refs. */
export interface RangeRead {
  commits: RangeCommit[];
  /** When the later of the two parts was told (ms, UTC): whatever was merged since then was changed since then. */
  since: number;
  etag: string | null;
}

export interface PullState {
  state: 'draft' | 'open' | 'merged' | 'closed';
  etag: string | null;
}

export interface IssueText {
  title: string;
  url: string;
  body: string;
  etag: string | null;
}

/** Each throws SourceFault; null: nothing has changed since the tag; `unknown`: it is not there, or cannot be seen. */
export interface NotesReader {
  range(repository: string, from: string, to: string, etag: string | null): Promise<RangeRead | null>;
  pull(repository: string, number: number, etag: string | null): Promise<PullState | 'unknown' | null>;
  /** Paths that are there after it. */
  files(repository: string, number: number): Promise<string[]>;
  issue(repository: string, number: number, etag: string | null): Promise<IssueText | 'unknown' | null>;
  /** One issue or pull request, with its description. */
  item(repository: string, number: number): Promise<Issue | 'unknown'>;
  /** What was changed since then (ms, UTC), the newest first, page by page. */
  changed(repository: string, since: number): AsyncIterable<Issue[]>;
}

/** What GitHub was asked, as it answered the last time. */
export interface StoredRead {
  etag: string | null;
  /** null: nothing was read yet. */
  data: unknown;
  readAt: number | null;
  triedAt: number;
  problem: string | null;
}

/** What was made of a release. */
export interface StoredNotesBoard {
  /** What it was made from: from something else another one is made. */
  basis: string;
  evidence: Omit<ReleaseNotesEvidence, 'readAt'>;
}

/** What the sync knows: a change of any of these may change the notes. */
export interface NotesMarks {
  /** Readings of GitHub that changed something; null: not read yet. */
  issues: number | null;
  enhancements: number | null;
  /** Of the board of documents. */
  documents: number | null;
  milestone: number | null;
}

export interface NotesStore {
  /** By key, those that were asked before. */
  reads(keys: readonly string[]): Promise<Map<string, StoredRead>>;
  save(key: string, read: { etag: string | null; data: unknown }, at: number): Promise<void>;
  confirm(key: string, at: number): Promise<void>;
  fail(key: string, at: number, problem: string): Promise<void>;
  /** Forgets what nobody asked for since then (ms). */
  forget(before: number): Promise<void>;
  marks(release: Release): Promise<NotesMarks>;
  /** Merged pull requests of the release's milestone, with their descriptions; null: it has not been read yet. */
  merged(release: Release): Promise<Issue[] | null>;
  /** Where people look, e.g. `https://github.com`. */
  web(release: Release): Promise<string>;
  webOf(repository: string): Promise<string>;
  /** Those of the numbers that are known, from the sync or from `keepItems`. */
  items(repository: string, numbers: readonly number[]): Promise<Issue[]>;
  /** What the sync does not hold. */
  keepItems(repository: string, items: readonly Issue[], at: number): Promise<void>;
  /** Which of these were kept, and are not held by the sync. */
  kept(repository: string, numbers: readonly number[]): Promise<number[]>;
  /** Enhancements of the release's milestone, with their descriptions; null: not read yet, or none are tracked. */
  enhancements(release: Release): Promise<Issue[] | null>;
  /** Issues of the release's own milestone that may follow the template of enhancements, with their descriptions. */
  enhancementsAmong(release: Release): Promise<Issue[]>;
  /** What their documents say; empty: they are not read. */
  standings(release: Release): Promise<EnhancementStanding[]>;
  /** Those that everybody may know of. */
  incidents(release: string): Promise<KnownIncident[]>;
  /** Of the board; null: there is none. */
  basis(release: string): Promise<string | null>;
  saveBoard(release: string, board: StoredNotesBoard, at: number): Promise<void>;
  evidence(release: Release): Promise<ReleaseNotesEvidence | null>;
}

/** Notes that were written through Signalman. */
export type WrittenNotes = (repository: string) => Promise<WrittenNote[]>;
