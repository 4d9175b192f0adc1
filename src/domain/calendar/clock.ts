/** The clocks that a schedule names: AoE, UTC, an IANA zone, or one of the short names that people write. */
import { isZone, minute, partsOf } from '../time.js';

/** Anywhere on Earth: a day is over when it is over at the last place, at UTC-12. */
export const anywhere = 'Etc/GMT+12';

export type Clock =
  | { kind: 'zone'; zone: string; name: string }
  /** Fixed, whatever the season. `zone`: where that name is in use for a part of the year. */
  | { kind: 'offset'; minutes: number; name: string; zone: string | null };

export const aoe: Clock = { kind: 'zone', zone: anywhere, name: 'AoE' };
export const utc: Clock = { kind: 'zone', zone: 'UTC', name: 'UTC' };

/** Minutes ahead of UTC, and where the name is at home. */
const short = new Map<string, [number, string]>([
  ['pst', [-480, 'America/Los_Angeles']],
  ['pdt', [-420, 'America/Los_Angeles']],
  ['mst', [-420, 'America/Denver']],
  ['mdt', [-360, 'America/Denver']],
  ['cst', [-360, 'America/Chicago']],
  ['cdt', [-300, 'America/Chicago']],
  ['est', [-300, 'America/New_York']],
  ['edt', [-240, 'America/New_York']],
  ['bst', [60, 'Europe/London']],
  ['cet', [60, 'Europe/Berlin']],
  ['cest', [120, 'Europe/Berlin']],
  ['eet', [120, 'Europe/Helsinki']],
  ['eest', [180, 'Europe/Helsinki']],
  ['ist', [330, 'Asia/Kolkata']],
  ['jst', [540, 'Asia/Tokyo']],
  ['aest', [600, 'Australia/Sydney']],
  ['aedt', [660, 'Australia/Sydney']],
]);

/** @returns null when the word names no clock */
export function clockNamed(word: string): Clock | null {
  const lower = word.toLowerCase();
  if (lower === 'aoe') return aoe;
  if (lower === 'utc' || lower === 'gmt' || lower === 'z') return utc;
  const known = short.get(lower);
  if (known) return { kind: 'offset', minutes: known[0], name: word.toUpperCase(), zone: known[1] };
  const [, sign, hours, minutes = '0'] = /^(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?$/i.exec(word) ?? [];
  if (sign !== undefined && Number(hours) <= 14 && Number(minutes) < 60) {
    const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
    return { kind: 'offset', minutes: ahead, name: nameOffset(ahead), zone: null };
  }
  return /[a-z]/i.test(word) && isZone(word) ? { kind: 'zone', zone: word, name: word } : null;
}

function nameOffset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** What a wall clock in the zone shows, as if it were UTC (ms): differences of it are days and weeks as people count. */
export function wallOf(at: number, zone: string): number {
  const { year, month, day, hour, minute: past, second } = partsOf(at, zone);
  return Date.UTC(year, month - 1, day, hour, past, second);
}

/** Whether clocks at home show another offset then: `PST` is written in June, when they show PDT. */
export function isOutOfSeason(clock: Clock, at: number): boolean {
  if (clock.kind !== 'offset' || clock.zone === null) return false;
  return wallOf(at, clock.zone) - Math.floor(at / 1000) * 1000 !== clock.minutes * minute;
}
