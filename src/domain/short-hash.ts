/** A short name for a text: the same text has the same one, and no two of a list are likely to share one. */

const offset = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/**
 * FNV-1a over 64 bits, for a layer that has no library to ask.
 * @returns 13 characters of a-z and 0-9. Not made to withstand whoever looks for two texts with the same one.
 */
export function shortHash(text: string): string {
  let hash = offset;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  return hash.toString(36).padStart(13, '0');
}
