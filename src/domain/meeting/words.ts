/** What people may write into a meeting: how long it may be, how many there may be, and what must not be empty. */
import { UserFault } from '../fault.js';
import { isVisible, type Wrong } from '../incident/words.js';

/** Characters. */
export const longestWords = { topic: 200, point: 2000, action: 400, reason: 300 } as const;

const most = { topics: 50, points: 500, actions: 100, attendees: 200 } as const;

/** @throws UserFault `too-many` */
export function requireRoom(what: keyof typeof most, count: number): void {
  if (count > most[what])
    throw new UserFault('too-many', `There is room for ${most[what]} ${what}.`, 'Combine some of them.');
}

/** @param need what is said where it is empty; null: it may be */
export function writtenWords(
  wrong: Wrong,
  field: string,
  text: string,
  length: keyof typeof longestWords,
  need: string | null,
): string {
  const line = length === 'point' ? text.replace(/\r\n?/g, '\n').trim() : text.replace(/\s+/g, ' ').trim();
  if (!isVisible(line)) {
    if (need !== null) wrong.add(field, need);
    return '';
  }
  const characters = [...line].length;
  if (characters > longestWords[length])
    wrong.add(field, `That has ${characters} characters, and ${longestWords[length]} fit.`);
  return line;
}
