/** What can be done with release notes, as the surfaces are given it, and what the use cases need of the outside. */

import type { Release } from '../../domain/release.js';
import type { ReleaseNotesEvidence } from '../../domain/release-notes/board.js';
import type { NotesFacts } from '../../domain/release-notes/facts.js';
import type { Gap } from '../../domain/release-notes/gap.js';
import type { NotedPull, WrittenNote } from '../../domain/release-notes/pull.js';
import type { Said } from '../../domain/release-notes/said.js';
import type { NotesSettings } from '../../domain/release-notes/settings.js';
import type { Actor } from '../permission.js';

export interface ShownNotes {
  release: Release;
  settings: NotesSettings;
  evidence: ReleaseNotesEvidence;
  /** The pull request with the draft; null: there is none yet. */
  proposed: { name: string; url: string; edition: number } | null;
  /** Whether whoever looks may have the draft written out. */
  mayWriteOut: boolean;
}

export interface ShownPull {
  release: Release;
  pull: NotedPull;
  /** What lacks of it. */
  gaps: Gap[];
}

/** `queued`: delivery has it now. `same`: what stands there says the same already. */
export interface WrittenOut {
  kind: 'queued' | 'same';
  edition: number;
}

/** Each throws UserFault `unknown-release` | `no-notes` (not configured for it). Each request is done once. */
export interface ReleaseNotesDesk {
  settings: NotesSettings;
  /** @param viewer the Slack id of whoever looks */
  show(name: string | null, viewer: string): Promise<ShownNotes>;
  /** @throws UserFault `unknown-pull` when it is not merged in this release */
  pull(name: string | null, number: number): Promise<ShownPull>;
  /** The draft as Markdown. @param existing what it is written around; null: nothing */
  markdown(name: string | null, existing: string | null): Promise<string>;
  /**
   * Posts the draft as a file, or brings it into the configured repository, around what people changed there.
   * @param channel where a file is posted @throws UserFault `not-allowed` | `no-repository`
   */
  writeOut(asked: {
    actor: Actor;
    request: string;
    name: string | null;
    to: 'file' | 'repository';
    channel: string;
  }): Promise<WrittenOut>;
  /**
   * Keeps a note for a pull request and tells its pull request, by a delivery. Anybody may: it stands there with a name.
   * @throws UserFault `unknown-pull`, FormFault for a field
   */
  write(asked: {
    actor: Actor;
    request: string;
    name: string | null;
    number: number;
    said: Exclude<Said, { kind: 'missing' }>;
  }): Promise<WrittenNote>;
}

/** All that a draft needs, gathered from the store and, for what the sync does not hold, from GitHub. */
export interface NotesGathering {
  /** @throws UserFault `no-notes` */
  facts(release: Release): Promise<NotesFacts>;
  /** As the verdict has it. @throws UserFault `no-notes` */
  evidence(release: Release): Promise<ReleaseNotesEvidence>;
}
