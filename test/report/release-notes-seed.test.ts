/** The draft of 1.7 as it stood in June 2017: its headings in order, and its list of features with groups, stages and links. */
import { describe, expect, it } from '@jest/globals';
import { readEnhancementIssue } from '../../src/documents/enhancement-issue.js';
import { readProse } from '../../src/documents/prose.js';
import { draftOf } from '../../src/domain/release-notes/draft.js';
import { featureGaps } from '../../src/domain/release-notes/feature-gaps.js';
import { featuresOf } from '../../src/domain/release-notes/features.js';
import { releaseNotesMarkdown } from '../../src/report/release-notes.js';
import {
  accumulatorOf17,
  featuresOf17,
  knownIssueOf17,
} from '../../src/sandbox/seed/release-1.7-features.js';
import { release } from '../builders/release.js';
import { notesFacts, notesSettings } from '../builders/release-notes.js';

const site = (number: number) => `https://github.com/kubernetes/kubernetes.github.io/pull/${number}`;
const k = (path: string) => `https://github.com/kubernetes/${path}`;
const f = (number: number) => k(`features/issues/${number}`);

/** As published: group, stage, where the documentation is, and the issue. */
const published: [group: string, stage: string, docs: string | null, issue: string][] = [
  ['API Machinery', 'alpha', site(4092), f(209)],
  ['API Machinery', 'beta', site(4173), f(263)],
  ['API Machinery', 'beta', site(4071), f(95)],
  ['Apps', 'alpha', site(4162), f(272)],
  ['Apps', 'beta', null, f(287)],
  ['Apps', 'beta', site(4140), f(285)],
  ['Apps', 'beta', site(4174), f(188)],
  ['Apps', 'beta', site(4098), f(124)],
  ['Auth', 'alpha', null, f(267)],
  ['Auth', 'alpha', null, f(266)],
  ['Auth', 'alpha', site(4181), f(92)],
  ['Auth', 'beta', site(4077), f(279)],
  ['Autoscaling', 'alpha', site(4118), f(264)],
  ['Cluster Lifecycle', 'alpha', k('kubernetes/pull/47934'), f(88)],
  ['Federation', 'alpha', site(4075), f(250)],
  ['Federation', 'alpha', site(4214), f(74)],
  [
    'Instrumentation',
    'alpha',
    k('community/blob/master/contributors/design-proposals/metrics-server.md'),
    f(271),
  ],
  ['Network', 'stable', site(4003), f(185)],
  ['Network', 'stable', site(4093), f(27)],
  ['Node', 'alpha', k('community/pull/725'), f(292)],
  ['Node', 'alpha', k('kubernetes/pull/45614'), f(290)],
  [
    'Node',
    'alpha',
    'https://github.com/kubernetes-incubator/cri-containerd/blob/master/docs/proposal.md',
    f(286),
  ],
  ['Node', 'stable', site(4080), k('kubernetes/issues/43632')],
  ['Scheduling', 'alpha', k('kubernetes/pull/41447'), f(270)],
  ['Scheduling', 'alpha', k('kubernetes/pull/41447'), f(268)],
  ['Storage', 'alpha', site(4145), f(245)],
  ['Storage', 'alpha', site(4050), f(121)],
  ['Storage', 'stable', site(4095), f(190)],
  ['Storage', 'stable', site(4138), f(182)],
];

const headings = [
  ...['Major Themes', 'Features', 'Known Issues', 'Notable Changes to Existing Behavior', 'Deprecations'],
  ...['Action Required Before Upgrading', 'External Dependency Version Information'],
];

/** Issues in the template of the time; every second one has its stage by label, the others by target. */
const issues = featuresOf17.map(({ repository, number, group, stage, docs, description }, at) => ({
  ...{
    repository,
    number,
    title: `Feature ${number}`,
    url: `https://github.com/${repository}/issues/${number}`,
  },
  labels: [...(at % 2 === 0 ? [`stage/${stage}`] : []), ...(at % 3 === 0 ? [`sig/${group}`] : [])],
  assignees: ['ada'],
  body: `# Feature Description
- One-line feature description (can be used as a release note): ${description}
- Responsible SIGs: sig-${group}
- Docs PR: ${docs ?? ''}
- Feature target (which target equals to which milestone):
  - ${stage[0]?.toUpperCase()}${stage.slice(1)} release target (x.y): 1.7
`,
}));

