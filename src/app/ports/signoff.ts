/** What the sign-off needs of the outside: a place for its record, the branch as it stands, and words for people. */
import type { Saying } from '../../domain/delivery.js';
import type { Release } from '../../domain/release.js';
import type { Delegation, Poll, PollEvent } from '../../domain/signoff/poll.js';
import type { PollNews, ShownPoll } from '../../domain/signoff/shown-poll.js';
import type { Actor } from '../permission.js';

export type { PollNews, ShownPoll } from '../../domain/signoff/shown-poll.js';

export interface SignoffRenderer {
  /** The poll's own message, edited from then on; with its buttons while it is open. */
  poll(shown: ShownPoll): Saying;
  /** In its thread. */
  news(shown: ShownPoll, news: readonly PollNews[]): Saying;
  /**
   * To those who have not answered: in the channel of a group, or directly.
   * @param groups those that are meant, by slug
   * @param link to the poll; null: not known
   */
  reminder(shown: ShownPoll, groups: readonly string[], link: string | null): Saying;
  /** To the delegate, directly: for whom and until when; or that it is over, once it was ended. */
  delegation(release: Release, delegation: Delegation): Saying;
}

/** Who does something, by a request that is done once however often it comes. */
export interface SignoffAsked {
  actor: Actor;
  request: string;
}

/** An answer as a person gave it. */
export interface AnswerForm {
  poll: number;
  /** Slug of the group that it is given for. */
  group: string;
  answer: 'go' | 'no-go';
  reason: string;
  /** `#12`, `owner/name#12` or an address; empty: none */
  issue: string;
  /** Issues and pull requests, by commas, blanks or lines; empty: none. */
  conditions: string;
}

/** What people do with polls. Each throws UserFault with what to do next. */
export interface SignoffDesk {
  /**
   * What the form for asking starts with. For release leads.
   * @throws UserFault `unknown-release`, `no-sign-off`, `not-allowed`
   */
  prepare(asked: {
    actor: Actor;
    release: string | null;
  }): Promise<{ release: Release; open: Poll | null; deadline: number }>;
  /**
   * Opens a poll; one that is open for the release ends. The same candidate again is the poll that is there.
   * @param candidate a tag or a commit, maybe abbreviated; empty: the head of the branch
   * @throws FormFault `candidate`, `deadline`; UserFault `not-allowed`, `no-branch`, `unreachable`
   */
  ask(
    asked: SignoffAsked & { release: string; candidate: string; deadline: number | null },
  ): Promise<ShownPoll>;
  /** @throws UserFault `unknown-poll` */
  poll(id: number): Promise<ShownPoll>;
  /** The open poll of a release, or the last one. @throws UserFault `unknown-release`, `no-sign-off`, `no-poll` */
  current(release: string | null): Promise<ShownPoll>;
  /** The last polls of a release, the newest first. */
  history(release: string): Promise<Poll[]>;
  /** Groups of the poll that the person may answer for now. @throws UserFault `not-allowed`, which says who may */
  mine(asked: { actor: Actor; poll: number }): Promise<string[]>;
  /** @throws FormFault `reason`, `issue`, `conditions`; UserFault `not-allowed`, `poll-ended`, `unknown-group`, `late-answer` (it is stored all the same) */
  answer(asked: SignoffAsked & AnswerForm): Promise<ShownPoll>;
  /** @throws UserFault `not-allowed`, `poll-ended`, `nothing-to-withdraw` */
  withdraw(asked: SignoffAsked & { poll: number; group: string }): Promise<ShownPoll>;
  /** For release leads. @throws FormFault `deadline` */
  extend(asked: SignoffAsked & { poll: number; deadline: number }): Promise<ShownPoll>;
  /** For release leads: nobody is asked any more. */
  close(asked: SignoffAsked & { poll: number }): Promise<ShownPoll>;
  /** Groups of a release that the person leads. @throws UserFault `not-allowed` */
  led(asked: { actor: Actor; release: string | null }): Promise<{ release: Release; groups: string[] }>;
  /**
   * A lead is away. Only a lead of the group may say so.
   * @throws FormFault `delegate`, `from`, `until`
   */
  delegate(
    asked: SignoffAsked & {
      release: string;
      group: string;
      delegate: string;
      from: number | null;
      until: number;
    },
  ): Promise<Delegation>;
  /** @throws UserFault `not-allowed`, `unknown-delegation` */
  endDelegation(asked: SignoffAsked & { delegation: number }): Promise<Delegation>;
}

/** An event that is to be stored, with who did it (null: Signalman itself). */
export interface NewPollEvent {
  by: Actor | null;
  at: number;
  event: PollEvent;
}
