/** The grammar of what `/incident` knows of post-mortems: the document, its lessons and its action items. Pure. */
import type { LessonList } from '../../domain/postmortem/event.js';
import { takeWord } from './words.js';

export type PostMortemCommand =
  | { do: 'postmortem'; id: number | null }
  | { do: 'action'; id: number | null; text: string }
  | { do: 'actions'; id: number | null }
  | { do: 'lesson'; id: number | null; list: LessonList | null; text: string };

export const postMortemWords = ['postmortem', 'action', 'lesson'];

/** Other words for the same. */
export const postMortemOthers: Record<string, string> = {
  'post-mortem': 'postmortem',
  retrospective: 'postmortem',
  actions: 'actions',
  'action-item': 'action',
  'action-items': 'actions',
  lessons: 'lesson',
};

const lists: Record<string, LessonList> = {
  well: 'well',
  good: 'well',
  wrong: 'wrong',
  bad: 'wrong',
  lucky: 'lucky',
  luck: 'lucky',
};

interface After {
  id: number | null;
  left: string;
}

/** @param numbered takes a number off the front @returns null: the word means something else */
export function parsePostMortem(
  word: string,
  rest: string,
  numbered: (text: string) => After,
  nothingAfter: (word: string, rest: string) => void,
): PostMortemCommand | null {
  const { id, left } = numbered(rest);
  switch (word) {
    case 'postmortem':
      nothingAfter(word, left);
      return { do: word, id };
    case 'actions':
      nothingAfter(word, left);
      return { do: word, id };
    case 'action': {
      const list = /^list(?:\s+#?(\d{1,9}))?$/i.exec(left);
      if (list) return { do: 'actions', id: list[1] === undefined ? id : Number(list[1]) };
      return { do: word, id, text: left };
    }
    case 'lesson': {
      const { word: first, rest: text } = takeWord(left);
      const list = lists[first.toLowerCase().replace(/:$/, '')];
      return list === undefined ? { do: word, id, list: null, text: left } : { do: word, id, list, text };
    }
    default:
      return null;
  }
}
