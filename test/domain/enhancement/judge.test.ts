/** An enhancement judged: what keeps the release from being ready, and what is only told. */
import { describe, expect, it } from '@jest/globals';
import type { Box } from '../../../src/domain/checklist/checklist.js';
import type { About } from '../../../src/domain/enhancement/about.js';
import type {
  EnhancementDocuments,
  KepReadme,
  KepYaml,
  PrrApproval,
  Question,
} from '../../../src/domain/enhancement/enhancement.js';
import { judgeEnhancement } from '../../../src/domain/enhancement/judge.js';

const folder = 'keps/sig-node/1234-name';

function box(text: string, changes: Partial<Box> = {}): Box {
  return { key: text, text, isTicked: true, isRequired: true, depth: 0, line: 12, ...changes };
}

const boxes = {
  issue: box('Enhancement issue in release milestone, which links to KEP dir in kubernetes/enhancements'),
  status: box('KEP approvers have approved the KEP status as implementable'),
  design: box('Design details are appropriately documented'),
  tests: box('Test plan is in place'),
  graduation: box('Graduation criteria is in place'),
  completed: box('Production readiness review completed'),
  approved: box('Production readiness review approved'),
  history: box('"Implementation History" section is up-to-date for milestone', { isRequired: false }),
};

const question = (section: string, answered: Question['answered'] = 'answered'): Question => ({
  section,
  question: `What of ${section}?`,
  answered,
  line: 70,
});

const sections = [
  'Feature Enablement and Rollback',
  'Rollout, Upgrade and Rollback Planning',
  'Monitoring Requirements',
  'Dependencies',
  'Scalability',
  'Troubleshooting',
];

const kep: KepYaml = {
  title: 'A name',
  number: 1234,
  owner: 'node',
  status: 'implementable',
  stage: 'beta',
  latestMilestone: 'v1.37',
  milestones: { beta: 'v1.37' },
  authors: ['ada'],
  reviewers: [],
  approvers: ['grace'],
  featureGates: [],
  lines: { status: 5, stage: 6, 'latest-milestone': 7 },
};

const readme: KepReadme = {
  title: 'A name',
  boxes: Object.values(boxes),
  questions: sections.map((section) => question(section)),
  testPlan: 'answered',
  graduation: 'answered',
  designDetails: 'answered',
  history: ['v1.36: alpha', '1.37: beta'],
  lines: 300,
  places: { testPlan: 40, history: 200 },
};

const body = `A thing.
<!-- for example https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/9-example -->
- KEP: https://github.com/kubernetes/enhancements/blob/main/keps/sig-node/1234-name/README.md
- Update: https://github.com/kubernetes/enhancements/pull/77`;

const about: About = {
  issue: {
    number: 1234,
    title: 'The issue',
    body,
    url: 'https://example.com/issues/1234',
    labels: ['sig/node'],
  },
  milestone: 'v1.37',
  repository: 'kubernetes/enhancements',
  web: 'https://github.com',
  ref: 'master',
  groupPrefix: 'sig/',
};

interface Changes {
  kep?: Partial<KepYaml> | null;
  readme?: Partial<KepReadme> | null;
  prr?: PrrApproval['approvers'] | null;
  about?: Partial<About>;
  issue?: Partial<About['issue']>;
}

function judge(changes: Changes = {}) {
  const whole = <T>(value: T) => ({ value, faults: [] });
  const documents: EnhancementDocuments = {
    number: 1234,
    folder,
    kep: changes.kep === null ? null : whole({ ...kep, ...changes.kep }),
    readme: changes.readme === null ? null : whole({ ...readme, ...changes.readme }),
    prr: changes.prr === null ? null : whole({ approvers: changes.prr ?? { beta: 'deads2k' } }),
  };
  return judgeEnhancement(documents, {
    ...about,
    ...changes.about,
    issue: { ...about.issue, ...changes.issue },
  });
}

/** The lacks as `code: text`; a `!` where one blocks. */
const lacks = (changes?: Changes) =>
  judge(changes).standing.lacks.map(({ code, text, blocks }) => `${blocks ? '!' : ''}${code}: ${text}`);

describe('an enhancement that has everything', () => {
  it('lacks nothing', () => {
    expect(judge().standing).toEqual({
      number: 1234,
      title: 'A name',
      url: 'https://example.com/issues/1234',
      group: 'node',
      stage: 'beta',
      status: 'implementable',
      latestMilestone: 'v1.37',
      folderUrl: 'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/1234-name',
      lacks: [],
      boxes: { ticked: 7, asked: 7 },
      questions: { answered: 6, asked: 6 },
    });
  });

  it('may be implemented already, and its milestone written without a v', () => {
    expect(lacks({ kep: { status: 'implemented' }, about: { milestone: '1.37' } })).toEqual([]);
  });

  it('takes title and group from its issue where kep.yaml has none', () => {
    const { standing } = judge({
      kep: { title: null, owner: null },
      issue: { labels: ['kind/x', 'SIG/Storage'] },
    });
    expect(standing).toMatchObject({ title: 'The issue', group: 'storage', lacks: [] });
  });
});

