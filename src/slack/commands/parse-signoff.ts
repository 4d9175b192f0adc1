/** The grammar of `/release-signoff [release] exception` and its other words: text → what is asked, or a fault. Pure. */
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import type { Release } from '../../domain/release.js';
import { isRelease } from './parse-status.js';
import { parseWaivers, type WaiverWords, waiverWordsKnown } from './parse-waivers.js';
import { echo, takeWord } from './words.js';

export type SignoffCommand = { do: 'exception'; release: string | null } | WaiverWords | { do: 'help' };

const known = ['exception', ...waiverWordsKnown, 'help'];

/** @throws UserFault `unknown-word` with the nearest right word */
export function parseSignoff(text: string, releases: readonly Release[]): SignoffCommand {
  let { word, rest } = takeWord(text);
  let release: string | null = null;
  if (word !== '' && isRelease(word, releases)) {
    release = word;
    ({ word, rest } = takeWord(rest));
  }
  const lower = word.toLowerCase();
  if (lower === '' || lower === 'help' || lower === '?') return { do: 'help' };
  const waivers = parseWaivers(word, rest, release, releases);
  if (waivers) return waivers;
  const close = nearest(word, [...known, ...(release === null ? releases.map(({ name }) => name) : [])]);
  if (lower !== 'exception')
    throw new UserFault(
      'unknown-word',
      `\`/release-signoff\` does not know "${echo(word)}".${close ? ` Did you mean \`${close}\`?` : ''}`,
      'For example: `/release-signoff exception`',
    );
  // "exception v1.7" is as clear as "v1.7 exception".
  if (release === null && isRelease(rest, releases)) return { do: 'exception', release: rest };
  if (rest === '') return { do: 'exception', release };
  throw new UserFault(
    'unknown-word',
    `Nothing was expected after \`exception\`, and there is "${echo(rest)}".`,
    'The form asks for everything: `/release-signoff exception`',
  );
}
