/** What the release team's checklists need of the outside: a place for ticks and files, and GitHub; and what people do. */
import type { Box, ReleaseChecklist } from '../../domain/checklist/checklist.js';
import type { Tick } from '../../domain/checklist/standing.js';
import type { Person } from '../../domain/person.js';
import type { Release } from '../../domain/release.js';
import type { Actor } from '../permission.js';

/** A Markdown file with boxes. */
export interface FilePlace {
  repository: string;
  path: string;
  /** null: the default branch */
  ref: string | null;
}

export interface StoredFile {
  etag: string | null;
  readAt: number | null;
  triedAt: number;
}

export interface ChecklistStore {
  /** null: nobody has asked for it yet */
  file(place: FilePlace): Promise<StoredFile | null>;
  /** It was read: what it says now, or null where nothing has changed. */
  saveFile(place: FilePlace, at: number, read: { etag: string | null; boxes: Box[] } | null): Promise<void>;
  /**
   * It could not be read. What is known of it stays; where it passes by itself nothing is said against that.
   */
  failFile(place: FilePlace, at: number, problem: string, passes: boolean): Promise<void>;
  /** @param text of each item, by its key. The same request is stored once. */
  tick(ticked: {
    release: string;
    checklist: string;
    by: Person;
    at: number;
    note: string;
    request: string;
    changes: readonly { item: string; text: string; isTicked: boolean }[];
  }): Promise<void>;
  /** Everything that was ticked and taken back, in that order. */
  ticks(release: string): Promise<Tick[]>;
}

/** Files of repositories. */
export interface TextFiles {
  /** @returns null when it is as the tag says. @throws SourceFault */
  read(place: FilePlace, etag: string | null): Promise<{ text: string; etag: string | null } | null>;
}

/** A list with what its form needs beside it. */
export interface ShownChecklist {
  release: Release;
  list: ReleaseChecklist;
}

export interface ChecklistDesk {
  /**
   * The lists of a release. @throws UserFault `unknown-release`, `no-checklist`, `unknown-checklist`
   * @param name as typed; null: all of them
   */
  lists(
    release: string | null,
    name: string | null,
  ): Promise<{ release: Release; lists: ReleaseChecklist[] }>;
  /** One of them, to be ticked. @throws UserFault `not-allowed`, `checklist-unknown` and those of `lists` */
  prepare(asked: { actor: Actor; release: string | null; name: string | null }): Promise<ShownChecklist>;
  /**
   * Ticks what was changed against what the form showed, and nothing else.
   * @param shown keys of what was ticked when the form was made, and `sent` when it came back
   * @throws FormFault `note`; UserFault `not-allowed`
   */
  tick(asked: {
    actor: Actor;
    request: string;
    release: string;
    name: string;
    shown: readonly string[];
    sent: readonly string[];
    note: string;
  }): Promise<ShownChecklist & { changed: number }>;
}
