/** What the use cases of the sign-off need: a place for its record, and GitHub's word for commits, branches and issues. */
import type { NewDelivery } from '../../domain/delivery.js';
import type { Person } from '../../domain/person.js';
import type { Candidate, Delegation, Poll, PollEvent, PollRecord } from '../../domain/signoff/poll.js';
import type { Address } from './incident.js';
import type { NewPollEvent } from './signoff.js';

export interface StoredPoll {
  poll: Poll;
  records: PollRecord[];
  /** Where its message stands; null: it is not delivered yet. */
  message: Address | null;
}

/** What is to be stored of a poll, with all that is owed for it. */
export interface PollStep {
  events: Pick<NewPollEvent, 'by' | 'event'>[];
  /** Asked once the events are applied. @param before as it was */
  deliveries(after: Poll, before: Poll): NewDelivery[];
}

/** A branch or a tag of a repository. */
export interface RefName {
  repository: string;
  kind: 'branch' | 'tag';
  /** null: the default branch */
  name: string | null;
}

/** How a reference was read the last time. */
export interface RefState {
  /** null: it is not there, or was never read. */
  commit: string | null;
  etag: string | null;
  /** When GitHub last said so (ms, UTC); null: never. */
  readAt: number | null;
  triedAt: number | null;
  problem: string | null;
}

export type RefRead = { commit: string | null; etag: string | null };

/** An issue that a condition waits for, as it was asked the last time; it was open then. */
export interface WatchedItem {
  etag: string | null;
  triedAt: number | null;
}

export type NewDelegation = Omit<Delegation, 'id' | 'endedAt'>;

export interface SignoffStore {
  /**
   * Opens a poll in one transaction, and ends the one that is open; or finds that nothing has to be opened.
   * @param request the same one is done once
   * @param work what becomes of the one that is open (null: there is none); null: it is the one that is wanted
   */
  open(
    asked: {
      release: string;
      by: Person;
      at: number;
      event: Extract<PollEvent, { kind: 'asked' }>;
      /** What is known with it: answers that are carried over. */
      more: Pick<NewPollEvent, 'by' | 'event'>[];
      request: string;
      /** As they were read for it. */
      refs: { ref: RefName; read: RefRead }[];
    },
    work: (
      open: StoredPoll | null,
    ) => { ends: PollStep | null; deliveries(poll: Poll): NewDelivery[] } | null,
  ): Promise<{ poll: Poll; isNew: boolean }>;
  /**
   * Adds to the record of a poll behind its lock; null: nothing follows. What the work throws undoes everything.
   * @param request done once; null: it may come again
   * @returns null when there is no such poll
   */
  change(
    id: number,
    request: string | null,
    at: number,
    work: (stored: StoredPoll) => PollStep | null,
  ): Promise<{ stored: StoredPoll; isNew: boolean } | null>;
  load(id: number): Promise<StoredPoll | null>;
  /** The newest first. */
  ofRelease(release: string, most: number): Promise<StoredPoll[]>;
  /** Numbers of the polls that are open. */
  openPolls(): Promise<number[]>;

  ref(ref: RefName): Promise<RefState>;
  /** @param read null: as it was. @param at when it was asked: what was asked later stays */
  saveRef(ref: RefName, read: RefRead | null, at: number): Promise<void>;
  failRef(ref: RefName, problem: string, at: number): Promise<void>;
  watched(name: string): Promise<WatchedItem>;
  saveWatched(name: string, item: { etag: string | null; triedAt: number }): Promise<void>;

  /** Those of a release that were not ended. */
  delegations(release: string): Promise<Delegation[]>;
  delegation(id: number): Promise<Delegation | null>;
  /** The same request twice is stored once. @param write asked for a new one */
  addDelegation(
    delegation: NewDelegation,
    request: string,
    write: (added: Delegation) => NewDelivery[],
  ): Promise<Delegation>;
  /** The first end stays. @param write asked where this is it */
  endDelegation(
    id: number,
    by: string,
    at: number,
    write: (ended: Delegation) => NewDelivery[],
  ): Promise<Delegation | null>;
}

/** What a name comes to at GitHub. */
export type FoundCandidate =
  | { kind: 'found'; candidate: Candidate; head: RefRead & { commit: string } }
  /** @param near the tag that was meant, maybe */
  | { kind: 'unknown'; near: string | null }
  /** A tag and a commit could be meant, or several commits. */
  | { kind: 'ambiguous' }
  | { kind: 'branch'; branch: string }
  /** It is not on the branch. */
  | { kind: 'elsewhere'; commit: string }
  | { kind: 'no-branch'; branch: string };

/** An issue or a pull request as GitHub has it. */
export type FoundItem =
  | {
      kind: 'found';
      /** `owner/name#12`, as it is called now */
      name: string;
      url: string;
      isPullRequest: boolean;
      /** dropped: an issue that was closed as not planned, or as a duplicate. */
      state: 'open' | 'merged' | 'closed' | 'dropped';
      /** When it was closed or merged (ms, UTC); null or left out: it is open, or GitHub does not say. */
      closedAt?: number | null;
      etag: string | null;
    }
  | { kind: 'moved'; to: string }
  | { kind: 'deleted' }
  /** It is not there, or the token cannot see it. */
  | { kind: 'unknown' };

/** GitHub as far as sign-offs go. Each throws SourceFault. */
export interface BranchReader {
  /** @param typed as a person named it. @param branch null: the default branch */
  candidate(repository: string, branch: string | null, typed: string): Promise<FoundCandidate>;
  /** @returns null when nothing has changed since the tag */
  ref(ref: RefName, etag: string | null): Promise<RefRead | null>;
  /**
   * The pull requests that brought everything onto the branch since a commit.
   * @returns `owner/name#12` in lower case; null when something came without one, or there is too much of it
   */
  cameSince(repository: string, branch: string | null, from: string, to: string): Promise<Set<string> | null>;
  /** @returns null when nothing has changed since the tag */
  item(repository: string, number: number, etag: string | null): Promise<FoundItem | null>;
}
