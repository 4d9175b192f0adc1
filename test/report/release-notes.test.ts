/** The draft in both forms: what authors wrote stays readable, what is urgent comes first, what was taken back is told. */
import { describe, expect, it } from '@jest/globals';
import { readProse } from '../../src/documents/prose.js';
import { draftOf } from '../../src/domain/release-notes/draft.js';
import type { NotedPull } from '../../src/domain/release-notes/pull.js';
import { releaseNotesMarkdown } from '../../src/report/release-notes.js';
import { feature, notedPull, notesFacts, notesSettings, urgent } from '../builders/release-notes.js';

const markdown = (...given: Parameters<typeof notesFacts>) =>
  releaseNotesMarkdown(draftOf(notesFacts(...given)), readProse);
const end = '([#7](https://github.com/acme/rocket/pull/7), [@ada](https://github.com/ada))';
/** The entry of a single note. */
function entry(text: string, given: Partial<NotedPull> = {}): string {
  const out = markdown({ pulls: [notedPull(7, text, given)] });
  return /### \w[^\n]*\n\n([\s\S]*?)\n\n## Dependencies/.exec(out)?.[1] ?? out;
}

describe('a note', () => {
  it('ends with its number, its author and its groups', () => {
    expect(entry('It works', { groups: ['node', 'api-machinery'] })).toBe(
      `- It works ${end} [SIG Node, Api Machinery]`,
    );
    expect(entry('It works', { author: 'dependabot[bot]' })).toContain(
      '[@dependabot](https://github.com/apps/dependabot))',
    );
  });

  it.each([
    ['--some-flag is gone', '\\--some-flag is gone'],
    ['Use `--some-flag=<x>` and `a_b`', 'Use `--some-flag=<x>` and `a_b`'],
    ['**Now** *really* ~~not~~ foo_bar', '**Now** *really* ~~not~~ foo_bar'],
    ['See [the page](https://a.example/x)', 'See [the page](https://a.example/x)'],
    ['See https://a.example/x.', 'See [https://a.example/x](https://a.example/x).'],
    ['![graph](https://a.example/x.png)', '[graph](https://a.example/x.png)'],
    ['since #12', 'since [#12](https://github.com/acme/rocket/issues/12)'],
    ['since other/place#12', 'since [other/place#12](https://github.com/other/place/issues/12)'],
    ['Fixes #12', 'Fixes \u200b[#12](https://github.com/acme/rocket/issues/12)'],
    ['thanks @bob', 'thanks @\u200bbob'],
    ['pods in <namespace> <b>wait</b><br>long', 'pods in \\<namespace\\> wait\n  long'],
    ['节点可以等待', '节点可以等待'],
    ['يمكن للعقدة الانتظار', 'يمكن للعقدة الانتظار'],
    ['a\n===\nb', '**a**\n\n  b'],
    ['one\ntwo', 'one\n  two'],
    ['# One', '**One**'],
    ['[evil.example](https://good.example)', '[evil.example](https://good.example)'],
    ['[https://good.example](https://evil.example)', '[https://evil.example](https://evil.example/)'],
  ])('keeps what it says: %j', (text, written) => {
    expect(entry(text).replace('(https://good.example/)', '(https://good.example)')).toBe(
      `- ${written} ${end}`,
    );
  });

  it('keeps its lists and its code', () => {
    expect(entry('Do this:\n* one\n  1. a\n  2. b\n* two\n\n```yaml\na: b\n\n  c: <!-- d -->\n```')).toBe(
      `- Do this:
  - one

    1. a
    2. b
  - two

  \`\`\`yaml
  a: b

    c: <\u200b!-- d --\u200b>
  \`\`\`

  ${end}`,
    );
  });

  it('that is only a list has its title before it', () => {
    expect(entry('- one\n- two')).toBe(`- Change 7:\n  - one\n  - two\n\n  ${end}`);
  });

  it('of 20,000 characters is shortened, and leads to the whole of it', () => {
    const text = entry('word '.repeat(4_000));
    expect(text.length).toBeLessThan(4_500);
    expect(text.endsWith(`… (it goes on in [#7](https://github.com/acme/rocket/pull/7)) ${end}`)).toBe(true);
  });
});

