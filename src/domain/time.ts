/** Moments, days and durations as people read them. Milliseconds since the epoch, UTC, go in. */
import { UserFault } from './fault.js';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a thousand times longer than using it, so each is made once. */
function format(zone: string, options: Intl.DateTimeFormatOptions, locale = 'en-GB'): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

/** True for an IANA zone name this machine knows, e.g. `Europe/Berlin`, `UTC`. */
export function isZone(zone: string): boolean {
  try {
    format(zone, { hour: 'numeric' });
    return true;
  } catch {
    return false;
  }
}

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** What a wall clock in the zone shows at that moment. */
export function partsOf(at: number, zone: string): Parts {
  const all = format(zone, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const read = (type: string) => Number(all.find((part) => part.type === type)?.value);
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  };
}

/** What a wall clock in the zone is ahead of UTC at that moment, in ms. */
function offset(at: number, zone: string): number {
  const p = partsOf(at, zone);
  const wall = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second);
  return wall - Math.floor(at / second) * second;
}

/**
 * The moment at which a wall clock in the zone shows this. Of the two in an autumn fold the first; in a
 * spring gap as if the clock had not been put forward yet, so that 02:30 is what is then called 03:30.
 */
export function momentOf(
  wall: { year: number; month: number; day: number; hour?: number; minute?: number },
  zone: string,
): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour ?? 0, wall.minute ?? 0);
  const earlier = asUtc - offset(asUtc - day, zone);
  const later = asUtc - offset(asUtc + day, zone);
  const shows = (at: number) => at + offset(at, zone) === asUtc;
  return shows(later) && !shows(earlier) ? later : earlier;
}

/** `16 March 2017` */
export function showDay(at: number, zone: string): string {
  return format(zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** `2017-03-16` in the zone. */
export function isoDay(at: number, zone: string): string {
  const { year, month, day: date } = partsOf(at, zone);
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** `12:03`, on a 24-hour clock: only where the zone is said elsewhere. */
export function showClock(at: number, zone: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `16 March 2017, 12:03 PDT`: never without the zone. */
export function showMoment(at: number, zone: string): string {
  // American English has short names for more zones than British English has.
  const named = format(zone, { timeZoneName: 'short' }, 'en-US').formatToParts(at);
  const name = named.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  return `${showDay(at, zone)}, ${showClock(at, zone)} ${name}`;
}

/** `5 d 14 h 52 min`, `3 min`, `20 s`: days are carried, the last unit is rounded down. */
export function showDuration(ms: number): string {
  if (ms < minute) return `${Math.max(0, Math.floor(ms / second))} s`;
  const days = Math.floor(ms / day);
  const hours = Math.floor((ms % day) / hour);
  const minutes = Math.floor((ms % hour) / minute);
  const shown = [days && `${days} d`, hours && `${hours} h`, minutes && `${minutes} min`].filter(Boolean);
  return shown.join(' ');
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function badDate(text: string): UserFault {
  return new UserFault(
    'bad-date',
    `"${text.slice(0, 60)}" is not a date Signalman can read.`,
    'Write 2017-03-20, 2017-03-20 18:00, 20 March, 20 March 2017, Friday, today, tomorrow, or 3d, 12h.',
  );
}

/**
 * Reads a date or a moment as people type it, in the zone. A date without a time means the end of
 * that day, because it is always a deadline here. A day and month without a year, and a weekday, mean the next one.
 * @throws UserFault `bad-date`
 */
export function parseMoment(typed: string, now: number, zone: string): number {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/[.,!]+$/, '');
  const span = /^(\d{1,3})\s*(d|days?|h|hours?)$/.exec(text);
  if (span) return now + Number(span[1]) * (span[2]?.startsWith('d') ? day : hour);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ](\d{1,2}):(\d{2})(z)?)?$/.exec(text);
  if (iso) {
    const [, year, month, date, hours, minutes, utc] = iso;
    return checked(typed, Number(year), Number(month), Number(date), hours, minutes, utc ? 'UTC' : zone);
  }
  const today = partsOf(now, zone);
  const midnight = Date.UTC(today.year, today.month - 1, today.day);
  const [, word = '', atHour, atMinute] = /^([a-z]{3,9})(?:\s+(\d{1,2}):(\d{2}))?$/.exec(text) ?? [];
  const inDays = (days: number) => {
    const then = new Date(midnight + days * day);
    return checked(
      typed,
      then.getUTCFullYear(),
      then.getUTCMonth() + 1,
      then.getUTCDate(),
      atHour,
      atMinute,
      zone,
    );
  };
  if (word === 'today') return inDays(0);
  if (word === 'tomorrow') return inDays(1);
  const weekday = weekdays.findIndex((name) => word !== '' && name.startsWith(word));
  if (weekday >= 0) return inDays((weekday - new Date(midnight).getUTCDay() + 7) % 7 || 7);
  const dated =
    /^(?:(\d{1,2})\s+([a-z]{3,9})|([a-z]{3,9})\s+(\d{1,2}))(?:\s+(\d{4}))?(?:\s+(\d{1,2}):(\d{2}))?$/.exec(
      text,
    );
  if (!dated) throw badDate(typed);
  const month = months.findIndex((name) => name.startsWith(dated[2] ?? dated[3] ?? '-')) + 1;
  const date = Number(dated[1] ?? dated[4]);
  if (dated[5]) return checked(typed, Number(dated[5]), month, date, dated[6], dated[7], zone);
  // Up to eight years lie between two leap days.
  for (let year = today.year; year <= today.year + 8; year++) {
    if (!isReal(year, month, date)) continue;
    const at = checked(typed, year, month, date, dated[6], dated[7], zone);
    if (at >= now) return at;
  }
  throw badDate(typed);
}

/** A minute before the next day begins, also where a clock is changed at midnight. */
function endOfDay(year: number, month: number, date: number, zone: string): number {
  return momentOf({ year, month, day: date + 1 }, zone) - minute;
}

function isReal(year: number, month: number, date: number): boolean {
  const calendar = new Date(Date.UTC(year, month - 1, date));
  return month >= 1 && month <= 12 && calendar.getUTCDate() === date && calendar.getUTCMonth() === month - 1;
}

function checked(
  typed: string,
  year: number,
  month: number,
  date: number,
  hours: string | undefined,
  minutes: string | undefined,
  zone: string,
): number {
  if (!isReal(year, month, date) || Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59)
    throw badDate(typed);
  return hours === undefined
    ? endOfDay(year, month, date, zone)
    : momentOf({ year, month, day: date, hour: Number(hours), minute: Number(minutes) }, zone);
}