describe('kep.yaml', () => {
  it.each([
    [{ status: 'provisional' }, '!status: The status in kep.yaml is provisional, not implementable'],
    [{ status: 'withdrawn' }, '!status: The status in kep.yaml is withdrawn, not implementable'],
    [{ status: null }, '!no-status: kep.yaml: status is missing'],
    [{ stage: null }, '!stage: kep.yaml: stage is missing'],
    [{ latestMilestone: 'v1.36' }, '!milestone: latest-milestone in kep.yaml is v1.36, not v1.37'],
    [{ latestMilestone: 'v1.3' }, '!milestone: latest-milestone in kep.yaml is v1.3, not v1.37'],
    [{ latestMilestone: null }, '!no-milestone: kep.yaml: latest-milestone is missing'],
  ] as const)('with %j blocks', (change, lack) => {
    expect(lacks({ kep: change })).toContain(lack);
  });

  it('leads to the line', () => {
    expect(judge({ kep: { status: 'deferred' } }).standing.lacks[0]?.url).toBe(
      'https://github.com/kubernetes/enhancements/blob/master/keps/sig-node/1234-name/kep.yaml#L5',
    );
  });

  it('without a group, on an issue without one, blocks', () => {
    expect(lacks({ kep: { owner: null }, issue: { labels: [] } })).toEqual([
      '!group: kep.yaml: owning-sig is missing',
    ]);
  });

  it('that is not there blocks', () => {
    expect(lacks({ kep: null })).toContain(`!file: There is no kep.yaml in ${folder}`);
  });

  it('says why a field cannot be read; other faults are only told', () => {
    const documents: EnhancementDocuments = {
      ...judge().documents,
      kep: {
        value: { ...kep, status: null },
        faults: [
          {
            file: `${folder}/kep.yaml`,
            field: 'status',
            line: 5,
            problem: 'is "imlpemented": did you mean implemented?',
          },
          {
            file: `${folder}/kep.yaml`,
            field: 'latest-milestone',
            line: 7,
            problem: 'is "1.37": write v1.37, with a v',
          },
        ],
      },
    };
    const { lacks, ...standing } = judgeEnhancement(documents, about).standing;
    expect(standing.status).toBeNull();
    expect(lacks.map(({ code, text, blocks, url }) => [code, text, blocks, url?.split('#')[1]])).toEqual([
      ['no-status', 'kep.yaml: status is "imlpemented": did you mean implemented?', true, 'L5'],
      ['file', 'kep.yaml: latest-milestone is "1.37": write v1.37, with a v', false, 'L7'],
    ]);
  });

  it('with a hundred faults tells the first twenty', () => {
    const fault = (line: number) => ({
      file: `${folder}/kep.yaml`,
      field: 'approvers',
      line,
      problem: 'is odd',
    });
    const faults = Array.from({ length: 100 }, (_, at) => fault(at + 1));
    const { standing } = judgeEnhancement({ ...judge().documents, kep: { value: kep, faults } }, about);
    expect(standing.lacks).toHaveLength(21);
    expect(standing.lacks.at(-1)?.text).toBe('80 more faults in the files');
  });
});

describe('the approval of production readiness', () => {
  it.each([
    ['beta', { alpha: 'deads2k' }, 'beta is missing'],
    ['beta', null, 'there is no such file'],
    ['deprecated', { stable: 'deads2k' }, 'deprecated is missing'],
  ] as const)('at %s with %j blocks', (stage, prr, why) => {
    expect(lacks({ kep: { stage }, prr })).toEqual([
      `!prr: Production readiness is not approved for ${stage} (keps/prod-readiness/sig-node/1234.yaml: ${why})`,
    ]);
  });

  it('that lies elsewhere is named where it lies', () => {
    const prrFile = 'keps/prod-readiness/sig-apps/1234.yaml';
    const { documents } = judge({ prr: { alpha: 'deads2k' } });
    const [found] = judgeEnhancement({ ...documents, prrFile }, about).standing.lacks;
    expect(found?.text).toContain(`(${prrFile}: beta is missing)`);
    expect(found?.url).toBe(`https://github.com/kubernetes/enhancements/blob/master/${prrFile}`);
  });

  it('counts for the stage of a feature that goes', () => {
    expect(lacks({ kep: { stage: 'removed' }, prr: { removed: 'deads2k' } })).toEqual([]);
  });

  it('is not said twice: its box does not count, and the approval is the lack', () => {
    const { boxes: judged, standing } = judge({ prr: null });
    expect(judged.find(({ text }) => text.endsWith('approved'))?.contradiction).toBe(
      'no approver of production readiness is named for beta',
    );
    expect(standing.boxes).toEqual({ ticked: 6, asked: 7 });
    expect(standing.lacks.map(({ code }) => code)).toEqual(['prr']);
  });
});

