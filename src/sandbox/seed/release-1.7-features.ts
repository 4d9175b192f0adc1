/** The enhancements of Kubernetes 1.7 as its draft of the release notes in June 2017 had them, said in our own words. */

export interface ReleasedFeature {
  /** `owner/name` of its issue. */
  readonly repository: string;
  readonly number: number;
  /** The group's slug. */
  readonly group: string;
  readonly stage: 'alpha' | 'beta' | 'stable';
  /** One line for release notes. */
  readonly description: string;
  /** Where its documentation is written; null: nobody had named a place. */
  readonly docs: string | null;
}

const web = 'https://github.com/kubernetes';
/** A pull request of what became the website later. */
const site = (number: number) => `${web}/kubernetes.github.io/pull/${number}`;

type Row = readonly [
  number: number,
  stage: ReleasedFeature['stage'],
  docs: string | null,
  description: string,
  repository?: string,
];

/** In the order of the draft: groups by name, in a group by stage, the newest issue of a stage first. */
const byGroup: Readonly<Record<string, readonly Row[]>> = {
  'api-machinery': [
    [209, 'alpha', site(4092), 'Admission can be decided by servers outside of the API server'],
    [263, 'beta', site(4173), 'API servers of users answer under the same address as the core API'],
    [
      95,
      'beta',
      site(4071),
      'CustomResourceDefinition takes the place of ThirdPartyResource; please migrate',
    ],
  ],
  apps: [
    [272, 'alpha', site(4162), 'A StatefulSet may start and stop its pods in parallel, without an order'],
    [287, 'beta', null, 'Deployments whose templates hash to the same value no longer collide'],
    [285, 'beta', site(4140), 'PodDisruptionBudget understands `maxUnavailable`'],
    [188, 'beta', site(4174), 'StatefulSets are updated by the server, pod by pod'],
    [124, 'beta', site(4098), 'DaemonSets keep a history and can be rolled back'],
  ],
  auth: [
    [267, 'alpha', null, 'The kubelet renews its serving certificate by itself'],
    [266, 'alpha', null, 'The kubelet renews its client certificate by itself'],
    [92, 'alpha', site(4181), 'Secrets are encrypted before etcd stores them'],
    [279, 'beta', site(4077), 'A node sees and changes only what concerns itself and its pods'],
  ],
  autoscaling: [[264, 'alpha', site(4118), 'The horizontal pod autoscaler tells its conditions']],
  'cluster-lifecycle': [
    [
      88,
      'alpha',
      `${web}/kubernetes/pull/47934`,
      'Cloud providers may live in a process and repository of their own',
    ],
  ],
  federation: [
    [250, 'alpha', site(4075), 'Policies decide where federated resources are placed'],
    [74, 'alpha', site(4214), 'An annotation chooses the federated clusters by their labels'],
  ],
  instrumentation: [
    [
      271,
      'alpha',
      `${web}/community/blob/master/contributors/design-proposals/metrics-server.md`,
      'A small server answers for core metrics, for the autoscaler and others',
    ],
  ],
  network: [
    [185, 'stable', site(4003), 'NetworkPolicy is stable'],
    [
      27,
      'stable',
      site(4093),
      'Services keep the source address; balancers send only to nodes that have pods',
    ],
  ],
  node: [
    [292, 'alpha', `${web}/community/pull/725`, 'Container runtimes are checked against one suite of tests'],
    [
      290,
      'alpha',
      `${web}/kubernetes/pull/45614`,
      'The runtime interface can be asked for metrics of containers',
    ],
    [
      286,
      'alpha',
      'https://github.com/kubernetes-incubator/cri-containerd/blob/master/docs/proposal.md',
      'containerd 1.0 runs pods and manages images',
    ],
    [43632, 'stable', site(4080), 'Pods may add lines to `/etc/hosts`', 'kubernetes/kubernetes'],
  ],
  scheduling: [
    [270, 'alpha', `${web}/kubernetes/pull/41447`, 'A scheduler extender may bind pods'],
    [
      268,
      'alpha',
      `${web}/kubernetes/pull/41447`,
      'Pods have a priority, and the higher one stays when room runs out',
    ],
  ],
  storage: [
    [245, 'alpha', site(4145), 'Local storage of nodes, containers and volumes is limited and kept apart'],
    [121, 'alpha', site(4050), 'Local disks can be persistent volumes'],
    [190, 'stable', site(4095), 'StorageOS has a volume plugin'],
    [182, 'stable', site(4138), 'Cloud providers count their calls for storage'],
  ],
};

export const featuresOf17: readonly ReleasedFeature[] = Object.entries(byGroup).flatMap(([group, rows]) =>
  rows.map(([number, stage, docs, description, repository = 'kubernetes/features']) => ({
    ...{ repository, number, group, stage, description, docs },
  })),
);

/** Its milestone, the issue that collected what was known to be broken, and the one entry that the draft took from it. */
export const milestoneOf17 = 'v1.7';
export const accumulatorOf17 = { repository: 'kubernetes/kubernetes', number: 46733 };
export const knownIssueOf17 = { repository: 'kubernetes/kubernetes', number: 47977 };
