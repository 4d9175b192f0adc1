/** READMEs of every generation of the template: what was answered, what is empty, and what the template said. */
import { describe, expect, it } from '@jest/globals';
import { parseReadme } from '../../src/documents/readme.js';

const file = 'keps/sig-node/1234-some-name/README.md';
const read = (markdown: string) => parseReadme(markdown, file).value;
const faults = (markdown: string) =>
  parseReadme(markdown, file).faults.map(({ line, field, problem }) => `${line} ${field}: ${problem}`);

/** The questionnaire as `line section question answered`, shortened. */
const asked = (markdown: string) =>
  read(markdown).questions.map(({ section, question, answered }) => [
    section.slice(0, 7),
    question.slice(0, 22),
    answered,
  ]);

/** What becomes of a text below a question. */
function answer(below: string): string | undefined {
  const markdown = `## Production Readiness Review Questionnaire\n### Scalability\n###### Will enabling / using this feature result in any new API calls?\n${below}\n## Drawbacks\nMany.\n`;
  return read(markdown).questions[0]?.answered;
}

describe('an answer', () => {
  it.each([
    'No.',
    'N/A',
    'n/a',
    'None',
    'Yes, see [below](#below)',
    '- No',
    '```\nkubectl get pods\n```',
    '    indented',
    '| API | calls |\n|---|---|\n| pods | 3 |',
    '> quoted',
    '<!-- a hint -->\nNo.',
    'No. <!-- a hint -->',
    '1. First',
    '不会。',
    '![a graph](graph.png)',
    '<<[UNRESOLVED @ada ]>>\nThree, or perhaps four.\n<<[/UNRESOLVED]>>',
    '**Yes**: will be considered by every node',
    'TBD. The watch of pods is replaced by one of nodes.',
    '##### Alpha\nNo.',
    '- [x] Other\n  - Details:',
    '- Metric name: `pods_total`',
    '- [ ] Other (treat as last resort)\n  - Details: see the log',
    '- [x] Metrics\n      - Metric name: `pods_total`',
    '- Describe the mechanism:\n\n  A flag.',
  ])('is %j', (below) => {
    expect(answer(below)).toBe('answered');
  });

  it.each([
    '',
    '-',
    '*\n*\n',
    ':',
    '- :',
    'TBD',
    '_TBD_',
    'TBD.',
    'TBD for beta.',
    'TBA',
    'TODO',
    '**TODO(ada)**: find out',
    'TODO: describe the calls. ',
    'To be determined',
    'This will be filled in before beta.',
    '...',
    'TODO: name some, e.g. those of the kubelet',
    '<<[UNRESOLVED beta]>> Fill out when targeting beta.\n<<[/UNRESOLVED]>>',
    'Will be considered for beta.',
    'Will enabling / using this feature result in any new API calls?',
    '[a reference]: https://example.com',
    '---',
  ])('is not %j: nothing stands there', (below) => {
    expect(answer(below)).toBe('empty');
  });

  it.each([
    '<!-- a hint -->',
    '<!--\nA hint of\n\nseveral lines\n-->\n\nTBD',
    '- [ ] Other (treat as last resort)\n  - Details:',
    '- [ ] Feature gate (also fill in values in `kep.yaml`)\n  - Feature gate name:\n  - Components depending on the feature gate:',
    '- [ ] Metrics\n  - Metric name: TBD\n  - [Optional] Aggregation method:\n  - Components exposing the metric:',
    '- API type(s):\n- Estimated increase in size:',
    '- [Dependency name]\n  - Usage description:',
  ])('is not %j: that is the template', (below) => {
    expect(answer(below)).toBe('template');
  });
});

