/**
 * The poll that asks every group whether a candidate may ship: what can happen to it, and what it comes to. The record
 * is the list of events; nothing is changed or taken out of it.
 */
import type { JobKey } from '../ci/job.js';
import type { Person } from '../person.js';

/** What is to ship: a commit, maybe named by a tag. */
export interface Candidate {
  /** As it was asked for: `v1.6.0-rc.1`, or the beginning of a commit. */
  name: string;
  /** null: a commit was named */
  tag: string | null;
  /** The whole hash in lower case. */
  commit: string;
}

export type AnswerKind = 'go' | 'no-go';

/** "GO if #123 is merged": watched, and resolved by itself. */
export interface Condition {
  /** `owner/name#12` */
  name: string;
  url: string;
  /** merged: a pull request; closed: an issue */
  wants: 'merged' | 'closed';
}

export type ConditionState = 'open' | 'met' | 'failed';

export type VoidCause =
  /** The branch has moved on. */
  | { why: 'commit'; from: string; to: string }
  /** A blocking job turned red. */
  | { why: 'job'; job: JobKey; name: string; url: string | null }
  /** The tag names another commit than when it was asked; null: it is gone. */
  | { why: 'tag'; from: string; to: string | null };

export type PollEvent =
  | {
      kind: 'asked';
      candidate: Candidate;
      /** null: the repository's default branch */
      branch: string | null;
      /** Its head then. */
      head: string;
      /** Slugs, in order. */
      groups: string[];
      /** ms, UTC */
      deadline: number;
      /** Blocking jobs that were red already. */
      red: JobKey[];
    }
  | {
      kind: 'answered';
      group: string;
      answer: AnswerKind;
      /** Needed for a NO GO. */
      reason: string;
      issue: { name: string; url: string } | null;
      conditions: Condition[];
      /** Whose delegate answered; null: a lead of the group did. */
      delegateOf: Person | null;
      /** It came after the deadline: it counts once the deadline is later than it. */
      isLate: boolean;
    }
  | { kind: 'withdrawn'; group: string }
  | { kind: 'condition'; group: string; name: string; state: 'met' | 'failed'; why: string }
  /** A blocking job turned, as far as sign-offs are concerned. */
  | { kind: 'job'; job: JobKey; name: string; url: string | null; isRed: boolean }
  | { kind: 'voided'; groups: string[]; cause: VoidCause }
  | { kind: 'extended'; deadline: number }
  /** Somebody may answer for a lead of the group, or no longer. */
  | { kind: 'delegated'; group: string; to: Person; until: number; isEnded: boolean }
  | { kind: 'reminded'; groups: string[] }
  | { kind: 'overdue'; groups: string[] }
  /** overtaken: the branch or the tag moved on; replaced: another poll was opened; closed: by a release lead. */
  | { kind: 'ended'; why: 'overtaken' | 'replaced' | 'closed'; by: number | null };

/** An event with who did it and when (ms, UTC). Signalman itself has no id. */
export interface PollRecord {
  seq: number;
  by: Person;
  at: number;
  event: PollEvent;
}

/** What a group says now. */
export interface GroupAnswer {
  answer: AnswerKind;
  by: Person;
  delegateOf: Person | null;
  at: number;
  reason: string;
  issue: { name: string; url: string } | null;
  conditions: (Condition & { state: ConditionState; why: string })[];
  isLate: boolean;
  /** Why it does not count any more; null: it does. */
  voided: (VoidCause & { at: number }) | null;
}

/**
 * waiting: nobody answered, or the answer was withdrawn. conditional: GO as soon as its conditions are met. void: it was
 * answered, and has to be again. late: GO after the deadline, which a release lead has to extend first. no-go: also a GO
 * of which a condition has failed.
 */
export type GroupState = 'go' | 'conditional' | 'no-go' | 'waiting' | 'void' | 'late';

export interface GroupStanding {
  group: string;
  state: GroupState;
  /** The last one, even when it does not count; null: there is none. */
  answer: GroupAnswer | null;
}

export interface Poll {
  id: number;
  release: string;
  candidate: Candidate;
  branch: string | null;
  head: string;
  askedBy: Person;
  askedAt: number;
  deadline: number;
  /** In the order of the groups. */
  groups: GroupStanding[];
  ended: { why: 'overtaken' | 'replaced' | 'closed'; at: number; by: Person; cause: VoidCause | null } | null;
  /** Events that change what is shown, counted: the revision of its message. */
  revision: number;
}

/** A lead is away, and somebody else answers for them. */
export interface Delegation {
  id: number;
  release: string;
  group: string;
  lead: Person;
  delegate: Person;
  /** ms, UTC; it holds from then until, without that moment */
  from: number;
  until: number;
  at: number;
  endedAt: number | null;
}

/** What is known of a release's sign-off. */
export interface SignOffEvidence {
  /** The last one that was opened; null: nobody was asked. */
  poll: Poll | null;
  /** The branch as last read; null: never. */
  head: { commit: string; readAt: number } | null;
  /** Where the candidate's tag leads to now; null: it has none, or it is gone. */
  tag: { commit: string | null; readAt: number } | null;
  /** Why the branch could not be read the last time, in words for people. */
  problem: string | null;
  delegations: Delegation[];
}

export const nothingSigned: SignOffEvidence = {
  poll: null,
  head: null,
  tag: null,
  problem: null,
  delegations: [],
};
