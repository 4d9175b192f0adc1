/** What descriptions of pull requests say for the release notes, shape by shape. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDescription } from '../../src/documents/release-note.js';

/** Lines of a description as GitHub gives them. */
const body = (...lines: string[]) => lines.join('\r\n');
const textOf = (...lines: string[]) => {
  const said = readDescription(body(...lines));
  return said.kind === 'note' ? said.text : said.kind === 'missing' ? `(missing: ${said.why})` : '(none)';
};
const heading = '**Release note**:';
const block = (...lines: string[]) =>
  textOf('Mends it.', '', heading, '```release-note', ...lines, '```', '/cc @ada');

describe('a fence for the release note', () => {
  it.each([
    ['```release-note'],
    ['```release-note  '],
    ['```release-note\t'],
    ['``` release-note'],
    ['```release-notes'],
    ['```Release-Note'],
    ['```RELEASE-NOTE'],
    ['```release note'],
    ['```release_note'],
    ['```releasenote'],
    ['```release-note:'],
    ['```"release-note"'],
    ['```relase-note'],
    ['   ```release-note'],
    ['\t```release-note'],
    ['- ```release-note'],
    ['````release-note'],
    ['``release-note'],
    ['`release-note'],
    ['~~~release-note'],
    ["'''release-note"],
    ['```dev-release-note'],
    ['```release-note-action-required'],
    ['```release-note-needed'],
  ])('is %j, below a heading and without one', (opening) => {
    const closing = /^\s*(?:- )?(`+|~+|'+)/.exec(opening)?.[1] ?? '';
    expect(textOf(heading, opening, 'It works.', closing)).toBe('It works.');
    expect(textOf('Mends it.', opening, 'It works.', `  ${closing}  `, 'More.')).toBe('It works.');
    expect(textOf('Mends it.', opening, 'NONE', closing)).toBe('(none)');
  });

  it.each([['```'], ['~~~'], ['```text'], ['```markdown'], ['```none-such']])(
    'is %j only below the heading',
    (opening) => {
      const closing = opening.slice(0, 3);
      expect(textOf(heading, '', opening, 'It works.', closing)).toBe('It works.');
      expect(textOf('Like this:', '', opening, 'It works.', closing)).toBe('(missing: no-block)');
    },
  );

  it.each([
    ['**Release note**:'],
    ['**Release note:**'],
    ['**Release note**'],
    ['__Release Note__:'],
    ['*Release notes*:'],
    ['Release note:'],
    ['release-note:'],
    ['## Release note'],
    ['### Release notes:'],
    ['**Release note** (optional):'],
    ['**Release note**：'],
    ['> **Release note**:'],
    ['<b>Release note</b>:'],
    ['4. **Release note**:'],
    ['**Does this PR introduce a user-facing change?**:'],
    ['#### Does this PR introduce a user-facing change?'],
  ])('may stand below %j', (line) => {
    expect(textOf('Mends it.', line, '```', 'It works.', '```')).toBe('It works.');
    expect(textOf('Mends it.', line, '', 'NONE', '')).toBe('(none)');
    expect(textOf('Mends it.', line, '', '')).toBe('(missing: empty)');
  });

  it.each([
    ['Release notes are made by a script'],
    ['See the release note of etcd'],
    ['**Special notes for your reviewer**:'],
    ['release'],
  ])('is not meant by %j', (line) => {
    expect(textOf(line, '```', 'It works.', '```')).toBe('(missing: no-block)');
  });

  it('is not the code of another part', () => {
    const code = ['```', 'kind: Policy', '```'];
    expect(textOf('Like this:', ...code, heading, '```', 'NONE', '```')).toBe('(none)');
    expect(textOf(heading, '```', 'NONE', '```', 'Like this:', ...code)).toBe('(none)');
    expect(textOf(heading, '', '**Example**:', ...code)).toBe('(missing: empty)');
  });

  it('may stand in the line of its heading, or in one line', () => {
    expect(textOf('```release-note NONE```')).toBe('(none)');
    expect(textOf('```release-note It works.```')).toBe('It works.');
    expect(textOf('```release-note```')).toBe('(missing: empty)');
    expect(textOf(`${heading}\`\`\`release-note NONE`, '```')).toBe('(none)');
    expect(textOf(`${heading} \`\`\`NONE\`\`\``)).toBe('(none)');
    expect(textOf(`${heading} \`\`\``, 'It works.', '```')).toBe('It works.');
    expect(textOf(heading, '```none', '```')).toBe('(none)');
    expect(textOf(heading, '```NONE', '```', 'More.')).toBe('(none)');
    expect(textOf('```release-note: It works', 'and well.', '```')).toBe('It works\nand well.');
    expect(textOf('```release-noteNONE```')).toBe('(none)');
    expect(textOf('Mends it. ```release-note', 'It works.', '```')).toBe('It works.');
  });

  it('may be closed at the end of a line, or with something behind it', () => {
    expect(textOf(heading, '```release-note', 'NONE```', 'More.')).toBe('(none)');
    expect(textOf(heading, '```release-note', 'It works.```', 'More.')).toBe('It works.');
    expect(textOf(heading, '```release-note', 'It works.', '```/cc @ada', 'More.')).toBe('It works.');
    expect(textOf(heading, '```release-note', 'It works.', '``` thanks to all', 'More.')).toBe('It works.');
    expect(textOf(heading, '```release-note', 'Use ```x``` now.', '```', 'More.')).toBe('Use ```x``` now.');
  });

  it('may be closed by nobody', () => {
    expect(textOf(heading, '```release-note', 'NONE')).toBe('(none)');
    expect(textOf(heading, '```release-note', 'It works.', '', 'And well.', '')).toBe(
      'It works.\n\nAnd well.',
    );
    expect(textOf('```release-note', 'It works.', '', '/assign @ada', '/kind bug')).toBe('It works.');
    expect(textOf('```release-note', 'It works.', '', '@ada @lin', 'More.')).toBe('It works.');
    expect(
      textOf('```release-note', 'It works.', '', '**Special notes for your reviewer**:', '```', 'x', '```'),
    ).toBe('It works.');
    expect(textOf('```release-note', 'It works.', '', '## More', 'More.')).toBe('It works.');
    expect(textOf(heading, '```release-note')).toBe('(missing: empty)');
    expect(textOf('```release-note', 'It works.', '``', 'More.')).toBe('It works.');
  });

  it('may begin with a bold word where nobody closed it', () => {
    expect(textOf('```release-note', '**Now**: it works.', '', 'More.')).toBe('**Now**: it works.\n\nMore.');
  });

  it('may have its name in the line below', () => {
    expect(textOf('```', 'release-note', 'It works.', '```')).toBe('It works.');
    expect(textOf(heading, '```', 'release-note:', 'NONE', '```')).toBe('(none)');
  });

  it('begins also where another one was never closed', () => {
    expect(textOf('```', 'code', '', '```release-note', 'It works.', '```')).toBe('It works.');
    expect(textOf('```', 'code', '', heading, '```', 'It works.', '```')).toBe('It works.');
    expect(textOf('```release-note', 'One.', '```release-note', 'Two.', '```')).toBe('One.\n\nTwo.');
  });

  it('may be one of two: what users need is published, each once', () => {
    const two = (a: string, b: string) =>
      textOf('```release-note', a, '```', 'and', '```release-note', b, '```');
    expect(two('One.', 'Two.')).toBe('One.\n\nTwo.');
    expect(two('One.', 'One.')).toBe('One.');
    expect(two('NONE', 'Two.')).toBe('Two.');
    expect(two('One.', 'NONE')).toBe('One.');
    expect(two('NONE', 'none')).toBe('(none)');
    expect(two('', 'Two.')).toBe('Two.');
    expect(two('', 'NONE')).toBe('(none)');
  });

  it('for developers counts where there is nothing for users', () => {
    const dev = ['**Dev release note**:', '```dev-release-note', 'The method moved.', '```'];
    expect(textOf(...dev)).toBe('The method moved.');
    expect(textOf(heading, '```release-note', 'NONE', '```', ...dev)).toBe('(none)');
    expect(textOf(heading, '```release-note', 'It works.', '```', ...dev)).toBe('It works.');
    expect(textOf(heading, '```release-note', '```', ...dev)).toBe('The method moved.');
  });

  it('may hold fences itself', () => {
    expect(block('Write:', '```yaml', 'a: 1', '```', 'and go.')).toBe('Write:\n```yaml\na: 1\n```\nand go.');
    expect(textOf('````release-note', 'Write:', '```', 'a: 1', '```', '````')).toBe('Write:\n```\na: 1\n```');
    expect(block('- Write:', '  ```', '  a: 1', '  ```', '- Go.')).toBe(
      '- Write:\n  ```\n  a: 1\n  ```\n- Go.',
    );
    expect(block('Write:', '```', 'a: 1', '```', 'and go.')).toBe('Write:\n```\na: 1\n```\nand go.');
    expect(textOf('```release-note', 'It works.', '```', 'Like this:', '```', 'a: 1', '```')).toBe(
      'It works.',
    );
    expect(textOf('~~~release-note', '```', 'a: 1', '```', '~~~')).toBe('```\na: 1\n```');
    expect(textOf('```release-note', 'Write:', '```yaml', 'a: 1', '```', '', 'More.')).toBe(
      'Write:\n```yaml\na: 1\n```',
    );
    expect(textOf(heading, '```', 'Write:', '```sh', 'go', '```', '```', 'More.')).toBe(
      'Write:\n```sh\ngo\n```',
    );
  });

  it('in an example of the template, in a longer fence, is no note', () => {
    expect(textOf('````', '```release-note', 'It works.', '```', '````')).toBe('(missing: no-block)');
  });

  it('may be quoted', () => {
    expect(textOf('> ```release-note', '> It works.', '> ```', 'More.')).toBe('It works.');
  });
});

