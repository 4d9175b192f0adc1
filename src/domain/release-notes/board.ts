/** What is known of a release's notes: small, stored, and asked by the verdict, the digest and the lists. */
import type { Gap } from './gap.js';

export interface NotesCounts {
  /** Merged pull requests that belong to the release; those that were taken back are not among them. */
  pulls: number;
  notes: number;
  none: number;
  missing: number;
  /** Among the notes. */
  actionRequired: number;
  takenBack: number;
}

/** Of the enhancements that need documentation: how many have a pull request, and how far these are. */
export interface DocsCounts {
  asked: number;
  /** A pull request is there, whatever its state. */
  open: number;
  /** Of these: ready for review, or merged. */
  ready: number;
  /** Of these. */
  merged: number;
}

export interface ReleaseNotesEvidence {
  counts: NotesCounts;
  /** null: no enhancements are tracked. */
  docs: DocsCounts | null;
  /** Those that block first. */
  gaps: Gap[];
  /** When what this was made from was last confirmed (ms, UTC); null: never. */
  readAt: number | null;
  /** Why not all of it is known, in words for people; null: all is. */
  problem: string | null;
  /** Nothing more is merged for it. */
  isMilestoneClosed?: boolean;
}
