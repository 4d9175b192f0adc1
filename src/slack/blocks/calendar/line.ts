/** Where a release stands in its calendar, in a line or two at the head of a digest. */
import type { Deadline } from '../../../domain/calendar/deadline.js';
import type { CalendarNow, Coming } from '../../../domain/calendar/now.js';
import { showDeadline, showInUtc } from '../../../domain/calendar/words.js';
import { type Block, sections } from '../parts/block.js';
import { clipEscaped, unformatted, when } from '../parts/text.js';
import { limitedLine } from './on-call.js';

export const phaseName = (title: string): string => clipEscaped(unformatted(title), 100);

/** `Wed 22 July (AoE)`, with the moment in the reader's own zone; a day that begins something is the team's. */
export function deadlineWords(deadline: Deadline, { calendar, now }: CalendarNow): string {
  const shown = showDeadline(deadline, calendar.zone, now);
  return deadline.edge === 'begin' ? shown : `${shown}, ${when(deadline.at, showInUtc(deadline.at, now))}`;
}

export const comingWords = ({ phase, what, deadline }: Coming, view: CalendarNow): string =>
  `*${phaseName(phase.title)}* ${what === 'begins' ? '' : 'ends '}${deadlineWords(deadline, view)}`;

/** `Week 10 of 15 · Code Freeze holds` */
export function standingWords({ week, holding }: CalendarNow): string {
  const named = holding.slice(0, 4).map(({ title }) => phaseName(title));
  const more = holding.length - named.length;
  const held = `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [
    ...(week ? [`Week ${week.number}${week.of === null ? '' : ` of ${week.of}`}`] : []),
    named.length === 0 ? 'no freeze holds' : `*${held}* ${holding.length === 1 ? 'holds' : 'hold'}`,
  ].join(' · ');
}

/** Nothing where there is no calendar. @param isPing whether the message is new */
export function calendarLine(view: CalendarNow | null, isPing: boolean): Block[] {
  if (!view) return [];
  const [next] = view.coming;
  const waiting = view.exceptions.filter(({ decision }) => decision === null).length;
  const limited = limitedLine(view, isPing);
  const line = [
    standingWords(view),
    ...(next ? [`next: ${comingWords(next, view)}`] : []),
    ...(waiting === 0 ? [] : [`${waiting} ${waiting === 1 ? 'exception waits' : 'exceptions wait'}`]),
  ].join(' · ');
  return sections('', [line, ...(limited === null ? [] : [limited])]);
}
