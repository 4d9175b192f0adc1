/** A note comes into a description in the place of the block there, and nothing else of it changes. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasBlock, noteBlock, withBlock } from '../../../src/domain/release-notes/block.js';

const note = (text: string | null, isActionRequired = false) => ({ text, isActionRequired });

describe('the block of a note', () => {
  it.each([
    ['a plain one', note('Fixed it'), '```release-note\nFixed it\n```'],
    ['none', note(null), '```release-note\nNONE\n```'],
    [
      'one that users must act on',
      note('Rename the flag', true),
      '```release-note-action-required\nRename the flag\n```',
    ],
    [
      'one that says so itself',
      note('Action required: rename it', true),
      '```release-note\nAction required: rename it\n```',
    ],
    ['one with a fence in it', note('use\n```\nx\n```'), '````release-note\nuse\n```\nx\n```\n````'],
  ])('is written for %s', (_, given, block) => {
    expect(noteBlock(given)).toBe(block);
  });
});

describe('a description', () => {
  it.each([
    ['its block', 'Why\n\n```release-note\nold\n```\n\nMore\n', 'Why\n\n```release-note\nnew\n```\n\nMore\n'],
    ['an empty block', 'Why\n```release-note\n```', 'Why\n```release-note\nnew\n```'],
    [
      'the first of two',
      '```release-note\na\n```\n```release-note\nb\n```',
      '```release-note\nnew\n```\n```release-note\nb\n```',
    ],
    [
      'a block with Windows line ends',
      'Why\r\n\r\n```release-note \r\nNONE\r\n```\r\nEnd\r\n',
      'Why\r\n\r\n```release-note\r\nnew\r\n```\r\nEnd\r\n',
    ],
    [
      'an unnamed one below its heading',
      '**Release note**:\r\n\r\n```\r\nNONE\r\n```\r\n',
      '**Release note**:\r\n\r\n```release-note\r\nnew\r\n```\r\n',
    ],
    [
      'the block after an example',
      '````md\n```release-note\nlike this\n```\n````\n\n```release-note\nold\n```',
      '````md\n```release-note\nlike this\n```\n````\n\n```release-note\nnew\n```',
    ],
    [
      'the block after a comment',
      '<!--\n```release-note\n\n```\n-->\n```release-note\nold\n```',
      '<!--\n```release-note\n\n```\n-->\n```release-note\nnew\n```',
    ],
    ['no block', 'Why', 'Why\n\n```release-note\nnew\n```\n'],
    ['no block and a line end', 'Why\r\n', 'Why\r\n\r\n```release-note\r\nnew\r\n```\r\n'],
    ['nothing', '', '```release-note\nnew\n```\n'],
    ['a fence that is never closed', 'Why\n```go\nx', '```release-note\nnew\n```\n\nWhy\n```go\nx'],
    [
      'a block that is never closed',
      'Why\n```release-note\nold\n\nand all the rest',
      '```release-note\nnew\n```\n\nWhy\n```release-note\nold\n\nand all the rest',
    ],
  ])('with %s says the note', (_, description, after) => {
    expect(withBlock(description, note('new'))).toBe(after);
    expect(hasBlock(after, note('new'))).toBe(true);
    expect(hasBlock(description, note('new'))).toBe(false);
  });

  const lineEnd = fc.constantFrom('\n', '\r\n');
  /** Whole: nothing in it stays open, and none of it is a block. */
  const piece = fc.constantFrom(
    ...['Why', '', '```go\nx\n```', '~~~\n```release-note\n~~~', '````\n```release-note\nx\n```\n````'],
    ...[
      '<!-- ```release-note -->',
      '<!--\n```release-note\n```\n-->',
      '> quoted',
      '- an item',
      'Fixes #12',
      '\t',
    ],
  );
  const whole = fc
    .array(fc.tuple(piece, lineEnd), { maxLength: 8 })
    .map((list) => list.map(([text, end]) => text.replaceAll('\n', end) + end).join(''));
  const anything = fc
    .array(fc.constantFrom('```', '~~~~', '<!--', '-->', '```release-note', '\n', '\r\n', '\r', 'Why', ' '))
    .map((list) => list.join(''));
  const old = fc.tuple(
    fc.constantFrom(
      '```release-note',
      '``` release-note',
      '  ````release-note ',
      '```dev-release-note',
      '~~~~release-note',
    ),
    fc.constantFrom('', 'old\n', 'old\n~~~\n\n'),
    lineEnd,
  );
  const said = fc.constantFrom('new', 'a\n```\nb\n```', null);

  it('keeps all around its block, byte for byte', () => {
    fc.assert(
      fc.property(whole, old, anything, said, (before, [fence, text, end], rest, news) => {
        const closing = (/[`~]+/.exec(fence) ?? [''])[0];
        const block = `${fence}\n${text}${closing}`.replaceAll('\n', end);
        const after = rest === '' ? '' : `${end}${rest}`;
        const written = noteBlock(note(news)).replaceAll('\n', end);
        expect(withBlock(before + block + after, note(news))).toBe(before + written + after);
      }),
      { numRuns: 2000 },
    );
  });

  it('that has none is kept as a whole', () => {
    fc.assert(
      fc.property(whole, said, (before, news) => {
        const after = withBlock(before, note(news));
        expect(after.startsWith(before)).toBe(true);
        expect(after.slice(before.length).replace(/^\s+/, '').replaceAll('\r\n', '\n')).toBe(
          `${noteBlock(note(news))}\n`,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('of any kind says the last note once, however often it is written', () => {
    fc.assert(
      fc.property(anything, said, (before, news) => {
        const after = withBlock(withBlock(before, note('other')), note(news));
        expect(hasBlock(after, note(news))).toBe(true);
        expect(after).not.toContain('other');
        expect(withBlock(before, note(news))).toBe(after);
      }),
      { numRuns: 3000 },
    );
  });
});
