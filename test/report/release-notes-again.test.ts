/** A draft that is written anew around what people made of it: their edits stay, and the rest follows. */
import { describe, expect, it } from '@jest/globals';
import { readProse } from '../../src/documents/prose.js';
import { regenerate } from '../../src/domain/regenerate/regenerate.js';
import { draftOf } from '../../src/domain/release-notes/draft.js';
import type { NotesFacts } from '../../src/domain/release-notes/facts.js';
import { releaseNotesMarkdown } from '../../src/report/release-notes.js';
import { feature, notedPull, notesFacts, notesSettings } from '../builders/release-notes.js';

const markdown = (facts: NotesFacts) => releaseNotesMarkdown(draftOf(facts), readProse);
const edited = (text: string, ...changes: [string, string][]) =>
  changes.reduce((one, [from, to]) => {
    if (!one.includes(from)) throw new Error(`there is no ${from}`);
    return one.replace(from, to);
  }, text);
const seen = (text: string) => text.replace(/\n*<!-- signalman[^>]*-->\n?/g, '\n');

const pulls = [
  notedPull(1, 'One works', { kinds: ['bug'] }),
  notedPull(2, 'Two works', { kinds: ['bug'] }),
  notedPull(3, 'Three works', { kinds: ['bug'] }),
  notedPull(4, 'Four works', { kinds: ['feature'] }),
];
const line = (number: number, text: string) =>
  `- ${text} ([#${number}](https://github.com/acme/rocket/pull/${number}), [@ada](https://github.com/ada))\n`;

