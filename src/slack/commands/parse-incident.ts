/** The grammar of `/incident [what] [number] […]`: text → what is asked, or a fault that says what would be right. Pure. */
import { UserFault } from '../../domain/fault.js';
import { type Period, readPeriod, usualPeriod } from '../../domain/incident/period.js';
import { nearest } from '../../domain/nearest.js';
import { isZone } from '../../domain/time.js';
import { type LinkCommand, linkWords, numberedItem, parseLinks } from './parse-incident-links.js';
import {
  type PostMortemCommand,
  parsePostMortem,
  postMortemOthers,
  postMortemWords,
} from './parse-postmortem.js';
import { echo, takeWord } from './words.js';

/** What a form is opened for. */
export const forms = [
  'update',
  'correct',
  'hand-over',
  'resolve',
  'reopen',
  'retract',
  'merge',
  'note',
  'entries',
  'text',
  'lift',
  'link',
  'duplicate',
  'close-duplicate',
] as const;
export type Form = (typeof forms)[number];

export type IncidentCommand =
  | LinkCommand
  | PostMortemCommand
  | { do: 'help' }
  | { do: 'list' }
  | { do: 'declare'; title: string; embargo: boolean }
  | { do: 'form'; form: Form; id: number | null; text: string }
  | { do: 'show'; id: number | null }
  | { do: 'stats'; period: Period; release: string | null }
  | { do: 'timeline'; id: number | null; zone: string | null; file: boolean }
  | { do: 'subscribe' | 'unsubscribe'; id: number | null; me: boolean };

/** Other words for the same. */
const others: Record<string, string> = {
  '?': 'help',
  ls: 'list',
  open: 'declare',
  new: 'declare',
  create: 'declare',
  start: 'declare',
  status: 'show',
  handover: 'hand-over',
  command: 'hand-over',
  close: 'resolve',
  'all-clear': 'resolve',
  checklist: 'resolve',
  follow: 'subscribe',
  unfollow: 'unsubscribe',
  outside: 'text',
  fix: 'link',
  dup: 'duplicate',
  figures: 'stats',
  statistics: 'stats',
  ...postMortemOthers,
};

const words = [
  'declare',
  'list',
  'show',
  'timeline',
  'stats',
  'subscribe',
  'unsubscribe',
  'help',
  ...linkWords,
  ...forms,
  ...postMortemWords,
];

/** @throws UserFault `unknown-word` | `bad-incident` with the nearest right word */
export function parseIncident(text: string): IncidentCommand {
  const { word: typed, rest } = takeWord(text);
  const lower = typed.toLowerCase();
  const word = others[lower] ?? lower;
  switch (word) {
    case '':
    case 'list':
      nothingAfter(word, rest);
      return { do: 'list' };
    case 'help':
      return { do: 'help' };
    case 'declare':
      return { do: 'declare', ...withEmbargo(rest) };
    case 'show': {
      const { id, left } = numbered(rest);
      nothingAfter(word, left);
      return { do: 'show', id };
    }
    case 'stats': {
      const read = readPeriod(rest);
      const release = read ? read.rest : rest;
      return { do: 'stats', period: read?.period ?? usualPeriod, release: release === '' ? null : release };
    }
    case 'timeline': {
      const file = /(^|\s)file$/i.test(rest);
      const { id, left } = numbered(file ? rest.replace(/\s*file$/i, '') : rest);
      if (left !== '' && !isZone(left))
        throw new UserFault(
          'bad-incident',
          `"${echo(left)}" is not a time zone.`,
          'For example: `/incident timeline 12 Europe/Berlin`',
        );
      return { do: 'timeline', id, zone: left === '' ? null : left, file };
    }
    case 'subscribe':
    case 'unsubscribe': {
      const me = /(^|\s)me$/i.test(rest);
      const { id, left } = numbered(me ? rest.replace(/\s*me$/i, '') : rest);
      nothingAfter(word, left);
      return { do: word, id, me };
    }
  }
  const linking = parseLinks(word, rest);
  if (linking) return linking;
  const form = forms.find((one) => one === word);
  if (form) {
    const { id, left } = form === 'close-duplicate' ? numberedItem(rest) : numbered(rest);
    return { do: 'form', form, id, text: left };
  }
  const postMortem = parsePostMortem(word, rest, numbered, nothingAfter);
  if (postMortem) return postMortem;
  // "/incident 12" can only mean one thing.
  const { id, left } = numbered(text.trim());
  if (id !== null && left === '') return { do: 'show', id };
  const close = nearest(typed, words);
  throw new UserFault(
    'unknown-word',
    `\`/incident\` does not know "${echo(typed)}".${close ? ` Did you mean \`${close}\`?` : ''}`,
    `It knows: ${words.join(', ')}.`,
  );
}

/** `--embargo`, first or last; clients make a long dash of two. */
const flag = /^(?:--|[\u2013\u2014])embargo(?=\s|$)\s*|\s*(?<=^|\s)(?:--|[\u2013\u2014])embargo$/i;

function withEmbargo(text: string): { title: string; embargo: boolean } {
  return { title: text.replace(flag, ''), embargo: flag.test(text) };
}

function nothingAfter(word: string, rest: string): void {
  if (rest === '') return;
  throw new UserFault(
    'bad-incident',
    `Nothing was expected after \`${word || 'list'}\`, and there is "${echo(rest)}".`,
    'For example: `/incident show 12`',
  );
}

function numbered(text: string): { id: number | null; left: string } {
  const match = /^#?(\d{1,9})(?:\s+([\s\S]*))?$/.exec(text);
  if (!match) return { id: null, left: text };
  return { id: Number(match[1]), left: (match[2] ?? '').trim() };
}
