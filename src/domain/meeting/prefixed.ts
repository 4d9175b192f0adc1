/** Points, topics and action items as people write them in the thread of a meeting: `decision: …`, `action @ann: …`, several in one message. */
import { headedIn } from '../headed.js';
import type { PointKind } from './event.js';

export type Prefixed =
  | { kind: PointKind | 'topic'; text: string }
  /** `owner`: as it was said, without `@`; null: nobody was named. `due`: `2017-04-28`; empty: none. */
  | { kind: 'action'; text: string; owner: string | null; due: string };

const word =
  /^\s*(?:[-*•]\s*)?(note|decision|attention(?:\s+requested)?|topic|action(?:\s+item)?(?:\s+\(([^()]{1,60})\)|\s+@([^\s:()][^:()]{0,58}))?)\s*:\s*(.*)$/i;

/** At the end of an action item: a day, as people put it behind what is to be done. */
const until = /\bdue:?\s{1,5}(\d{4})-(\d{2})-(\d{2})\)?\s?\.?$/i;

/** What begins with such a word, with the lines that follow it; nothing where the message begins otherwise. */
export function prefixedIn(message: string): Prefixed[] {
  return headedIn(message, word).map(({ word: [, head = '', inBrackets, at], text }): Prefixed => {
    const [kind = ''] = head.toLowerCase().split(/\s/);
    if (kind !== 'action') return { kind: kind as PointKind | 'topic', text };
    const owner = (inBrackets ?? at ?? '').trim().replace(/^@/, '').trim();
    return { kind, ...dueIn(text), owner: owner === '' ? null : owner };
  });
}

/** A day that no calendar has is left where it stands: whoever wrote it sees that it was not understood. */
function dueIn(text: string): { text: string; due: string } {
  const found = until.exec(text);
  const [, year, month, date] = found ?? [];
  const asked = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  const isDay = asked.getUTCMonth() === Number(month) - 1 && asked.getUTCDate() === Number(date);
  let end = found?.index ?? 0;
  while (end > 0 && /[\s,;(–-]/.test(text.charAt(end - 1))) end--;
  return end > 0 && isDay ? { text: text.slice(0, end), due: `${year}-${month}-${date}` } : { text, due: '' };
}
