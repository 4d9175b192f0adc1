/**
 * The grammar of `/release-status [release] [section]`: text → what is asked, or a fault that says what
 * would be right. Pure.
 */
import type { Act } from '../../app/act.js';
import type { ScheduleAct } from '../../app/schedules.js';
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import { findRelease, type Release } from '../../domain/release.js';
import { parseSchedule, parseSubscribe, parseUnsubscribe } from './parse-schedule.js';
import { echo, takeWord } from './words.js';

export type StatusCommand =
  | { do: 'show'; release: string | null; section: string; about?: string }
  | { do: 'kep'; release: string | null; number: number }
  | { do: 'act'; release: string | null; act: Act }
  | { do: 'schedule'; release: string | null; act: ScheduleAct }
  | { do: 'help' };

/** The section that is meant when none is named. */
export const verdictSection = 'verdict';

/** Sections by the words that name them; a section's first word is the one to suggest. */
export function sectionWords(release: Release): Map<string, string> {
  const words = new Map([
    [verdictSection, verdictSection],
    ['issues', 'issues'],
    ['report', 'report'],
    ['tests', 'tests'],
    ['calendar', 'calendar'],
    ['notes', 'notes'],
    ['release-notes', 'notes'],
  ]);
  if (release.checklists.length > 0)
    for (const word of ['checklist', 'checklists']) words.set(word, 'checklist');
  if (release.enhancements) for (const word of ['features', 'enhancements']) words.set(word, 'features');
  if (release.signOff) for (const word of ['signoff', 'sign-off']) words.set(word, 'signoff');
  for (const kind of release.kinds) {
    for (const word of [kind.title.toLowerCase().replaceAll(' ', '-'), `${kind.id}s`, kind.id])
      if (!words.has(word)) words.set(word, kind.id);
  }
  return words;
}

/** @throws UserFault `unknown-word`, `unknown-release` or `bad-act` with the nearest right word */
export function parseStatus(text: string, releases: readonly Release[]): StatusCommand {
  let { word, rest } = takeWord(text);
  let release: string | null = null;
  if (word !== '' && isRelease(word, releases)) {
    release = word;
    ({ word, rest } = takeWord(rest));
  }
  const words = sectionWords(findRelease(releases, release));
  const lower = word.toLowerCase();
  if (lower === '') return { do: 'show', release, section: verdictSection };
  if (lower === 'help' || lower === '?') return { do: 'help' };
  if (lower === 'act') return { do: 'act', release, act: parseAct(rest) };
  const kep = parseKep(lower, rest, release, releases);
  if (kep) return kep;
  const act = parseDigests(lower, rest, findRelease(releases, release).zone);
  if (act) return { do: 'schedule', release, act };
  const section = words.get(lower);
  if (section !== undefined) {
    if (rest === '') return { do: 'show', release, section };
    // "flakes v1.7" is as clear as "v1.7 flakes".
    if (release === null && isRelease(rest, releases)) return { do: 'show', release: rest, section };
    if (section === 'features' && findRelease(releases, release).readsDocuments)
      return { do: 'show', release, section, about: rest };
    throw new UserFault(
      'unknown-word',
      `Nothing was expected after \`${lower}\`, and there is "${echo(rest)}".`,
      example(release),
    );
  }
  const others = otherWords(releases);
  const known = [...words.keys(), ...others];
  if (release === null) known.push(...releases.flatMap((one) => [one.name, ...one.aliases]));
  const close = nearest(word, known);
  throw new UserFault(
    'unknown-word',
    `"${echo(word)}" is neither a release nor a section.${close ? ` Did you mean \`${close}\`?` : ''}`,
    `Releases: ${releases
      .slice(0, 10)
      .map((one) => one.name)
      .join(', ')}. Sections: ${[...firstWords(words), ...others].join(', ')}.`,
  );
}

/** Words that are no sections. */
const otherWords = (releases: readonly Release[]): string[] => [
  ...(releases.some(({ readsDocuments }) => readsDocuments) ? ['kep'] : []),
  ...['subscribe', 'unsubscribe', 'schedule', 'act', 'help'],
];

/** `kep 1234`, `kep #1234`, `KEP-1234`, and a release after it. @throws UserFault `bad-number` */
function parseKep(
  word: string,
  rest: string,
  release: string | null,
  releases: readonly Release[],
): StatusCommand | null {
  const glued = /^kep[-#]+(\S*)$/.exec(word);
  if (!glued && word !== 'kep') return null;
  const first = glued ? { word: glued[1] ?? '', rest } : takeWord(rest);
  const digits = /^(?:kep)?[-#]*(\d{1,7})$/i.exec(first.word)?.[1];
  if (digits === undefined || Number(digits) === 0)
    throw new UserFault(
      'bad-number',
      first.word === '' ? 'Which KEP?' : `"${echo(first.word)}" is not the number of a KEP.`,
      'For example: `/release-status kep 1234`',
    );
  const number = Number(digits);
  if (first.rest === '') return { do: 'kep', release, number };
  if (release === null && isRelease(first.rest, releases)) return { do: 'kep', release: first.rest, number };
  throw new UserFault(
    'unknown-word',
    `Nothing was expected after \`kep ${number}\`, and there is "${echo(first.rest)}".`,
    `For example: \`/release-status kep ${number}\``,
  );
}

function parseDigests(word: string, rest: string, zone: string): ScheduleAct | null {
  if (word === 'subscribe') return parseSubscribe(rest, zone);
  if (word === 'unsubscribe') return parseUnsubscribe(rest);
  return word === 'schedule' || word === 'schedules' ? parseSchedule(rest) : null;
}

function firstWords(words: Map<string, string>): string[] {
  const first = new Map<string, string>();
  for (const [word, section] of words) if (!first.has(section)) first.set(section, word);
  return [...first.values()];
}

const example = (release: string | null) =>
  `For example: \`/release-status ${release === null ? '' : `${echo(release)} `}issues\``;

/** Whether the word names one of them. */
export function isRelease(word: string, releases: readonly Release[]): boolean {
  try {
    findRelease(releases, word);
    return true;
  } catch {
    return false;
  }
}

const acts = ['reason', 'todo', 'taken', 'end', 'list'];

function parseAct(text: string): Act {
  const { word, rest } = takeWord(text);
  switch (word.toLowerCase()) {
    case '':
    case 'list':
      return { do: 'list' };
    case 'reason': {
      const inner = takeWord(rest);
      // "reason unknown …" asks for UNKNOWN; any other first word belongs to the reason.
      if (inner.word.toLowerCase() === 'unknown' && inner.rest !== '')
        return { do: 'reason', state: 'unknown', text: inner.rest };
      return { do: 'reason', state: 'no-go', text: rest };
    }
    case 'todo':
      return { do: 'todo', text: rest };
    case 'taken':
      return { do: 'taken', text: rest };
    case 'end': {
      const id = /^#?(\d{1,9})$/.exec(rest)?.[1];
      if (!id)
        throw new UserFault(
          'bad-act',
          'Which entry should end? Its number is missing.',
          'See the numbers with: `/release-status act`',
        );
      return { do: 'end', id: Number(id) };
    }
    default: {
      const close = nearest(word, acts);
      throw new UserFault(
        'bad-act',
        `\`act\` does not know "${echo(word)}".${close ? ` Did you mean \`${close}\`?` : ''}`,
        'It knows: `act reason …`, `act todo …`, `act taken …`, `act end <number>`, and `act` alone for the list.',
      );
    }
  }
}
