/** Turns what is written in signalman.yml into what the program counts with: durations, times, zones, releases. */
import { nearest } from '../domain/nearest.js';
import { plainName, type Release } from '../domain/release.js';
import { day, hour, isZone, minute, second } from '../domain/time.js';
import type { Problem } from './problem.js';

export type Report = (problem: Problem) => void;

const units = { s: second, m: minute, h: hour, d: day };

/** @param duration such as `90s`, `5m`, `3h`, `2d` @returns ms */
export function ms(duration: string): number {
  return Number(duration.slice(0, -1)) * units[duration.slice(-1) as keyof typeof units];
}

/** @param time such as `16:00` @returns minutes after midnight */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The zone; one that there is not is reported, and null. */
export function readZone(zone: string, path: Problem['path'], report: Report): string | null {
  if (isZone(zone)) return zone;
  report({
    path,
    message: `"${zone}" is not a time zone`,
    expected: 'expected an IANA name such as Europe/Berlin',
  });
  return null;
}

/** The release that one of its names means; one that there is not is reported, and null. */
export function releaseNamed(
  given: string,
  releases: readonly Release[],
  path: Problem['path'],
  report: Report,
): string | null {
  const wanted = plainName(given);
  const found = releases.find((one) => [one.name, ...one.aliases].some((name) => plainName(name) === wanted));
  if (found) return found.name;
  report(
    unknown(
      'release',
      given,
      releases.map((one) => one.name),
      path,
    ),
  );
  return null;
}

/** That there is no such thing, with the nearest that there is. */
export function unknown(
  what: string,
  given: string,
  known: readonly string[],
  path: Problem['path'],
): Problem {
  const close = nearest(given, known);
  return {
    path,
    message: `there is no ${what} "${given}"`,
    expected: close ? `did you mean ${close}?` : `expected one of ${known.join(', ')}`,
  };
}

/** Slugs are compared in lower case, because labels ignore case; and who wrote the whole label meant the same group. */
export function groupSlug(slug: string, prefix: string): string {
  const lower = slug.toLowerCase();
  return lower.startsWith(prefix.toLowerCase()) ? lower.slice(prefix.length) : lower;
}
