/** What strangers write: nothing makes a reader throw or hang, and what it tells stays within the file. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBoxes } from '../../src/documents/boxes.js';
import { parseKepYaml } from '../../src/documents/kep-yaml.js';
import { readmeLimit, yamlLimit } from '../../src/documents/limits.js';
import { parsePrr } from '../../src/documents/prr.js';
import { parseReadme } from '../../src/documents/readme.js';

const file = 'keps/sig-node/1234-name/README.md';

/** The pieces that a README is made of, and those that break one. */
const piece = fc.constantFrom(
  ...[
    '# KEP-1234: A',
    '## Release Signoff Checklist',
    '## Design Details',
    '### Test Plan',
    '### Graduation Criteria',
  ],
  ...[
    '## Production Readiness Review Questionnaire',
    '### Scalability',
    '### Troubleshooting',
    '## Implementation History',
  ],
  ...[
    '###### Will enabling / using this feature result in any new API calls?',
    '* **How can a rollout fail?** No',
  ],
  ...[
    '- [x] (R) a',
    '  - [ ] b',
    '[ ] c',
    '- [ x (R) d',
    '1. [x] e',
    '- ~~[ ]~~ f',
    'TBD',
    'No.',
    'N/A',
    '- Details:',
  ],
  ...[
    '<!--',
    '-->',
    '<!-- a -->',
    '```',
    '~~~',
    '> ',
    '| a | b |',
    '|---|---|',
    '---',
    '===',
    '    code',
    '\t- tab',
  ],
  ...[
    '<div>',
    '</div>',
    '[a]: b',
    '**',
    '__',
    '`',
    '\\',
    '&amp;',
    '\u0000',
    '\uFEFF',
    '\u202E',
    '𝕏',
    '\r',
    '\u2028',
  ],
);
const markdown = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: piece },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    ),
  )
  .map((lines) => lines.join('\n'));

const yamlPiece = fc.constantFrom(
  ...[
    'title: a',
    'kep-number: 1234',
    'status: implementable',
    'stage: GA',
    'latest-milestone: 1.30',
    'milestone:',
    '  alpha: v1.30',
  ],
  ...[
    'authors:',
    '  - "@a"',
    '- "@b"',
    'approvers: @a',
    'a: &a [*a]',
    'b: *a',
    '\tc: d',
    '? e',
    ': f',
    '---',
    '...',
    '%YAML 1.2',
  ],
  ...[
    'g: {',
    '}',
    '[',
    ']',
    '"',
    "'",
    '|',
    '>',
    '!',
    '!!int 3',
    '#',
    'h: "',
    'i: - j',
    '<<: *a',
    '__proto__: k',
    'constructor: l',
  ],
);
const yaml = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: yamlPiece },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
    ),
  )
  .map((lines) => lines.join('\n'));

describe('any text', () => {
  it('is read as a README, and what is told lies within it', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { value, faults } = parseReadme(text, file);
        const lines = text.split(/\r\n?|\n/).length;
        for (const { line } of [...value.boxes, ...value.questions, ...faults]) {
          expect(line === null || (line >= 1 && line <= lines)).toBe(true);
        }
        expect(new Set(value.boxes.map(({ key }) => key)).size).toBe(value.boxes.length);
      }),
      { numRuns: 400 },
    );
  });

  it('says the same with Windows line ends', () => {
    fc.assert(
      fc.property(
        markdown.filter((text) => !text.includes('\r')),
        (text) => {
          expect(parseReadme(text.replaceAll('\n', '\r\n'), file)).toEqual(parseReadme(text, file));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is read as YAML, and what is told lies within it', () => {
    fc.assert(
      fc.property(yaml, (text) => {
        for (const parse of [parseKepYaml, parsePrr]) {
          const lines = text.split(/\r\n?|\n/).length;
          for (const { line } of parse(text, file).faults) {
            expect(line === null || (line >= 1 && line <= lines)).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never makes a milestone a number', () => {
    const part = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(part, part, (major, minor) => {
        const written = `${major}.${minor}`;
        expect(parseKepYaml(`latest-milestone: ${written}`, file).value.latestMilestone).toBe(`v${written}`);
      }),
    );
  });
});

describe('a text made to be slow', () => {
  const long = 400_000;
  const filled = (unit: string, length = long) => unit.repeat(Math.ceil(length / unit.length));

  it.each([
    ['quotes in quotes', filled('>')],
    ['lists in lists', filled('- ')],
    ['quotes on a hundred levels', filled(`${'> '.repeat(100)}a\n`)],
    ['one line', filled('a')],
    ['blank lines', filled('\n')],
    ['open brackets', filled('[')],
    ['open links', filled('[a](b')],
    ['comments', filled('a<!---->')],
    ['comments that never end', filled('<!--')],
    ['backticks', filled('`')],
    ['open tags', filled('<a ')],
    ['underscores', filled('_')],
    ['a wide table', `|${filled('a|', 100_000)}\n|${filled('-|', 100_000)}\n`],
    ['a question that never ends', `How can a rollout ${filled('a?')}`],
    ['boxes', filled('- [x] (R) a\n', 100_000)],
  ])('is read all the same: %s', (_, text) => {
    const sections = [
      '## Release Signoff Checklist',
      '## Production Readiness Review Questionnaire\n### Scalability',
    ];
    for (const heading of ['', ...sections])
      expect(() => parseReadme(`${heading}\n${text}`, file)).not.toThrow();
  });

  it('is cut where it is too long, at the end of a line, and says so', () => {
    const text = `# Title\n${filled('a line of words\n', readmeLimit)}- [x] (R) never read\n`;
    const { value, faults } = parseReadme(text, file);
    expect(value.title).toBe('Title');
    // Of a checklist nothing is cut off: GitHub is asked for no longer one.
    expect(readBoxes(text)).toMatchObject([{ text: 'never read' }]);
    expect(faults[0]?.problem ?? '').toMatch(/^has \d+ characters; only the first \d+ are read$/);
  });

  it('is read whole at three thousand lines', () => {
    const text = `${filled(`${'word '.repeat(20)}\n`, 300_000).slice(0, 300_000)}\n## Release Signoff Checklist\n- [x] (R) read\n`;
    expect(parseReadme(text, file).value.boxes).toHaveLength(1);
  });

  it.each([
    ['brackets', `a: ${filled('[', yamlLimit / 2)}`],
    ['maps', filled('{a: ', yamlLimit / 2)],
    ['lists', filled('- ', yamlLimit / 2)],
    ['keys', filled('? ', yamlLimit / 2)],
    ['the same key', filled('a:\n', yamlLimit / 2)],
    ['anchors', filled('&a ', yamlLimit / 2)],
    ['ever deeper', Array.from({ length: 400 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['a whole book', filled('a: b\n', 3_000_000)],
  ])('is read as YAML all the same: %s', (_, text) => {
    expect(parseKepYaml(text, file).faults).not.toEqual([]);
  });
});
