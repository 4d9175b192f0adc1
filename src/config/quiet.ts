/** Times of quiet and days of the week of signalman.yml, with what is wrong with them. */
import type { Quiet } from '../domain/quiet.js';
import type { Problem } from './problem.js';
import { minutesOf, type Report, readZone } from './read-values.js';
import type { DigestFile } from './schema.js';
import type { QuietFile } from './values.js';

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const workingDays = [1, 2, 3, 4, 5];

/** @returns null for every day */
export function daysOf(days: NonNullable<DigestFile['days']>): number[] | null {
  if (days === 'daily') return null;
  if (days === 'weekdays') return workingDays;
  return [...new Set(days.map((day) => weekdays.indexOf(day)))].sort();
}

const isDay = (text: string) => new Date(Date.parse(text)).toJSON()?.startsWith(text) ?? false;

/** @param fallback the zone when it names none */
export function resolveQuiet(
  quiet: QuietFile | undefined,
  fallback: string,
  path: Problem['path'],
  report: Report,
): Quiet {
  const zone = readZone(quiet?.timezone ?? fallback, [...path, 'timezone'], report);
  for (const holiday of quiet?.holidays ?? [])
    if (!isDay(holiday))
      report({
        path: [...path, 'holidays'],
        message: `there is no ${holiday}`,
        expected: 'expected a day such as 2026-12-25',
      });
  const [from, to] = quiet?.hours?.split('-') ?? [];
  return {
    zone: zone ?? 'UTC',
    hours: from !== undefined && to !== undefined ? { from: minutesOf(from), to: minutesOf(to) } : null,
    holidays: quiet?.holidays ?? [],
    weekdays: quiet?.days ? (daysOf(quiet.days.length === 0 ? 'daily' : quiet.days) ?? []) : [],
  };
}
