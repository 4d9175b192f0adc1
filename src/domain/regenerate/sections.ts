/** Where a new block of a document goes whose sections people have moved or taken out: never below another heading. */
import type { Block } from './blocks.js';

export interface Placed extends Block {
  /** Its place in the document that stands there, and in the generated one; null: it is not in it. */
  theirs: number | null;
  fresh: number | null;
}

const sectionOf = ({ key }: Block): string => key.slice(0, key.indexOf('\u0000'));

export const headingKey = (section: string): string => `${section}\u0000text\u0000heading`;

/** @param isTakenOut whether people have taken out a section: then nothing new of it comes in */
export function inSections(blocks: readonly Placed[], isTakenOut: (section: string) => boolean): Placed[] {
  const placed: Placed[] = [];
  const astray: Placed[] = [];
  const there = new Set(blocks.filter(({ isHeading }) => isHeading).map(sectionOf));
  let section = '';
  for (const block of blocks) {
    if (block.isHeading) section = sectionOf(block);
    const own = sectionOf(block);
    const isAstray = block.theirs === null && !block.isHeading && own !== section;
    if (isAstray && there.has(own)) astray.push(block);
    else if (!isAstray || !isTakenOut(own)) placed.push(block);
  }
  return astray.length === 0 ? placed : withAstray(placed, astray);
}

/** Each behind the last block of its section, in their order. */
function withAstray(placed: readonly Placed[], astray: readonly Placed[]): Placed[] {
  const ends = new Map<string, number>();
  let current = '';
  for (const [at, block] of placed.entries()) {
    if (block.isHeading) current = sectionOf(block);
    ends.set(current, at);
  }
  const behind = new Map<number, Placed[]>();
  for (const block of astray) {
    const end = ends.get(sectionOf(block)) ?? placed.length - 1;
    const there = behind.get(end);
    if (there) there.push(block);
    else behind.set(end, [block]);
  }
  return placed.flatMap((block, at) => [block, ...(behind.get(at) ?? [])]);
}
