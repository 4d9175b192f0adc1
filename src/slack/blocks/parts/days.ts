/** Days and moments as a message that stays names them: absolute, in the release's zone, or on the reader's own clock. */
import { monthNames, weekdayNames } from '../../../domain/calendar/words.js';
import type { Status } from '../../../domain/status.js';
import { day, momentOf, partsOf, showDay, showMoment } from '../../../domain/time.js';
import { when } from './text.js';

/** The day of the calendar as days since 1 January 1970. */
export function dateOf(at: number, zone: string): number {
  const { year, month, day: date } = partsOf(at, zone);
  return Date.UTC(year, month - 1, date) / day;
}

/** `Thursday 16 March`. @param near the moment (ms) of the message: the year is left out where it is the same */
export function nameDay(at: number, zone: string, near: number): string {
  const { year, month, day: date } = partsOf(at, zone);
  const weekday = weekdayNames[new Date(Date.UTC(year, month - 1, date)).getUTCDay()];
  const sameYear = partsOf(near, zone).year === year;
  return `${weekday} ${date} ${monthNames[month - 1]}${sameYear ? '' : ` ${year}`}`;
}

/** `Wednesday 15 March`; of the message's own day the time as well: `Thursday 16 March, 09:00`. */
export function nameEarlier(at: number, zone: string, near: number): string {
  const named = nameDay(at, zone, near);
  if (dateOf(at, zone) !== dateOf(near, zone)) return named;
  const { hour, minute } = partsOf(at, zone);
  return `${named}, ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `16 Mar` */
export function shortDay(at: number, zone: string): string {
  const { month, day: date } = partsOf(at, zone);
  return `${date} ${monthNames[month - 1]?.slice(0, 3)}`;
}

export interface Deadline {
  /** ms: the beginning of its day in the release's zone */
  at: number;
  /** Days from that moment's day until it; negative when it is over. */
  daysFrom(at: number): number;
}

/** The day on which the milestone is due. GitHub means a day of UTC by it, whatever the release's zone is. */
export function deadlineOf({ evidence, release }: Status): Deadline | null {
  const dueOn = evidence.issues.milestone?.dueOn ?? null;
  if (dueOn === null) return null;
  const { year, month, day: date } = partsOf(dueOn, 'UTC');
  return {
    at: momentOf({ year, month, day: date }, release.zone),
    daysFrom: (at) => dateOf(dueOn, 'UTC') - dateOf(at, release.zone),
  };
}

/** `18:51 PDT`: on a 24-hour clock, never without the zone. */
export const clock = (at: number, zone: string): string =>
  showMoment(at, zone).slice(showDay(at, zone).length + 2);

/** `21:00 PDT`, with the day where it is another one than that of the message. @param near ms, UTC */
export const momentNear = (at: number, near: number, zone: string): string =>
  showDay(at, zone) === showDay(near, zone) ? clock(at, zone) : showMoment(at, zone);

/** A moment on the reader's own clock: two clocks in one line are one too many, so the team's is in the small print. */
export const forReader = (at: number, zone: string): string => when(at, showMoment(at, zone));
