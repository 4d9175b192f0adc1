/** The wiring of what release notes are made from: what is read beside the issues, and what is gathered for a draft. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { NotesGathering } from '../app/ports/release-notes.js';
import { gatherFacts, noNotes } from '../app/release-notes/gather.js';
import { type NotesReading, readNotes, readNotesNow, readNotesOf } from '../app/release-notes/read.js';
import type { Parts } from '../compose.js';
import type { GitHubAccess } from '../config/environment.js';
import { readEnhancementIssue } from '../documents/enhancement-issue.js';
import { readDescription } from '../documents/release-note.js';
import type { Release } from '../domain/release.js';
import { dependenciesIn } from '../domain/release-notes/dependencies.js';
import type { NotesFacts } from '../domain/release-notes/facts.js';
import type { ReleaseNotesRef } from '../domain/release-notes/settings.js';
import { createNotesReader } from '../github/release-notes.js';
import { createTextFiles } from '../github/text-file.js';
import { leaseStore } from '../storage/leases.js';
import { notesStore } from '../storage/release-notes/release-notes.js';
import { writtenNoteStore } from '../storage/release-notes/written-notes.js';
import type { Pauses } from './sync.js';

type Range = ReleaseNotesRef['range'];

export interface ReleaseNotes extends NotesGathering {
  /** @param range instead of the one that is configured; it has to be read before @throws UserFault `no-notes` */
  facts(release: Release, range?: Range): Promise<NotesFacts>;
  /** Reads what is due, and makes the boards. @returns whether anything was done */
  read(): Promise<boolean>;
  /** Brings a release's notes up to date, for a minute at most. @param since ms, UTC: what was read since is good enough */
  refresh(release: Release, since: number): Promise<void>;
  /** Reads it once, for a command line. @returns why it could not be read; null: it was @throws UserFault `no-notes` */
  readNow(release: Release, range?: Range): Promise<string | null>;
  /** Gives up what is being read. */
  stop(): void;
}

/** @returns null where there are none */
export function composeReleaseNotes(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { github, pauses = {} }: { github: GitHubAccess; pauses?: Pauses | undefined },
): ReleaseNotes | null {
  const { notes, releases, bots } = settings;
  if (notes === null) return null;
  let stopped = false;
  const { apiUrl, ...auth } = github;
  const access = { apiUrl, auth, log, ...pauses };
  const store = notesStore(database);
  const { written } = writtenNoteStore(database, machine);
  const deps: NotesReading = {
    ...{ settings: notes, releases, store, written, clock, machine, log, dependenciesIn },
    parsers: { description: readDescription, enhancement: readEnhancementIssue },
    reader: createNotesReader({ ...access, bots }),
    files: createTextFiles(access),
    leases: leaseStore(database),
    stopped: () => stopped,
    pause: (ms) => sleep(ms, undefined, { ref: false }),
  };
  return {
    facts: (release, range) => gatherFacts(deps, release, range),
    async evidence(release) {
      const evidence = await store.evidence(release);
      if (evidence === null) throw noNotes(release);
      return evidence;
    },
    read: () => readNotes(deps),
    refresh: (release, since) => readNotesOf(deps, release, since),
    readNow: (release, range) => readNotesNow(deps, release, range),
    stop() {
      stopped = true;
    },
  };
}
