/** A short name for a text: the same text has the same one, and no two of a list are likely to share one. */

/** @returns 14 characters of a-z and 0-9. Not made to withstand whoever looks for two texts with the same one. */
export function shortHash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  const part = (word: number) => (word >>> 0).toString(36).padStart(7, '0');
  return part(high) + part(low);
}
