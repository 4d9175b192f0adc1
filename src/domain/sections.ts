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
  for (const block of astray) placed.splice(endOf(placed, sectionOf(block)), 0, block);
  return placed;
}

/** Behind the last block of the section. */
function endOf(blocks: readonly Placed[], section: string): number {
  let [end, current] = [blocks.length, ''];
  for (const [at, block] of blocks.entries()) {
    if (block.isHeading) current = sectionOf(block);
    if (current === section) end = at + 1;
  }
  return end;
}
