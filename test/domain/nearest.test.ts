/** The word a person most likely meant. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nearest } from '../../src/domain/nearest.js';

const known = ['issues', 'flakes', 'bugs', 'features', 'report', 'v1.6', 'v1.7'];

describe('the nearest word', () => {
  it.each([
    ['flaks', 'flakes'],
    ['falkes', 'flakes'],
    ['FLAKE', 'flakes'],
    ['isues', 'issues'],
    ['reprot', 'report'],
    ['feat', 'features'],
    ['v16', 'v1.6'],
    ['bug', 'bugs'],
    ['xyz', undefined],
    ['', undefined],
    ['incident', undefined],
    ['f', undefined],
  ])('to %j is %j', (typed, word) => {
    expect(nearest(typed, known)).toBe(word);
  });

  it('to a known word is that word, whatever its case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), (word) => {
        expect(nearest(word.toUpperCase(), known)).toBe(word);
      }),
    );
  });

  it('to a word with one slip of the fingers is that word', () => {
    const slip = fc.tuple(fc.constantFrom('issues', 'flakes', 'features', 'report'), fc.nat(5), fc.nat(2));
    fc.assert(
      fc.property(slip, ([word, at, how]) => {
        const [before, one, two, after] = [
          word.slice(0, at),
          word[at] ?? '',
          word[at + 1] ?? '',
          word.slice(at + 2),
        ];
        const typed =
          [`${before}${two}${after}`, `${before}${two}${one}${after}`, `${before}x${two}${after}`][how] ?? '';
        expect(nearest(typed, known)).toBe(word);
      }),
    );
  });

  it('is a known word or none, for any text, and is found at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4000 }), (typed) => {
        expect([...known, undefined]).toContain(nearest(typed, known));
      }),
      { numRuns: 100 },
    );
  });
});
