/** The grammar of `/release-notes [release] word …`: text → what is asked, or a fault that says what would be right. Pure. */
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import type { Release } from '../../domain/release.js';
import { isRelease } from './parse-status.js';
import { echo, takeWord } from './words.js';

/** What is asked, of a release or, where none is named, of the first that has notes. */
export type NotesCommand =
  | ((
      | { do: 'overview' }
      /** `filter`: as typed; empty: all of them. */
      | { do: 'gaps'; filter: string }
      | { do: 'draft' }
      | { do: 'publish' }
      | { do: 'write'; number: number }
    ) & { release: string | null })
  | { do: 'help' };

const words = ['gaps', 'draft', 'write', 'publish', 'help'];

/** Other words for the same. */
const others: Record<string, string> = {
  gap: 'gaps',
  missing: 'gaps',
  file: 'draft',
  note: 'write',
  '?': 'help',
  '': 'overview',
};

/** @throws UserFault `unknown-word` with the nearest right word, or `bad-number` */
export function parseReleaseNotes(text: string, releases: readonly Release[]): NotesCommand {
  const { release, left } = releaseIn(text, releases);
  const { word, rest } = takeWord(left);
  const typed = word.toLowerCase();
  const lower = Object.hasOwn(others, typed) ? (others[typed] ?? typed) : typed;
  switch (lower) {
    case 'help':
      return { do: 'help' };
    case 'overview':
      return { do: lower, release };
    case 'gaps':
      return { do: lower, release, filter: rest };
    case 'draft':
    case 'publish':
      if (rest === '') return { do: lower, release };
      throw new UserFault(
        'unknown-word',
        `Nothing was expected after \`${lower}\`, and there is "${echo(rest)}".`,
        `For example: \`/release-notes ${lower}\``,
      );
    case 'write':
      return { do: lower, release, number: numberIn(rest) };
    default:
      throw unknown(word, release === null ? releases : []);
  }
}

/** It may stand before the word, right after it, or at the end: "gaps v1.7" is as clear as "v1.7 gaps". */
function releaseIn(text: string, releases: readonly Release[]): { release: string | null; left: string } {
  const all = text.trim().split(/\s+/u);
  // In "write 12" that is a pull request, though a release may be called so.
  const isNumber = (at: number) =>
    at > 0 && /^#?\d+$/.test(all[at] ?? '') && /^(?:write|note)$/i.test(all[at - 1] ?? '');
  const at = [0, 1, all.length - 1].find(
    (place) => all[place] && !isNumber(place) && isRelease(all[place], releases),
  );
  if (at === undefined) return { release: null, left: all.join(' ') };
  return { release: all[at] ?? null, left: [...all.slice(0, at), ...all.slice(at + 1)].join(' ') };
}

/** `#123`, `123`, or the address of a pull request. @throws UserFault `bad-number` */
function numberIn(text: string): number {
  const digits = /^(?:[^\s#]*#|https?:\/\/\S+\/pull\/)?(\d{1,9})\/?$/.exec(text)?.[1];
  if (digits !== undefined && Number(digits) > 0) return Number(digits);
  throw new UserFault(
    'bad-number',
    text === '' ? 'For which pull request?' : `"${echo(text)}" is not the number of a pull request.`,
    'For example: `/release-notes write #123`',
  );
}

function unknown(word: string, releases: readonly Release[]): UserFault {
  const close = nearest(word, [...words, ...releases.flatMap(({ name, aliases }) => [name, ...aliases])]);
  return new UserFault(
    'unknown-word',
    `\`/release-notes\` does not know "${echo(word)}".${close ? ` Did you mean \`${close}\`?` : ''}`,
    `It knows: ${words.join(', ')}, and nothing at all for an overview. For example: \`/release-notes gaps\``,
  );
}
