/** The short name of a text: the published values of FNV-1a, and one name for one text. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shortHash } from '../../src/domain/short-hash.js';

/** As it is defined, with one large number. */
function defined(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36).padStart(13, '0');
}

describe('the short name of a text', () => {
  it.each([
    ['', 0xcbf29ce484222325n],
    ['a', 0xaf63dc4c8601ec8cn],
    ['foobar', 0x85944171f73967e8n],
  ])('of "%s" is that of FNV-1a', (text, hash) => {
    expect(shortHash(text)).toBe(hash.toString(36).padStart(13, '0'));
  });

  it('is that of any text, for it is stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(shortHash(text)).toBe(defined(text))),
    );
  });

  it('is short enough for a form, whatever the text is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[a-z0-9]{13}$/.test(shortHash(text))));
  });
});