describe('the questionnaire', () => {
  it('of today has its questions as headings', () => {
    const markdown = `## Production Readiness Review Questionnaire
### Feature Enablement and Rollback
<!-- must be completed for alpha -->
###### How can this feature be enabled / disabled in a live cluster?
- [x] Feature gate
###### Does enabling the feature change any default behavior?
No.
### Scalability
###### Will enabling / using this feature result in any new API calls?
## Implementation History
`;
    expect(asked(markdown)).toEqual([
      ['Feature', 'How can this feature b', 'answered'],
      ['Feature', 'Does enabling the feat', 'answered'],
      ['Scalabi', 'Will enabling / using ', 'empty'],
    ]);
    expect(read(markdown).questions.map(({ line }) => line)).toEqual([4, 6, 9]);
  });

  it('of before has them as bold items, with the hints in plain sight and answers wherever there was room', () => {
    const markdown = `## Production Readiness Review Questionnaire

### Feature enablement and rollback
_Filled in for alpha._

* **How can this feature be enabled / disabled in a live cluster?**
  - [ ] Feature gate (also fill in values in \`kep.yaml\`)
    - Feature gate name:
* **Does enabling the feature change any default behavior?** No
* **Can the feature be disabled once it has been enabled (i.e. can we roll back
  the enablement)?**
Yes.
* **What happens if we reenable the feature if it was previously rolled back?**

### Dependencies

- Does this feature depend on any specific services running in the cluster?

None of them.

### Troubleshooting

__What are other known failure modes?__

* **A thing that fails**
  - Will it hurt? Yes.
`;
    expect(asked(markdown)).toEqual([
      ['Feature', 'How can this feature b', 'template'],
      ['Feature', 'Does enabling the feat', 'answered'],
      ['Feature', 'Can the feature be dis', 'answered'],
      ['Feature', 'What happens if we ree', 'empty'],
      ['Depende', 'Does this feature depe', 'answered'],
      ['Trouble', 'What are other known f', 'answered'],
    ]);
  });

  it('may have any level, spelling and marks', () => {
    const markdown = `# **Production readiness review**:
## 1. Feature Enablement And Rollback
# Monitoring requirements:
## **How can an operator determine if the feature is in use by workloads?**
A metric.
##### [Are there any missing metrics](#x) that would be useful?
# Trouble shooting
# Drawbacks
`;
    expect(asked(markdown)).toEqual([
      ['Feature', '1. Feature Enablement ', 'empty'],
      ['Monitor', 'How can an operator de', 'answered'],
      ['Monitor', 'Are there any missing ', 'empty'],
      ['Trouble', 'Trouble shooting', 'empty'],
    ]);
  });

  it('without marks has questions that end where their sentences do', () => {
    const markdown = `## Production Readiness Review Questionnaire
### Rollout
- How can a rollout fail? Can it impact already running workloads?
- Is the rollout accompanied by any removals of features, flags, etc.? No. Why would it?
- Were upgrade and rollback tested (e.g. by hand)?
- What specific metrics should inform a rollback? Those of the kubelet. Which ones? All.
`;
    expect(read(markdown).questions.map(({ question, answered }) => [question, answered])).toEqual([
      ['How can a rollout fail? Can it impact already running workloads?', 'empty'],
      ['Is the rollout accompanied by any removals of features, flags, etc.?', 'answered'],
      ['Were upgrade and rollback tested (e.g. by hand)?', 'empty'],
      ['What specific metrics should inform a rollback?', 'answered'],
    ]);
  });

  it.each([
    ['', 'answered'],
    [
      'At a high level, this usually will be in the form of "high percentile of SLI\n  per day <= X".',
      'template',
    ],
  ])(
    'takes an objective of the template for a choice where its introduction is gone: %j',
    (before, answered) => {
      const markdown = `## Production Readiness Review Questionnaire
### Monitoring Requirements
* **What are the reasonable SLOs (Service Level Objectives) for the above SLIs?**
  ${before}

  - per-day percentage of API calls finishing with 5XX errors <= 1%
`;
      expect(asked(markdown).map(([, , state]) => state)).toEqual([answered]);
    },
  );

  it('counts a section without a question as one, named after itself', () => {
    const markdown =
      '## Production Readiness Review Questionnaire\n### Scalability\nNo impact.\n### Dependencies\n';
    expect(asked(markdown)).toEqual([
      ['Scalabi', 'Scalability', 'answered'],
      ['Depende', 'Dependencies', 'empty'],
    ]);
  });

  it.each([
    ['N/A: only tests change.\n', [['Product', 'Production Readiness R', 'answered']]],
    ['TBD\n', []],
    ['<!-- to be completed -->\n', []],
  ])('without any section is answered as a whole, where somebody wrote why: %j', (words, expected) => {
    expect(asked(`## Production Readiness Review Questionnaire\n${words}## Drawbacks\nNo.\n`)).toEqual(
      expected,
    );
  });

  it.each([
    ['![](picture.png)', 'answered'],
    ['![ ][picture]', 'answered'],
    ['~~TBD~~ No', 'answered'],
    ['~~No~~', 'empty'],
    ['&nbsp;', 'empty'],
  ])('is answered by what a reader sees: %j', (words, answered) => {
    const markdown = `## Production Readiness Review Questionnaire\n### Scalability\n${words}\n`;
    expect(asked(markdown).map(([, , state]) => state)).toEqual([answered]);
  });

  it('is found by its first section where nothing calls it so', () => {
    const markdown =
      '### Feature Enablement and Rollback\n#### Are there any tests for feature enablement?\nYes\n### Scalability\n### Alternatives\nNo\n';
    expect(asked(markdown).map(([, question]) => question)).toEqual([
      'Are there any tests fo',
      'Scalability',
    ]);
  });

  it('takes a heading that asks, deeper than its section, as a question of somebody’s own', () => {
    const markdown =
      '## Production Readiness Review Questionnaire\n### Scalability\n#### What about phones?\nNone.\n#### A remark\nOf somebody.\n';
    expect(asked(markdown)).toEqual([['Scalabi', 'What about phones?', 'answered']]);
  });

  it('that is not there is told', () => {
    expect(read('# Title\n## Summary\n').questions).toEqual([]);
    expect(faults('# Title\n## Summary\n')).toContain(
      'null Production Readiness Review Questionnaire: there is none',
    );
  });

  it('is the same with Windows line ends', () => {
    const markdown =
      '## Production Readiness Review Questionnaire\n### Scalability\n* **Will enabling this feature result in calls?**\n<!-- hint\n-->\n';
    expect(asked(markdown.replaceAll('\n', '\r\n'))).toEqual(asked(markdown));
    expect(asked(markdown)[0]?.[2]).toBe('template');
  });
});

