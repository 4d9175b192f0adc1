/** When a channel is left in peace: at night, on a holiday, on days of the week without work. */
import { partsOf } from './time.js';

export interface Quiet {
  /** IANA name; everything below is on its wall clock. */
  zone: string;
  /**
   * Minutes after midnight, `from` quiet and `to` no longer; over midnight when `from` is the later.
   * Two that are equal are no quiet at all: silence round the clock is not asked for in this way.
   */
  hours: { from: number; to: number } | null;
  /** YYYY-MM-DD */
  holidays: string[];
  /** The quiet ones: 0 to 6, Sunday is 0. */
  weekdays: number[];
}

/**
 * Why nothing is posted at this moment; null when there is no reason not to. Of several reasons the one that
 * lasts longest: a holiday, then the day of the week, then the hours.
 * @param at ms, UTC
 */
export function quietReason(quiet: Quiet, at: number): 'hours' | 'holiday' | 'weekday' | null {
  const wall = partsOf(at, quiet.zone);
  const calendar = new Date(Date.UTC(wall.year, wall.month - 1, wall.day));
  if (quiet.holidays.includes(calendar.toISOString().slice(0, 10))) return 'holiday';
  if (quiet.weekdays.includes(calendar.getUTCDay())) return 'weekday';
  return quiet.hours && within(quiet.hours, wall.hour * 60 + wall.minute) ? 'hours' : null;
}

function within({ from, to }: { from: number; to: number }, minutes: number): boolean {
  return from <= to ? from <= minutes && minutes < to : from <= minutes || minutes < to;
}
