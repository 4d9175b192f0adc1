/** Everything that a draft of the release notes is made from. */
import type { Release } from '../release.js';
import type { Feature } from './feature.js';
import type { NotedPull } from './pull.js';
import type { NotesSettings, ReleaseNotesRef } from './settings.js';

/** A known issue: an entry of the accumulator, or an incident that is still open or left something. Not escaped. */
export interface KnownIssue {
  text: string;
  /** What it names: the issue, or the incident's. */
  link: { name: string; url: string } | null;
}

export interface NotesFacts {
  release: Release;
  settings: NotesSettings;
  ref: ReleaseNotesRef;
  /** Where people look, e.g. `https://github.com`. */
  web: string;
  /** Every merged pull request of the release; those that were taken back included. By number. */
  pulls: NotedPull[];
  features: Feature[];
  knownIssues: KnownIssue[];
  /** The accumulator's address and title; null: none. */
  accumulator: { title: string; url: string } | null;
  /** Of the release before: what stands below its heading for versions of dependencies, as Markdown; null: not known. */
  dependencies: { text: string; from: string } | null;
  /** As it was resolved. */
  range: { from: string; to: string } | null;
  /** What could not be read, in words for people: the draft says so. */
  problems: string[];
}
