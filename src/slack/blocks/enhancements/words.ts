/** Enhancements in a few words, for messages: what came from outside is escaped, and short. */
import { blocking } from '../../../domain/enhancement/ready.js';
import type { EnhancementStanding, Lack } from '../../../domain/enhancement/standing.js';
import { linkText, typedLine } from '../incident/wording.js';
import { link, plural } from '../text.js';

/** How much is said of each. */
export interface Room {
  /** Characters of a title. */
  title: number;
  /** Things that are missing, by name; 0: only how many. */
  lacks: number;
  /** Characters of each of them. */
  lack: number;
}

export const kepName = (number: number): string => `KEP-${number}`;

/** `alpha · implementable` */
export const stageWords = ({ stage, status }: EnhancementStanding): string =>
  `${stage ?? 'no stage'} · ${status ?? 'no status'}`;

/** Red is against, white is not known, green is for. */
export function standingDot(one: EnhancementStanding): string {
  if (blocking(one).length > 0) return ':red_circle:';
  return one.unread === undefined ? ':large_green_circle:' : ':white_circle:';
}

/** `KEP-1234 Title · alpha · implementable: 3 missing: status is provisional, (R) Test plan …` */
export function standingLine(one: EnhancementStanding, room: Room): string {
  const title = room.title === 0 ? '' : ` ${typedLine(one.title, room.title)}`;
  const lacks = lackWords(one, room);
  return `${standingDot(one)}  ${link(one.url, kepName(one.number))}${title} · ${stageWords(one)}${lacks === '' ? '' : `\n      ${lacks}`}`;
}

function lackWords(one: EnhancementStanding, { lacks: most, lack }: Room): string {
  const all = blocking(one);
  const unread = one.unread === undefined ? [] : ['not all of its documents could be read'];
  if (all.length === 0) return unread.join('');
  const shown = all.slice(0, most).map(({ text }) => typedLine(text, lack));
  const more = all.length - shown.length;
  if (shown.length === 0) return [`${all.length} missing`, ...unread].join(', ');
  return [`${all.length} missing: ${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}`, ...unread].join(
    '; ',
  );
}

/** What is missing, with where, and what to do about it. */
export function todoWords({ todo, text, url }: Lack, most: number): string {
  const what = url === null ? typedLine(text, most) : link(url, linkText(text, most));
  return todo === '' ? what : `${what} · ${typedLine(todo, most)}`;
}

export const missingWords = (count: number): string =>
  count === 0 ? 'ready' : `${plural(count, 'thing')} missing`;
