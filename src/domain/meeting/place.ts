/** Where the notes of a meeting are kept, and the address they say of themselves. */
import { isoDay } from '../time.js';
import type { Meeting } from './meeting.js';
import type { MeetingSeries } from './settings.js';

export const placeholdersOfPath = ['date', 'series', 'release'] as const;
export const placeholdersOfUrl = ['date', 'year', 'month', 'slug'] as const;

/** The day on which it begins, in its zone: `2026-05-19`. */
export const dayOf = ({ times }: Pick<MeetingSeries, 'times'>, { begins }: Pick<Meeting, 'begins'>): string =>
  isoDay(begins, times.zone);

/** A meeting that was moved keeps the day for which it was planned: no other one has that. */
export function notesPath(
  series: MeetingSeries,
  { slot, release }: Pick<Meeting, 'slot' | 'release'>,
): string {
  const words = {
    date: dayOf(series, { begins: slot }),
    series: series.name,
    // A name of a release is no path: what is no letter, digit, dot or dash becomes a dash.
    release:
      release
        .replace(/[^\w.-]+/g, '-')
        .replace(/\.{2,}/g, '.')
        .replace(/^[-.]+|[-.]+$/g, '') || 'release',
  };
  return filled(series.path, words);
}

/** @returns null where none is configured */
export function notesAddress(series: MeetingSeries, meeting: Pick<Meeting, 'begins'>): string | null {
  if (series.url === '') return null;
  const date = dayOf(series, meeting);
  const [year = '', month = ''] = date.split('-');
  return filled(series.url, { date, year, month, slug: series.slug });
}

const filled = (text: string, words: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
