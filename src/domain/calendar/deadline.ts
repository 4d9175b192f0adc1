/** Reads the moments of a schedule as release teams write them: dates, moments, and AoE deadlines. */
import { UserFault } from '../fault.js';
import { day, minute, momentOf, partsOf } from '../time.js';
import { aoe, type Clock, clockNamed, isOutOfSeason, utc, wallOf } from './clock.js';
import { monthNames, showInUtc, weekdayNames } from './words.js';

export interface Deadline {
  /** ms, UTC */
  at: number;
  /** Only a day was written: `end`, it is over then; `begin`, it begins then; null: a time of day was written too. */
  edge: 'begin' | 'end' | null;
  /** As it was written. */
  written: string;
  /** What is odd about it, for people; null: nothing. */
  note: string | null;
}

export interface Reading {
  /** IANA; for what names no clock. */
  zone: string;
  /** A day without a year is the first one from then on (ms, UTC); null: the year has to be written. */
  reference: number | null;
  /** What a day without a time means. An AoE day is always meant with its end. */
  edge: 'begin' | 'end';
}

/** One clock's part of it. */
interface One extends Pick<Deadline, 'at' | 'edge' | 'note'> {
  text: string;
  clock: Clock;
}

interface Words {
  year: number | null;
  month: number;
  date: number;
  /** 0 to 6, Sunday is 0. */
  weekday: number | null;
  time: { hour: number; minute: number } | null;
  clock: Clock | null;
  isEnd: boolean;
}

const examples =
  'Write for example 2026-07-22 AoE, Wed 22 July 2026 (AoE), 2026-07-22 17:00 America/Los_Angeles, or 2026-07-22.';

const wrong = (text: string, why: string) =>
  new UserFault('bad-deadline', `"${text.slice(0, 80)}" ${why}.`, examples);

/**
 * One moment, or the same one on two clocks with ` / ` between: the one in UTC counts, and a contradiction is noted.
 * @throws UserFault `bad-deadline`
 */
export function parseDeadline(written: string, reading: Reading): Deadline {
  const text = written.trim().replace(/^\[(.+)\]\([^)]*\)$/, '$1');
  if (text.length > 200) throw wrong(text, 'is too long for a date');
  const parts = text.split(/\s+\/\s+/).map((part) => readOne(part, reading));
  const chosen = parts.find(({ clock }) => clock === utc) ?? parts[0];
  if (!chosen) throw wrong(text, 'is not a date');
  const others = parts.filter((one) => one !== chosen && one.at !== chosen.at);
  const notes = [
    ...others.map(
      (one) =>
        `"${one.text}" is another moment (${showInUtc(one.at)}) than "${chosen.text}", which ${chosen.clock === utc ? 'is in UTC and counts' : 'stands first and counts'}`,
    ),
    ...parts.flatMap(({ note }) => (note === null ? [] : [note])),
  ];
  return {
    at: chosen.at,
    edge: chosen.edge,
    written: text,
    note: notes.length === 0 ? null : notes.join('; '),
  };
}

function readOne(text: string, reading: Reading): One {
  const words = wordsOf(text);
  const { month, date, weekday, time } = words;
  const year = words.year ?? yearOf(text, words, reading);
  if (!isReal(year, month, date)) throw wrong(text, `names a day that ${year} does not have`);
  const calendar = new Date(Date.UTC(year, month - 1, date));
  if (weekday !== null && calendar.getUTCDay() !== weekday)
    throw wrong(
      text,
      `contradicts itself: ${date} ${monthNames[month - 1]} ${year} is a ${weekdayNames[calendar.getUTCDay()]}`,
    );
  const clock: Clock = words.clock ?? { kind: 'zone', zone: reading.zone, name: reading.zone };
  const edge =
    time !== null ? null : clock === aoe || words.isEnd || reading.edge === 'end' ? 'end' : 'begin';
  const wall = { year, month, day: edge === 'end' ? date + 1 : date, ...time };
  const at =
    clock.kind === 'zone'
      ? momentOf(wall, clock.zone)
      : Date.UTC(wall.year, wall.month - 1, wall.day, time?.hour ?? 0, time?.minute ?? 0) -
        clock.minutes * minute;
  return { at, edge, text, clock, note: noteOf(text, clock, at, wall) };
}

/** A time that a change of clocks leaves out or shows twice, and a name out of its season. */
function noteOf(
  text: string,
  clock: Clock,
  at: number,
  wall: { year: number; month: number; day: number; hour?: number; minute?: number },
): string | null {
  if (clock.kind === 'offset')
    return isOutOfSeason(clock, at)
      ? `"${text}" says ${clock.name}, and clocks in ${clock.zone} show something else then`
      : null;
  if (wall.hour === undefined) return null;
  const asked = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  if (wallOf(at, clock.zone) !== asked) {
    const { hour, minute: past } = partsOf(at, clock.zone);
    const shown = `${String(hour).padStart(2, '0')}:${String(past).padStart(2, '0')}`;
    return `"${text}" is left out by a change of clocks: it is ${shown} then`;
  }
  const isTwice = [30, 60, 120].some((later) => wallOf(at + later * minute, clock.zone) === asked);
  return isTwice ? `"${text}" comes twice, by a change of clocks: the first counts` : null;
}

