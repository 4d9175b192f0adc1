/** Lessons and action items as people write them in the discussion: `well: …`, `action prevent: …`, several in one message. */
import { type ActionType, actionTypes, type LessonList } from './event.js';

export type Prefixed =
  | { kind: 'lesson'; list: LessonList; text: string }
  /** `type` as it was said, or what is assumed where it was not. */
  | { kind: 'action'; type: ActionType; isTypeSaid: boolean; text: string };

/** More of one message nobody means. */
const most = 20;

const word = /^\s*(?:[-*•]\s*)?(well|wrong|lucky|action(?:\s+(detect|prevent|mitigate))?)\s*:\s*(.*)$/i;

/**
 * What begins with such a word, with the lines that follow it. Nothing where the message begins otherwise: then it is
 * talk, whatever its later lines look like.
 */
export function prefixedIn(message: string): Prefixed[] {
  const found: { head: string; type: string | undefined; lines: string[] }[] = [];
  for (const line of message.trim().split(/\r\n?|\n/)) {
    const [, head = '', type, rest = ''] = word.exec(line) ?? [];
    const last = found.at(-1);
    if (head !== '') found.push({ head: head.toLowerCase(), type: type?.toLowerCase(), lines: [rest] });
    else if (last) last.lines.push(line);
    else return [];
  }
  return found
    .slice(0, most)
    .map(({ head, type, lines }): Prefixed => {
      const text = lines.join('\n').trim();
      if (head === 'well' || head === 'wrong' || head === 'lucky')
        return { kind: 'lesson', list: head, text };
      const said = actionTypes.find((one) => one === type);
      return { kind: 'action', type: said ?? 'prevent', isTypeSaid: said !== undefined, text };
    })
    .filter(({ text }) => text !== '');
}
