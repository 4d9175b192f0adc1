/** The moments of a calendar in words: on the clock of the last place on Earth, in UTC, and in the team's zone. */
import { hour, partsOf } from '../time.js';
import { anywhere } from './clock.js';
import type { Deadline } from './deadline.js';

export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `Wed 22 July 2026`, without the year where it is that of `near` (ms, UTC) */
function dayIn(at: number, zone: string, near: number | null): string {
  const { year, month, day } = partsOf(at, zone);
  const weekday = weekdayNames[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  const isNear = near !== null && partsOf(near, zone).year === year;
  return `${weekday?.slice(0, 3)} ${day} ${monthNames[month - 1]}${isNear ? '' : ` ${year}`}`;
}

function timeIn(at: number, zone: string): string {
  const { hour: hours, minute } = partsOf(at, zone);
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `Thu 23 July 2026, 12:00` on a wall clock in the zone; the end of a day is its 24:00. */
export function showOnClock(at: number, zone: string, isEnd = false, near: number | null = null): string {
  const time = timeIn(at, zone);
  return isEnd && time === '00:00'
    ? `${dayIn(at - hour, zone, near)}, 24:00`
    : `${dayIn(at, zone, near)}, ${time}`;
}

/** `Thu 23 July 2026, 12:00 UTC` */
export const showInUtc = (at: number, near: number | null = null): string =>
  `${showOnClock(at, 'UTC', false, near)} UTC`;

/** `Wed 22 July 2026 (AoE)` for the end of that day, otherwise `Thu 24 July 2025, 14:00 AoE`. */
export const showInAoe = (at: number, near: number | null = null): string =>
  timeIn(at, anywhere) === '00:00'
    ? `${dayIn(at - hour, anywhere, near)} (AoE)`
    : `${showOnClock(at, anywhere, false, near)} AoE`;

/** `Thu 23 July 2026, 05:00 America/Los_Angeles`. @param isEnd of a day: midnight is then the 24:00 of the day before */
export const showInZone = (at: number, zone: string, isEnd = false, near: number | null = null): string =>
  `${showOnClock(at, zone, isEnd, near)} ${zone}`;

/**
 * As it was meant: `Wed 22 July (AoE)`, `Wed 6 August` for a day that begins something, `Thu 12 June, 24:00` with the
 * zone for one that ends it, and a moment in UTC.
 */
export function showDeadline(
  { at, edge, written }: Deadline,
  zone: string,
  near: number | null = null,
): string {
  if (edge === 'begin') return dayIn(at, zone, near);
  if (edge === null) return showInUtc(at, near);
  // In New Zealand a day is over, in winter, when AoE another one is.
  const isAoe = timeIn(at, zone) !== '00:00' || /aoe|anywhere/i.test(written);
  return isAoe && timeIn(at, anywhere) === '00:00' ? showInAoe(at, near) : showInZone(at, zone, true, near);
}