describe('the form kinds', () => {
  const pulls = [
    notedPull(1, 'Mended', { kinds: ['bug'] }),
    notedPull(2, 'Gone', { said: urgent('Move first'), kinds: ['cleanup', 'feature'] }),
    notedPull(3, 'Old', { kinds: ['bug', 'deprecation'] }),
    notedPull(4, 'New', { kinds: ['feature'], revertedBy: 5 }),
    notedPull(5, null, { said: { kind: 'none' }, reverts: 4 }),
    notedPull(6, null, { title: 'Says nothing' }),
  ];
  const out = markdown({ pulls, dependencies: { text: '* etcd 3\n  * slow', from: 'acme/notes/v1.5.md' } });

  it('has what is urgent first, whatever its kinds are, and each change once at its highest kind', () => {
    const lines = out.split('\n').filter((line) => /^(#|- (Mended|Move|Old|New|Gone))/.test(line));
    expect(lines.map((line) => line.replace(/ \(\[.*/, ''))).toEqual([
      ...['## Urgent Upgrade Notes', '- Move first', '## Changes by Kind'],
      ...['### Deprecation', '- Old', '### Bug or Regression', '- Mended', '## Dependencies'],
    ]);
  });

  it('tells what was taken back, and by what', () => {
    const at = 'https://github.com/acme/rocket/pull';
    expect(out).toContain(`- [#4](${at}/4) was taken back by [#5](${at}/5), so it is not in this release.`);
  });

  it('names what has no note, with its author, and pings nobody', () => {
    expect(out).toContain(
      'TODO: these are merged and say neither a release note nor NONE.\n\n- [#6](https://github.com/acme/rocket/pull/6) Says nothing (@\u200bada)',
    );
  });

  it('carries the dependencies over, and says that nobody has confirmed them', () => {
    expect(out).toMatch(
      /## Dependencies\n\nTODO: not confirmed yet for v1\.6: this was carried over from acme\/notes\/v1\.5\.md\. [^\n]*\n\n- etcd 3\n {2}- slow\n$/,
    );
  });

  it('names what deprecates something without a note', () => {
    const silent = { said: { kind: 'none' as const }, kinds: ['deprecation'], title: 'Old flag' };
    const todo = 'TODO: these deprecate something, and say that there is no release note.\n\n- [#8](';
    for (const form of ['kinds', 'features'] as const) {
      const settings = notesSettings({ form });
      expect(markdown({ settings, pulls: [notedPull(8, null, silent)] })).toContain(todo);
      expect(markdown({ settings, pulls: [notedPull(8, null, { ...silent, reverts: 7 })] })).not.toContain(
        todo,
      );
    }
  });

  it('says what could not be read', () => {
    expect(markdown({ problems: ['GitHub was away'] })).toMatch(
      /^Not all of this is known: GitHub was away\n/,
    );
  });
});

describe('the form features', () => {
  it('puts each note where it belongs', () => {
    const out = markdown({
      settings: notesSettings({ form: 'features' }),
      pulls: [
        notedPull(1, 'Mended', { kinds: ['bug'] }),
        notedPull(2, 'x', { said: urgent('Move first'), kinds: ['deprecation'] }),
        notedPull(3, 'Old', { kinds: ['deprecation'] }),
      ],
    });
    const below = (heading: string) => new RegExp(`## ${heading}\\n\\n- (\\w+(?: \\w+)*) \\(`).exec(out)?.[1];
    expect(below('Notable Changes to Existing Behavior')).toBe('Mended');
    expect(below('Deprecations')).toBe('Old');
    expect(below('Action Required Before Upgrading')).toBe('Move first');
  });

  it('says what its features are before what they lack, and what was taken back after what is there', () => {
    const out = markdown({
      settings: notesSettings({ form: 'features' }),
      features: [feature(1, { group: null })],
      pulls: [
        notedPull(1, 'Mended', { kinds: ['bug'] }),
        notedPull(4, 'New', { revertedBy: 5 }),
        notedPull(5, null, { said: { kind: 'none' }, reverts: 4 }),
      ],
    });
    const places = ['Each of them has an issue', 'TODO: complete these', '- Mended', 'was taken back by'];
    const found = places.map((one) => out.indexOf(one));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });
});
