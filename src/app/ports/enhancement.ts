/** What the enhancements' documents need of the outside: a repository's files, a place for them, those who read them. */
import type { NewDelivery, Saying } from '../../domain/delivery.js';
import type { KepReadme, KepYaml, Parsed, PrrApproval } from '../../domain/enhancement/enhancement.js';
import type { EnhancementStanding } from '../../domain/enhancement/standing.js';
import type { GroupNews, Heard } from '../../domain/enhancement/telling.js';
import type { Milestone } from '../../domain/evidence.js';
import type { Issue } from '../../domain/issue.js';
import type { Release } from '../../domain/release.js';

/** A file of a repository. */
export interface TreeFile {
  path: string;
  sha: string;
  /** Bytes; null: not said. */
  size: number | null;
}

export interface DocumentTree {
  etag: string | null;
  files: TreeFile[];
}

/** A file's text; or why it has none, in words for people. `isFinal`: asking again would not help. */
export type DocumentText = { text: string } | { text: null; problem: string; isFinal: boolean };

/** One repository, opened for one reading: it counts what it spends. */
export interface DocumentReader {
  /**
   * All documents below `keps/`, in one request where GitHub gives them in one.
   * @param branch null: the default one
   * @returns null when nothing has changed since the tag
   * @throws SourceFault
   */
  tree(branch: string | null, etag: string | null): Promise<DocumentTree | null>;
  /** @throws SourceFault when GitHub cannot be asked now */
  text(file: TreeFile): Promise<DocumentText>;
  spent(): { requests: number; quota: number };
}

export interface DocumentRepositories {
  open(repository: string): DocumentReader;
}

/** Reads what is written in the documents. What is wrong with one is among its faults, and nothing is thrown. */
export interface DocumentParsers {
  kep(text: string, file: string): Parsed<KepYaml>;
  readme(text: string, file: string): Parsed<KepReadme>;
  prr(text: string, file: string): Parsed<PrrApproval>;
}

/** A repository's documents as they were asked for the last time. */
export interface DocumentSource {
  /** Counts the lists that were stored; 0: there is none. */
  listing: number;
  etag: string | null;
  /** When all that is needed was last confirmed (ms, UTC); null: never. */
  readAt: number | null;
  triedAt: number | null;
  problem: string | null;
}

/** What was made of the documents for a release. */
export interface StoredBoard {
  /** What it was made from: from something else another one is made. */
  basis: string;
  standings: EnhancementStanding[];
}

export interface NewBoard extends StoredBoard {
  /** The milestone's title in the configuration. */
  milestone: string;
}

/** The enhancements of a release's milestone, open and closed. */
export interface MilestoneIssues {
  milestone: Milestone;
  issues: Issue[];
  /** Where people look, e.g. `https://github.com`. */
  web: string;
}

export interface DocumentStore {
  source(key: DocumentKey): Promise<DocumentSource>;
  /** The files as they were listed. */
  files(key: DocumentKey): Promise<TreeFile[]>;
  /** Stores a new list; that it is confirmed is noted once all that is needed of it is there. */
  list(key: DocumentKey, tree: DocumentTree, at: number): Promise<void>;
  /** All that is needed is as it was listed. */
  confirm(key: DocumentKey, at: number): Promise<void>;
  fail(key: DocumentKey, at: number, problem: string): Promise<void>;
  /**
   * Which of these shas have to be fetched; the others are noted as needed still.
   * @param again also those that could not be read, where asking again may help
   */
  missing(repository: string, shas: readonly string[], again: boolean, at: number): Promise<string[]>;
  keep(repository: string, sha: string, text: DocumentText, at: number): Promise<void>;
  /** Texts by sha, those that are known. */
  texts(repository: string, shas: readonly string[]): Promise<Map<string, DocumentText>>;
  /** Forgets texts that nobody needed since then (ms), and lists that nobody asked for. */
  forget(before: number): Promise<void>;
  /** Of the release's milestone; null: GitHub has not been read yet, or there is no such milestone. */
  issues(release: Release, withBodies: boolean): Promise<MilestoneIssues | null>;
  /** One of the repository of enhancements, wherever it stands; null: it is not known. */
  issue(release: Release, number: number): Promise<Issue | null>;
  board(release: Release): Promise<StoredBoard | null>;
  save(release: Release, key: DocumentKey, board: NewBoard): Promise<void>;
  /** What the groups of a release heard last. */
  heard(release: string): Promise<Map<string, Heard>>;
  /** What they hear now, with the messages, in one transaction. */
  tell(release: string, heard: ReadonlyMap<string, Heard>, owed: readonly NewDelivery[]): Promise<void>;
}

export interface DocumentKey {
  /** `owner/name` */
  repository: string;
  /** null: the default one. */
  branch: string | null;
}

/** Words for people, as the surface renders them. */
export interface EnhancementRenderer {
  group(release: Release, news: GroupNews): Saying;
}
