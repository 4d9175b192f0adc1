/** Enhancements in a few words, for messages: what came from outside is escaped, and short. */
import { lackWords } from '../../../domain/enhancement/lack-words.js';
import { blocking } from '../../../domain/enhancement/ready.js';
import type { EnhancementStanding, Lack } from '../../../domain/enhancement/standing.js';
import { plural } from '../../../domain/plural.js';
import { link } from '../parts/text.js';
import { linkText, typedLine } from '../parts/typed.js';

/** How much is said of each. */
export interface Room {
  /** Characters of a title. */
  title: number;
  /** Whether it is only said how much is missing. */
  isBrief: boolean;
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

/** `KEP-1234 Title · alpha · provisional: status, 2 boxes open` */
export function standingLine(one: EnhancementStanding, { title, isBrief }: Room): string {
  const lacks = missing(one, isBrief);
  return `${standingDot(one)}  ${link(one.url, kepName(one.number))} ${typedLine(one.title, title)} · ${stageWords(one)}${lacks === '' ? '' : ` · *${lacks}*`}`;
}

/** What is missing in few words, or only how much. */
function missing(one: EnhancementStanding, isBrief: boolean): string {
  const all = blocking(one);
  return [
    ...(all.length === 0 ? [] : isBrief ? [`${all.length} missing`] : lackWords(all)),
    ...(one.unread === undefined ? [] : ['not all of its documents could be read']),
  ]
    .map((words) => typedLine(words, 60))
    .join(', ');
}

/** What is missing, with where, and what to do about it. */
export function todoWords({ todo, text, url }: Lack, most: number): string {
  const what = url === null ? typedLine(text, most) : link(url, linkText(text, most));
  return todo === '' ? what : `${what} · ${typedLine(todo, most)}`;
}

/** What is not known is not ready. */
export function missingWords(one: EnhancementStanding): string {
  const count = blocking(one).length;
  if (count > 0) return `${plural(count, 'thing')} missing`;
  return one.unread === undefined ? 'ready' : 'not known, as not all of its documents could be read';
}
