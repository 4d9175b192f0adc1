/** What a person types after a command, as words: the first ones decide, the rest is text. */

/** A word at the front and everything after it, both trimmed. */
import { cutAfter } from '../../domain/shorten.js';
export function takeWord(text: string): { word: string; rest: string } {
  const match = /^\s*(\S+)(?:\s+([\s\S]*))?$/u.exec(text);
  return { word: match?.[1] ?? '', rest: (match?.[2] ?? '').trim() };
}

/** What is repeated to a person of what they typed: short, on one line, without marks that turn the line around. */
export function echo(text: string): string {
  const flat = text
    .replace(/\s+/g, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\p{Cc}]/gu, '')
    .trim();
  return cutAfter(flat, 40);
}
