/** What a draft is made of: changes by kind, features by stage, dependencies carried over, and a draft kept by hand. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dependenciesIn } from '../../src/domain/release-notes/dependencies.js';
import { changesByKind, noteKind } from '../../src/domain/release-notes/draft-kinds.js';
import { featureGaps } from '../../src/domain/release-notes/feature-gaps.js';
import { type FeatureSaid, featuresOf } from '../../src/domain/release-notes/features.js';
import { auditDraft } from '../../src/domain/release-notes/hand-kept.js';
import { publishedNotes } from '../../src/domain/release-notes/published.js';
import { feature, notedPull, notesFacts } from '../builders/release-notes.js';

describe('a change of several kinds', () => {
  it.each([
    [['bug', 'deprecation'], 'deprecation'],
    [['feature', 'api-change'], 'api-change'],
    [['cleanup', 'regression'], 'bug'],
    [['flake'], 'other'],
    [['constructor'], 'uncategorized'],
    [[], 'uncategorized'],
  ])('%j is listed as %s', (kinds, kind) => expect(noteKind(kinds)).toBe(kind));

  it('is listed once', () => {
    const pulls = [
      notedPull(1, 'a', { kinds: ['bug', 'feature'] }),
      notedPull(2, 'b'),
      notedPull(3, 'c', { kinds: ['bug'] }),
    ];
    expect(changesByKind(pulls).map(([kind, some]) => [kind, some.map(({ number }) => number)])).toEqual([
      ['feature', [1]],
      ['bug', [3]],
      ['uncategorized', [2]],
    ]);
  });
});

describe('what is published', () => {
  it('leaves out what was taken back, and picks of what is there itself', () => {
    const pulls = [
      notedPull(9, 'nine'),
      notedPull(1, 'one', { revertedBy: 2 }),
      notedPull(2, null, { said: { kind: 'none' }, reverts: 1 }),
      notedPull(10, 'nine', { saidBy: 'parent', parents: [9] }),
      notedPull(11, 'other', { saidBy: 'parent', parents: [9, 500] }),
    ];
    expect(publishedNotes(pulls).map(({ number }) => number)).toEqual([9, 11]);
  });
});

describe('an enhancement', () => {
  const said: FeatureSaid = {
    ...{ description: 'It works', docs: [], noDocs: [], groups: ['apps'] },
    targets: { alpha: '1.6', beta: 'v1.7', stable: '1.8' },
  };
  const one = (labels: string[], more: Partial<FeatureSaid> = {}) =>
    featuresOf({
      issues: [
        { repository: 'a/b', number: 1, title: 't', body: '', url: 'https://x', assignees: ['ada'], labels },
      ],
      read: () => ({ ...said, ...more }),
      kepStage: () => 'beta',
      docsState: (url) => ({ state: url.endsWith('closed') ? 'closed' : 'open', pages: [] }),
      ...{ milestone: 'v1.7', groupPrefix: 'sig/' },
    })[0] ?? feature(0);

  it('has the stage of its label, or the one that is its target for this release', () => {
    expect(one(['stage/alpha', 'sig/node'])).toMatchObject({ stage: 'alpha', group: 'node' });
    expect(one([])).toMatchObject({ stage: 'beta', group: 'apps' });
    expect(one([], { targets: { stable: '1.9' }, groups: [] })).toMatchObject({ stage: null, group: null });
  });

  it('has the documentation of its stage, not of the one before', () => {
    const docs = [
      { stage: 'alpha' as const, url: 'https://a' },
      { stage: 'beta' as const, url: 'https://b' },
      { stage: null, url: 'https://c' },
    ];
    expect(one([], { docs }).docs.map(({ url }) => url)).toEqual(['https://b', 'https://c']);
    expect(one(['stage/stable'], { docs: docs.slice(0, 2), noDocs: ['stable'] })).toMatchObject({
      docs: [],
      needsNoDocs: true,
    });
  });

  it('lacks what its issue does not say, each told to its assignees', () => {
    const bare = one(['stage/alpha'], {
      description: null,
      groups: [],
      docs: [{ stage: null, url: 'https://closed' }],
    });
    expect(featureGaps([bare], 'SIG').map(({ code, owners, blocks }) => [code, owners, blocks])).toEqual([
      ['feature-note', ['ada'], true],
      ['feature-group-unknown', ['ada'], true],
      ['feature-docs', ['ada'], false],
      ['feature-stage', ['ada'], false],
    ]);
    expect(featureGaps([one([], { noDocs: [null] })], 'SIG')).toEqual([]);
  });
});

describe('the notes of the release before', () => {
  it('give what stands below their heading for dependencies', () => {
    const text =
      '# v1.5\n## Changes\n- x\n### External Dependency Version Information\n\nTODO:\n- update it\n\n* Docker 1.10\n  * slow\n\n#### More\n- etcd 3\n\n### Other\n- y\n';
    expect(dependenciesIn(text)).toBe('* Docker 1.10\n  * slow\n\n#### More\n- etcd 3');
    expect(dependenciesIn(text.replaceAll('\n', '\r\n'))).toBe(dependenciesIn(text));
  });
  it.each(['Dependencies', '**Dependencies**', '[Dependencies](#d)', 'External Dependencies'])(
    'also below %s',
    (name) => expect(dependenciesIn(`## ${name}\n- etcd\n## Next`)).toBe('- etcd'),
  );
  it.each(['', '# Notes\n- x', '```\n## Dependencies\n```\n- etcd', '## Dependencies\n\n## Next'])(
    'give nothing otherwise: %j',
    (text) => expect(dependenciesIn(text)).toBeNull(),
  );
  it('are read whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void dependenciesIn(`## Dependencies\n${text}`)),
    );
  });
});

describe('a draft that is kept by hand', () => {
  const facts = notesFacts({
    pulls: [
      notedPull(1, 'one'),
      notedPull(2, 'two'),
      notedPull(3, null),
      notedPull(4, 'four'),
      notedPull(5, 'five'),
    ],
  });
  const draft = `# v1.6
## Major Themes
- Speed
## Notable Changes
TODO:
- ask everybody

- One works (#1)
- Storage
  - two works ([#2](https://github.com/acme/rocket/pull/2))
  - nobody knows this
- From elsewhere (other/place#4)
- Four, told at length,
  by https://github.com/acme/rocket/pull/4
- TODO: more
\`\`\`
- code
\`\`\`
## Known Issues
- It is slow
`;

  it('lacks what was merged with a note, and has entries that nobody merged', () => {
    expect(
      auditDraft(draft, facts).map(({ code, number, title, text }) => [code, number ?? title, text]),
    ).toEqual([
      ['not-in-draft', 5, 'It is merged, and its note is not in the draft'],
      ['no-pull', 'nobody knows this', 'This entry of the draft names no pull request'],
      [
        'no-pull',
        'From elsewhere (other/place#4)',
        'This entry of the draft names other/place#4, which is not merged in this release',
      ],
    ]);
  });

  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void auditDraft(`## Changes\n- ${text}`, facts)),
    );
  });
});