describe('that there is no note', () => {
  it.each([
    ...[
      'NONE',
      'none',
      'None',
      'None.',
      ' NONE ',
      '"NONE"',
      "'none'",
      '`NONE`',
      '**NONE**',
      '_none_',
      '“NONE”',
      '(none)',
    ],
    ...[
      '[NONE]',
      '<none>',
      '- NONE',
      '* none',
      'NONE!',
      'N/A',
      'n/a',
      'na',
      'NA',
      'N.A.',
      'no',
      'No.',
      'nope',
      'nil',
      'Nothing',
    ],
    ...['None needed', 'Not applicable', 'not required', 'No release note', 'No release notes needed'],
    ...[
      'no user-facing changes',
      'No user-visible change.',
      'No functional changes',
      'no changes',
      'No user-facing changes in this PR',
      'no-op',
      'Not user facing.',
      'release-note-none',
    ],
    ...[
      'Release note: NONE',
      '/release-note-none',
      '\u200bNONE\u200b',
      'NONE\u0000',
      '\ufeffnone',
      '\tNONE',
      'NONE <!-- only tests -->',
    ],
    ...[
      'NONE - only tests',
      'NONE: only tests',
      'None, internal only.',
      'NONE (only tests)',
      'NONE — only tests',
      'NONE because of tests',
    ],
    ...['N/A - only tests', 'NONE\r\nThis only changes tests.', 'just write NONE'],
  ])('is said by %j', (text) => {
    expect(block(text)).toBe('(none)');
    expect(textOf(heading, '```', text, '```')).toBe('(none)');
  });

  it.each([
    'None of the flags is left.',
    'No longer writes to the log.',
    'Nothing is logged any more when a pod is deleted.',
    'NA',
    'NONE is a new policy.',
    'A policy of NONE.',
    'The none driver works.',
    'nonexistent pods are no error',
    'No changes are needed to configure it, and it works.',
  ])('is not said by %j', (text) => {
    if (text !== 'NA') expect(block(text)).toBe(text);
  });

  it('is said without a fence, and by the command', () => {
    expect(textOf(heading, 'none', '')).toBe('(none)');
    expect(textOf(`${heading} NONE`)).toBe('(none)');
    expect(textOf('Release note: none.')).toBe('(none)');
    expect(textOf('Mends it.', '', '/release-note-none')).toBe('(none)');
    expect(textOf('Mends it.', 'release-note-none', '/kind bug')).toBe('(none)');
    expect(textOf('Mends it.', '', 'No release note required.')).toBe('(none)');
    expect(textOf('**Release note: NONE**')).toBe('(none)');
    expect(textOf('Mends it.', '```', 'NONE', '```')).toBe('(none)');
    expect(textOf('I used /release-note-none here.')).toBe('(missing: no-block)');
    expect(textOf(heading, 'NONE', '', '```release-note', '```')).toBe('(none)');
    expect(textOf(heading, '```release-note', '```', '', 'NONE')).toBe('(none)');
    expect(textOf(heading, '```release-note', '```', '', 'More.', 'NONE')).toBe('(missing: empty)');
  });

  it('counts for less than a note that is there', () => {
    expect(textOf('/release-note-none', '```release-note', 'It works.', '```')).toBe('It works.');
    expect(textOf(`${heading} NONE`, '```release-note', 'It works.', '```')).toBe('It works.');
    expect(block('It works.', '', 'NONE')).toBe('It works.');
  });
});

