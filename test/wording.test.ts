/** The words that people read: a next step in every fault, and one word for one thing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const folders = [
  'app',
  'domain',
  'slack',
  'config',
  'report',
  'cli',
  'documents',
  'github',
  'ci',
  'delivery',
];
const files = folders.flatMap((folder) =>
  readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('src', folder, name)),
);

/** Words of an implementation, and second words for what has one already. */
const others =
  /\b(invalid(?! input$)|successfully|oops|tickets?|payload|webhook|timestamp|boolean|regex|stakeholders?|outage|defect|sprint|clicks?|Slackbot|modal|endpoint)\b/i;

/** What reads as another language, or as an idiom, to those for whom English is not the first. */
const stumbles =
  /\b(at GitHub|shall|mend(?:ed|s)?|linger(?:s|ing)?|graver?|gravest|anew|means nothing|turn(?:ed)? down|counts no more|(?<!there )is no (?:number|map|list|path|field|range|stage|name|text))\b/i;

/** Literals that are prose: words with blanks between them, and no code. */
function proseOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').replace(/^import .*$/gm, '');
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`\n]*)`/g)]
    .map(([, plain, template]) => plain ?? (template ?? '').replace(/\$\{[^}]*\}/g, '…'))
    .filter((words) => /\p{L}{2} \p{L}/u.test(words));
}

describe('what people read', () => {
  it('has a next step in every fault', () => {
    const without = files.filter((file) =>
      /new UserFault\([^;]*?,\s*''\s*,?\s*\);/.test(readFileSync(file, 'utf8')),
    );
    expect(without).toEqual([]);
  });

  it('has one word for one thing, and none of those who built it', () => {
    const found = files.flatMap((file) =>
      proseOf(readFileSync(file, 'utf8'))
        .filter((words) => others.test(words))
        .map((words) => `${file}: ${words.slice(0, 120)}`),
    );
    expect(found).toEqual([]);
  });

  it('is plain to those who learnt English as another language', () => {
    const found = files.flatMap((file) =>
      proseOf(readFileSync(file, 'utf8'))
        .filter((words) => stumbles.test(words))
        .map((words) => `${file}: ${words.slice(0, 120)}`),
    );
    expect(found).toEqual([]);
  });

  it('is found by this test', () => {
    expect(proseOf("throw new UserFault('bad', 'That is an invalid day.', 'Click again.');")).toEqual([
      'That is an invalid day.',
      'Click again.',
    ]);
  });
});
