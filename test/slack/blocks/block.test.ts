/** Blocks are made to fit: lines and facts stay whole, and what is left out is said. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Block,
  buttons,
  context,
  firstThatFits,
  header,
  limits,
  section,
  sections,
  sideBySide,
} from '../../../src/slack/blocks/parts/block.js';
import { expectHarmless, markupOf } from './checks.js';

const lineOf = (length: number) => 'x'.repeat(length);
const lengths = fc.array(fc.integer({ min: 1, max: 2990 }), { maxLength: 30 });

describe('sections', () => {
  it('hold all lines, in order and whole, in as few as they fit', () => {
    fc.assert(
      fc.property(lengths, (list) => {
        const lines = list.map((length, at) => `${at} ${lineOf(length)}`);
        const texts = markupOf(sections('*Title*', lines));
        expect(texts.join('\n').split('\n')).toEqual(['*Title*', ...lines]);
        for (const [at, text] of texts.entries()) {
          expect(text.length).toBeLessThanOrEqual(limits.section);
          const after = texts[at + 1]?.split('\n')[0];
          if (after !== undefined) expect(text.length + 1 + after.length).toBeGreaterThan(limits.section);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['a link', `${lineOf(2980)} <https://github.com/acme/rocket|the link>`],
    ['an entity', `${lineOf(2996)}&amp;&amp;`],
    ['an emoji', `${lineOf(2996)}👩‍🚀👩‍🚀`],
  ])('never tear %s, even of a line that does not fit', (_, line) => {
    const [text = ''] = markupOf(sections('', [line]));
    expect(text.length).toBeLessThanOrEqual(limits.section);
    expectHarmless(text);
    expect(text).toMatch(/^x+ ?…$/);
  });

  it('without lines are their title, or nothing', () => {
    expect(markupOf(sections('*Title*', []))).toEqual(['*Title*']);
    expect(sections('', [])).toEqual([]);
  });
});

describe('facts side by side', () => {
  it('are all there, in order and whole, on lines that fit', () => {
    fc.assert(
      fc.property(lengths, (list) => {
        const facts = list.map((length, at) => `${at}${lineOf(length)}`);
        const lines = sideBySide(facts);
        expect(lines.flatMap((line) => line.split(' · '))).toEqual(facts);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(limits.section);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the first version that fits', () => {
  const blocks = (count: number, length: number): Block[] =>
    Array.from({ length: count }, () => section(lineOf(length)));

  it('is the fullest of those', () => {
    expect(firstThatFits([() => blocks(60, 1), () => blocks(3, 1), () => blocks(2, 1)])).toHaveLength(3);
    expect(firstThatFits([() => blocks(5, 2900), () => blocks(4, 2900)])).toHaveLength(4);
  });

  it('does not make what it does not need', () => {
    const never = () => {
      throw new Error('was made');
    };
    expect(firstThatFits([() => blocks(1, 1), never])).toHaveLength(1);
  });

  it('is the beginning and the buttons if none does, and it says so', () => {
    const end = buttons([{ text: 'Back', action: 'back' }]);
    const found = firstThatFits([() => [header('Title'), ...blocks(60, 100), end]]);
    expect(found).toHaveLength(50);
    expect(found[0]).toEqual(header('Title'));
    expect(found.at(-1)).toEqual(end);
    expect(JSON.stringify(found.at(-2))).toContain('Not all of it fits');
    const large = firstThatFits([() => [header('Title'), ...blocks(10, 2900), end]]);
    expect(JSON.stringify(large).length).toBeLessThanOrEqual(limits.total);
    expect(large.length).toBeGreaterThan(5);
  });
});

describe('a header', () => {
  it('has 150 characters at most, and whole emojis', () => {
    const { text } = header(`${lineOf(145)}👩‍🚀👩‍🚀`) as unknown as { text: { text: string } };
    expect(text.text).toBe(`${lineOf(145)}…`);
  });
});

describe('a context', () => {
  it('has an element for each line', () => {
    expect(markupOf(context('a', 'b'))).toEqual(['a', 'b']);
  });
});