const features = featuresOf({
  issues: issues.toSorted((a, b) => a.number - b.number),
  read: (body) => readEnhancementIssue(body),
  kepStage: () => null,
  docsState: () => ({ state: 'open', pages: [] }),
  ...{ milestone: 'v1.7', groupPrefix: 'sig/' },
});
const facts = notesFacts({
  release: release({
    ...{ name: 'v1.7', issues: { repository: 'kubernetes/kubernetes', milestone: 'v1.7' } },
    groups: {
      noun: 'SIG',
      prefix: 'sig/',
      rows: null,
      names: { 'api-machinery': 'API Machinery' },
      owners: {},
    },
  }),
  settings: notesSettings({ form: 'features' }),
  features,
  knownIssues: [
    {
      text: 'What kubectl knows of the API may be ten minutes old',
      link: { name: `#${knownIssueOf17.number}`, url: k(`kubernetes/issues/${knownIssueOf17.number}`) },
    },
  ],
  accumulator: { title: 'Known issues of v1.7', url: k(`kubernetes/issues/${accumulatorOf17.number}`) },
});
const markdown = releaseNotesMarkdown(draftOf(facts), readProse);

/** What a reader of the list finds in it. */
function listed(text: string) {
  const found: [string, string, string | null, string][] = [];
  let group = '';
  for (const line of text.split('\n')) {
    group = /^- \*\*(.+)\*\*$/.exec(line)?.[1] ?? group;
    const [, stage, rest] = /^ {2}- \[(\w+)\] (.+)$/.exec(line) ?? [];
    if (stage === undefined || rest === undefined) continue;
    const docs = /\[docs PR\]\(([^)]*)\)/.exec(rest)?.[1] ?? null;
    found.push([group, stage, docs, /\(\[[\w/-]+#\d+\]\(([^)]*)\)\)$/.exec(rest)?.[1] ?? '']);
  }
  return found;
}

describe('the draft of 1.7', () => {
  it('has the headings of the published one, in their order', () => {
    expect([...markdown.matchAll(/^#+ (.*)$/gm)].map(([, name]) => name)).toEqual(headings);
  });

  it('lists the features as published: by group and stage, with the same links', () => {
    expect(listed(markdown)).toEqual(published);
  });

  it('names the features whose documentation nobody has begun', () => {
    const gaps = featureGaps(features, 'SIG');
    expect(gaps.map(({ code, number, owners }) => [code, number, owners])).toEqual([
      ['feature-docs', 266, ['ada']],
      ['feature-docs', 267, ['ada']],
      ['feature-docs', 287, ['ada']],
    ]);
    const todos = [...markdown.matchAll(/^- \[kubernetes\/features#(\d+)\]\([^)]*\) .*: (.*)$/gm)];
    expect(todos.map(([, number, lacks]) => [Number(number), lacks])).toEqual(
      [266, 267, 287].map((number) => [number, 'no pull request for its documentation']),
    );
  });

  it('names where known issues are collected, and the one that was', () => {
    const [, known = ''] = /^## Known Issues\n\n([\s\S]*?)\n\n## /m.exec(markdown) ?? [];
    expect(known).toBe(
      `Collected in [Known issues of v1.7](${k('kubernetes/issues/46733')}).

- What kubectl knows of the API may be ten minutes old ([#47977](${k('kubernetes/issues/47977')}))`,
    );
  });

  it('links to the pages once their pull request is merged', () => {
    const merged = features.map((one) => ({
      ...one,
      docs: one.docs.map((docs) => ({
        ...docs,
        ...(docs.url === site(4003)
          ? { state: 'merged' as const, pages: ['https://kubernetes.io/docs/net/'] }
          : {}),
      })),
    }));
    const after = releaseNotesMarkdown(draftOf({ ...facts, features: merged }), readProse);
    expect(after).toContain(
      `  - [stable] NetworkPolicy is stable ([docs](https://kubernetes.io/docs/net/)) ([kubernetes/features#185](${f(185)}))`,
    );
    expect(after).not.toContain(site(4003));
  });
});
