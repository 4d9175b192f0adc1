/** The part of `/incident` that is about GitHub: `link`, `duplicate`, `unlink`, `close-duplicate`, `links`. Pure. */
import { UserFault } from '../../domain/fault.js';

export type LinkCommand =
  | { do: 'link'; as: 'fix' | 'duplicate'; id: number | null; items: string }
  | { do: 'unlink'; id: number | null; item: string; reason: string }
  | { do: 'links'; id: number | null };

export const linkWords = ['link', 'duplicate', 'unlink', 'links'] as const;

/**
 * @returns null: the word is another one, or a form is to be opened
 * @throws UserFault `bad-incident`
 */
export function parseLinks(word: string, rest: string): LinkCommand | null {
  const { id, left } = numberedItem(rest);
  switch (word) {
    case 'link':
    case 'duplicate':
      if (left === '') return null;
      return { do: 'link', as: word === 'link' ? 'fix' : 'duplicate', id, items: left };
    case 'unlink': {
      const [item = '', ...words] = left.split(/\s+/);
      if (item === '')
        throw new UserFault(
          'bad-incident',
          'Say what does not belong to it.',
          'For example: `/incident unlink 12 #43824 discarded`',
        );
      return { do: 'unlink', id, item, reason: words.join(' ') };
    }
    case 'links':
      if (left !== '')
        throw new UserFault(
          'bad-incident',
          'Nothing was expected after the number.',
          'For example: `/incident links 12`',
        );
      return { do: 'links', id };
    default:
      return null;
  }
}

/** `12 #43824`: the incident, and what is named. With a mark, or with nothing after it for `link`, see below. */
export function numberedItem(text: string): { id: number | null; left: string } {
  // `#43824` alone is an issue, and a bare number in front is an incident.
  const [, number, left = ''] = /^(\d{1,9})(?:\s+([\s\S]*))?$/.exec(text.trim()) ?? [];
  return number === undefined ? { id: null, left: text.trim() } : { id: Number(number), left: left.trim() };
}
