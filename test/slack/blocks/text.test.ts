/** Text for Slack: nothing in it acts, and nothing of it is torn. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plural } from '../../../src/domain/plural.js';
import {
  clip,
  clipEscaped,
  escapeText,
  link,
  mention,
  placeName,
  unformatted,
  when,
} from '../../../src/slack/blocks/parts/text.js';
import { hostileText } from '../../builders/arbitraries.js';
import { expectHarmless } from './checks.js';

const anyText = fc.oneof(
  hostileText(),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('&', '<', '👩‍🚀', 'é', 'x'), maxLength: 80 }),
);
const read = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const graphemes = (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

describe('escaped text', () => {
  it.each([
    ['<!channel> & <@U1>', '&lt;!channel&gt; &amp; &lt;@U1&gt;'],
    ['&amp;', '&amp;amp;'],
    ['a|b *c* 😀', 'a|b *c* 😀'],
    ['GO \u202eON\u202c \u2066x\u2069', 'GO ON x'],
    ['שלום\u200f مرحبا', 'שלום\u200f مرحبا'],
    ['zero\u200bwidth', 'zero\u200bwidth'],
  ])('of %j is %j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  it('has nothing left that Slack would act on', () => {
    fc.assert(
      fc.property(anyText, (text) => expectHarmless(escapeText(text))),
      { numRuns: 200 },
    );
  });
});

describe('text that is cut', () => {
  it('is never too long and never torn within a character that people see', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 120 }), (text, length) => {
        const cut = clip(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        if (text.length <= length) return expect(cut).toBe(text);
        expect(cut.endsWith('…')).toBe(true);
        const kept = graphemes(cut.slice(0, -1));
        return expect(graphemes(text).slice(0, kept.length)).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });

  it('is never torn within an entity either, and counts what it is once it is escaped', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 120 }), (text, length) => {
        const cut = clipEscaped(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expectHarmless(cut);
        const escaped = escapeText(text);
        if (escaped.length <= length) return expect(cut).toBe(escaped);
        const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
        return expect(plain.startsWith(read(cut.slice(0, -1)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a&b&c', 7, 'a&amp;…'],
    ['&&&&', 10, '&amp;…'],
    ['&&', 10, '&amp;&amp;'],
    ['👩‍🚀👩‍🚀👩‍🚀', 11, '👩‍🚀👩‍🚀…'],
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['', 3, ''],
  ])('%j to %d characters is %j', (text, length, cut) => {
    expect(clipEscaped(text, length)).toBe(cut);
  });

  it('is cut quickly, however long it is', () => {
    expect(clip('x'.repeat(5_000_000), 100)).toHaveLength(100);
    expect(clip(`e${'\u0301'.repeat(1000)}`, 100)).toBe('…');
  });
});

describe('a link', () => {
  it('is one whole link, whatever its text is', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const made = link('https://github.com/a/b/issues?q=x|y<z>', text);
        expect(made).toMatch(/^<https:\/\/github\.com\/a\/b\/issues\?q=x%7Cy%3Cz%3E\|[^<>|\n\r]+>$/);
      }),
      { numRuns: 100 },
    );
  });

  it('to an address that is far too long is its text', () => {
    expect(link(`https://github.com/${'x'.repeat(1500)}`, 'a & b')).toBe('a &amp; b');
  });
});

describe('a moment and a number', () => {
  it('are written for the reader', () => {
    expect(when(1_489_665_600_999, '16 March 2017, 12:00 UTC')).toBe(
      '<!date^1489665600^{date_short_pretty}, {time}|16 March 2017, 12:00 UTC>',
    );
    expect([plural(0, 'issue'), plural(1, 'issue'), plural(2, 'issue')]).toEqual([
      '0 issues',
      '1 issue',
      '2 issues',
    ]);
  });
});

describe('names', () => {
  it('keep their marks without being formatted by them', () => {
    expect(unformatted('`a` *b* ~c~ _d_ e_f')).toBe('ˋaˋ ∗b∗ ∼c∼ ˍdˍ e_f');
  });

  it('of people, user groups and channels are mentions only where they are Slack ids', () => {
    expect(['U01NORA', 'S01TEAM', 'C01REL', 'D01NORA'].map(placeName)).toEqual([
      ...['<@U01NORA>', '<!subteam^S01TEAM>', '<#C01REL>', 'a direct message'],
    ]);
    expect(mention('U1> <!channel')).toBe('U1&gt; &lt;!channel');
    expect(mention('C01REL')).toBe('C01REL');
  });
});
