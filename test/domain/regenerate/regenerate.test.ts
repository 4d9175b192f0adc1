/** Writing a document anew: what the record says follows it, and what people wrote stays, whatever they did. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blocksOf, joined } from '../../../src/domain/regenerate/blocks.js';
import { regenerate } from '../../../src/domain/regenerate/regenerate.js';

/** Without the comment at the end. */
const seen = (text: string): string => text.replace(/\n*<!-- signalman[^>]*-->\n?/g, '\n');

const first = `Postmortem: it broke
====================

**Status:** draft

**Summary:** It broke.

**Root Causes:** *TODO*

**What went well**

- Found soon.
- Mended soon.

| **Item** | **Type** |
|---|---|
| Add a test | prevent |
| Tell people | mitigate |

**Timeline**

**2017/03/28**

> 22:40 reported
>
> 22:45 declared
`;

const again = (text: string, ...changes: [string, string][]): string =>
  changes.reduce((one, [from, to]) => {
    if (!one.includes(from)) throw new Error(`there is no ${from}`);
    return one.replace(from, to);
  }, text);

describe('a document that is written anew', () => {
  const written = regenerate(null, first);

  it('says what was generated, and remembers it where nobody sees it', () => {
    expect(seen(written)).toBe(first);
    expect(written).toMatch(/<!-- signalman:generated .*-->\n$/s);
  });

  it('follows the record where nobody has changed anything', () => {
    const second = again(
      first,
      ['It broke.', 'It broke twice.'],
      ['- Mended soon.\n', '- Mended soon.\n- And well.\n'],
    );
    expect(regenerate(written, second)).toBe(regenerate(null, second));
  });

  it('keeps what people changed, and follows the record beside it', () => {
    const theirs = again(
      written,
      ['*TODO*', 'A default was changed.'],
      ['| Tell people |', '| Tell everybody |'],
    );
    const second = again(
      first,
      ['**Status:** draft', '**Status:** final'],
      ['*TODO*', 'From the record.'],
      ['| Add a test | prevent |', '| Add a test | DONE |'],
    );
    expect(seen(regenerate(theirs, second))).toBe(
      again(
        first,
        ['**Status:** draft', '**Status:** final'],
        ['*TODO*', 'A default was changed.'],
        ['| Tell people |', '| Tell everybody |'],
        ['| Add a test | prevent |', '| Add a test | DONE |'],
      ),
    );
  });

  it('keeps what people added, and leaves out what they took out', () => {
    const theirs = again(
      written,
      ['- Mended soon.\n', '- Mended soon.\n- We were lucky.\n'],
      ['> 22:40 reported\n>\n', ''],
    );
    const second = again(first, ['> 22:45 declared\n', '> 22:45 declared\n>\n> 23:00 mended\n']);
    expect(seen(regenerate(theirs, second))).toBe(
      again(
        first,
        ['- Mended soon.\n', '- Mended soon.\n- We were lucky.\n'],
        ['> 22:40 reported\n>\n', ''],
        ['> 22:45 declared\n', '> 22:45 declared\n>\n> 23:00 mended\n'],
      ),
    );
  });

  it('puts a new row into the table, though somebody wrote a paragraph below it', () => {
    const theirs = again(written, [
      '| Tell people | mitigate |\n',
      '| Tell people | mitigate |\n\nAll of it by May.\n',
    ]);
    const second = again(first, [
      '| Tell people | mitigate |\n',
      '| Tell people | mitigate |\n| Write it down | detect |\n',
    ]);
    expect(seen(regenerate(theirs, second))).toContain(
      '| Tell people | mitigate |\n| Write it down | detect |\n\nAll of it by May.\n\n**Timeline**',
    );
  });

  it('puts a new day after the one before', () => {
    const theirs = again(written, ['22:45 declared', '22:45 declared, at last']);
    const second = `${first}\n**2017/03/29**\n\n> 13:04 mended\n`;
    expect(seen(regenerate(theirs, second))).toBe(
      again(second, ['22:45 declared', '22:45 declared, at last']),
    );
  });

  it('keeps the line ends of Windows, and takes them for no change', () => {
    const theirs = written.replaceAll('\n', '\r\n');
    const second = again(first, ['It broke.', 'It broke twice.']);
    expect(regenerate(theirs, second)).toBe(regenerate(null, second).replaceAll('\n', '\r\n'));
  });

  it('loses nothing where the comment was taken out or damaged', () => {
    const edited = again(written, ['*TODO*', 'A default was changed.']);
    const damaged = [seen(edited), edited.replace(/ [a-z0-9]{14} /, ' '), edited.replace('-->', '')];
    for (const theirs of damaged) {
      const result = regenerate(theirs, again(first, ['- Found soon.\n', '- Found soon.\n- Told soon.\n']));
      expect(result).toContain('A default was changed.');
      expect(result).toContain('- Found soon.\n- Told soon.');
      expect(result.match(/It broke\./g)).toHaveLength(1);
    }
  });

  it('does not tear apart what belongs together', () => {
    const fenced =
      '- One:\n\n  ```\n  > a\n\n  | b |\n  ```\n- Two\n\n```\n# no heading\n\n| no row |\n```\n\nEnd\n';
    expect(blocksOf(fenced).blocks.map(({ text }) => text)).toEqual([
      '- One:\n\n  ```\n  > a\n\n  | b |\n  ```',
      '- Two',
      '```\n# no heading\n\n| no row |\n```',
      'End',
    ]);
  });

  it('of 5,000 blocks takes about as long for each as a small one', () => {
    const many = (word: string) =>
      Array.from({ length: 5000 }, (_, at) => `Paragraph ${at} ${at % 7 ? '' : word}`).join('\n\n');
    const theirs = again(regenerate(null, many('one')), ['Paragraph 2501 ', 'Mine.']);
    const began = performance.now();
    const result = regenerate(theirs, many('two'));
    expect(result).toContain('Mine.\n\nParagraph 2502');
    expect(result).toContain('Paragraph 4998 two');
    // Comparing each with each takes minutes.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('a document in which both people and the record have changed much', () => {
  const page = `Postmortem: it broke
====================

**Status:** draft

**Summary:** It broke.

**Root Causes:** *TODO*

**What went well**

- Found soon.

**What went wrong**

- Never tested.

**Action Items:**

| **Item** | **Type** | **Owner** | **Issue** |
|---|---|---|---|
| Add a test | prevent |  | to be opened |
| Tell people | mitigate |  |  |

**2017/03/28**

> 22:40 reported

**2017/03/29**

> 13:04 opened
`;
  const written = regenerate(null, page);
  const next: [string, string][] = [
    ['**Status:** draft', '**Status:** pending'],
    ['It broke.', 'It broke twice.'],
    ['*TODO*', 'A default was changed.\n\nNobody had tested it.'],
    ['- Found soon.\n', '- Found soon.\n- Mended soon.\n'],
    ['- Never tested.\n', '- Never tested.\n- No sign-off.\n'],
    ['|  | to be opened |', '|  | kubeadm#250 |'],
    ['> 22:40 reported\n', '> 22:40 reported\n>\n> 22:45 declared\n'],
  ];
  const second = again(page, ...next);

  it.each([
    ['**Summary:** It broke.', '**Summary:** kubeadm hangs.', '**Summary:** It broke twice.'],
    ['**Status:** draft', '**Status:** final', '**Status:** pending'],
  ])('keeps “%s” reworded where it stood', (was, mine, wouldBe) => {
    expect(seen(regenerate(again(written, [was, mine]), second))).toBe(again(second, [wouldBe, mine]));
  });

  it('keeps the cells of a row that people filled, and follows the record in the others', () => {
    const theirs = again(written, ['| Add a test | prevent |  |', '| Add a test | prevent | joe |']);
    const result = regenerate(theirs, second);
    expect(seen(result)).toBe(
      again(second, ['| Add a test | prevent |  |', '| Add a test | prevent | joe |']),
    );
    const third = again(second, ['| kubeadm#250 |', '| DONE |']);
    expect(regenerate(result, third)).toContain('| Add a test | prevent | joe | DONE |');
  });

  it('follows the record in a row that people have moved', () => {
    const row = '| Add a test | prevent |  | to be opened |\n';
    const theirs = again(
      written,
      [row, ''],
      ['| Tell people | mitigate |  |  |\n', `| Tell people | mitigate |  |  |\n${row}`],
    );
    expect(regenerate(theirs, second)).toContain(
      '| Tell people | mitigate |  |  |\n| Add a test | prevent |  | kubeadm#250 |\n',
    );
  });

  it('does not take a table for changed whose columns somebody has set anew', () => {
    const theirs = again(
      written,
      ['|---|---|---|---|', '|:------------|----------|------|------|'],
      ['| Add a test | prevent |  | to be opened |', '| Add a test  | prevent  |      | to be opened |'],
    );
    expect(regenerate(theirs, second)).toContain('| Add a test | prevent |  | kubeadm#250 |');
  });

  it('puts nothing of a section that was taken out below another heading', () => {
    const theirs = again(written, ['**What went wrong**\n\n- Never tested.\n\n', '']);
    expect(seen(regenerate(theirs, second))).toBe(
      again(second, ['**What went wrong**\n\n- Never tested.\n- No sign-off.\n\n', '']),
    );
    const day = again(written, ['**2017/03/28**\n\n> 22:40 reported\n\n', '']);
    expect(regenerate(day, second)).not.toContain('22:45 declared');
  });

  it('follows a section that was moved, and one that is called otherwise now', () => {
    const wrong = '**What went wrong**\n\n- Never tested.\n\n';
    const moved = again(written, [wrong, ''], ['**What went well**', `${wrong}**What went well**`]);
    expect(regenerate(moved, second)).toContain(
      '**What went wrong**\n\n- Never tested.\n- No sign-off.\n\n**What went well**',
    );
    const named = again(written, ['**What went wrong**', '### What went wrong']);
    expect(regenerate(named, second)).toContain('### What went wrong\n\n- Never tested.\n- No sign-off.\n');
  });

  it('finds its comment wherever it stands', () => {
    const [comment = ''] = /<!-- signalman[^>]*-->/.exec(written) ?? [];
    expect(regenerate(`${comment}\n\n${seen(written)}`, second)).toBe(regenerate(null, second));
  });
});

describe('for whatever is generated, and whatever people do', () => {
  const word = fc.constantFrom('kubeadm', 'hangs', 'the', 'fix', 'waits', 'for', 'CNI', '22:40');
  const phrase = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
  const block = fc.oneof(
    phrase,
    fc.tuple(word, phrase).map(([name, text]) => `**${name}:** ${text}`),
    phrase.map((text) => `# ${text}`),
    fc.array(phrase, { minLength: 1, maxLength: 4 }).map((list) => list.map((one) => `- ${one}`).join('\n')),
    fc
      .array(phrase, { minLength: 1, maxLength: 3 })
      .map((list) => list.map((one) => `> 22:40 ${one}`).join('\n>\n')),
    fc
      .array(fc.tuple(phrase, word), { minLength: 1, maxLength: 3 })
      .map((rows) => ['| a | b |', '|---|---|', ...rows.map(([a, b]) => `| ${a} | ${b} |`)].join('\n')),
    phrase.map((text) => `\`\`\`\n${text}\n\n| ${text} |\n\`\`\``),
  );
  const document = fc.array(block, { maxLength: 12 }).map((blocks) => {
    const text = blocks.reduce((all, one, at) => {
      if (at === 0) return one;
      // Two lists, tables or quotes in a row are one.
      const isOne = (begins: RegExp) => begins.test(one) && begins.test(blocks[at - 1] ?? '');
      const gap = isOne(/^- /) || isOne(/^\|/) ? '\n' : isOne(/^>/) ? '\n>\n' : '\n\n';
      return all + gap + one;
    }, '');
    return text === '' ? '' : `${text}\n`;
  });
  const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom('change', 'insert', 'delete')), { maxLength: 6 });

  /** What people make of it; what they write is in nothing that is generated. */
  function edited(text: string, steps: [number, string][]): { text: string; mine: string[] } {
    const { blocks, end } = blocksOf(text);
    const list = blocks.map(({ gap, text: one }) => ({ gap, text: one }));
    for (const [index, [place, what]] of steps.entries()) {
      const at = list.length === 0 ? 0 : place % list.length;
      const before = list[at];
      if (what === 'delete') list.splice(at, 1);
      else if (what === 'change' && before && !before.text.startsWith('<!--'))
        list[at] = {
          gap: before.gap,
          text: `${before.text.split('\n')[0]?.replace(/^```$/, 'was code')} mine-${index}`,
        };
      else list.splice(at, 0, { gap: at === 0 ? '' : '\n\n', text: `Mine: mine-${index}` });
      const next = list[at + 1];
      if (what === 'insert' && next) next.gap = '\n\n';
    }
    const result = joined(list, end);
    return { text: result, mine: result.match(/mine-\d+/g) ?? [] };
  }

  it('a document is its blocks and what is between them', () => {
    fc.assert(
      fc.property(
        fc.oneof(document, fc.string({ unit: fc.constantFrom('a', '\n', '>', ' ', '|', '-', '`', '#') })),
        (text) => {
          const { blocks, end } = blocksOf(text);
          expect(joined(blocks, end)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('without an edit it is what is generated', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        expect(regenerate(regenerate(null, one), other)).toBe(regenerate(null, other));
      }),
      { numRuns: 500 },
    );
  });

  it('what people wrote is there afterwards, in their order, also the second time', () => {
    fc.assert(
      fc.property(document, document, document, edits, (one, other, third, steps) => {
        const { text, mine } = edited(regenerate(null, one), steps);
        const result = regenerate(text, other);
        expect(result.match(/mine-\d+/g) ?? []).toEqual(mine);
        expect(regenerate(result, third).match(/mine-\d+/g) ?? []).toEqual(mine);
      }),
      { numRuns: 500 },
    );
  });

  it('written once more it is the same', () => {
    fc.assert(
      fc.property(document, document, edits, fc.boolean(), (one, other, steps, isWindows) => {
        const { text } = edited(regenerate(null, one), steps);
        const result = regenerate(isWindows ? text.replaceAll('\n', '\r\n') : text, other);
        expect(regenerate(result, other)).toBe(result);
      }),
      { numRuns: 500 },
    );
  });
});
