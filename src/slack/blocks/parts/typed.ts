/** What people typed, and what they are called, for messages: nothing in it is a command, a mention or a mark. */
import type { Person } from '../../../domain/person.js';
import type { Block } from './block.js';
import { clip, clipEscaped, mention, plainText, unformatted } from './text.js';

/** Marks of control would be six characters each in a message; lines stay, but not many empty ones. */
export const tidy = (text: string): string =>
  plainText(text)
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/[\p{Surrogate}\p{Cc}]/gu, (mark) => (mark === '\n' ? mark : mark === '\t' ? ' ' : ''))
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** Of a page, without the punctuation of the sentence around it. */
const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)'\]])/;

/** What somebody typed, on as many lines: nothing in it is a command, a mention or a mark. @param most once escaped */
export function typed(text: string, most: number): string {
  // Within an address an underscore means itself.
  const shown = tidy(text)
    .split(address)
    .map((part, at) =>
      at % 2 === 0 ? unformatted(part) : unformatted(part.replaceAll('_', '\0')).replaceAll('\0', '_'),
    );
  return clipEscaped(shown.join(''), most);
}

/** The same on one line. */
export const typedLine = (text: string, most: number): string => typed(text.replace(/\s+/g, ' '), most);

/** What somebody typed, for the text of a link, which is escaped when the link is made. */
export const linkText = (text: string, most: number): string =>
  // A link without a text is none.
  clip(unformatted(tidy(text.replace(/\s+/g, ' '))), most) || 'here';

/** Struck through, line by line: Slack's mark does not reach over the end of one. Takes what is harmless already. */
export const struck = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .map((line) => (line === '' ? '' : `~${line}~`))
    .join('\n');

/** As a quote, in rich text: there nothing is read as a command, and so nothing has to be changed. */
export function quote(text: string, most: number): Block {
  const parts = clip(tidy(text) || '(no text)', most).split(address);
  const elements = parts
    .map((part, at) => (at % 2 === 0 ? { type: 'text', text: part } : { type: 'link', url: part }))
    .filter((one) => one.text !== '');
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] };
}

export const isUser = (id: string): boolean => /^[UW][A-Z0-9]+$/.test(id);

/** By name, without calling them. */
export const named = (person: Person | null): string =>
  person ? typedLine(person.name, 80) || 'somebody' : 'Signalman';

/** With a link to them; a new message calls them, an edit does not. */
export const linked = (person: Person | null): string =>
  person && isUser(person.id) ? mention(person.id) : named(person);

/** Whoever does it, as typed: words, or a person chosen from a list. */
export const owned = (owner: string, most: number): string =>
  isUser(owner.trim()) ? mention(owner.trim()) : typedLine(owner, most);
