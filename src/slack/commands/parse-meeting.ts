/** The grammar of `/release-meeting [series] word …`: text → what is asked, or a fault. Pure. */
import { UserFault } from '../../domain/fault.js';
import { nearest } from '../../domain/nearest.js';
import { echo, takeWord } from './words.js';

export type MeetingAct =
  | { do: 'agenda' | 'actions' | 'collected' | 'attendees' | 'end' }
  | { do: 'add'; text: string }
  /** `to`: null shows them. */
  | { do: 'notes'; to: 'file' | 'pull-request' | null }
  | { do: 'cancel'; reason: string }
  /** `when`: as it was typed, empty where nothing was. */
  | { do: 'move'; when: string; reason: string };

/** `series`: as it is configured; null: none was named. */
export type MeetingCommand = (MeetingAct & { series: string | null }) | { do: 'help' };

const others: Record<string, string> = {
  ...{ topic: 'add', topics: 'agenda', show: 'agenda', action: 'actions', items: 'actions' },
  ...{ entries: 'collected', minutes: 'notes', note: 'notes', people: 'attendees', close: 'end' },
  ...{ '?': 'help', reschedule: 'move', postpone: 'move' },
};
const words = [
  'agenda',
  'add',
  'notes',
  'actions',
  'collected',
  'attendees',
  'end',
  'move',
  'cancel',
  'help',
];

/** @param series names as they are configured @throws UserFault `unknown-word` with the nearest right word */
export function parseMeeting(text: string, series: readonly string[]): MeetingCommand {
  let { word, rest } = takeWord(text);
  const named = series.find((one) => one.toLowerCase() === word.toLowerCase()) ?? null;
  if (named !== null) ({ word, rest } = takeWord(rest));
  const lower = word.toLowerCase();
  const known = Object.hasOwn(others, lower) ? (others[lower] ?? lower) : lower;
  if (known === 'help') return { do: 'help' };
  return { ...actOf(known, rest, word, series), series: named };
}

function actOf(word: string, rest: string, typed: string, series: readonly string[]): MeetingAct {
  switch (word) {
    case '':
    case 'agenda':
      nothingAfter('agenda', rest);
      return { do: 'agenda' };
    case 'actions':
    case 'collected':
    case 'attendees':
    case 'end':
      nothingAfter(word, rest);
      return { do: word };
    case 'add':
      return { do: word, text: rest };
    case 'cancel':
      return { do: word, reason: rest };
    case 'notes':
      return { do: word, to: placeIn(rest) };
    case 'move':
      return { do: word, ...momentIn(rest) };
    default:
      throw unknown(typed, series);
  }
}

function placeIn(rest: string): 'file' | 'pull-request' | null {
  if (rest === '') return null;
  if (/^(as )?(a )?file$/i.test(rest)) return 'file';
  if (/^(pr|pull|pull[ -]request)$/i.test(rest)) return 'pull-request';
  throw new UserFault(
    'unknown-word',
    `Nothing but \`file\` or \`pull\` was expected after \`notes\`, and there is "${echo(rest)}".`,
    'For example: `/release-meeting notes file`',
  );
}

/** Up to the time of day it is when, and after it why. */
function momentIn(rest: string): { when: string; reason: string } {
  if (rest === '') return { when: '', reason: '' };
  const [, when = '', reason = ''] =
    /^(?:to\s+)?(.{0,60}?\d{1,2}:\d{2}z?)(?!\d|:\d)[\s,:;–-]*([\s\S]*)$/i.exec(rest) ?? [];
  if (when !== '') return { when, reason: reason.trim() };
  throw new UserFault(
    'bad-date',
    `"${echo(rest)}" does not say when the meeting begins: a day and a time are needed.`,
    'For example: `/release-meeting move Friday 14:00 half of us are away`',
  );
}

function nothingAfter(word: string, rest: string): void {
  if (rest === '') return;
  throw new UserFault(
    'unknown-word',
    `Nothing was expected after \`${word}\`, and there is "${echo(rest)}".`,
    `For example: \`/release-meeting ${word}\``,
  );
}

function unknown(word: string, series: readonly string[]): UserFault {
  const close = nearest(word, [...words, ...series]);
  return new UserFault(
    'unknown-word',
    `\`/release-meeting\` does not know "${echo(word)}".${close ? ` Did you mean \`${close}\`?` : ''}`,
    `It knows: ${words.join(', ')}${series.length === 0 ? '' : `, and before them ${series.map(echo).join(', ')}`}. For example: \`/release-meeting add Code freeze\``,
  );
}
