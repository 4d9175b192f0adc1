/**
 * Every regular expression of the product, against texts that are made of its own parts to keep it busy. One that is
 * exponential needs years for thirty characters, a cubic one hours for some thousands: they are cut off, and named.
 */
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { labelMatcher } from '../../src/domain/filter.js';
import { namesOf, nodesOf, productFiles } from '../builders/syntax.js';

interface Found {
  file: string;
  pattern: string;
  flags: string;
}

const found: Found[] = productFiles.flatMap((file) =>
  nodesOf(file)
    .filter(({ type }) => type === 'RegExpLiteral')
    .map(({ pattern, flags }) => ({ file, pattern: String(pattern), flags: String(flags) })),
);
const all = [...new Map(found.map((one) => [`${one.pattern}/${one.flags}`, one])).values()];

/** What may be repeated in it: its characters, its words, and what its classes stand for. */
function parts({ pattern }: Pick<Found, 'pattern'>): string[] {
  const plain = pattern
    .replace(/\\[pP]\{\w+\}|\\[bBdDwWsSnrtvf]|\(\?(?:<?[=!]|<\w+>|:)/g, ' ')
    .replaceAll('\\', '');
  const characters = [...new Set(plain)].filter((one) => !/[\^$|?*+{},]/.test(one));
  const words = plain.match(/[a-zA-Z]{2,12}/g) ?? [];
  const usual = [
    'a',
    'A',
    '0',
    ' ',
    '\t',
    '\n',
    '-',
    '_',
    '.',
    '/',
    '#',
    ':',
    '<',
    '>',
    '(',
    '[',
    '{',
    '`',
    '~',
    '*',
    '"',
  ];
  const single = [...new Set([...characters, ...usual])];
  const pairs = single.flatMap((one) => ['a', ' ', '0'].flatMap((other) => [one + other, other + one]));
  return [...new Set([...single, ...words.map((word) => `${word} `), ...words, ...pairs])];
}

/** As much as a text that nobody bounds before may hold, in characters; quadratic work on it is a matter of milliseconds. */
const length = 1500;
/** A thousand times what any of them takes, ms. */
const cutOff = 8000;

/** @returns the text it is busy with for ever, its middle left out; null: there is none */
function busyWith({ pattern, flags }: Pick<Found, 'pattern' | 'flags'>): string | null {
  const starts = ['', ...(pattern.match(/[a-zA-Z<([{`~#*@/-]{1,12}/g) ?? []).slice(0, 1)];
  const texts = parts({ pattern }).flatMap((part) =>
    starts.flatMap((start) =>
      [40, length].map((size) => `${start}${part.repeat(Math.ceil(size / part.length))}\u0001`),
    ),
  );
  const context = createContext({ expression: new RegExp(pattern, flags.replace('y', '')), texts, at: 0 });
  try {
    runInContext(loop, context, { timeout: cutOff });
    return null;
  } catch {
    return `${texts[context.at as number]?.slice(0, 60)}…`;
  }
}
const loop =
  'for (at = 0; at < texts.length; at++) { expression.lastIndex = 0; expression.exec(texts[at]); }';

describe('regular expressions', () => {
  it('are found in the sources', () => {
    expect(all.length).toBeGreaterThan(400);
  });

  it('that are known to be hostile are seen as such', () => {
    for (const pattern of ['^(a+)+$', '(x*)*y', '^(\\w+\\s?)*$', 'a.*a.*a.*a.*a.*!$'])
      expect([pattern, busyWith({ pattern, flags: '' })]).toEqual([pattern, expect.any(String)]);
  });

  it('of the product end soon on any of these texts', () => {
    const hostile = all.map((one) => ({ ...one, text: busyWith(one) })).filter(({ text }) => text !== null);
    expect(hostile).toEqual([]);
  });

  it('are not made of patterns with many stars: those once kept a label busy for years', () => {
    const matches = labelMatcher(`${'*a'.repeat(40)}*b`);
    expect(matches('a'.repeat(2000))).toBe(false);
    expect(matches(`${'a'.repeat(2000)}b`)).toBe(true);
  });

  it('would say the same of patterns with stars', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (one, label) => {
        expect(labelMatcher(one)(label)).toBe(new RegExp(`^${one.replaceAll('*', '.*')}$`).test(label));
      }),
    );
  });

  it('that are put together are so in known places, each of constants or of text that is escaped', () => {
    const made = productFiles.filter((file) =>
      nodesOf(file).some(
        (node) =>
          (node.type === 'NewExpression' || node.type === 'CallExpression') &&
          namesOf(node.callee as Parameters<typeof namesOf>[0]).join('.') === 'RegExp',
      ),
    );
    expect(made).toEqual(Object.keys(madeIn).sort());
  });
});

/** What they are made of. */
const madeIn: Record<string, string> = {
  'app/act.ts': 'a word of our own',
  'documents/note-headings.ts': 'parts of our own',
  'documents/note-text.ts': 'a list of our own',
  'domain/regenerate/blocks.ts': 'a fence and its length',
  'domain/calendar/deadline.ts': 'names of months',
  'domain/incident/likeness.ts': 'a version, escaped',
  'domain/incident/words.ts': 'parts of our own',
  'domain/named-items.ts': 'parts of our own',
  'domain/release-notes/accumulator.ts': 'parts of our own',
  'report/incident-mirror.ts': 'parts of our own',
  'report/linked.ts': 'parts of our own',
  'report/references.ts': 'parts of our own',
  'slack/actions/ci.ts': 'names of buttons',
  'slack/blocks/enhancements/features.ts': 'a name of a group, escaped',
  'slack/listeners.ts': 'a name of a button',
};
