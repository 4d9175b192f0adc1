/** The digests of signalman.yml and the times of quiet, with what is wrong with them. */
import { parseCron } from '../domain/cron.js';
import { UserFault } from '../domain/fault.js';
import { nearest } from '../domain/nearest.js';
import { type Quiet, quietReason } from '../domain/quiet.js';
import { plainName, type Release } from '../domain/release.js';
import { neverComes } from '../domain/schedule.js';
import { slotsBetween, type Times } from '../domain/slots.js';
import { isZone } from '../domain/time.js';
import type { Problem } from './problem.js';
import type { ConfigFile, DigestFile } from './schema.js';
import type { DigestSetting } from './settings.js';

type Report = (problem: Problem) => void;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const usualTime = '16:00';
const workingDays = [1, 2, 3, 4, 5];

export function resolveDigests(
  file: ConfigFile,
  releases: readonly Release[],
  zone: string,
  report: Report,
): DigestSetting[] {
  return Object.entries(file.digests ?? {}).flatMap(([name, given]) => {
    if (given === false) return [];
    const path = ['digests', name];
    const release = releaseOf(given, releases, path, report);
    const channels = given.channels ?? file.channels?.release ?? [];
    if (channels.length === 0)
      report({
        path,
        message: 'no channel is given',
        expected: 'add `channels: [C012AB3CD]` here, or `channels: { release: [...] }` at the top',
      });
    const times = timesOf(given, zone, path, report);
    if (!release || !times || channels.length === 0) return [];
    return [{ name, release, channels: [...new Set(channels)], times, kind: given.kind ?? 'full' }];
  });
}

function releaseOf(
  given: DigestFile,
  releases: readonly Release[],
  path: string[],
  report: Report,
): string | null {
  if (given.release === undefined) return releases[0]?.name ?? null;
  const wanted = plainName(given.release);
  const found = releases.find((one) => [one.name, ...one.aliases].some((name) => plainName(name) === wanted));
  if (found) return found.name;
  const close = nearest(
    given.release,
    releases.map((one) => one.name),
  );
  report({
    path: [...path, 'release'],
    message: `there is no release "${given.release}"`,
    expected: close
      ? `did you mean ${close}?`
      : `expected one of ${releases.map((one) => one.name).join(', ')}`,
  });
  return null;
}

function timesOf(given: DigestFile, fallback: string, path: string[], report: Report): Times | null {
  const zone = given.timezone ?? fallback;
  if (!isZone(zone)) {
    report({
      path: [...path, 'timezone'],
      message: `"${zone}" is not a time zone`,
      expected: 'expected an IANA name such as Europe/Berlin',
    });
    return null;
  }
  if (given.at !== undefined && given.cron !== undefined)
    report({
      path: [...path, 'cron'],
      message: 'both `at` and `cron` are given',
      expected: 'expected one of them',
    });
  const [hours, minutes] = (given.at ?? usualTime).split(':').map(Number);
  try {
    const cron = parseCron(given.cron ?? `${minutes} ${hours} * * *`);
    const days = given.days ?? (given.cron === undefined ? 'weekdays' : 'daily');
    const times = { cron, zone, weekdays: daysOf(days) };
    if (!neverComes(times)) return times;
    report({
      path: [...path, 'days'],
      message: 'it never comes: `cron` and `days` have no day in common',
      expected: 'name the days in one of them',
    });
    return null;
  } catch (error) {
    if (!(error instanceof UserFault)) throw error;
    report({ path: [...path, 'cron'], message: error.message, expected: error.hint });
    return null;
  }
}

/** @returns null for every day */
function daysOf(days: NonNullable<DigestFile['days']>): number[] | null {
  if (days === 'daily') return null;
  if (days === 'weekdays') return workingDays;
  return [...new Set(days.map((day) => weekdays.indexOf(day)))].sort();
}

const isDay = (text: string) => new Date(Date.parse(text)).toJSON()?.startsWith(text) ?? false;

/** Four weeks of some winter: enough to see every weekday and hour. */
const sample = { from: Date.UTC(2026, 0, 5), until: Date.UTC(2026, 1, 2) };

/** A digest whose moments are all quiet would never be posted, and nobody would know why. */
export function reportQuietDigests(digests: readonly DigestSetting[], quiet: Quiet, report: Report): void {
  const always = { ...quiet, holidays: [] };
  for (const { name, times } of digests) {
    const slots = slotsBetween(times, sample.from, sample.until);
    if (slots.length === 0 || slots.some((slot) => quietReason(always, slot) === null)) continue;
    report({
      path: ['digests', name],
      message: 'would never be posted: all its moments lie in the quiet time',
      expected: 'choose another time, or change `quiet`',
    });
  }
}

export function resolveQuiet(file: ConfigFile, fallback: string, report: Report): Quiet {
  const { quiet } = file;
  const zone = quiet?.timezone ?? fallback;
  if (!isZone(zone))
    report({
      path: ['quiet', 'timezone'],
      message: `"${zone}" is not a time zone`,
      expected: 'expected an IANA name such as Europe/Berlin',
    });
  for (const holiday of quiet?.holidays ?? [])
    if (!isDay(holiday))
      report({
        path: ['quiet', 'holidays'],
        message: `there is no ${holiday}`,
        expected: 'expected a day such as 2026-12-25',
      });
  const minutes = (text: string) => {
    const [hours = 0, rest = 0] = text.split(':').map(Number);
    return hours * 60 + rest;
  };
  const [from, to] = quiet?.hours?.split('-') ?? [];
  return {
    zone: isZone(zone) ? zone : 'UTC',
    hours: from !== undefined && to !== undefined ? { from: minutes(from), to: minutes(to) } : null,
    holidays: quiet?.holidays ?? [],
    weekdays: quiet?.days ? (daysOf(quiet.days.length === 0 ? 'daily' : quiet.days) ?? []) : [],
  };
}
