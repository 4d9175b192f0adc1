/** Entries whose generated twin has gone to another section: what people made of one stands for both. */
import { isNamed } from './hunks.js';
import type { Placed } from './sections.js';

/** `#12`; null: it ends with no number. */
const numberOf = (block: Placed): string | null =>
  block.kind === 'entry' && isNamed(block) ? block.key.slice(block.key.lastIndexOf('\u0000') + 1) : null;

/**
 * @param movedAway whether an entry of people, by its place, is one that was generated there and now is elsewhere
 * @returns the same without what would stand twice
 */
export function withoutMovedTwins(
  blocks: readonly Placed[],
  movedAway: (theirs: number) => boolean,
): Placed[] {
  const kept = new Set<string>();
  for (const block of blocks) {
    const number = numberOf(block);
    if (number !== null && block.theirs !== null && block.fresh === null && movedAway(block.theirs))
      kept.add(number);
  }
  return blocks.filter((block) => block.theirs !== null || !kept.has(numberOf(block) ?? ''));
}
