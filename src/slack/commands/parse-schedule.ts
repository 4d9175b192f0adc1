/**
 * The grammar of `subscribe [days] [at HH:MM] [zone] [kind]` and its relatives: text → what is asked, or a fault that
 * says what would be right. Pure.
 */
import type { ScheduleAct } from '../../app/schedules.js';
import { parseCron } from '../../domain/cron.js';
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import { type DigestKind, digestKinds, neverComes } from '../../domain/schedule.js';
import { isZone } from '../../domain/time.js';
import { echo, takeWord } from './words.js';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const workingDays = [1, 2, 3, 4, 5];
const usual = { hour: 16, minute: 0 };
const examples =
  'For example: `subscribe`, `subscribe weekdays at 16:00 Europe/Berlin`, `subscribe mon,thu at 9:00 short`, `subscribe cron 0 */4 * * 1-5`.';
/** Far longer than any schedule that can be meant. */
const longest = 200;

/** @param zone the one that is meant when none is named @throws UserFault `bad-schedule` or `bad-cron` */
export function parseSubscribe(text: string, zone: string): ScheduleAct {
  if (text.length > longest)
    throw new UserFault(
      'bad-schedule',
      `That has ${text.length} characters, which no schedule has.`,
      examples,
    );
  const found: Reading = { days: null, clock: null, zone: null, kind: null, cron: null };
  for (let rest = text.trim(); rest !== ''; ) rest = readWord(rest, found);
  const { hour, minute } = found.clock ?? usual;
  if (found.cron !== null && found.clock !== null)
    throw new UserFault('bad-schedule', 'A cron line says the time itself.', examples);
  const cron = parseCron(found.cron ?? `${minute} ${hour} * * *`);
  const days = found.days ?? (found.cron === null ? workingDays : 'daily');
  const times = { cron, zone: found.zone ?? zone, weekdays: days === 'daily' ? null : days };
  if (neverComes(times))
    throw new UserFault(
      'bad-schedule',
      'That never comes: the cron line and the days beside it have no day in common.',
      examples,
    );
  return { do: 'subscribe', times, kind: found.kind ?? 'full' };
}

interface Reading {
  days: number[] | 'daily' | null;
  clock: { hour: number; minute: number } | null;
  zone: string | null;
  kind: DigestKind | null;
  cron: string | null;
}