describe('a box', () => {
  const open = (text: string, changes: Partial<Box> = {}) =>
    box(text, { isTicked: false, line: 99, ...changes });
  const withBox = (one: Box): Partial<KepReadme> => ({ boxes: [...readme.boxes, one] });

  it('that is required and not ticked blocks, and leads to its line', () => {
    const [lack] = judge({ readme: withBox(open('Something else')) }).standing.lacks;
    expect(lack).toMatchObject({ code: 'box', text: '(R) Something else', blocks: true });
    expect(lack?.url).toMatch(/README\.md\?plain=1#L99$/);
  });

  it('that is not required may stay open', () => {
    expect(lacks({ readme: withBox(open('Something else', { isRequired: false })) })).toEqual([]);
  });

  it.each([
    ['Ensure GA e2e tests meet requirements for Conformance Tests', ['stable']],
    ['all GA Endpoints must be hit by Conformance Tests', ['stable']],
    ['e2e Tests for all Beta API Operations (endpoints)', ['beta', 'stable']],
    ['Something else', ['alpha', 'beta', 'stable', 'deprecated', 'disabled', 'removed']],
  ] as const)('"%s" is asked for at %j', (text, asked) => {
    const at = (['alpha', 'beta', 'stable', 'deprecated', 'disabled', 'removed'] as const).filter((stage) =>
      lacks({ kep: { stage }, prr: { [stage]: 'x' }, readme: withBox(open(text)) }).includes(
        `!box: (R) ${text}`,
      ),
    );
    expect(at).toEqual(asked);
  });

  it.each([
    [
      { testPlan: 'template' },
      `Ticked, but only the template's text stands below "Test Plan": Test plan is in place`,
    ],
    [{ testPlan: null }, 'Ticked, but there is no heading "Test Plan": Test plan is in place'],
    [
      { graduation: 'empty' },
      'Ticked, but nothing stands below "Graduation Criteria": Graduation criteria is in place',
    ],
    [
      { designDetails: 'empty' },
      'Ticked, but nothing stands below "Design Details": Design details are appropriately documented',
    ],
    [
      { questions: [] },
      'Ticked, but there is no production-readiness questionnaire: Production readiness review completed',
    ],
  ] as const)('that is ticked while %j does not count', (change, text) => {
    const { standing } = judge({ readme: change as Partial<KepReadme> });
    expect(standing.lacks.map((lack) => [lack.code, lack.text, lack.blocks])).toEqual([
      ['ticked-unanswered', text, true],
    ]);
    expect(standing.boxes).toEqual({ ticked: 6, asked: 7 });
  });

  it('about the history does not count without an entry, and is only told: it is not required', () => {
    for (const history of [[], ['v1.36: alpha'], ['v1.370'], ['11.37'], ['TODO']])
      expect(lacks({ readme: { history } })).toEqual([
        'history: Ticked, but Implementation History has no entry for v1.37: "Implementation History" section is up-to-date for milestone',
      ]);
    for (const entry of ['- 1.37: beta', 'Beta (v1.37)', 'v1.37.0'])
      expect(lacks({ readme: { history: [entry] } })).toEqual([]);
  });

  it('of thousands is counted, and sixty are named', () => {
    const many = Array.from({ length: 5000 }, (_, at) =>
      box(`Thing ${at} ${'x'.repeat(1000)}`, { isTicked: false }),
    );
    const { standing } = judge({ readme: { boxes: many } });
    expect(standing.boxes).toEqual({ ticked: 0, asked: 5000 });
    expect(standing.lacks).toHaveLength(61);
    expect(standing.lacks.at(-1)).toMatchObject({ text: '4940 more boxes of the checklist', blocks: true });
    expect(JSON.stringify(standing).length).toBeLessThan(50_000);
  });

  it('of a list from before the mark counts as the mark would have it', () => {
    const old = Object.values(boxes).map((one) => ({ ...one, isRequired: false, isTicked: false }));
    const { standing } = judge({ readme: { boxes: old } });
    expect(standing.boxes).toEqual({ ticked: 0, asked: 7 });
  });

  it('is named sixty times at most, and the others block all the same', () => {
    const many = Array.from({ length: 100 }, (_, at) => open(`Box ${at}`));
    const told = lacks({ readme: { boxes: [...readme.boxes, ...many] } });
    expect(told).toHaveLength(61);
    expect(told.at(-1)).toBe('!box: 40 more boxes of the checklist');
  });

  it('is not looked for where there is no list: that is one lack', () => {
    expect(lacks({ readme: { boxes: [] } })).toEqual([
      '!box: The README has no Release Signoff Checklist with boxes',
    ]);
  });
});

describe('the issue', () => {
  const ticked = 'Enhancement issue in release milestone, which links to KEP dir in kubernetes/enhancements';
  it.each([
    [
      'https://github.com/kubernetes/enhancements/pull/77',
      "the issue links to pull request #77, not to the KEP's folder",
    ],
    ['', "the issue does not link to the KEP's folder"],
    [
      'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/999-other',
      "the issue links to keps/sig-node/999-other, not to this KEP's folder",
    ],
    ['<!-- /tree/master/keps/sig-node/1234-name', "the issue does not link to the KEP's folder"],
  ])('that says %j contradicts its box', (text, why) => {
    expect(lacks({ issue: { body: text } })).toEqual([`!link: Ticked, but ${why}: ${ticked}`]);
  });

  it.each([
    'https://github.com/kubernetes/enhancements/tree/release-1.37/keps/sig-node/1234-name',
    '[KEP](https://github.com/kubernetes/enhancements/blob/1d1ff14/keps/sig-apps/1234-other-name/README.md#design)',
    'https://git.k8s.io/enhancements/keps/sig-node/1234-name/',
    'keps/sig-cluster-lifecycle/kubeadm/1234-name',
  ])('that says %j leads to the folder', (text) => {
    expect(lacks({ issue: { body: text } })).toEqual([]);
  });

  it('without a text is no fault of ours', () => {
    expect(lacks({ issue: { body: null } })).toHaveLength(1);
  });
});

describe('the questionnaire', () => {
  const answers = (stage: KepYaml['stage'], open: string[]) =>
    lacks({
      kep: { stage },
      prr: { [stage ?? '']: 'x' },
      readme: {
        questions: sections.map((one) => question(one, open.includes(one) ? 'template' : 'answered')),
      },
    });

  it('is asked for its first section at alpha, and whole from beta on', () => {
    const open = sections.slice(1);
    expect(answers('alpha', open)).toEqual([]);
    for (const stage of ['beta', 'stable', 'deprecated'] as const)
      expect(answers(stage, open)[0]).toContain('5 of 6 questions have no answer: "What of Rollout');
    expect(answers('alpha', sections.slice(0, 1))[0]).toContain('1 of 1 questions has no answer');
  });

  it('that lacks a section is not completed', () => {
    expect(lacks({ readme: { questions: readme.questions.slice(0, 5) } })[0]).toContain(
      'the questionnaire lacks Troubleshooting',
    );
  });

  it('may be answered as a whole', () => {
    const questions = [question('Production Readiness Review Questionnaire')];
    expect(lacks({ readme: { questions } })).toEqual([]);
    expect(judge({ readme: { questions } }).standing.questions).toEqual({ answered: 1, asked: 1 });
  });

  it('unanswered blocks through its box; without such a box by itself', () => {
    const questions = sections.map((one) => question(one, 'empty'));
    const unticked = readme.boxes.map((one) => (one === boxes.completed ? { ...one, isTicked: false } : one));
    expect(lacks({ readme: { questions, boxes: unticked } }).map((one) => one.split(':')[0])).toEqual([
      '!box',
      'answer',
    ]);
    const without = readme.boxes.filter((one) => one !== boxes.completed);
    expect(lacks({ readme: { questions, boxes: without } }).map((one) => one.split(':')[0])).toEqual([
      '!answer',
    ]);
  });
});

describe('an enhancement without a folder', () => {
  it('lacks that, and says where it was looked for', () => {
    const documents = { number: 1234, folder: null, kep: null, readme: null, prr: null };
    const { standing, boxes: none } = judgeEnhancement(documents, about);
    expect(none).toEqual([]);
    expect(standing).toMatchObject({ title: 'The issue', group: 'node', stage: null, folderUrl: null });
    expect(standing.lacks).toEqual([
      {
        code: 'folder',
        text: 'No folder keps/…/1234-… was found in kubernetes/enhancements at master',
        todo: "Merge the KEP's folder with kep.yaml and README.md, or take the issue out of the milestone.",
        blocks: true,
        url: 'https://github.com/kubernetes/enhancements/tree/master/keps',
      },
    ]);
  });

  it('or without a README lacks that', () => {
    expect(lacks({ readme: null })).toEqual([`!file: There is no README.md in ${folder}`]);
  });
});
