/** Collects what people will do within a span of time, gives every deed its moment, and does all in order of time. */

import type { Random } from './random.js';

/** Something done at a moment, ms UTC. */
export type Deed = (at: number) => void;

export interface Diary {
  /** Puts down what will happen to one issue, first things first; each deed at least a second after the one before. */
  note(...deeds: readonly Deed[]): void;
  /** Does everything. */
  live(): void;
}

const SECOND = 1000;
const SHORTEST = 60 * SECOND;

/**
 * An empty diary. Every moment lies strictly between `from` and `to` (ms UTC), also after GitHub has cut it to whole
 * seconds. Throws when there is less than a minute between them.
 */
export function emptyDiary(chance: Random, from: number, to: number): Diary {
  if (to - from < SHORTEST) throw new Error('a walk leads forward, by a minute at least');
  const deeds: { readonly at: number; readonly deed: Deed }[] = [];
  return {
    note(...some) {
      let after = from;
      some.forEach((deed, index) => {
        // What is still to follow needs room before the end.
        const end = to - 2 * SECOND * (some.length - 1 - index);
        const at = after + SECOND + Math.floor(chance.next() * (end - after - SECOND));
        deeds.push({ at, deed });
        after = at;
      });
    },
    live() {
      deeds.sort((a, b) => a.at - b.at);
      for (const { at, deed } of deeds.splice(0)) deed(at);
    },
  };
}