describe('a note without a fence', () => {
  it('is what stands below the heading', () => {
    expect(textOf(heading, 'It works.', '', '/cc @ada')).toBe('It works.');
    expect(textOf(`${heading} It works`, 'and well.', '', '@ada please look')).toBe('It works\nand well.');
    expect(
      textOf(heading, '', '* It works.', '* And well.', '', '**Special notes for your reviewer**:', 'No.'),
    ).toBe('* It works.\n* And well.');
    expect(textOf(heading, '> It works.', '', '---', 'More.')).toBe('It works.');
    expect(textOf('Release note: It works.')).toBe('It works.');
  });

  it('comes before an example, and may begin with a bold word', () => {
    const code = ['```', 'a: 1', '```'];
    expect(textOf(heading, 'NONE', '', ...code)).toBe('(none)');
    expect(textOf(heading, 'It works.', '', ...code)).toBe('It works.');
    expect(textOf(heading, 'It works.', '```', 'NONE', '```')).toBe('(none)');
    expect(textOf(heading, '@ada does it?', '```', 'It works.', '```')).toBe('It works.');
    expect(textOf(heading, '**Action required**: drain.', '', '**Test plan**: none')).toBe(
      '**Action required**: drain.',
    );
    expect(textOf('**Release note: it works**')).toBe('it works');
  });

  it('is none of what is for machines and reviewers', () => {
    for (const line of [
      '/cc @ada',
      'cc @ada',
      '@kube/sig-node',
      '/sig node',
      '---',
      'Fixes #12',
      'Signed-off-by: Ada <a@b.example>',
    ])
      expect(textOf(heading, '', line)).toBe('(missing: empty)');
    expect(textOf('Release notes: https://etcd.example/v3')).toBe('(missing: empty)');
  });

  it('is not the title of a merge', () => {
    const merge = ['Merge pull request #12 from ada/x', '', 'Automatic merge from submit-queue', ''];
    expect(textOf(...merge, 'Release note: make it', '', 'Body.')).toBe('(missing: no-block)');
    expect(textOf(...merge, 'Title', '', `${heading} NONE`)).toBe('(none)');
    expect(textOf(...merge.slice(0, 2), 'Title', '', '```release-note', 'It works.', '```')).toBe(
      'It works.',
    );
  });
});

