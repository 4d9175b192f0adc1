/** The grammar of `waive [gate] [#123]`, `waivers` and `checklist [name]` after `/release-signoff [release]`. Pure. */
import { UserFault } from '../../domain/fault.js';
import type { Release } from '../../domain/release.js';
import { isRelease } from './parse-status.js';
import { echo, takeWord } from './words.js';

export type WaiverWords =
  | { do: 'waive'; release: string | null; gate: string | null; part: string | null }
  | { do: 'waivers'; release: string | null }
  | { do: 'checklist'; release: string | null; list: string | null };

export const waiverWordsKnown = ['waive', 'waivers', 'checklist'] as const;

/** @returns null when the word is none of these. @throws UserFault `unknown-word` */
export function parseWaivers(
  word: string,
  text: string,
  named: string | null,
  releases: readonly Release[],
): WaiverWords | null {
  const what = waiverWordsKnown.find((one) => one === word.toLowerCase());
  if (!what) return null;
  let rest = text;
  let release = named;
  // "waive v1.7" is as clear as "v1.7 waive".
  const first = takeWord(rest);
  if (release === null && first.word !== '' && isRelease(first.word, releases)) {
    release = first.word;
    ({ rest } = first);
  }
  if (what === 'checklist') return { do: what, release, list: rest === '' ? null : rest };
  if (what === 'waivers') {
    if (rest === '') return { do: what, release };
    throw tooMuch(what, rest);
  }
  let gate: string | null = null;
  let part: string | null = null;
  for (
    let { word: next, rest: more } = takeWord(rest);
    next !== '';
    { word: next, rest: more } = takeWord(more)
  ) {
    if (/^#[1-9]\d{0,8}$/.test(next) && part === null) part = next;
    else if (gate === null && part === null) gate = next;
    else throw tooMuch(what, next);
  }
  return { do: what, release, gate, part };
}

const tooMuch = (what: string, rest: string) =>
  new UserFault(
    'unknown-word',
    `Nothing was expected after \`${what}\` there, and there is "${echo(rest)}".`,
    what === 'waive'
      ? 'For example: `/release-signoff waive flakes #123`. The form asks for everything else.'
      : `For example: \`/release-signoff ${what}\``,
  );
