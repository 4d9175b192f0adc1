/** Texts made to break a reader: real ones that were cut, doubled and mixed, the words of each language, and anything at all. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const languages = [
  // Commands and what people type.
  ...'declare update 12 link acme/rocket#3 show timeline well: wrong: note: decision: action @ann: todo reason go no-go if ask waive go-if checklist until'.split(
    ' ',
  ),
  ...[
    'subscribe daily at 14:00 UTC',
    'every monday',
    'mon-fri',
    '2026-07-22 AoE',
    'Wed 22 July 2026 (AoE)',
    '2026-02-30',
    '24:61',
    '7d',
    'since 2026-10-05',
    '*/5 0 * * 1-5',
    '0 0 31 2 *',
    'tomorrow 09:00',
    'in 2h',
    '<@U012AB3CD|ann>',
    '<#C012AB3CD|x>',
    '<!subteam^S1>',
    '<https://a.example/|b>',
    'v1.6.0..release-1.7',
    'refs/tags/v1',
  ],
  // Filters.
  ...['kind/bug', 'and', 'or', 'not', '(', ')', 'no:assignee', 'by:bot', 'text:"a b"', '*', '"'],
  // Markdown.
  ...[
    '# A',
    '## B',
    '###### C',
    '- [x] (R) a',
    '  - [ ] b',
    '1. c',
    '> d',
    '| a | b |',
    '|---|---|',
    '```release-note',
    '```',
    '~~~',
    '<!--',
    '-->',
    '<div>',
    '**',
    '__',
    '[a](b)',
    '[a]: b',
    '![x](y)',
    '---',
    '***',
    '    code',
    '&lt;',
    '&#x0;',
    '\\',
  ],
  // YAML and JSON.
  ...[
    'title: [',
    'a: &x [*x]',
    '<<: *x',
    '- - - -',
    '? :',
    '!!js/function x',
    '!!binary a',
    '%YAML 9',
    '---',
    '{"a":',
    '[[[[',
    '{"__proto__":{"id":1}}',
    'null',
    '1e999',
    '"\\ud800"',
    'key: |',
    'key: >-',
    '\t',
    '"a": "b": c',
  ],
  // Values of buttons.
  ...['change:1:x', '1:2', '1:__proto__', 'constructor:1:y', 'C1:1.2:3', '999999999999999999:1'],
  ...[
    '\u0000',
    '\uFEFF',
    '\u202E',
    '\ud800',
    '𝕏',
    '\r',
    '\n',
    '\r\n',
    '\u2028',
    '\u0085',
    ' ',
    'é',
    'İ',
    'ß',
    '٣',
    '🚨',
  ],
];

function realTexts(): string[] {
  const own = [
    'test/documents/real-descriptions.json',
    'signalman.example.yml',
    'README.md',
    'docs/meetings.md',
  ];
  const texts = own.map((path) => readFileSync(path, 'utf8'));
  const folder = process.env.SIGNALMAN_REAL_DATA;
  if (folder !== undefined && existsSync(folder))
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const path = join(folder, name);
      if (/\.(md|ya?ml|jsonl)$/.test(name) && statSync(path).size < 300_000 && texts.length < 300)
        texts.push(readFileSync(path, 'utf8'));
    }
  return texts;
}

const real = realTexts();

/** A piece of a real text, from anywhere to anywhere. */
const piece = fc
  .tuple(
    fc.nat(real.length - 1),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 3000 }),
  )
  .map(([which, from, length]) => {
    const text = real[which] ?? '';
    const start = Math.floor(from * text.length);
    return text.slice(start, start + length);
  });
const word = fc.constantFrom(...languages);
const anything = fc.string({ unit: 'binary', maxLength: 60 });
const repeated = fc.tuple(word, fc.constantFrom(2, 50, 700)).map(([one, times]) => one.repeat(times));

export const hostileText = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.array(fc.oneof({ weight: 4, arbitrary: word }, anything), { maxLength: 12 }),
        fc.constantFrom(' ', '\n', ''),
      )
      .map(([parts, between]) => parts.join(between)),
  },
  { weight: 2, arbitrary: fc.tuple(piece, word, piece).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: repeated },
  { weight: 1, arbitrary: fc.tuple(word, repeated, word).map((parts) => parts.join('\n')) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 5 }) },
  { weight: 1, arbitrary: anything },
);
