/** When phases are announced: ahead of each and when it begins, each once, late rather than never, but not too late. */
import { type Quiet, quietReason } from '../quiet.js';
import type { SlotRules } from '../schedule.js';
import { day, minute, momentOf, partsOf } from '../time.js';
import type { Calendar, Phase } from './phase.js';

/** A moment at which a phase is announced. Moving the phase makes new ones. */
export interface AnnouncementSlot {
  phase: Phase;
  /** ms, UTC */
  begins: number;
  /** How long before, in ms; 0: it begins. */
  ahead: number;
  /** ms, UTC */
  at: number;
}

/** `missed`: too late; `overtaken`: a later announcement of the same phase is due as well. */
export type AnnouncementState = 'posted' | 'missed' | 'overtaken';

export const slotKey = ({ phase, begins, ahead }: AnnouncementSlot): string =>
  JSON.stringify([phase.id, begins, ahead]);

/** All moments of a calendar, in the order of time. */
export function slotsOf({ phases, announceAhead }: Calendar): AnnouncementSlot[] {
  return phases
    .flatMap((phase) =>
      announceAhead.map((ahead) => ({
        ...{ phase, begins: phase.begins.at, ahead, at: phase.begins.at - ahead },
      })),
    )
    .sort((a, b) => a.at - b.at);
}

/**
 * What becomes of the moments that have come and were not worked off; those that wait for the end of the quiet are
 * left out. Of one phase only the last is said.
 * @param done keys of those that were worked off
 */
export function decideAnnouncements(
  calendar: Calendar,
  done: ReadonlySet<string>,
  now: number,
  rules: SlotRules,
): { slot: AnnouncementSlot; state: AnnouncementState }[] {
  const due = slotsOf(calendar).filter((slot) => slot.at <= now && !done.has(slotKey(slot)));
  return due.flatMap((slot): { slot: AnnouncementSlot; state: AnnouncementState }[] => {
    const isOvertaken = due.some((one) => one.phase.id === slot.phase.id && one.at > slot.at);
    if (isOvertaken) return [{ slot, state: 'overtaken' }];
    // What is far too late needs no look at the quiet of a whole year.
    if (now - slot.at > longestQuiet + rules.grace) return [{ slot, state: 'missed' }];
    const from = quietUntil(rules.quiet, slot.at);
    if (now - from > rules.grace) return [{ slot, state: 'missed' }];
    return from > now || quietReason(rules.quiet, now) !== null ? [] : [{ slot, state: 'posted' }];
  });
}

/** A quiet that is longer holds nothing back. ms */
const longestQuiet = 31 * day;

/** The first moment from then on that is not quiet (ms, UTC). */
function quietUntil(quiet: Quiet, from: number): number {
  let at = from;
  while (at < from + longestQuiet) {
    const reason = quietReason(quiet, at);
    if (reason === null) return at;
    at = reason === 'hours' ? at + 5 * minute : nextDay(at, quiet.zone);
  }
  return from;
}

/** When the day is over there (ms, UTC). */
function nextDay(at: number, zone: string): number {
  const { year, month, day: date } = partsOf(at, zone);
  return momentOf({ year, month, day: date + 1 }, zone);
}
