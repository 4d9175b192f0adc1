/** Of which time figures of incidents are: what people type, and the month that a first digest tells of. */
import { day, momentOf, partsOf, showDay } from '../time.js';

export type Period =
  | { kind: 'all' }
  | { kind: 'days'; days: number }
  | { kind: 'since'; year: number; month: number; date: number }
  | { kind: 'month'; year: number; month: number }
  | { kind: 'year'; year: number };

/** Incidents that were declared from then on and before then: ms, UTC. */
export interface Span {
  from: number;
  until: number;
  /** `in October 2026`, `in the last 90 days` */
  words: string;
}

export const usualPeriod: Period = { kind: 'days', days: 90 };

const longestDays = 3660;

/**
 * Reads what stands at the beginning of a text: `all`, `30d`, `2026`, `2026-10`, `since 2026-10-05`.
 * @returns null where it begins with something else
 */
export function readPeriod(text: string): { period: Period; rest: string } | null {
  const match = /^(since\s+)?(\S+)(?:\s+([\s\S]*))?$/i.exec(text.trim());
  if (!match) return null;
  const [, since, word = '', rest = ''] = match;
  const period = since === undefined ? plainPeriod(word.toLowerCase()) : sincePeriod(word);
  return period && { period, rest: rest.trim() };
}

function plainPeriod(word: string): Period | null {
  if (word === 'all' || word === 'ever') return { kind: 'all' };
  const days = Number(/^(\d{1,4})d(?:ays?)?$/.exec(word)?.[1] ?? 0);
  if (days > 0 && days <= longestDays) return { kind: 'days', days };
  const month = /^(20\d\d)-(0?[1-9]|1[0-2])$/.exec(word);
  if (month) return { kind: 'month', year: Number(month[1]), month: Number(month[2]) };
  return /^20\d\d$/.test(word) ? { kind: 'year', year: Number(word) } : null;
}

function sincePeriod(word: string): Period | null {
  const match = /^(20\d\d)-(\d{1,2})(?:-(\d{1,2}))?$/.exec(word);
  if (!match) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)];
  const real = new Date(Date.UTC(year, month - 1, date));
  const isReal = real.getUTCMonth() === month - 1 && real.getUTCDate() === date;
  return isReal ? { kind: 'since', year, month, date } : null;
}

/** @param zone IANA: in which months and days begin */
export function spanOf(period: Period, now: number, zone: string): Span {
  switch (period.kind) {
    case 'all':
      return { from: 0, until: now + 1, words: 'so far' };
    case 'days':
      return {
        ...{ from: now - period.days * day, until: now + 1 },
        words: period.days === 1 ? 'in the last day' : `in the last ${period.days} days`,
      };
    case 'since': {
      const from = momentOf({ year: period.year, month: period.month, day: period.date }, zone);
      return { from, until: now + 1, words: `since ${showDay(from, zone)}` };
    }
    case 'month':
      return monthOf(period.year, period.month, zone);
    case 'year':
      return {
        from: momentOf({ year: period.year, month: 1, day: 1 }, zone),
        until: momentOf({ year: period.year + 1, month: 1, day: 1 }, zone),
        words: `in ${period.year}`,
      };
  }
}

function monthOf(year: number, month: number, zone: string): Span {
  const from = momentOf({ year, month, day: 1 }, zone);
  const until = momentOf({ year, month: month + 1, day: 1 }, zone);
  return { from, until, words: `in ${showDay(from, zone).replace(/^\d+ /, '')}` };
}

/** The month in which a moment lies. */
export function monthAround(at: number, zone: string): Span {
  const { year, month } = partsOf(at, zone);
  return monthOf(year, month, zone);
}

/** The month before the one in which a moment lies. */
export function monthBefore(at: number, zone: string): Span {
  const { year, month } = partsOf(at, zone);
  return month === 1 ? monthOf(year - 1, 12, zone) : monthOf(year, month - 1, zone);
}
