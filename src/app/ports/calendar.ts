/** What the calendar needs of the outside: the moments that were worked off, the exceptions, and the words for both. */
import type { AnnouncementSlot, AnnouncementState } from '../../domain/calendar/announce.js';
import type { Exception, ExceptionEvent } from '../../domain/calendar/exception.js';
import type { CalendarNow } from '../../domain/calendar/now.js';
import type { NewDelivery, Saying } from '../../domain/delivery.js';
import type { Person } from '../../domain/person.js';
import type { Release } from '../../domain/release.js';

export interface AnnouncementStore {
  /** Keys of the moments that were worked off, as `slotKey` makes them. */
  done(release: string, now: number): Promise<Set<string>>;
  /**
   * Notes what became of a moment, together with what is to be said.
   * @returns false when somebody else did it before
   */
  take(
    release: string,
    slot: AnnouncementSlot,
    state: AnnouncementState,
    at: number,
    deliveries: NewDelivery[],
  ): Promise<boolean>;
}

export interface ExceptionStore {
  /**
   * @param request tells this one from all others: the same is stored once
   * @param write is given the exception with its number
   */
  ask(
    asked: { release: string; by: Person; at: number; event: Extract<ExceptionEvent, { kind: 'asked' }> },
    request: string,
    write: (exception: Exception) => NewDelivery[],
  ): Promise<Exception>;
  /**
   * Decides on what is stored at that moment, in one transaction. What the work throws undoes everything.
   * @returns null when there is none
   */
  decide(
    id: number,
    decided: { by: Person; at: number; request: string },
    work: (exception: Exception) => ExceptionEvent,
    write: (exception: Exception) => NewDelivery[],
  ): Promise<Exception | null>;
  load(id: number): Promise<Exception | null>;
}

export interface CalendarRenderer {
  announcement(release: Release, view: CalendarNow, slot: AnnouncementSlot): Saying;
  /** For those who decide; with its buttons as long as nobody has. */
  exception(release: Release, exception: Exception, leads: readonly string[]): Saying;
  /** For whoever asked: it is there, or what became of it. */
  answer(release: Release, exception: Exception): Saying;
}
