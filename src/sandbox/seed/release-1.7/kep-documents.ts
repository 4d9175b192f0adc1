/** The three documents of one enhancement in the seeded world: complete, but for what its parts say that it lacks. */
import type { ReleasedFeature } from '../release-1.7-features.js';

export interface KepParts extends Pick<ReleasedFeature, 'number' | 'group' | 'stage' | 'description'> {
  /** The folder's name behind the number. */
  slug: string;
  /** A login. */
  author: string;
  /** Who approved production readiness; null: nobody, and there is no such file. */
  approver: string | null;
  /** As somebody wrote the stage into kep.yaml. */
  stageWritten?: string;
  status?: string;
  milestone?: string;
  hasReadme?: boolean;
  /** Required boxes that nobody ticked. */
  open?: readonly string[];
  /** How the questions begin that nobody answered. */
  unanswered?: readonly string[];
  graduation?: string;
  /** Lines of the implementation history. */
  history?: readonly string[];
}

/** The required boxes of the checklist. */
export const boxes = {
  issue: 'The enhancement issue is in the milestone and links to this folder',
  status: 'Approvers agree that the status is implementable',
  design: 'Design details are written down',
  tests: 'Test plan is written, and SIG Testing has read it',
  graduation: 'Graduation criteria are written down',
  conformance: 'What is GA has conformance tests',
  readiness: 'Production readiness is completed',
  approval: 'Production readiness is approved',
} as const;

const stages = ['alpha', 'beta', 'stable'] as const;

const gateOf = (slug: string) => slug.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

export function kepYaml({ number, group, slug, stage, description, author, ...kep }: KepParts): string {
  const { status = 'implementable', milestone = 'v1.7' } = kep;
  const before = stages.slice(0, stages.indexOf(stage) + 1);
  const milestones = before.map((one, at) => `  ${one}: "v1.${7 - (before.length - 1 - at)}"`);
  return `title: ${titleOf(description)}
kep-number: ${number}
authors:
  - "@${author}"
owning-sig: sig-${group}
status: ${status}
creation-date: 2016-12-12
reviewers:
  - "@mei-tanabe"
approvers:
  - "@${author}"
stage: ${kep.stageWritten ?? stage}
latest-milestone: "${milestone}"
milestone:
${milestones.join('\n')}
feature-gates:
  - name: ${gateOf(slug)}
disable-supported: ${stage !== 'stable'}
`;
}

export function approvalOf({ number, stage, approver }: KepParts): string | null {
  return approver === null ? null : `kep-number: ${number}\n${stage}:\n  approver: "@${approver}"\n`;
}

/** Of each section its questions, with what the author of the enhancement answered. */
const questionnaire = (gate: string, stage: string): Record<string, Record<string, string>> => ({
  'Feature Enablement and Rollback': {
    'How can this feature be enabled / disabled in a live cluster?': `With the gate \`${gate}\`, one component after the other.`,
    'Can the feature be disabled once it has been enabled?':
      stage === 'stable' ? 'No: others rely on it by now.' : 'Yes. Objects keep what was written, unused.',
  },
  'Rollout, Upgrade and Rollback Planning': {
    'How can a rollout or rollback fail?':
      'A server that is older answers 404, and clients go on without it.',
  },
  'Monitoring Requirements': {
    'How can an operator determine if the feature is in use by workloads?':
      'A counter of the API server grows with each object that uses it.',
  },
  Dependencies: {
    'Does this feature depend on any specific services running in the cluster?': 'On none beyond etcd.',
  },
  Scalability: {
    'Will enabling / using this feature result in any new API calls?': 'One more watch for each node.',
  },
  Troubleshooting: {
    'What are the other known failure modes?': 'None was seen in the clusters that tried it for two weeks.',
  },
});

export function readme(kep: KepParts): string {
  const { number, slug, stage, description, open = [], unanswered = [] } = kep;
  const history = kep.history ?? ['2016-12-12: proposed', `2017-03-06: ${stage} in v1.7`];
  const asked = Object.entries(questionnaire(gateOf(slug), stage)).flatMap(([section, questions]) => [
    `### ${section}`,
    ...Object.entries(questions).flatMap(([question, answer]) => [
      `###### ${question}`,
      ...(unanswered.some((start) => question.startsWith(start)) ? [] : [answer]),
    ]),
  ]);
  return `${[
    `# KEP-${number}: ${titleOf(description)}`,
    '## Release Signoff Checklist',
    Object.values(boxes)
      .map((box) => `- [${isOpen(box, kep, open) ? ' ' : 'x'}] (R) ${box}`)
      .concat('- [ ] Documentation for users is merged')
      .join('\n'),
    '## Summary',
    `${description}.`,
    '## Design Details',
    'A controller watches the objects and brings the cluster closer to what they say.',
    '### Test Plan',
    'Unit tests for the rules, and a suite that runs it in a cluster of three nodes each night.',
    '### Graduation Criteria',
    kep.graduation ?? 'Two SIGs use it for a release, and no suite of it is red for a week.',
    '## Production Readiness Review Questionnaire',
    ...asked,
    '## Implementation History',
    history.map((line) => `- ${line}`).join('\n'),
  ].join('\n\n')}\n`;
}

/** What is asked at stable only is ticked there. */
const isOpen = (box: string, { stage }: KepParts, open: readonly string[]): boolean =>
  open.includes(box) || (box === boxes.conformance && stage !== 'stable');

const titleOf = (description: string) => description.split(/[,;]/)[0] ?? description;