describe('a draft of the form kinds', () => {
  const before = notesFacts({ pulls });
  const written = regenerate(null, markdown(before));
  const theirs = edited(
    written,
    // A note said better, one moved to the front, and a TODO that somebody has done away with.
    [line(2, 'Two works'), line(2, 'Two works **well**')],
    [line(3, 'Three works'), ''],
    [line(1, 'One works'), line(3, 'Three works') + line(1, 'One works')],
    ['TODO: name the versions of what this release depends on.', 'Go 1.26 is needed.'],
  );
  const after = regenerate(
    theirs,
    markdown(
      notesFacts({
        pulls: [
          notedPull(1, 'One works again', { kinds: ['bug'] }),
          notedPull(2, 'Two works again', { kinds: ['bug'] }),
          notedPull(3, 'Three works', { kinds: ['bug'] }),
          notedPull(4, 'Four works', { kinds: ['feature'], revertedBy: 6 }),
          notedPull(5, 'Five works', { kinds: ['bug'] }),
          notedPull(6, null, { said: { kind: 'none' }, reverts: 4 }),
          notedPull(7, 'Seven is gone', { kinds: ['deprecation'] }),
        ],
      }),
    ),
  );

  it('keeps what people said better, moved and took out, and follows in all else', () => {
    const entries = [...seen(after).matchAll(/^(?:#+|-|Go) .*$/gm)].map(([text]) =>
      text.replace(/ \(.*/, ''),
    );
    expect(entries).toEqual(
      [
        ...['## Urgent Upgrade Notes', '## Changes by Kind', '- [#4]'],
        ...['### Deprecation', '- Seven is gone', '### Bug or Regression'],
        ...['- Three works', '- Five works', '- One works again', '- Two works **well**'],
        ...['## Dependencies', 'Go 1.26 is needed.'],
      ].map((text) => (text === '- [#4]' ? expect.stringMatching(/^- \[#4\]/) : text)),
    );
  });

  it('is the same when it is written once more', () => {
    const facts = notesFacts({ pulls });
    expect(regenerate(theirs, markdown(facts))).toBe(theirs.replace(/\n*$/, '\n'));
  });
});

describe('a draft of the form features', () => {
  const settings = notesSettings({ form: 'features' });
  const docs = (number: number) => ({
    url: `https://github.com/acme/website/pull/${number}`,
    ...{ state: 'open' as const, pages: [] as string[] },
  });
  const features = [
    feature(11),
    feature(12, { stage: 'beta' }),
    feature(21, { group: 'storage', docs: [] }),
    feature(22, { group: 'storage', stage: 'stable' }),
  ];
  const written = regenerate(null, markdown(notesFacts({ settings, features, pulls })));
  const theirs = edited(
    written,
    [
      'TODO: say in a few sentences what this release is about.',
      'It is about being fast.\n\nAnd about being safe.',
    ],
    ['[beta] It does 12', '[beta] It does all of 12'],
  );
  const after = regenerate(
    theirs,
    markdown(
      notesFacts({
        ...{ settings, pulls },
        features: [
          feature(11, { docs: [{ ...docs(11), state: 'merged', pages: ['https://docs.example/eleven'] }] }),
          feature(12, { stage: 'beta', description: 'It does twelve' }),
          feature(13, { stage: 'beta' }),
          feature(21, { group: 'storage', docs: [docs(99)] }),
          feature(22, { group: 'storage', stage: 'stable' }),
          feature(31, { group: 'apps' }),
        ],
      }),
    ),
  );

  it('keeps one changed feature of a group, and follows in those beside it', () => {
    const [, list = ''] = /answers for it\.\n\n([\s\S]*?)\n\n## Known/.exec(after) ?? [];
    expect(list.replace(/https:\/\/github\.com\/acme\//g, '')).toBe(`- **Apps**
  - [alpha] It does 31 ([docs PR](website/pull/31)) ([acme/features#31](features/issues/31))
- **Node**
  - [alpha] It does 11 ([docs](https://docs.example/eleven)) ([acme/features#11](features/issues/11))
  - [beta] It does 13 ([docs PR](website/pull/13)) ([acme/features#13](features/issues/13))
  - [beta] It does all of 12 ([docs PR](website/pull/12)) ([acme/features#12](features/issues/12))
- **Storage**
  - [alpha] It does 21 ([docs PR](website/pull/99)) ([acme/features#21](features/issues/21))
  - [stable] It does 22 ([docs PR](website/pull/22)) ([acme/features#22](features/issues/22))`);
  });

  it('keeps what people wrote of the themes, and drops a TODO that is done', () => {
    expect(after).toContain(
      '## Major Themes\n\nIt is about being fast.\n\nAnd about being safe.\n\n## Features',
    );
    expect(written).toContain('no pull request for its documentation');
    expect(after).not.toContain('no pull request for its documentation');
  });
});

describe('a note that somebody has said better, and whose kind is another one now', () => {
  const well = line(2, 'Two works **well**');
  const theirs = edited(regenerate(null, markdown(notesFacts({ pulls }))), [line(2, 'Two works'), well]);
  const facts = notesFacts({
    pulls: [
      ...pulls.filter(({ number }) => number !== 2),
      notedPull(2, 'Two works', { kinds: ['feature'] }),
      notedPull(5, 'Five works', { kinds: ['feature'] }),
    ],
  });
  const times = (text: string) => text.split('[#2](').length - 1;

  it('stands once, in the words of people', () => {
    const after = regenerate(theirs, markdown(facts));
    expect([times(after), after.includes(well), after.includes('Five works')]).toEqual([1, true, true]);
    const later = regenerate(after, markdown(facts));
    expect(later).toBe(after);
  });

  it('goes where it belongs when nobody has said it otherwise', () => {
    const after = regenerate(regenerate(null, markdown(notesFacts({ pulls }))), markdown(facts));
    expect(seen(after)).toBe(markdown(facts));
  });

  it('does not go for what people say of it somewhere else', () => {
    const more = edited(
      theirs,
      [well, line(2, 'Two works')],
      ['## Changes by Kind\n', `## Changes by Kind\n\n${line(5, 'Five is the best of it')}`],
    );
    const after = regenerate(more, markdown(facts));
    expect([times(after), after.split('[#5](').length - 1]).toEqual([1, 2]);
  });
});
