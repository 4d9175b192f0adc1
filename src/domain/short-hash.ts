/** A short name for a text: the same text has the same one, and no two of a list are likely to share one. */

const encoder = new TextEncoder();

/**
 * FNV-1a over 64 bits, for a layer that has no library to ask. In four parts of 16 bits, the lowest first: with one
 * large number a megabyte takes a second, in which nobody else is answered.
 * @returns 13 characters of a-z and 0-9. Not made to withstand whoever looks for two texts with the same one.
 */
export function shortHash(text: string): string {
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  // Most texts are ASCII, and most are short: asking the encoder costs more than all the rest.
  const bytes = isAscii(text) ? null : encoder.encode(text);
  const length = bytes?.length ?? text.length;
  for (let at = 0; at < length; at++) {
    const mixed = a ^ (bytes === null ? text.charCodeAt(at) : (bytes[at] ?? 0));
    // The prime is 2 to the 40th and 0x1b3.
    const low = mixed * 0x1b3;
    const next = b * 0x1b3 + (low >>> 16);
    const third = c * 0x1b3 + (mixed << 8) + (next >>> 16);
    d = (d * 0x1b3 + (b << 8) + (third >>> 16)) & 0xffff;
    a = low & 0xffff;
    b = next & 0xffff;
    c = third & 0xffff;
  }
  const part = (bits: number) => bits.toString(16).padStart(4, '0');
  return BigInt(`0x${part(d)}${part(c)}${part(b)}${part(a)}`)
    .toString(36)
    .padStart(13, '0');
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
