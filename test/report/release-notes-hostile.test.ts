/** Whatever authors write, the draft keeps its form: no heading, list, comment, mention or reference of theirs is in it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { readProse } from '../../src/documents/prose.js';
import { draftOf } from '../../src/domain/release-notes/draft.js';
import type { NotesForm } from '../../src/domain/release-notes/settings.js';
import { releaseNotesMarkdown } from '../../src/report/release-notes.js';
import { hostileText } from '../builders/arbitraries.js';
import { feature, notedPull, notesFacts, notesSettings, urgent } from '../builders/release-notes.js';

const piece = fc.constantFrom(
  ...['```', '````', '~~~', '```js\nconst x = 1;\n```', '    code', '`', '``', '`a', '\\', '\\`', '$x$'],
  ...[
    '<!--',
    '-->',
    '<!-- signalman:generated x -->',
    '<script>',
    '<details>',
    '</details>',
    '<img src=x>',
    '<?',
    '<![CDATA[',
  ],
  ...[
    '[a]: https://evil.example',
    '[a]',
    '[a](b "c")',
    '![x](https://evil.example/x.png)',
    '[',
    '](',
    '[^1]: x',
  ],
  ...[
    '# heading',
    '## Features',
    'setext',
    '=====',
    '-----',
    '***',
    '> quote',
    '>>> q',
    '| a | b |',
    '|---|---|',
    ':---:',
  ],
  ...['- list', '  - nested', '* x', '+ x', '1. one', '12) x', '- [ ] box', '\t- tab', '          deep'],
  ...[
    '@ada',
    '@kubernetes/sig-node',
    '&#64;ada',
    '&commat;ada',
    'a@b.example',
    '<!channel>',
    '<!here|x>',
    '<@U0ADA>',
    '<#C1>',
  ],
  ...[
    'Fixes #12',
    'closes: acme/rocket#3',
    'fixes https://github.com/acme/rocket/issues/1',
    'GH-3',
    '#',
    '12',
  ],
  ...[
    '**',
    '__',
    '*',
    '_',
    '~~',
    '!',
    'www.evil.example',
    'https://a.example/@ada)x',
    'javascript:alert(1)',
    '[j](javascript:x)',
  ],
  ...['\u202e', '\u2067', '\u0000', '\u2028', '\r', '\ud800', '中文说明', 'مرحبا', '--flag', '`--flag`'],
);
const hostile = fc.oneof(
  fc
    .array(fc.tuple(piece, fc.constantFrom('\n', '\n', '\n\n', ' ', '', '\n  ', '\r\n')), {
      minLength: 1,
      maxLength: 14,
    })
    .map((parts) => parts.flat().join('')),
  hostileText(),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

const github = new MarkdownIt('default', { html: true, linkify: false });

interface Outline {
  headings: string[];
  /** Blocks of the page itself, with how many entries a list has. */
  top: string[];
}

function outlineOf(markdown: string): Outline {
  const tokens = github.parse(markdown, {});
  const headings: string[] = [];
  const top: string[] = [];
  let entries = 0;
  for (const [at, { type, level, tag, content }] of tokens.entries()) {
    if (type === 'heading_open') headings.push(`${tag} ${tokens[at + 1]?.content}`);
    if (type === 'list_item_open' && level === 1) entries++;
    if (type === 'bullet_list_close' && level === 0) top.push(`list ${entries}`);
    if (type === 'bullet_list_close' && level === 0) entries = 0;
    if (
      level === 0 &&
      /^(?:html_block|fence|code_block|hr|blockquote_open|table_open|ordered_list_open)$/.test(type)
    )
      top.push(`${type} ${content}`);
    if (type === 'paragraph_open' && level === 0) top.push('paragraph');
  }
  return { headings, top };
}

const forms: NotesForm[] = ['features', 'kinds'];
interface Words {
  note: string;
  title: string;
  description: string;
  author: string;
  known: string;
  page: string;
}
const harmless: Words = {
  ...{ note: 'It works', title: 'A title', description: 'It does', author: 'ada' },
  ...{ known: 'It is slow', page: 'https://docs.example/page' },
};

function drafted(form: NotesForm, { note, title, description, author, known, page }: Words): string {
  const docs = [{ url: page, state: 'merged' as const, pages: [page] }];
  return releaseNotesMarkdown(
    draftOf(
      notesFacts({
        settings: notesSettings({ form }),
        pulls: [
          notedPull(1, note, { title, author, kinds: ['bug'], groups: ['node', title.slice(0, 10)] }),
          notedPull(2, 'plain', { said: urgent(note), url: page }),
          notedPull(3, 'plain', { kinds: ['deprecation'], revertedBy: 2 }),
          notedPull(4, null, { title, author }),
          notedPull(5, 'the last'),
        ],
        features: [
          feature(11, { description, docs }),
          feature(12, { description: null, title, docs: [], assignees: [author], group: 'storage' }),
        ],
        knownIssues: [{ text: known, link: { name: title, url: page } }],
        accumulator: { title, url: page },
        problems: [known],
      }),
    ),
    readProse,
  );
}

/** What a reader sees, by paragraph and without code: all of it, and without what links are called. */
function seenText(markdown: string): { all: string; unlinked: string }[] {
  return github.parse(markdown, {}).flatMap(({ type, children }) => {
    if (type !== 'inline') return [];
    const seen = { all: '', unlinked: '' };
    let links = 0;
    for (const child of children ?? []) {
      if (child.type === 'link_open') links++;
      if (child.type === 'link_close') links--;
      const text = child.type === 'text' || child.type === 'text_special' ? child.content : ' ';
      seen.all += text;
      if (links === 0) seen.unlinked += text;
    }
    return [seen];
  });
}

const words = fc.record({
  ...{ note: hostile, title: hostile, description: hostile, author: hostile, known: hostile },
  page: fc.oneof(hostile, fc.constant('https://docs.example/page')),
});

describe.each(forms)('a draft of the form %s', (form) => {
  const outline = outlineOf(drafted(form, harmless));

  it('has our headings and lists only, whatever is in it', () => {
    fc.assert(
      fc.property(words, (one) => {
        const now = outlineOf(drafted(form, one));
        expect(now.headings).toEqual(outline.headings);
        expect(now.top).toEqual(outline.top);
      }),
      { numRuns: 150 },
    );
  });

  it('mentions nobody, refers to no issue, and fetches nothing', () => {
    fc.assert(
      fc.property(words, (one) => {
        const markdown = drafted(form, one);
        for (const { all, unlinked } of seenText(markdown)) {
          expect(unlinked).not.toMatch(/@[a-z\d]/i);
          expect(unlinked).not.toMatch(/#\d|\bGH-\d/i);
          expect(all).not.toMatch(
            /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:#\d|acme\/rocket#\d|https?:\S*\/\d)/i,
          );
        }
        expect(markdown).not.toMatch(/<[!@#]/);
        expect(markdown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
        expect(markdown).not.toMatch(/\p{Surrogate}/u);
        for (const { type: block, children } of github.parse(markdown, {})) {
          expect(block).not.toBe('html_block');
          for (const { type, attrs } of children ?? []) {
            expect(['image', 'html_inline']).not.toContain(type);
            if (type === 'link_open') expect(attrs?.[0]?.[1]).toMatch(/^https?:\/\/[^@]*$/);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
