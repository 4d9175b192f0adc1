/** A poll with all that its messages say: the words are made of it, in whichever place. */
import type { Person } from '../person.js';
import type { Release } from '../release.js';
import type { Delegation, Poll, VoidCause } from './poll.js';

/** A poll with what its words need beside it. */
export interface ShownPoll {
  release: Release;
  poll: Poll;
  /** Delegations that hold now or later. */
  delegations: Delegation[];
  /** Where commits are looked at: this, then the hash. */
  commits: string;
  /** Slack ids of the release leads. */
  releaseLeads: readonly string[];
  /** ms, UTC: when it is shown. */
  now: number;
}

/** What is told below the poll, because an edit notifies nobody. */
export type PollNews =
  | { kind: 'voided'; groups: string[]; cause: VoidCause }
  | { kind: 'no-go'; group: string }
  /** A GO over somebody else's NO GO: whose that was. */
  | { kind: 'overruled'; group: string; before: Person }
  | { kind: 'withdrawn'; group: string }
  | { kind: 'condition'; group: string; name: string; state: 'met' | 'failed'; why: string }
  | { kind: 'late'; group: string }
  | { kind: 'overdue'; groups: string[] }
  | { kind: 'extended'; deadline: number }
  | { kind: 'complete' }
  | { kind: 'ended' };
