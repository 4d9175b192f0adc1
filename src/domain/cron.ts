/**
 * Reads a five-field cron line into the numbers it allows. The node-cron package has a parser too, but it
 * takes a sixth field for seconds, forgets which fields were left open, and the domain imports no package.
 */
import { UserFault } from './fault.js';

export interface CronTimes {
  /** The line as it was written, with single spaces. */
  line: string;
  /** 0 to 59, ascending, as all lists here. */
  minutes: number[];
  /** 0 to 23 */
  hours: number[];
  /** Days of the month, 1 to 31. */
  dates: number[];
  /** 1 to 12 */
  months: number[];
  /** 0 to 6, Sunday is 0. */
  weekdays: number[];
  /** Whether the field says something: it has no `*` in it. When both do, a day needs to match only one. */
  datesRestricted: boolean;
  weekdaysRestricted: boolean;
}

interface Field {
  name: string;
  least: number;
  most: number;
  /** Words for the values, the first for `least`. */
  words: string[];
}

const monthWords = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const minuteField: Field = { name: 'minute', least: 0, most: 59, words: [] };
const hourField: Field = { name: 'hour', least: 0, most: 23, words: [] };
const dateField: Field = { name: 'day of the month', least: 1, most: 31, words: [] };
const monthField: Field = { name: 'month', least: 1, most: 12, words: monthWords };
/** Sunday is 0 and 7, as every cron has it. */
const weekdayField: Field = {
  name: 'day of the week',
  least: 0,
  most: 7,
  words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};
const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const longestLine = 120;
const example = 'For example `0 16 * * 1-5`: minute, hour, day of the month, month, day of the week.';

function badCron(what: string, hint = example): UserFault {
  return new UserFault('bad-cron', what, hint);
}

/**
 * Reads `minute hour day-of-month month day-of-week`, each `*`, a value, a range `a-b`, a step of every
 * nth (`a-b/n`, or a star in place of the range), or a list of these; jan to dec and sun to sat in any case.
 * The rules are those of crontab(5): when day of the month and day of the week are both restricted (have no
 * `*`), a day matches when either does, else it has to match both.
 * @throws UserFault `bad-cron`, also for a line that no day ever matches (30 February)
 */
export function parseCron(line: string): CronTimes {
  const text = line.trim();
  if (text.length > longestLine)
    throw badCron(`A cron line has at most ${longestLine} characters; this one has ${text.length}.`);
  const fields = text === '' ? [] : text.split(/\s+/);
  if (fields.length === 6)
    throw badCron(
      `"${fields.join(' ')}" has six fields: seconds are not possible, a message is posted each minute at most.`,
    );
  const [minutes, hours, dates, months, weekdays] = fields;
  if (!minutes || !hours || !dates || !months || !weekdays || fields.length > 5)
    throw badCron(`A cron line has five fields; "${fields.join(' ')}" has ${fields.length}.`);
  const times: CronTimes = {
    line: fields.join(' '),
    minutes: readField(minutes, minuteField),
    hours: readField(hours, hourField),
    dates: readField(dates, dateField),
    months: readField(months, monthField),
    weekdays: readField(weekdays, weekdayField),
    datesRestricted: !dates.includes('*'),
    weekdaysRestricted: !weekdays.includes('*'),
  };
  if (!everFires(times))
    throw badCron(
      `"${times.line}" never comes: no month it names has such a day.`,
      'February has 29 days at most; April, June, September and November have 30.',
    );
  return times;
}

/** A date that exists falls on every weekday within 28 years, so that only the dates have to be looked at. */
function everFires({ dates, months, datesRestricted, weekdaysRestricted }: CronTimes): boolean {
  if (datesRestricted && weekdaysRestricted) return true;
  return months.some((month) => dates.some((date) => date <= (longestMonth[month - 1] ?? 0)));
}

function readField(text: string, field: Field): number[] {
  const values = text.split(',').flatMap((part) => readPart(part, field));
  const sundayOnce = field === weekdayField ? values.map((value) => value % 7) : values;
  return [...new Set(sundayOnce)].sort((a, b) => a - b);
}

/** One entry of a list: `*`, `5`, `1-5`, any of the ranges with `/2`. */
function readPart(part: string, field: Field): number[] {
  const match = /^(?:(\*)|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d+))?$/i.exec(part);
  if (!match) throw badCron(`The ${field.name} "${part}" is not something a cron line can say.`);
  const [, star, from = '', to, every] = match;
  if (every !== undefined && !star && to === undefined)
    throw badCron(
      `The ${field.name} "${part}" has a step without a range.`,
      `Write \`${from}-${field.most}/${every}\` or \`*/${every}\`.`,
    );
  const first = star ? field.least : readValue(from, field);
  const last = star ? lastOf(field) : to === undefined ? first : readEnd(to, first, field);
  if (last < first) throw badCron(`The ${field.name} "${part}" is an empty range: it ends before it begins.`);
  const step = Number(every ?? 1);
  if (step < 1 || step > field.most)
    throw badCron(`The step of the ${field.name} "${part}" has to be between 1 and ${field.most}.`);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

/** `*` has each weekday once, or else every second day would meet Sunday twice. */
const lastOf = (field: Field): number => (field === weekdayField ? 6 : field.most);

/** `fri-sun` is meant as it is said: the Sunday at the end of the week. */
function readEnd(text: string, first: number, field: Field): number {
  return field === weekdayField && text.toLowerCase() === 'sun' && first > 0 ? 7 : readValue(text, field);
}

function readValue(text: string, field: Field): number {
  const word = field.words.indexOf(text.toLowerCase());
  if (word >= 0) return field.least + word;
  if (!/^\d+$/.test(text)) throw badCron(`The ${field.name} "${text}" is not something a cron line can say.`);
  const value = Number(text);
  if (value < field.least || value > field.most)
    throw badCron(
      `The ${field.name} "${text}" is out of range: it goes from ${field.least} to ${field.most}.`,
    );
  return value;
}
