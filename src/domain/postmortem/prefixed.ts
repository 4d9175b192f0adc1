/** Lessons and action items as people write them in the discussion: `well: …`, `action prevent: …`, several in one message. */
import { headedIn } from '../headed.js';
import { type ActionType, actionTypes, type LessonList, lessonLists } from './event.js';

export type Prefixed =
  | { kind: 'lesson'; list: LessonList; text: string }
  /** `type` as it was said, or what is assumed where it was not. */
  | { kind: 'action'; type: ActionType; isTypeSaid: boolean; text: string };

const word = /^\s*(?:[-*•]\s*)?(well|wrong|lucky|action(?:\s+(detect|prevent|mitigate))?)\s*:\s*(.*)$/i;

/** What begins with such a word, with the lines that follow it; nothing where the message begins otherwise. */
export function prefixedIn(message: string): Prefixed[] {
  return headedIn(message, word).map(({ word: [, head = '', type], text }): Prefixed => {
    const list = lessonLists.find((one) => one === head.toLowerCase());
    if (list) return { kind: 'lesson', list, text };
    const said = actionTypes.find((one) => one === type?.toLowerCase());
    return { kind: 'action', type: said ?? 'prevent', isTypeSaid: said !== undefined, text };
  });
}
