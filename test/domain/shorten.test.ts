/** A text that is too long ends where a reader expects it, says so, and never exceeds what it may be. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shortened } from '../../src/domain/shorten.js';

it('leaves alone what fits', () => {
  expect(shortened('short', 5, 'more elsewhere')).toBe('short');
});

it('ends after a paragraph, or else a line, or else a word', () => {
  expect(shortened('one two\n\nthree four\n\nfive six seven eight', 40, 'more')).toBe(
    'one two\n\nthree four\n\nmore',
  );
  expect(shortened('one two\nthree four five six seven', 30, 'more')).toBe('one two\nthree four\n\nmore');
});

it('ends a block of code that it cuts', () => {
  const text = `before\n\n\`\`\`\n${'line\n'.repeat(40)}\`\`\`\n`;
  const cut = shortened(text, 100, 'more');
  expect(cut.match(/^```/gm)).toHaveLength(2);
  expect(cut).toMatch(/\n```\n\nmore$/);
});

it('is never longer, keeps what it can, and cuts no character in two', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.integer({ min: 30, max: 300 }),
      (text, most) => {
        const cut = shortened(text, most, 'more');
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
        if (text.length > most) expect(cut.endsWith('\n\nmore')).toBe(true);
      },
    ),
  );
});