/** Reads what stands first. @returns what is left */
function readWord(text: string, found: Reading): string {
  const { word: typed, rest } = takeWord(text);
  const word = typed.replace(/,$/, '');
  const lower = word.toLowerCase();
  if (lower === 'at' || lower === 'on' || lower === 'every' || lower === 'and') return rest;
  if (lower === 'cron') {
    const fields = rest.split(/\s+/);
    // What follows is a cron line as far as it looks like one, so that a sixth field is noticed.
    const end = fields.findIndex(
      (field) =>
        !/^[\d*,/-]|^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)\b/i.test(
          field,
        ),
    );
    once(found.cron, 'cron line');
    found.cron = fields.slice(0, end === -1 ? fields.length : end).join(' ');
    return end === -1 ? '' : fields.slice(end).join(' ');
  }
  if ((digestKinds as readonly string[]).includes(lower)) {
    once(found.kind, 'kind');
    found.kind = lower as DigestKind;
    return rest;
  }
  const clock = clockOf(lower);
  if (clock) {
    once(found.clock, 'time');
    found.clock = clock;
    return rest;
  }
  const days = daysOf(lower);
  if (days !== null) {
    found.days =
      days === 'daily' || found.days === 'daily'
        ? days
        : [...new Set([...(found.days ?? []), ...days])].sort();
    return rest;
  }
  if (/^(utc|gmt)$|\//i.test(word) || isNamedZone(word)) {
    if (!isZone(word))
      throw new UserFault(
        'bad-schedule',
        `"${echo(word)}" is not a time zone.`,
        'Write an IANA name such as Europe/Berlin.',
      );
    once(found.zone, 'time zone');
    found.zone = word;
    return rest;
  }
  const close = nearest(word, ['daily', 'weekdays', 'at', 'cron', ...digestKinds, ...weekdays]);
  throw new UserFault(
    'bad-schedule',
    `"${echo(word)}" is not a day, a time, a zone or a kind of digest.${close ? ` Did you mean \`${close}\`?` : ''}`,
    examples,
  );
}

/** A digest has one of each: none of two is silently left out. */
function once(before: unknown, what: string): void {
  if (before === null) return;
  throw new UserFault(
    'bad-schedule',
    `That names a ${what} twice.`,
    'A channel may have several digests: subscribe once for each.',
  );
}

/** Zones of one word, such as `Japan`; not what merely happens to be one, such as `EST`-like abbreviations. */
const isNamedZone = (word: string) => /^[A-Z][a-z]+$/.test(word) && isZone(word);

function clockOf(word: string): { hour: number; minute: number } | null {
  const match = /^(\d{1,2})(?::(\d{2}))?\s*(am|pm|h)?$/.exec(word);
  if (!match || (match[2] === undefined && match[3] === undefined)) return null;
  const [, hours, minutes = '0', half] = match;
  const isHalf = half === 'am' || half === 'pm';
  const hour = isHalf ? (Number(hours) % 12) + (half === 'pm' ? 12 : 0) : Number(hours);
  const minute = Number(minutes);
  const wrong = hour > 23 || minute > 59 || (isHalf && (Number(hours) < 1 || Number(hours) > 12));
  if (wrong) throw new UserFault('bad-schedule', `"${echo(word)}" is not a time of day.`, examples);
  return { hour, minute };
}

function daysOf(word: string): number[] | 'daily' | null {
  if (word === 'daily' || word === 'day') return 'daily';
  if (word === 'weekdays' || word === 'weekday') return workingDays;
  if (word === 'weekends') return [0, 6];
  const found: number[] = [];
  for (const part of word.split(',')) {
    const [from, to, more] = part.split('-').map(dayOf);
    if (from === undefined || from < 0 || more !== undefined) return null;
    if (to === undefined) found.push(from);
    else if (to < 0) return null;
    else
      for (let day = from; ; day = (day + 1) % 7) {
        found.push(day);
        if (day === to) break;
      }
  }
  return found.sort();
}

/** `mon`, `mondays`; -1 when it is none. */
function dayOf(word: string): number {
  const name = word.replace(/s$/, '');
  return name.length < 2 ? -1 : weekdays.findIndex((day) => day.startsWith(name) || day === word);
}

/** @throws UserFault `bad-schedule` */
export function parseUnsubscribe(text: string): ScheduleAct {
  if (text.trim() === '') return { do: 'unsubscribe', id: null };
  return { do: 'unsubscribe', id: numberOf(text, 'unsubscribe') };
}

/** `schedule`, or `schedule 3 again`. @throws UserFault `bad-schedule` */
export function parseSchedule(text: string): ScheduleAct {
  const { word, rest } = takeWord(text);
  if (word === '' || word.toLowerCase() === 'list') return { do: 'list' };
  const id = numberOf(word, 'schedule');
  if (rest.toLowerCase() === 'again') return { do: 'again', id };
  throw new UserFault(
    'bad-schedule',
    rest === '' ? `What about digest ${id}?` : `A digest knows no "${echo(rest)}".`,
    `\`schedule ${id} again\` issues its last report again; \`unsubscribe ${id}\` ends it.`,
  );
}

function numberOf(text: string, word: string): number {
  const id = /^#?(\d{1,9})$/.exec(text.trim())?.[1];
  if (id === undefined)
    throw new UserFault(
      'bad-schedule',
      `"${echo(text)}" is not the number of a digest.`,
      `For example: \`/release-status ${word} 3\`. \`/release-status schedule\` shows the numbers.`,
    );
  return Number(id);
}
