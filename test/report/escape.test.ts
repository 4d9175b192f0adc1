/** Text from elsewhere in a report: it stays text, but for the addresses that people write down. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeMarkdown, escapeWithLinks, webAddress } from '../../src/report/escape.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { hostileText, hostileTexts } from '../builders/arbitraries.js';
import { issue } from '../builders/issue.js';
import { kind, release } from '../builders/release.js';
import { milestone, note, status } from '../builders/status.js';
import { gitHubAnchors, tocLinks } from './outline.js';

/** What is left of Markdown once everything that is escaped is gone. */
const bare = (line: string) => line.replace(/\\[!-/:-@[-`{-~]/g, '');

describe('text from elsewhere', () => {
  it('cannot become a heading, a list, a link, a tag, code or a mention', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText(), fc.string({ unit: 'binary' })), (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped).not.toMatch(/[\r\n]/);
        expect(bare(escaped)).not.toMatch(/[\\`*_{}[\]<>|#~&]/);
        expect(escaped).not.toMatch(/@(?!\u200b)/);
        expect(escaped).not.toMatch(/^\s*([-+/]|\d+[.)](\s|$))/);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a_b*c', 'a\\_b\\*c'],
    ['one\r\n\r\n# two', 'one \\# two'],
    ['a\rb', 'a b'],
    ['a\u2028b\u0085 c', 'a b c'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['1.6 milestone', '1.6 milestone'],
    ['----', '\\----'],
    ['@kubernetes/everyone', '@\u200bkubernetes/everyone'],
    ['&#64;here &lt;b&gt;', '\\&\\#64;here \\&lt;b\\&gt;'],
    ['see https://github.com/a/b/issues/1', 'see https://github.com/a/b/issues/1'],
    ['😀 שלום', '😀 שלום'],
  ])('%j is written as %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it.each(hostileTexts.map((text) => [text]))('leaves the form of the report as it is: %j', (text) => {
    const written = (given: string) =>
      reportMarkdown(
        status({
          of: release({
            name: 'v1.6',
            groups: { noun: 'SIG', prefix: 'sig/', rows: ['node'], names: { node: given }, owners: {} },
            kinds: [kind({ id: 'flake', title: given })],
            phrases: [{ id: 'phrase-1', phrase: given, filter: { is: 'every' } }],
          }),
          issues: [issue({ labels: ['kind/flake', `sig/${given}`, 'kind/bug'] })],
          notes: [
            note({ id: 1, text: given, authorName: given }),
            note({ id: 2, heading: 'Heading', text: given }),
            note({ id: 3, type: 'action', text: given, heading: 'Heading' }),
            note({ id: 4, type: 'taken', text: given, authorName: given }),
          ],
          source: { milestone: milestone({ title: given }), problem: null },
        }),
      );
    const shape = (report: string) => report.split('\n').map((line) => /^(#+ |\s*- |---$|)/.exec(line)?.[0]);
    const report = written(text);
    expect(shape(report)).toEqual(shape(written('plain')));
    expect(tocLinks(report)).toEqual(gitHubAnchors(report).slice(3));
    expect(report).not.toMatch(/@(?!\u200b)/);
    expect(report).not.toMatch(/(?<!\\)</);
    // Every address is whole: it ends where its link ends.
    for (const [, url] of report.matchAll(/\]\((https:[^)]*)\)/g))
      expect(() => new URL(url ?? '')).not.toThrow();
  });
});

describe('an address that somebody wrote', () => {
  it.each([
    ['see https://a.example/x.', 'see [https://a.example/x](https://a.example/x).'],
    ['(http://a.example/x)', '([http://a.example/x](http://a.example/x))'],
    ['https://a.example/x_(y)!', '[https://a.example/x\\_%28y%29](https://a.example/x_%28y%29)!'],
    ['https://a.example/#!topic/x', '[https://a.example/\\#!topic/x](https://a.example/#!topic/x)'],
    ['https://a.example/?a=1&b=2', '[https://a.example/?a=1\\&b=2](https://a.example/?a=1&b=2)'],
    ['<https://a.example/x|safe>', '\\<[https://a.example/x%7Csafe](https://a.example/x%7Csafe)\\>'],
    ['`https://a.example/x`', '\\`[https://a.example/x](https://a.example/x)\\`'],
    ['HTTPS://A.example', '[https://a.example/](https://a.example/)'],
    ['look!https://a.example/x', 'look\\![https://a.example/x](https://a.example/x)'],
    ['https://a.example/\u202ex', '[https://a.example/x](https://a.example/x)'],
    ['https://a.example/@team', '[https://a.example/%40team](https://a.example/%40team)'],
    ['1. https://a.example/x', '1\\. [https://a.example/x](https://a.example/x)'],
    ['https://bücher.example/', '[https://xn--bcher-kva.example/](https://xn--bcher-kva.example/)'],
  ])('%j is the link %j', (text, written) => {
    expect(escapeWithLinks(text)).toBe(written);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'https://github.com:x@evil.example/',
    'https://github.com@evil.example/',
    'xhttps://a.example/',
    'ftp://a.example/',
  ])('%j stays text', (text) => {
    expect(escapeWithLinks(text)).toBe(escapeMarkdown(text));
  });

  it('is all that is a link, and says where it leads, for any text', () => {
    const pieces = fc.oneof(
      hostileText(60),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.constantFrom('!', '](', '[', ')', 'https://', 'https://a.example/', '<', '\\', '`', '&copy;'),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const written = escapeWithLinks(parts.join(''));
        const rest = written.replace(
          /(?<!(?<!\\)!)\[((?:\\.|[^\\[\]])*)\]\((https?:[^\s()<>|`\\@]*)\)/g,
          (_, title: string, address: string) => {
            expect(title.replace(/\\(.)/g, '$1')).toBe(address);
            expect(new URL(address).username).toBe('');
            return '';
          },
        );
        expect(written).not.toMatch(/[\r\n]|@(?!\u200b)/);
        expect(bare(rest)).not.toMatch(/[\\`*_{}[\]<>|#~&]/);
      }),
      { numRuns: 300 },
    );
  });

  it('has nothing in it that a reader would take for a character', () => {
    expect(webAddress('https://a.example/?x=1&copy;2')).toBe('https://a.example/?x=1&copy%3B2');
    expect(webAddress('https://a.example/a b(c)`')).toBe('https://a.example/a%20b%28c%29%60');
    expect(webAddress('no address')).toBeNull();
  });
});
