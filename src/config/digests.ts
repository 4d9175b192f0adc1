/** The digests of signalman.yml, with what is wrong with them. */
import { parseCron } from '../domain/cron.js';
import { UserFault } from '../domain/fault.js';
import { type Quiet, quietReason } from '../domain/quiet.js';
import type { Release } from '../domain/release.js';
import { neverComes } from '../domain/schedule.js';
import { slotsBetween, type Times } from '../domain/slots.js';
import { daysOf } from './quiet.js';
import { type Report, readZone, releaseNamed } from './read-values.js';
import type { ConfigFile, DigestFile } from './schema.js';
import type { DigestSetting } from './settings.js';

const usualTime = '16:00';

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

/** The first one unless it names another. */
export function releaseOf(
  given: Pick<DigestFile, 'release'>,
  releases: readonly Release[],
  path: string[],
  report: Report,
): string | null {
  if (given.release === undefined) return releases[0]?.name ?? null;
  return releaseNamed(given.release, releases, [...path, 'release'], report);
}

/** @param fallback the zone when it names none */
export function timesOf(
  given: Pick<DigestFile, 'at' | 'cron' | 'days' | 'timezone'>,
  fallback: string,
  path: string[],
  report: Report,
): Times | null {
  const zone = readZone(given.timezone ?? fallback, [...path, 'timezone'], report);
  if (zone === null) return null;
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