/** The year in which the day comes for the first time from the reference on. */
function yearOf(text: string, { month, date }: Words, { zone, reference }: Reading): number {
  if (reference === null) throw wrong(text, 'has no year, and nothing before it has one');
  const first = partsOf(reference, zone);
  const from = Date.UTC(first.year, first.month - 1, first.day);
  // Up to eight years lie between two leap days.
  for (let year = first.year; year <= first.year + 8; year++)
    if (isReal(year, month, date) && Date.UTC(year, month - 1, date) >= from) return year;
  throw wrong(text, 'is not a day of any year');
}

function isReal(year: number, month: number, date: number): boolean {
  const calendar = new Date(Date.UTC(year, month - 1, date));
  return month >= 1 && calendar.getUTCDate() === date && calendar.getUTCMonth() === month - 1;
}

const month = '(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\.?';
const dayFirst = new RegExp(
  `(?<![\\d:])(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+${month}(?:[\\s-]+(\\d{4}))?(?!\\w)`,
  'i',
);
const monthFirst = new RegExp(
  `(?<!\\w)${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+(\\d{4}))?(?![\\d:])`,
  'i',
);
const isoDate = /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
const clockTime = /(?<!\d)(\d{1,2})(?::(\d{2})(?::00)?)?\s*(am|pm)?(?![\d:])/i;

/** What the text says, word by word; a word that means nothing is a fault. */
function wordsOf(text: string): Words {
  let rest = ` ${text.replace(/[(),;]/g, ' ').replace(/(\d)t(?=\d{1,2}:)/i, '$1 ')} `;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    return match;
  };
  const isAoe = take(/\b(aoe|anywhere on earth)\b/i) !== null;
  const isEnd = take(/\b(eod|end of (?:the )?day)\b/i) !== null;
  const iso = take(isoDate);
  const first = iso ? null : take(dayFirst);
  const second = iso || first ? null : take(monthFirst);
  const named = first ? [first[3], first[2], first[1]] : second ? [second[3], second[1], second[2]] : null;
  if (!iso && !named) throw wrong(text, 'is not a date Signalman can read');
  const time = timeOf(
    text,
    take(/(?<!\d)\d{1,2}:\d{2}(?::00)?(?:\s*(?:am|pm)\b)?(?![\d:])|\b\d{1,2}\s*(?:am|pm)\b/i),
  );
  // In front of what it belongs to, so that `-07:00` is not left over.
  let [weekday, clock]: [number | null, Clock | null] = [null, isAoe ? aoe : null];
  for (const word of rest.split(/\s+/).filter((one) => one !== '')) {
    const day = weekdayOf(word);
    const found = day === null ? clockNamed(word) : null;
    if (day !== null && weekday === null) weekday = day;
    else if (found && clock === null) clock = found;
    else if (!/^(at|on|by|the)$/i.test(word))
      throw wrong(text, `has "${word}" in it, which is not part of a date`);
  }
  if (isEnd && time) throw wrong(text, 'names the end of the day and a time');
  return {
    year: iso ? Number(iso[1]) : named?.[0] === undefined ? null : Number(named[0]),
    month: iso ? Number(iso[2]) : monthOf(named?.[1] ?? ''),
    date: Number(iso ? iso[3] : named?.[2]),
    ...{ weekday, time, clock, isEnd },
  };
}

function timeOf(text: string, found: RegExpExecArray | null): Words['time'] {
  if (!found) return null;
  const [, hours, minutes = '0', half] = clockTime.exec(found[0]) ?? [];
  const isPm = half?.toLowerCase() === 'pm';
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isPm ? 12 : 0);
  const past = Number(minutes);
  const isOdd = half !== undefined && (Number(hours) < 1 || Number(hours) > 12);
  if (isOdd || past > 59 || hour * 60 + past > day / minute)
    throw wrong(text, 'names a time that no clock shows');
  return { hour, minute: past };
}

const monthOf = (name: string) =>
  monthNames.findIndex((one) => one.toLowerCase().startsWith(name.toLowerCase().slice(0, 3))) + 1;

/** `Wed`, `wednesday`, `thurs.`; null when it is none. */
function weekdayOf(word: string): number | null {
  const name = word.toLowerCase().replace(/\.$/, '');
  const found = weekdayNames.findIndex((one) => name.length > 2 && one.toLowerCase().startsWith(name));
  return found < 0 ? null : found;
}
