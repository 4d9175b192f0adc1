/** Boxes of task lists, in every way people write them. */
import { describe, expect, it } from '@jest/globals';
import { readBoxes } from '../../src/documents/boxes.js';

const one = (markdown: string) => readBoxes(markdown)[0];
const texts = (markdown: string) => readBoxes(markdown).map(({ text }) => text);

describe('a box', () => {
  it.each([
    ['- [x] done', true],
    ['- [X] done', true],
    ['* [x] done', true],
    ['+ [x ] done', true],
    ['1. [ x] done', true],
    ['2) [ X ] done', true],
    ['- [✓] done', true],
    ['- [x]done', true],
    ['- [ ] done', false],
    ['- [] done', false],
    ['-   [  ]   done', false],
    ['- [-] done', false],
    ['- [n/a] done', false],
  ])('%s is read, ticked: %s', (markdown, isTicked) => {
    expect(readBoxes(markdown)).toMatchObject([
      { text: 'done', isTicked, isRequired: false, depth: 0, line: 1 },
    ]);
  });

  it.each([
    '- [x] (R) done',
    '- [x] (r) done',
    '- [x](R) done',
    '- [x] **(R)** done',
    '- [x] **(R) done**',
    '- [x] ( R ): done',
    '- (R) [x] done',
    '- [x] [R] done',
  ])('%s is required, and its mark is no part of its text', (markdown) => {
    expect(readBoxes(markdown)).toMatchObject([{ text: 'done', isTicked: true, isRequired: true }]);
  });

  it('is plain text in one line', () => {
    const markdown =
      '- [ ] **All** [endpoints](https://example.com/a) of `kubelet`\n  are <b>hit</b> by [tests] &amp;\n  _more_\n';
    expect(texts(markdown)).toEqual(['All endpoints of kubelet are hit by tests & more']);
  });

  it('ends where the next one begins, also where a list is indented too far', () => {
    expect(texts('- [ ] above\n      - below\n- [ ] next\n[ ] no list\n')).toEqual(['above', 'next']);
  });

  it('whose bracket is open and that is required is there, and not ticked', () => {
    expect(readBoxes('- [ x (R) done')).toMatchObject([{ text: 'done', isTicked: false, isRequired: true }]);
  });

  it('keeps its key while the words stay; twins have keys of their own', () => {
    expect(one('- [ ] The **same** words.')?.key).toBe(one('* [x] (R) the same words')?.key);
    const keys = readBoxes('- [ ] a\n- [ ] b\n- [x] a\n').map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe(`${keys[0]}-2`);
  });

  it('is another one below another box or heading, whatever becomes of its twin', () => {
    const keysOf = (markdown: string) => readBoxes(markdown).map(({ key }) => key);
    const [, , , rpm] = keysOf('- [ ] Debian\n  - [ ] published\n- [ ] RPM\n  - [ ] published\n');
    expect(keysOf('- [ ] RPM\n  - [ ] published\n')[1]).toBe(rpm);
    expect(keysOf('- [ ] Windows\n  - [ ] published\n- [ ] RPM\n  - [ ] published\n')[3]).toBe(rpm);
    const below = '## Candidate\n### Debian\n- [ ] published\n## Final\n### Debian\n- [ ] published\n';
    const [candidate, final] = keysOf(below);
    expect(final).not.toBe(candidate);
    expect(keysOf('## Final\n### Debian\n- [ ] published\n')).toEqual([final]);
  });
});

describe('a list of boxes', () => {
  it('tells how deep each stands below other boxes', () => {
    const markdown = `- [ ] a
  - [x] b
    1. [ ] c
  - [ ] d
- plain
  - [ ] e
- [ ] f

> - [ ] g
`;
    expect(readBoxes(markdown).map(({ text, depth, line }) => [text, depth, line])).toEqual([
      ['a', 0, 1],
      ['b', 1, 2],
      ['c', 2, 3],
      ['d', 1, 4],
      ['e', 0, 6],
      ['f', 0, 7],
      ['g', 0, 9],
    ]);
  });

  it('has no boxes that nobody sees as such', () => {
    const markdown = `[ ] outside of lists

| [ ] | table |
|-----|-------|
| [x] | cell  |

\`\`\`
- [ ] fence
\`\`\`

<!-- - [ ] comment -->
<!--
- [ ] comment

- [ ] of several lines
-->

- [link](https://example.com)
- [x](https://example.com) is a link too
- [x]: https://example.com
- \`[ ] code\`
`;
    expect(readBoxes(markdown)).toEqual([]);
  });

  it('may have comments between its boxes and behind them', () => {
    const markdown =
      '- [ ] a <!-- why -->\n<!-- ## no heading -->\n- [ ] b\n  <!--\n  - [ ] c\n  -->\n  - [ ] d\n';
    expect(readBoxes(markdown).map(({ text, line }) => [text, line])).toEqual([
      ['a', 1],
      ['b', 3],
      ['d', 7],
    ]);
  });

  it('keeps comments that are shown as code', () => {
    expect(texts('- [ ] use `<!-- toc -->` here\n')).toEqual(['use <!-- toc --> here']);
  });

  it('is the same with Windows line ends', () => {
    const markdown = '- [ ] (R) a\n  goes on\n  - [x] b\n';
    expect(readBoxes(markdown.replaceAll('\n', '\r\n'))).toEqual(readBoxes(markdown));
  });
});
