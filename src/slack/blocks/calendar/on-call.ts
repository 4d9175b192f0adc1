/** Who is on call, and that nobody else may merge: with a ping where a message is new, by name where it is edited. */
import type { CalendarNow } from '../../../domain/calendar/now.js';
import { clipEscaped, mention, unformatted } from '../parts/text.js';

/** @param isPing false: named, and nobody is notified */
export function onCallWords({ onCall }: CalendarNow, isPing: boolean): string {
  return onCall
    .map(({ who, name }) => (isPing ? mention(who) : clipEscaped(unformatted(name ?? `@${who}`), 80)))
    .join(', ');
}

/** Null while everybody may merge. */
export function limitedLine(view: CalendarNow, isPing: boolean): string | null {
  if (!view.isLimited) return null;
  const who = onCallWords(view, isPing);
  return who === ''
    ? ':red_circle: *Merging is limited to the on-call* while the board is red, and nobody is on call now: the rota in `signalman.yml` has no turn.'
    : `:red_circle: *Merging is limited to the on-call* while the board is red: ${who}`;
}
