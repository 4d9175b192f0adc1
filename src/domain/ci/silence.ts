/** Until when an alert can be silenced with one press. */
import { day, hour, momentOf, partsOf } from '../time.js';

export const silences = ['2h', 'tomorrow'] as const;
export type Silence = (typeof silences)[number];

/** Until so many hours of the next day people are left alone. */
const morning = 9;

/** @param zone whose tomorrow it is: IANA @returns ms, UTC */
export function silenceEnd(kind: Silence, now: number, zone: string): number {
  if (kind === '2h') return now + 2 * hour;
  const { year, month, day: date } = partsOf(now, zone);
  // The day after by the calendar: days of 23 and 25 hours are days as well.
  const next = new Date(Date.UTC(year, month - 1, date) + day);
  const wall = { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
  return momentOf({ ...wall, hour: morning }, zone);
}
