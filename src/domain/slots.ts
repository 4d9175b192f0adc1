/** The moments at which something recurs: a cron line on a zone's wall clock, on changeover days too. */
import type { CronTimes } from './cron.js';
import { day, minute, momentOf, partsOf } from './time.js';

export interface Times {
  cron: CronTimes;
  /** IANA name, e.g. `Europe/Berlin`. */
  zone: string;
  /** Restricts the cron line further: 0 to 6, Sunday is 0. null: as the line says. */
  weekdays: number[] | null;
}

/** 29 February is eight years from the next one around 2100. */
const farthest = 8 * 366;
/** Nobody looks back further; a beginning of time must not be walked to day by day. */
const farthestBack = 100 * 366;

/**
 * The slots (ms, UTC) with after < slot <= until, ascending; the newest `most` when there are more. Looks
 * back a hundred years at most.
 *
 * The rule on changeover days is ours: a time that the spring gap leaves out runs at the moment the clock then
 * shows as much later as it was put forward (02:30 at 03:30); a time that the autumn fold shows twice runs
 * once, at the first. No moment is given twice: times of a gap that fall on others' moments are one with them.
 * @param after ms, UTC
 * @param until ms, UTC
 */
export function slotsBetween(times: Times, after: number, until: number, most = 1000): number[] {
  if (!(after < until) || most < 1) return [];
  const found = new Set<number>();
  // A day more at either end, for a fold or a gap over midnight moves slots to the other side of it.
  const newest = dayOf(until, times.zone) + 1;
  const oldest = dayOf(Math.max(after, until - farthestBack * day), times.zone) - 1;
  let toLook = newest;
  for (; toLook >= oldest && found.size < most; toLook--) collect(toLook);
  // The two days before the last one can have slots among those of it, for the same reason.
  for (let more = 0; more < 2 && toLook >= oldest; more++, toLook--) collect(toLook);
  return [...found].sort((a, b) => a - b).slice(-most);

  function collect(date: number): void {
    for (const slot of slotsOfDay(times, date)) if (slot > after && slot <= until) found.add(slot);
  }
}

/**
 * The first slot (ms, UTC) after the moment; null when there is none in eight years. For the rule on
 * changeover days see `slotsBetween`.
 * @param after ms, UTC
 */
export function nextSlot(times: Times, after: number): number | null {
  const today = dayOf(after, times.zone);
  for (let date = today - 1; date <= today + farthest; date++) {
    const slots = slotsOfDay(times, date).filter((slot) => slot > after);
    if (slots.length === 0) continue;
    // A gap over midnight puts the last times of a day among the first of the next.
    slots.push(...slotsOfDay(times, date + 1).filter((slot) => slot > after));
    return Math.min(...slots);
  }
  return null;
}

/** The day that the zone's calendar shows, as days since 1 January 1970. */
function dayOf(at: number, zone: string): number {
  const { year, month, day: date } = partsOf(at, zone);
  return Date.UTC(year, month - 1, date) / day;
}

function slotsOfDay({ cron, zone, weekdays }: Times, date: number): number[] {
  const calendar = new Date(date * day);
  if (!matchesDay(cron, calendar) || (weekdays && !weekdays.includes(calendar.getUTCDay()))) return [];
  const wall = {
    year: calendar.getUTCFullYear(),
    month: calendar.getUTCMonth() + 1,
    day: calendar.getUTCDate(),
  };
  const start = momentOf(wall, zone);
  // Asking the zone for each of a day's 1,440 minutes takes long, and only a changeover day needs it.
  const isPlain = momentOf({ ...wall, day: wall.day + 1 }, zone) - start === day;
  return cron.hours.flatMap((hour) =>
    cron.minutes.map((past) =>
      isPlain ? start + (hour * 60 + past) * minute : momentOf({ ...wall, hour, minute: past }, zone),
    ),
  );
}

function matchesDay(cron: CronTimes, calendar: Date): boolean {
  if (!cron.months.includes(calendar.getUTCMonth() + 1)) return false;
  const byDate = cron.dates.includes(calendar.getUTCDate());
  const byWeekday = cron.weekdays.includes(calendar.getUTCDay());
  return cron.datesRestricted && cron.weekdaysRestricted ? byDate || byWeekday : byDate && byWeekday;
}

const dayNames = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];

/**
 * For people: `weekdays at 16:00 Europe/Berlin`, `daily at 09:30 UTC`, `Mondays and Thursdays at 09:00 UTC`;
 * the cron line itself and the zone for what has no short name.
 */
export function describeTimes({ cron, zone, weekdays }: Times): string {
  const [hour, ...moreHours] = cron.hours;
  const [past, ...moreMinutes] = cron.minutes;
  const once = hour !== undefined && past !== undefined && moreHours.length + moreMinutes.length === 0;
  const everyDate = !cron.datesRestricted && cron.dates.length === 31 && cron.months.length === 12;
  if (!once || !everyDate) {
    const only = weekdays === null ? 'daily' : nameDays(weekdays);
    return `cron ${cron.line} ${zone}${only === 'daily' ? '' : `, ${only} only`}`;
  }
  const days = cron.weekdays.filter((one) => weekdays?.includes(one) ?? true);
  const clock = `${String(hour).padStart(2, '0')}:${String(past).padStart(2, '0')}`;
  return `${nameDays(days)} at ${clock} ${zone}`;
}

function nameDays(days: number[]): string {
  // The week begins on Monday, as release teams plan it.
  const inOrder = [1, 2, 3, 4, 5, 6, 0].filter((one) => days.includes(one));
  if (inOrder.length === 7) return 'daily';
  if (inOrder.join() === '1,2,3,4,5') return 'weekdays';
  const names = inOrder.map((one) => dayNames[one] ?? '');
  const last = names.pop() ?? 'never';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