describe('nothing', () => {
  const comment = [
    '<!--  Write your release note:',
    '1. Enter your extended release note in the below block. If the PR requires additional action from users switching to the new release, include the string "action required".',
    '2. If no release note is required, just write "NONE".',
    '-->',
  ];

  it('is what the template says by itself', () => {
    expect(textOf('')).toBe('(missing: no-block)');
    expect(textOf(heading, ...comment, '```release-note', '', '```')).toBe('(missing: empty)');
    expect(textOf(heading, '```release-note', ...comment, '```')).toBe('(missing: empty)');
    expect(textOf(heading, '```release-note', ...comment.slice(1, 3), '```')).toBe('(missing: template)');
    expect(textOf(heading, ...comment.slice(1, 3))).toBe('(missing: template)');
    expect(textOf(heading, ...comment.slice(0, 3), '```release-note', '```')).toBe('(missing: template)');
  });

  it('is left out beside what somebody wrote', () => {
    expect(textOf(heading, ...comment, '```release-note', 'It works.', '```')).toBe('It works.');
    expect(textOf(heading, ...comment, 'NONE')).toBe('(none)');
    expect(textOf(heading, '```release-note', ...comment, 'It works.', '```')).toBe('It works.');
    expect(textOf(heading, ...comment.slice(0, 3), '```release-note', 'NONE', '```')).toBe('(none)');
    expect(block('It works. <!-- does it? -->')).toBe('It works.');
  });

  it.each([[''], ['   '], ['\t'], ['\u200b'], ['-'], ['...'], ['<!-- x -->'], ['\u0000']])(
    'is in a fence with %j',
    (text) => {
      expect(block(text)).toMatch(/^\(missing/);
    },
  );

  it.each([['TODO'], ['tbd.'], ['<release note here>'], ['WIP']])('is said by %j', (text) => {
    expect(block(text)).toBe('(missing: template)');
  });
});

describe('action required', () => {
  const isUrgent = (...lines: string[]) => {
    const said = readDescription(body(...lines));
    return said.kind === 'note' && said.isActionRequired;
  };

  it.each([
    'Action required: drain.',
    'ACTION REQUIRED drain.',
    '[action required] Drain.',
    '**Action Required**: drain.',
    'It works; action required',
    'action-required: drain',
  ])('is said by %j, and stays in the text', (text) => {
    expect(isUrgent('```release-note', text, '```')).toBe(true);
    expect(isUrgent(heading, '```', text, '```')).toBe(true);
    expect(block(text)).toBe(text);
  });

  it.each([
    'Drain first.',
    'No action required.',
    'It works; no user action required',
    'The action is not required.',
  ])('is not said by %j', (text) => {
    expect(isUrgent('```release-note', text, '```')).toBe(false);
  });

  it('is said by the name of the fence', () => {
    expect(isUrgent('```release-note-action-required', 'Drain.', '```')).toBe(true);
    expect(textOf('```release-note-action-required', 'NONE', '```')).toBe('(none)');
    expect(textOf('```release-note-none', '```')).toBe('(none)');
  });
});

describe('the text of a note', () => {
  it.each([
    [['- It works.'], 'It works.'],
    [['* It works', '  and well.'], 'It works\nand well.'],
    [['1. It works.'], 'It works.'],
    [['• It works.'], 'It works.'],
    [['- It works:', '  - here', '  - there'], 'It works:\n- here\n- there'],
    [['- It works.', '- And well.'], '- It works.\n- And well.'],
    [['* It works.', '', '* And well.'], '* It works.\n\n* And well.'],
    [['It works:', '- here'], 'It works:\n- here'],
    [['--flag is gone.'], '--flag is gone.'],
    [['-v is gone.'], '-v is gone.'],
    [['**It** works.'], '**It** works.'],
    [['- --flag is gone.'], '--flag is gone.'],
    [['  It works', '    and well.'], 'It works\n  and well.'],
    [['\tIt works', '\tand well.'], 'It works\nand well.'],
    [['', '', 'It works.', '', 'And well.', '', ''], 'It works.\n\nAnd well.'],
    [['It\u0000 works.\u0007'], 'It works.'],
    [['修正了错误。'], '修正了错误。'],
    [['تم إصلاح الخطأ \u202eabc'], 'تم إصلاح الخطأ \u202eabc'],
    [['<b>It</b> works ![x](https://a.example/x.png)'], '<b>It</b> works ![x](https://a.example/x.png)'],
    [['🎉'], '🎉'],
    [['It works \ud800.'], 'It works \ufffd.'],
    [['# It works'], '# It works'],
    [['`--flag` works'], '`--flag` works'],
  ])('is of %j: %j', (lines, expected) => {
    expect(block(...lines)).toBe(expected);
  });

  it('may be long', () => {
    const text = 'It works. '.repeat(2_000).trim();
    expect(block(text)).toBe(text);
  });
});

describe('whatever it is', () => {
  const part = fc.constantFrom(
    ...[
      '```',
      '```release-note',
      '````',
      '~~~',
      '```yaml',
      '```dev-release-note',
      "'''",
      '``',
      '> ',
      '- ',
      '  ',
      '\t',
    ],
    ...[
      heading,
      'Release note: ',
      '## Release note',
      '**',
      '<!--',
      '-->',
      'NONE',
      'none',
      'action required',
      '/release-note-none',
    ],
    ...[
      'It works.',
      '@ada',
      '/cc',
      '\u200b',
      '\0',
      '\ufeff',
      '1. ',
      '* ',
      '',
      'Merge pull request #1 from a/b',
      '\ud800',
    ],
  );
  const line = fc.oneof(
    fc.array(part, { maxLength: 4 }).map((parts) => parts.join('')),
    fc.string(),
  );
  const hostile = fc.oneof(
    fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n')),
    fc.string(),
  );

  it('is a note, NONE or missing; a note says something, is part of it, and reads the same again', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const said = readDescription(text);
        expect(['note', 'none', 'missing']).toContain(said.kind);
        expect(readDescription(text)).toEqual(said);
        if (said.kind !== 'note') return;
        expect(said.text).toMatch(/\S/);
        expect(said.text.trim()).toBe(said.text);
        expect(said.text.length).toBeLessThanOrEqual(text.length);
        expect(said.text).not.toMatch(/[\r\0]/);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads the same with line ends of both kinds', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const plain = text.replaceAll('\r', '');
        expect(readDescription(plain.replaceAll('\n', '\r\n'))).toEqual(readDescription(plain));
      }),
      { numRuns: 1_000 },
    );
  });

  it('has nothing that commands a terminal', () => {
    expect(textOf('```release-note', 'a\u001b[2J flag\u009b2J is gone', '```')).toBe('a[2J flag2J is gone');
  });

  it('finds a fence behind the head of a merge that has no title', () => {
    expect(textOf('Merge pull request #1 from a/b', '```release-note', 'the the', '```')).toBe('the the');
  });

  it('finds what a person writes into the template', () => {
    const words = fc.array(fc.constantFrom('the', 'flag', '--x', '`y`', 'is', 'gone', 'now', '日本', 'z.'), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, hostile, (said, before) => {
        const text = said.join(' ');
        fc.pre(!/release|user/i.test(before) && !/<!--|`|~|'/.test(before));
        expect(textOf(before, '```release-note', `x ${text}`, '```')).toBe(`x ${text}`);
      }),
    );
  });

  const big = 1_000_000;
  // A table would have Jest write them into the names of the tests.
  const costly: [string][] = [
    ['`'.repeat(big)],
    ['```\n'.repeat(big / 4)],
    ['```x\n'.repeat(big / 5)],
    ['```release-note\n'.repeat(big / 16)],
    ['```release-note\n'.repeat(big / 32) + '```x\n'.repeat(big / 10)],
    [`${heading}\n\`\`\`x\n`.repeat(big / 23)],
    ['Release note:\n```x\n**foo**\n'.repeat(big / 27)],
    ['  ```\n'.repeat(big / 6)],
    [`\`\`\`release-note\n${'  ```\n'.repeat(big / 6)}`],
    [`\`\`\`release-note\n${'a```\n'.repeat(big / 5)}`],
    [`\`\`\`release-note\n${'- a\n'.repeat(big / 4)}`],
    [`\`\`\`release-note\n${' '.repeat(big)}x`],
    [`\`\`\`release-note\n${'<!--'.repeat(big / 4)}`],
    ['<!-- --> '.repeat(big / 9)],
    [' '.repeat(big)],
    [`${' '.repeat(big)}release note`],
    ['>'.repeat(big)],
    ['**release note'.repeat(big / 14)],
    [`${heading}\n`.repeat(big / 18)],
    [`${heading} x\n`.repeat(big / 20)],
    [`${heading}\n${'x\n'.repeat(big / 2)}`],
    ['\r'.repeat(big)],
    ['no action '.repeat(big / 10)],
    [`\`\`\`release-note\n${'no action '.repeat(big / 10)}`],
    ["'''release-note\n".repeat(big / 16)],
    ['````x\n'.repeat(big / 12) + 'a```\n'.repeat(big / 10)],
  ];
  for (const [index, [text]] of costly.entries())
    it(`costs little: ${index}`, () => {
      const before = process.cpuUsage();
      readDescription(text);
      // Far above what it takes, and far below what anything quadratic would.
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_500);
    });
});
