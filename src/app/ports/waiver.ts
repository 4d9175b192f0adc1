/** What waivers need of the outside: a place for their record, and words for people; and what people do with them. */
import type { NewDelivery, Saying } from '../../domain/delivery.js';
import type { Finding } from '../../domain/gates/gate.js';
import type { Person } from '../../domain/person.js';
import type { Release } from '../../domain/release.js';
import type { Cover } from '../../domain/waiver/cover.js';
import type { WaiverEvent, WaiverForm } from '../../domain/waiver/give.js';
import type { WaiveRule, Waiver } from '../../domain/waiver/waiver.js';
import type { Actor } from '../permission.js';

export interface WaiverStore {
  /**
   * @param request tells this one from all others: the same is stored once
   * @param write is given the waiver with its number
   */
  give(
    given: { release: string; by: Person; at: number; event: Extract<WaiverEvent, { kind: 'given' }> },
    request: string,
    write: (waiver: Waiver) => NewDelivery[],
  ): Promise<Waiver>;
  /**
   * Adds to the record as it stands at that moment, in one transaction. What the work throws undoes everything.
   * @returns null when there is none
   */
  step(
    id: number,
    done: { by: Person; at: number; request: string },
    work: (waiver: Waiver) => WaiverEvent,
    write: (waiver: Waiver) => NewDelivery[],
  ): Promise<Waiver | null>;
  load(id: number): Promise<Waiver | null>;
  /** What a request has given already; null: nothing. */
  given(request: string): Promise<Waiver | null>;
  /** All of a release, the latest end first. */
  ofRelease(release: string): Promise<Waiver[]>;
}

/** A waiver with what its words need beside it. */
export interface ShownWaiver {
  release: Release;
  waiver: Waiver;
  rule: WaiveRule | null;
  /** ms, UTC: when it is shown. */
  now: number;
}

export interface WaiverRenderer {
  /** Its own message, edited from then on; with its buttons as long as they mean something. */
  waiver(shown: ShownWaiver): Saying;
  /** Directly, to whoever gave it: what somebody else made of it. */
  answer(shown: ShownWaiver): Saying;
}

/** A finding that holds the release back, and what of it could be waived. */
export interface Waivable {
  finding: Finding;
  cover: Cover;
  rule: WaiveRule;
  /** Whether its parts can be named, or it is only to be waived as a whole. */
  isWhole: boolean;
}

/** What people do with waivers. Each throws UserFault with what to do next. */
export interface WaiverDesk {
  /**
   * What holds a release back now and may be waived by the person.
   * @param gate its name, as typed; null: all of them
   * @throws UserFault `unknown-release`, `nothing-to-waive`, `unknown-gate`, `not-allowed`
   */
  prepare(asked: {
    actor: Actor;
    release: string | null;
    gate: string | null;
  }): Promise<{ release: Release; choices: Waivable[]; now: number }>;
  /** @throws FormFault `parts`, `reason`, `until`; UserFault `not-allowed`, `own-finding`, `nothing-to-waive` */
  waive(
    asked: { actor: Actor; request: string; release: string; gate: string } & WaiverForm,
  ): Promise<ShownWaiver>;
  /** The second person agrees. @throws UserFault `not-allowed`, `same-person`, `own-finding`, `not-waiting`, `waiver-over` */
  confirm(asked: { actor: Actor; request: string; id: number }): Promise<ShownWaiver>;
  /** Whoever gave it may, and those of the role. @throws UserFault `not-allowed`, `waiver-over` */
  end(asked: { actor: Actor; request: string; id: number }): Promise<ShownWaiver>;
  /** Those that are not ended and not over. @throws UserFault `unknown-release` */
  list(release: string | null): Promise<{ release: Release; shown: ShownWaiver[]; now: number }>;
}
