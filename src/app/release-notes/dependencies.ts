/** What the use cases of release notes work with, and how a release is found that has notes. */
import { UserFault } from '../../domain/fault.js';
import type { Quiet } from '../../domain/quiet.js';
import { findRelease, type Release } from '../../domain/release.js';
import type { NotesFacts } from '../../domain/release-notes/facts.js';
import type { WrittenNote } from '../../domain/release-notes/pull.js';
import type { ReadDescription } from '../../domain/release-notes/said.js';
import type { NotesSettings } from '../../domain/release-notes/settings.js';
import { ownersAmong } from '../owners.js';
import type { People } from '../permission.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { NotesGathering } from '../ports/release-notes.js';
import type { EditionStore, WrittenNoteStore } from '../ports/release-notes-store.js';

/** What is written for people at GitHub, as Markdown. All pure. */
export interface NotesWords {
  /** The draft. */
  markdown(facts: NotesFacts): string;
  /** A comment that says what somebody wrote. */
  comment(note: WrittenNote): string;
}

export interface ReleaseNotesDependencies {
  settings: NotesSettings;
  releases: readonly Release[];
  roles: { releaseLead: readonly string[]; communications: readonly string[] };
  people: People;
  gathering: NotesGathering;
  words: NotesWords;
  readNote: ReadDescription;
  notes: WrittenNoteStore;
  editions: EditionStore;
  quiet: Quiet;
  /** Where people look, e.g. `https://github.com`. */
  web: string;
  clock: Clock;
  log: Log;
  /** Deliveries were written. */
  nudge(): void;
}

const hasNotes = ({ releases }: NotesSettings, { name }: Release): boolean => Object.hasOwn(releases, name);

/** Those that have notes, in the order of the file. */
export const notedReleases = ({
  settings,
  releases,
}: Pick<ReleaseNotesDependencies, 'settings' | 'releases'>): Release[] =>
  releases.filter((one) => hasNotes(settings, one));

/** @param name null: the first that has notes @throws UserFault `unknown-release` | `no-notes` */
export function notedRelease(
  deps: Pick<ReleaseNotesDependencies, 'settings' | 'releases'>,
  name: string | null,
): Release {
  const noted = notedReleases(deps);
  const [first] = noted;
  if (name === null && first) return first;
  const release = findRelease(deps.releases, name);
  if (hasNotes(deps.settings, release)) return release;
  const names = noted.map((one) => one.name).slice(0, 20);
  throw new UserFault(
    'no-notes',
    `There are no release notes for ${release.name}.`,
    names.length > 0
      ? `Releases with notes: ${names.join(', ')}`
      : 'Whoever runs Signalman names it under `notes:` in signalman.yml.',
  );
}

/** Whose pull requests are written to, in lower case. */
export const writableOwners = ({
  settings,
  releases,
}: Pick<ReleaseNotesDependencies, 'settings' | 'releases'>): Set<string> =>
  ownersAmong([settings.repository, ...releases.map(({ issues }) => issues.repository)]);
