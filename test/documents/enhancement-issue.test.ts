/** Descriptions of enhancements' issues, in the forms that the templates of 2017 and today ask for. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readEnhancementIssue } from '../../src/documents/enhancement-issue.js';

const of2017 = (value: Partial<Record<'line' | 'sigs' | 'docs' | 'alpha' | 'beta' | 'stable', string>>) =>
  `# Feature Description
- One-line feature description (can be used as a release note):${value.line ?? ''}
- Primary contact (assignee): @ada
- Responsible SIGs:${value.sigs ?? ''}
- Design proposal link (community repo): https://github.com/kubernetes/community/pull/1
- Reviewer(s) - (for LGTM) recommend having 2+ reviewers: @grace
- Approver (likely from SIG/area to which feature belongs): @linus
- Docs PR:${value.docs ?? ''}
- Feature target (which target equals to which milestone):
  - Alpha release target (x.y)${value.alpha ?? ''}
  - Beta release target (x.y)${value.beta ?? ''}
  - Stable release target (x.y)${value.stable ?? ''}
`;

const today = (stages: Partial<Record<'Alpha' | 'Beta' | 'Stable', string>>, line = '') => `
<!-- One-line description: never read this -->
# Enhancement Description
- One-line enhancement description (can be used as a release note):${line}
- Kubernetes Enhancement Proposal: <!-- link to kubernetes/enhancements file -->
- Discussion Link: https://groups.google.com/g/x
- Primary contact (assignee): @ada
- Responsible SIGs: /sig node
- Enhancement target (which target equals to which milestone):
  - Alpha release target (x.y): 1.36
  - Beta release target (x.y): v1.37
  - Stable release target (x.y):
${(['Alpha', 'Beta', 'Stable'] as const)
  .map(
    (stage) => `- [x] ${stage}
  - [x] KEP (\`k/enhancements\`) update PR(s): https://github.com/kubernetes/enhancements/pull/7
  - [ ] Code (\`k/k\`) update PR(s): https://github.com/kubernetes/kubernetes/pull/8
  - [ ] Docs (\`k/website\`) update PR(s):${stages[stage] ?? ''}`,
  )
  .join('\n')}

_Please keep this description up to date._
`;

describe('the template of 2017', () => {
  it('is read when it is filled in', () => {
    const body = of2017({
      line: ' Pods may **wait**',
      sigs: ' SIG Node, @kubernetes/sig-api-machinery-feature-requests',
      docs: ' https://github.com/kubernetes/kubernetes.github.io/pull/4080',
      ...{ alpha: ': 1.6', beta: ' - v1.7' },
    });
    for (const text of [body, body.replaceAll('\n', '\r\n')])
      expect(readEnhancementIssue(text)).toEqual({
        description: 'Pods may **wait**',
        docs: [{ stage: null, url: 'https://github.com/kubernetes/kubernetes.github.io/pull/4080' }],
        noDocs: [],
        targets: { alpha: '1.6', beta: 'v1.7' },
        groups: ['node', 'api-machinery'],
        isEnhancement: true,
      });
  });

  it('has no values while nobody has filled it in', () => {
    expect(readEnhancementIssue(of2017({}))).toEqual({
      ...{ description: null, docs: [], noDocs: [], targets: {}, groups: [], isEnhancement: true },
    });
  });

  it('is read where values stand on the lines below', () => {
    const body = of2017({
      line: '\n\n  Pods may wait\n  for others',
      sigs: '\n  - sig-node\n  - sig/storage',
      docs: '\n  - [x] [the page](https://github.com/kubernetes/website/pull/2)\n  - k/website#3.',
    });
    expect(readEnhancementIssue(body)).toMatchObject({
      description: 'Pods may wait for others',
      groups: ['node', 'storage'],
      docs: [
        { stage: null, url: 'https://github.com/kubernetes/website/pull/2' },
        { stage: null, url: 'https://github.com/kubernetes/website/pull/3' },
      ],
    });
  });

  it.each([' N/A', ' none', ' No docs required.', ' not needed', ' no documentation needed, internal'])(
    'knows who needs no documentation: %s',
    (docs) => {
      expect(readEnhancementIssue(of2017({ docs }))).toMatchObject({ docs: [], noDocs: [null] });
    },
  );

  it.each(['', ' TBD', ' not yet', ' notes follow', ' nobody'])('does not take for that: "%s"', (docs) => {
    expect(readEnhancementIssue(of2017({ docs })).noDocs).toEqual([]);
  });

  it.each([
    [': 1.7', '1.7'],
    [' 1.7', '1.7'],
    [': ~~1.6~~ 1.7', '1.7'],
    [': 1.6 -> 1.7', '1.7'],
    [': 1.7 (was 1.6)', '1.7'],
    [': **v1.7**', 'v1.7'],
    [': TBD', undefined],
    [': https://a.example/1.7', undefined],
  ])('reads a target: "%s"', (stable, target) => {
    expect(readEnhancementIssue(of2017({ stable })).targets.stable).toBe(target);
  });
});

describe("today's template", () => {
  it('is read by stage', () => {
    const body = today(
      {
        Alpha: ' kubernetes/website#11',
        Beta: '\n    - https://github.com/kubernetes/website/pull/12',
        Stable: ' N/A',
      },
      ' Pods may wait',
    );
    expect(readEnhancementIssue(body)).toEqual({
      description: 'Pods may wait',
      docs: [
        { stage: 'alpha', url: 'https://github.com/kubernetes/website/pull/11' },
        { stage: 'beta', url: 'https://github.com/kubernetes/website/pull/12' },
      ],
      noDocs: ['stable'],
      targets: { alpha: '1.36', beta: 'v1.37' },
      groups: ['node'],
      isEnhancement: true,
    });
  });

  it('has no documentation while the lines are empty, whatever the other lines link to', () => {
    expect(readEnhancementIssue(today({}))).toMatchObject({ description: null, docs: [], noDocs: [] });
  });
});

describe('any description', () => {
  const line = fc.constantFrom(
    ...[
      '- One-line feature description:',
      '- Docs:',
      '- [ ] Alpha',
      'Responsible SIGs: ',
      '  - Beta release target (x.y): ',
    ],
    ...[
      '<!--',
      '-->',
      '```',
      '1.7',
      'https://a.example/b)](c',
      'k/website#1',
      '~~',
      '**',
      '# ',
      '\u0000',
      '\u202e',
      '(((',
    ],
  );
  it('is read, and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, fc.string({ unit: 'binary', maxLength: 30 }))),
        fc.constantFrom('\n', '\r\n', ''),
        (lines, end) => {
          const read = readEnhancementIssue(lines.join(end));
          for (const { url } of read.docs) expect(url).toMatch(/^https?:\/\/\S+$/);
          for (const group of read.groups) expect(group).toMatch(/^[a-z][a-z0-9-]*$/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['labels', '- One-line feature description (can be '.repeat(4_000)],
    ['brackets', 'Responsible SIGs: '.concat('(['.repeat(30_000))],
    ['an address', `Docs: https://a.example/${')'.repeat(60_000)}`],
    ['blanks', `Docs:${' '.repeat(60_000)}x`],
  ])('made to be slow is read all the same: %s', (_, body) => {
    expect(() => readEnhancementIssue(body)).not.toThrow();
  });
});
