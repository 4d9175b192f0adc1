/** Where two editions of a document differ, piece by piece. */
import type { Block } from './blocks.js';
import { matching } from './matching.js';

interface Keyed {
  key: string;
}

/** Where two lists differ: these of the first stand for those of the second. */
export interface Hunk {
  from: number;
  to: number;
  start: number;
  end: number;
}

export function hunksOf(pairs: readonly [number, number][], one: number, other: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [from, start] = [0, 0];
  for (const [a, b] of [...pairs, [one, other] as const]) {
    if (a > from || b > start) hunks.push({ from, to: a, start, end: b });
    [from, start] = [a + 1, b + 1];
  }
  return hunks;
}

/** There is one of it in its section, by its key. */
export const isNamed = ({ kind, isHeading, key }: Block): boolean =>
  kind === 'row' || kind === 'quote' || isHeading || (kind === 'entry' && !key.endsWith('\u0000'));

/**
 * The same hunks, cut so that what is called the same stands for each other: a heading, a row, an entry with its time
 * stays where it is, whatever was changed beside it.
 * @param blocks those of `after`
 * @returns also these, by the place of the first
 */
export function cut(
  hunks: readonly Hunk[],
  before: readonly Keyed[],
  after: readonly Keyed[],
  blocks: readonly Block[],
) {
  const twins = new Map<number, number>();
  const pieces = hunks.flatMap((hunk) => {
    const names = range(hunk.start, hunk.end).map((at) => {
      const block = blocks[at];
      return block && isNamed(block) ? (after[at]?.key ?? '') : `-${at}`;
    });
    const keys = range(hunk.from, hunk.to).map((at) => before[at]?.key ?? '');
    const found: Hunk[] = [];
    let { from, start } = hunk;
    for (const pair of matching(keys, names)) {
      const [one, other] = [hunk.from + pair[0], hunk.start + pair[1]];
      twins.set(one, other);
      // What is only put in goes with what follows it: both begin at the same place.
      if (from < one) found.push({ from, to: one, start, end: other });
      found.push({ from: one, to: one + 1, start: from < one ? other : start, end: other + 1 });
      [from, start] = [one + 1, other + 1];
    }
    if (from < hunk.to || start < hunk.end) found.push({ from, to: hunk.to, start, end: hunk.end });
    return found;
  });
  return { pieces: byPlace(pieces), twins };
}

const byPlace = (hunks: readonly Hunk[]) => new Map(hunks.map((hunk) => [hunk.from, hunk]));
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);
