import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstPlaces, handsOut } from '../../src/domain/handing-out.js';
import type { Placed } from '../../src/domain/regenerate/sections.js';
import { headingKey, inSections } from '../../src/domain/regenerate/sections.js';

const word = fc.constantFrom('a', 'b', 'c', 'd');

describe('what is looked up in a long list', () => {
  it('is handed out as if the list were gone through each time', () => {
    const asked = fc.array(fc.tuple(word, word), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 20 }), asked, (list, questions) => {
        const things = list.map(([hash, key], at) => ({ hash, key, at }));
        const ask = handsOut(things, ({ hash, key }) => [`h ${hash}`, `k ${key}`]);
        const left = [...things];
        for (const [hash, key] of questions) {
          const place = left.findIndex((one) => one.hash === hash || one.key === key);
          const expected = place < 0 ? undefined : left.splice(place, 1)[0];
          expect(ask(`h ${hash}`, `k ${key}`)).toBe(expected);
        }
      }),
    );
  });

  it('has the first place of each name, of those that count', () => {
    const places = firstPlaces(
      ['x', 'y', 'x', 'z'],
      (one) => one,
      (at) => at > 0,
    );
    expect([...places]).toEqual([
      ['y', 1],
      ['x', 2],
      ['z', 3],
    ]);
  });
});

describe('blocks that have lost their section', () => {
  const block = (key: string, given: Partial<Placed>): Placed => ({
    ...{ kind: 'text', text: key, gap: '\n\n', key, isHeading: false, theirs: null, fresh: null, ...given },
  });

  it('find it without going through the document once for each', () => {
    let reads = 0;
    const counted = (one: Placed): Placed => {
      const { key } = one;
      return Object.defineProperty(one, 'key', {
        get() {
          reads++;
          return key;
        },
      });
    };
    const sections = Array.from({ length: 300 }, (_, at) => `## ${at}`);
    const headings = sections.map((one, at) =>
      counted(block(headingKey(one), { isHeading: true, theirs: at })),
    );
    // All of them stand below the last heading.
    const astray = sections
      .slice(0, -1)
      .map((one, at) => counted(block(`${one}\u0000entry\u0000#${at}`, { fresh: at })));
    const placed = inSections([...headings, ...astray], () => false);
    const used = reads;
    expect(placed.map((one) => one.text.split('\u0000')[0])).toEqual(
      sections.flatMap((one, at) => (at < 299 ? [one, one] : [one])),
    );
    expect(used).toBeLessThan(20 * placed.length);
  });
});
