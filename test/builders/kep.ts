/** Documents of an enhancement as a test needs them: complete unless something else is said, in words of their own. */

export interface KepParts {
  number: number;
  /** The folder's name after the number. */
  slug?: string;
  /** Without `sig-`. */
  group?: string;
  title?: string;
  status?: string;
  stage?: string;
  milestone?: string;
  /** Labels of required boxes, ticked unless named in `open`. */
  boxes?: string[];
  open?: string[];
  /** Who approved production readiness for the stage; null: there is no such file. */
  approver?: string | null;
  /** Whether the questionnaire has answers. */
  answered?: boolean;
  /** Lines of kep.yaml instead of those made from the parts. */
  yaml?: string;
  /** Entries of the history. */
  history?: string[];
}

const usual = [
  'Enhancement issue in release milestone, which links to KEP dir in acme/features (not the initial KEP PR)',
  'Approvers are named',
  'Tests are planned',
  'Production readiness is done',
];

export const kepFolder = ({ number, slug = 'thing', group = 'node' }: KepParts): string =>
  `keps/sig-${group}/${number}-${slug}`;

/** The three files, path to text. */
export function kepFiles(parts: KepParts): Record<string, string> {
  const { number, group = 'node', approver = 'prr-approver' } = parts;
  const folder = kepFolder(parts);
  return {
    [`${folder}/kep.yaml`]: parts.yaml ?? kepYaml(parts),
    [`${folder}/README.md`]: readme(parts),
    ...(approver === null
      ? {}
      : {
          [`keps/prod-readiness/sig-${group}/${number}.yaml`]: `kep-number: ${number}\n${parts.stage ?? 'beta'}:\n  approver: "@${approver}"\n`,
        }),
  };
}

export function kepYaml({ number, group = 'node', ...parts }: KepParts): string {
  const { title = `Thing ${number}`, status = 'implementable', stage = 'beta', milestone = 'v1.36' } = parts;
  return `title: ${title}
kep-number: ${number}
authors:
  - "@ada"
owning-sig: sig-${group}
status: ${status}
creation-date: 2025-01-10
reviewers:
  - "@grace"
approvers:
  - "@linus"
stage: ${stage}
latest-milestone: "${milestone}"
milestone:
  ${stage}: "${milestone}"
feature-gates:
  - name: Thing${number}
    components:
      - kubelet
disable-supported: true
metrics:
  - thing_total
`;
}

export function readme(parts: KepParts): string {
  const { number, boxes = usual, open = [], answered = true, milestone = 'v1.36' } = parts;
  const answer = answered ? 'By the gate of its name, on each node.' : '';
  const history = parts.history ?? [`2025-10-02: ${parts.stage ?? 'beta'} in ${milestone}`];
  return `# KEP-${number}: ${parts.title ?? `Thing ${number}`}

## Release Signoff Checklist

${boxes.map((box) => `- [${open.includes(box) ? ' ' : 'x'}] (R) ${box}`).join('\n')}

## Summary

It does a thing.

## Design Details

A loop with a queue.

### Test Plan

Units first, then end to end.

### Graduation Criteria

Two releases without a regression.

## Production Readiness Review Questionnaire

### Feature Enablement and Rollback

###### How can this feature be enabled / disabled in a live cluster?

${answer}

###### Can the feature be disabled once it has been enabled?

${answer}

### Rollout, Upgrade and Rollback Planning

###### How can a rollout or rollback fail?

${answer}

### Monitoring Requirements

###### How can an operator determine if the feature is in use by workloads?

${answer}

### Dependencies

###### Does this feature depend on any specific services running in the cluster?

${answer}

### Scalability

###### Will enabling / using this feature result in any new API calls?

${answer}

### Troubleshooting

###### What are other known failure modes?

${answer}

## Implementation History

${history.map((line) => `- ${line}`).join('\n')}
`;
}
