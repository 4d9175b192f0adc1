/** What is to be expected: the forecast in a sentence, beside the day the milestone is due. */
import { describeForecast } from '../../../domain/forecast.js';
import { plural } from '../../../domain/plural.js';
import { goalOf, type Report } from '../../../domain/report.js';
import { showDay } from '../../../domain/time.js';
import { deadlineOf, nameDay } from '../parts/days.js';
import { escapeText } from '../parts/text.js';

const target = ({ status }: Report): number => goalOf(status.release);

/** As mrkdwn, with its first words in bold. */
export function outlook(report: Report): string {
  const { forecast, status } = report;
  const deadline = deadlineOf(status);
  const { zone } = status.release;
  const sentence = escapeText(
    describeForecast(forecast, zone, target(report), deadline && { at: deadline.at, name: 'deadline' }),
  );
  const bold = sentence
    .replace(/^At the recent pace (\d+) is reached/, '*At this pace* $1 open is reached')
    .replace(/^([^:*]+):/, '*$1*:');
  return forecast.kind === 'range' || deadline === null ? bold : `${bold} ${due(report)}`;
}

function due({ status }: Report): string {
  const deadline = deadlineOf(status);
  if (deadline === null) return '';
  const days = deadline.daysFrom(status.now);
  const named = showDay(deadline.at, status.release.zone);
  if (days === 0) return `The deadline is the day of this report, ${named}.`;
  return days > 0
    ? `The deadline is ${named}, ${plural(days, 'day')} after this report.`
    : `The deadline was ${named}, ${plural(-days, 'day')} before this report.`;
}

/** In plain words for a notification; nothing where there is nothing to expect. */
export function outlookBriefly(report: Report): string {
  const { forecast, status } = report;
  const { zone } = status.release;
  const deadline = deadlineOf(status);
  const named = (at: number) => nameDay(at, zone, status.now).replace(/^\S+ /, '');
  if (forecast.kind === 'not-converging')
    return deadline ? `Not converging; due ${named(deadline.at)}.` : 'Not converging.';
  if (forecast.kind !== 'range') return '';
  const [first, last] = [named(forecast.earliest), forecast.latest === null ? null : named(forecast.latest)];
  const reached = last === null ? `${first} at the earliest` : first === last ? first : `${first} to ${last}`;
  const word = { yes: 'before', no: 'not before', perhaps: 'perhaps before' };
  const against =
    deadline && forecast.beforeDeadline ? `, ${word[forecast.beforeDeadline]} ${named(deadline.at)}` : '';
  return `${target(report)} open expected ${reached}${against}.`;
}
