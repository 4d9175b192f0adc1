/** What the use cases of release notes keep: notes that people wrote, editions that were written out, and reminders. */
import type { NewDelivery } from '../../domain/delivery.js';
import type { WrittenNote } from '../../domain/release-notes/pull.js';

export interface Edition {
  edition: number;
  kind: 'file' | 'repository';
  /** A channel, or the repository with branch and path. */
  destination: string;
  /** Of what it says. */
  hash: string;
  /** ms, UTC */
  at: number;
}

/** The last that was written into the repository, and what became of it. */
export interface Proposed extends Edition {
  /** Once it stands there: `owner/name#12`, or `owner/name` where it is committed. */
  item: string | null;
  /** Whether delivery has given it up. */
  isLost: boolean;
}

export interface WrittenNoteStore {
  /** What people wrote for the pull requests of a repository, the latest of each, by number. */
  written(repository: string): Promise<WrittenNote[]>;
  /** All that was written for one of them, the oldest first. */
  ofPull(repository: string, number: number): Promise<WrittenNote[]>;
  /** What a request has written before. */
  requested(request: string): Promise<WrittenNote | null>;
  /** A request is done once. @param owing what follows from it: its revisions go up */
  write(note: WrittenNote, request: string, owing: (revision: number) => NewDelivery[]): Promise<WrittenNote>;
}

export interface NewEdition extends Omit<Edition, 'edition'> {
  release: string;
  request: string;
  /** null: Signalman itself. */
  by: { id: string; name: string } | null;
  /** The edition that it is written after, where that matters. */
  follows: number | null;
}

export interface EditionStore {
  proposed(release: string): Promise<Proposed | null>;
  /** The last file in that channel; null: there is none, or delivery has given it up. */
  lastFile(release: string, channel: string): Promise<Edition | null>;
  /** What a request has written out before. */
  requested(request: string): Promise<Edition | null>;
  /** The next edition of a release. A request is done once. @returns null when another one came in between */
  add(given: NewEdition, owing: (edition: number) => NewDelivery[]): Promise<Edition | null>;
}

/** What became of a moment at which people are reminded. */
export type NagState = 'posted' | 'missed' | 'quiet';

export interface NagStore {
  /** The last moment that was worked off (ms, UTC). */
  lastSlot(release: string, now: number): Promise<number | null>;
  /** What each place was told the last time, and when (ms, UTC). */
  told(release: string): Promise<Map<string, { hash: string; at: number }>>;
  /** @returns false when somebody else has worked it off */
  take(
    given: {
      release: string;
      slot: number;
      state: NagState;
      at: number;
      told: readonly { place: string; hash: string }[];
    },
    owing: readonly NewDelivery[],
  ): Promise<boolean>;
}
