/** A figure's change as release teams have written it after the figure: bold when it needs an eye. */
import { type Report, sinceLast, sinceWeek } from '../domain/report.js';
import { showDay } from '../domain/time.js';

/**
 * `(**+7 from last report**)`: bold when it went up, or when it stays above zero.
 * @param change null when there is no earlier figure
 * @param now the figure itself
 * @returns '' when there is nothing to compare with
 */
export function deltaText(change: number | null, now: number): string {
  if (change === null) return '';
  const text = `${change === 0 ? 'unchanged' : signed(change)} from last report`;
  return change > 0 || (change === 0 && now > 0) ? `(**${text}**)` : `(${text})`;
}

/** `(-375 since 9 March 2017)`; never bold, so that the eye stays with the last report. */
export function weekText(change: number | null, at: number, zone: string): string {
  if (change === null) return '';
  return `(${change === 0 ? 'unchanged' : signed(change)} since ${showDay(at, zone)})`;
}

const signed = (change: number): string => (change > 0 ? `+${change}` : `${change}`);

/** Writes a figure with what it changed. @param key one of `figureOf` */
export type WriteFigure = (count: number, key: string, span?: 'week') => string;

/**
 * @param report null writes the bare figure
 * @returns with the span `week` it writes the change within a week too, unless that is the last report itself
 */
export function figureWriter(report: Report | null): WriteFigure {
  return (count, key, span) => {
    if (report === null) return `${count}`;
    const { week, baseline, status } = report;
    const weekly =
      span === 'week' && week !== null && week.id !== baseline?.id
        ? weekText(sinceWeek(report, key), week.at, status.release.zone)
        : '';
    return [`${count}`, deltaText(sinceLast(report, key), count), weekly].filter(Boolean).join(' ');
  };
}