describe('the sign-off checklist', () => {
  const list = '- [x] (R) a\n- [ ] (R) b\n';

  it.each([
    ['## Release Signoff Checklist'],
    ['# release sign-off checklist:'],
    ['### **Release Sign Off Checklist**'],
    ['##### [Release Signoff Checklist](#x) ###'],
    ['Release Signoff Checklist\n---'],
  ])('is found below %j', (heading) => {
    const { boxes } = read(
      `- [ ] (R) above\n\n${heading}\n\nItems are required.\n\n${list}\n## Summary\n- [ ] below\n`,
    );
    expect(boxes.map(({ text }) => text)).toEqual(['a', 'b']);
  });

  it('may stand there more than once, or be cut by comments', () => {
    const markdown = `## Release Signoff Checklist\n${list}\n<!-- note -->\n- [x] (R) a\n## Summary\n## Release Signoff Checklist\n- [ ] c\n`;
    expect(read(markdown).boxes.map(({ text }) => text)).toEqual(['a', 'b', 'a', 'c']);
    expect(new Set(read(markdown).boxes.map(({ key }) => key)).size).toBe(4);
  });

  it('without a heading is made of the boxes that are marked', () => {
    const markdown = `# Title\n${list}- [ ] c\n`;
    expect(read(markdown).boxes.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(faults(markdown)).toContain('null Release Signoff Checklist: there is no such heading');
  });

  it.each([
    ['## Release Signoff Checklist\n\nLater.\n', '1 Release Signoff Checklist: it has no boxes'],
    [
      '## Release Signoff Checklist\n- [ ] a\n',
      '1 Release Signoff Checklist: no box is marked (R): it was made from an older template',
    ],
    [
      '## Release Signoff Checklist\n- [ ] (R) a\n\n[ ] (R) b\n',
      '4 Release Signoff Checklist: a box that stands in no list is none',
    ],
    [
      '## Release Signoff Checklist\n- [ ] ~~(R) a~~\n',
      '2 Release Signoff Checklist: "a" is struck out, and not asked for',
    ],
    [
      '## Release Signoff Checklist\n- [ x (R) a\n',
      '2 Release Signoff Checklist: "a": its bracket is not closed, so it is not a box; write [x] or [ ]',
    ],
  ])('%j is told', (markdown, fault) => {
    expect(faults(markdown)).toContain(fault);
  });

  it('does not ask for what is struck out, nor take an open bracket for a tick', () => {
    const markdown = '## Release Signoff Checklist\n- [x] ~~(R) a~~\n- [ x (R) b\n- [x] (R) c\n';
    expect(read(markdown).boxes.map(({ isRequired, isTicked }) => [isRequired, isTicked])).toEqual([
      [false, true],
      [true, false],
      [true, true],
    ]);
  });
});

describe('the other parts', () => {
  it('are answered, empty or the template’s, each for itself', () => {
    const markdown = `## Design Details
### Test Plan
[x] I/we understand the owners of the involved components may require updates to
existing tests to make this code solid enough prior to committing the changes necessary
to implement this enhancement.
##### Unit tests
- \`<package>\`: \`<date>\` - \`<test coverage>\`
##### e2e tests
- <test>: <link to test coverage>
### Graduation Criteria
#### Alpha
- It works behind a gate
### Version Skew Strategy
None.
## Implementation History
- 2026-01-31: v1.36, alpha
* **v1.37** [beta](https://example.com) <!-- soon -->
## Drawbacks
`;
    expect(read(markdown)).toMatchObject({
      designDetails: 'empty',
      testPlan: 'template',
      graduation: 'answered',
      history: ['2026-01-31: v1.36, alpha', 'v1.37 beta'],
      places: { designDetails: 1, testPlan: 2, graduation: 10, history: 15 },
    });
  });

  it('keep their own headings, also of their own level', () => {
    const markdown =
      '### Test Plan\n### Unit tests\nAll of them.\n### Graduation criteria\n### Alpha\n### Drawbacks\nMany.\n';
    expect(read(markdown)).toMatchObject({ testPlan: 'answered', graduation: 'empty' });
  });

  it.each([
    ['- Feature implemented behind a feature flag\n', 'answered'],
    ['- Gather feedback from developers and surveys\n- Complete features A, B, C\n', 'template'],
    ['- N installs\n', 'template'],
    ['- Complete features A, B, C\n- A customer of our own\n', 'answered'],
  ])('take the template’s examples for a choice, unless blanks are left: %j', (criteria, graduation) => {
    expect(read(`## Graduation Criteria\n${criteria}`).graduation).toBe(graduation);
  });

  it.each([
    ['- Alpha:\n- Beta:\n- GA:\n', 'empty'],
    ['Alpha: TBD\n\nFor beta, TBD.\n', 'empty'],
    ['- Alpha -> Beta graduation:\n', 'empty'],
    ['This section is to be completed for beta.\n', 'empty'],
    ['Alpha: it works.\n', 'answered'],
    ['Beta since v1.36\n', 'answered'],
  ])('take the name of a stage for no criterion: %j', (criteria, graduation) => {
    expect(read(`## Graduation Criteria\n${criteria}`).graduation).toBe(graduation);
  });

  it('have a history without the template’s words, whose entries may be boxes', () => {
    const markdown = `## Implementation History
Major milestones might include

- the date implementation started
- [x] 2026-01-31: alpha
* [ ] v1.37: beta
- TBD
`;
    expect(read(markdown).history).toEqual(['2026-01-31: alpha', 'v1.37: beta']);
  });

  it('that are not there are none', () => {
    expect(read('# Title\n')).toMatchObject({
      testPlan: null,
      graduation: null,
      designDetails: null,
      history: null,
    });
  });
});

describe('a README', () => {
  it('has a title without the number', () => {
    expect(read('# KEP-1234: Some name\n').title).toBe('Some name');
    expect(read('# Some name\n').title).toBe('Some name');
    expect(read('no heading\n').title).toBeNull();
  });

  it.each([
    ['# KEP-999: Some name\n', '1 title: says KEP-999; the folder is that of 1234'],
    ['', 'null null: is empty'],
    [
      '# Title\n\n<!-- never closed\n## Test Plan\n',
      '3 null: a comment (<!--) begins here and never ends: nothing below it is visible',
    ],
  ])('%j is told', (markdown, fault) => {
    expect(faults(markdown)).toContain(fault);
  });

  it('shows nothing below a comment that is never closed, but does not fear one within a line', () => {
    expect(read('## Release Signoff Checklist\n<!-- open\n- [x] (R) a\n').boxes).toEqual([]);
    expect(read('## Release Signoff Checklist\nuse <!-- here\n- [x] (R) a\n').boxes).toHaveLength(1);
  });
});
