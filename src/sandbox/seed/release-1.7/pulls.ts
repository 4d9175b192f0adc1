/** What was merged for 1.7 before the sandbox opens: invented changes with release notes of every shape, in order. */
import type { Shape } from './bodies.js';

export interface MergedFor17 {
  readonly number: number;
  readonly title: string;
  /** Slugs. */
  readonly groups: readonly string[];
  /** Of its label; null: it has none. */
  readonly kind: string | null;
  readonly shape: Shape;
  readonly note: string;
  /** More labels. */
  readonly labels: readonly string[];
  /** A number that it was picked from. */
  readonly picks?: number;
  /** A number that it takes back. */
  readonly reverts?: number;
}

type Row = readonly [
  groups: string,
  kind: string | null,
  shape: Shape,
  title: string,
  note?: string,
  more?: Pick<MergedFor17, 'picks' | 'reverts'> & { labels?: readonly string[] },
];

const first = 43_301;
const step = 7;
/** The number of the row at this place, from 0. */
const at = (place: number) => first + place * step;

const rows: readonly Row[] = [
  [
    'node',
    'feature',
    'block',
    'kubelet: say which limit an eviction was for',
    'The kubelet tells in the event of an eviction which limit was exceeded',
  ],
  [
    'node',
    'bug',
    'windows',
    'kubelet: keep the order of init containers',
    'Init containers are no longer started twice when the kubelet restarts',
  ],
  ['node', 'bug', 'none', 'Deflake the test of container restarts'],
  [
    'node',
    'cleanup',
    'block',
    'kubelet: drop the flag for the old runtime',
    'The kubelet no longer takes `--old-runtime`; remove it before you upgrade',
    { labels: ['release-note-action-required'] },
  ],
  ['node', null, 'bare', 'kubelet: log less while nothing happens'],
  [
    'node,storage',
    'bug',
    'item',
    'Unmount volumes of pods that failed early',
    'Volumes of pods that never became ready are unmounted',
  ],
  [
    'node',
    'feature',
    'block',
    'Show the pressure on process ids',
    '--eviction-pids tells the kubelet how many process ids stay free',
  ],
  ['node', 'bug', 'small', 'Fix the path of a test image'],
  [
    'network',
    'bug',
    'block',
    'kube-proxy: clean up rules of removed services',
    'kube-proxy removes the rules of services that have no ports any more',
  ],
  [
    'network',
    'feature',
    'plain',
    'Let services keep client addresses inside the cluster',
    'Traffic within a cluster can stay on its node',
  ],
  ['network', null, 'empty', 'kube-proxy: read the settings from a file'],
  ['network', 'bug', 'block', 'Fix DNS for names with five dots', 'Fix DNS for names with five dots'],
  ['network', 'deprecation', 'none', 'Deprecate the userspace proxy'],
  [
    'network',
    'deprecation',
    'block',
    'Deprecate annotations of network policies',
    'The beta annotation of NetworkPolicy is deprecated; `spec.policyTypes` takes its place',
  ],
  ['network', 'bug', 'quoted', 'Spell the name of an error right'],
  [
    'api-machinery',
    'feature',
    'block',
    'Lists can be read in parts by watchers',
    'Watches start from the version that a list was read at, also when it is old',
  ],
  [
    'api-machinery',
    'api-change',
    'said',
    'Move the aggregator to v1beta1',
    'clients of the API registration have to ask for `v1beta1`; `v1alpha1` is gone',
  ],
  [
    'api-machinery',
    'api-change',
    'urgent',
    'Remove ThirdPartyResource from new clusters',
    'New clusters no longer serve ThirdPartyResource: move to CustomResourceDefinition before upgrading',
  ],
  [
    'api-machinery',
    'bug',
    'block',
    'apiserver: answer 429 when too much is asked',
    'The API server answers 429 with `Retry-After`, and no longer 500, when it has too much to do',
  ],
  ['api-machinery', 'cleanup', 'none', 'Generate the clients anew'],
  ['api-machinery', null, 'template', 'apiserver: count requests by group'],
  [
    'api-machinery',
    'bug',
    'blanks',
    'Do not lose the last event of a watch',
    'A watch that is closed sends its last event',
  ],
  ['api-machinery', 'cleanup', 'n/a', 'Move the registry of types'],
  [
    'apps',
    'feature',
    'block',
    'Deployments say why they do not progress',
    'The status of a Deployment names the pod that keeps it from progressing',
  ],
  [
    'apps',
    'bug',
    'block',
    'StatefulSet: wait for the volume of the pod before',
    'A StatefulSet no longer starts a pod before the volume of its predecessor is bound',
  ],
  [
    'apps',
    'api-change',
    'urgent',
    'DaemonSet: roll out by default',
    'DaemonSets of `apps/v1beta2` are updated one node after the other by default; set `OnDelete` to keep what was',
  ],
  [
    'apps',
    'deprecation',
    'block',
    'Deprecate rollback of Deployments in the API',
    'The rollback endpoint of Deployments is deprecated: change the template back instead',
  ],
  ['apps', 'cleanup', 'none', 'Split the controller of jobs'],
  ['apps', 'bug', 'bare', 'CronJob: count missed runs from its last change'],
  [
    'auth',
    'feature',
    'block',
    'RBAC: rules for the node authorizer',
    'The role `system:node` is not bound to nodes any more in new clusters',
    { labels: ['release-note-action-required'] },
  ],
  [
    'auth',
    'feature',
    'block',
    'Let webhooks see the extra fields of a user',
    'Webhooks for authorization are sent the extra fields of a user',
  ],
  [
    'auth',
    'bug',
    'block',
    'kubelet: renew certificates before they end',
    'The kubelet asks for a new certificate when a fifth of the lifetime is left',
  ],
  ['auth', 'bug', 'none', 'Fix a race in the tests of tokens'],
  [
    'autoscaling',
    'feature',
    'block',
    'autoscaler: wait before scaling down',
    'The horizontal pod autoscaler waits five minutes after a change before it scales down',
  ],
  [
    'autoscaling',
    'bug',
    'item',
    'autoscaler: ignore pods that are not ready',
    'Pods that are not ready count no more for averages',
  ],
  [
    'cluster-lifecycle',
    'feature',
    'block',
    'kubeadm: upgrade a control plane',
    '`kubeadm upgrade plan` tells what an upgrade would do',
  ],
  [
    'cluster-lifecycle',
    'bug',
    'windows',
    'kubeadm: keep labels of nodes',
    '`kubeadm join` keeps labels that a node has',
  ],
  ['cluster-lifecycle', null, 'bare', 'kubeadm: print the version of the kubelet'],
  [
    'cluster-lifecycle',
    'cleanup',
    'urgent',
    'Stop building packages with the old layout',
    'Unpack the release with `cluster/get-kube-binaries.sh`: the archive holds no binaries any more',
  ],
  ['cluster-lifecycle', 'bug', 'none', 'Wait longer for the machines of a test'],
  ['federation', 'feature', 'block', 'Federate autoscalers', 'Horizontal pod autoscalers can be federated'],
  ['federation', 'bug', 'none', 'Deflake the test of federated ingress'],
  [
    'instrumentation',
    'feature',
    'block',
    'Count how long a volume takes',
    'The controller manager has a histogram of how long volumes take to be attached',
  ],
  [
    'instrumentation',
    'cleanup',
    'block',
    'Rename metrics of the scheduler',
    'Metrics of the scheduler end in `_seconds`; dashboards have to follow',
    { labels: ['release-note-action-required'] },
  ],
  [
    'scheduling',
    'feature',
    'block',
    'scheduler: prefer nodes that have the image',
    'The scheduler prefers nodes that have the images of a pod',
  ],
  [
    'scheduling',
    'bug',
    'block',
    'scheduler: forget pods that were deleted meanwhile',
    'The scheduler no longer counts pods that were deleted before they were bound',
  ],
  [
    'scheduling',
    'feature',
    'block',
    'Weigh zones when pods are spread',
    'Pods of a service are spread over zones before nodes',
  ],
  ['scheduling', 'bug', 'none', `Revert "Weigh zones when pods are spread"`, '', { reverts: at(46) }],
  [
    'storage',
    'feature',
    'block',
    'Volumes can be grown by hand',
    'The size of a claim can be changed by an administrator while no pod uses it',
  ],
  [
    'storage',
    'bug',
    'block',
    'Detach volumes of nodes that are gone',
    'Volumes are detached from nodes that were removed at the cloud',
  ],
  ['storage', 'bug', 'block', 'Automated cherry pick of #43644', '', { picks: at(49) }],
  ['storage', null, 'none', 'Share the helpers of volume tests'],
  [
    'storage',
    'deprecation',
    'block',
    'Deprecate the beta annotation of storage classes',
    'The annotation `volume.beta.kubernetes.io/storage-class` is deprecated: use `storageClassName`',
  ],
  ['cli', 'feature', 'block', 'kubectl: sort events by time', '`kubectl get events` sorts by the last time'],
  [
    'cli',
    'bug',
    'block',
    'kubectl: keep comments when editing',
    '`kubectl edit` shows what is wrong as comments, and *keeps* <b>yours</b>; thanks to @nobody-here',
  ],
  [
    'cli',
    'api-change',
    'block',
    'kubectl: take away `kubectl run --restart-policy`',
    '`kubectl run` has no `--restart-policy` any more: use `--restart`',
    { labels: ['release-note-action-required'] },
  ],
  ['testing', 'cleanup', 'none', 'Run the conformance tests in parallel'],
  [
    'testing',
    'flake',
    'bare',
    'Wait for the namespace in end-to-end tests',
    '',
    { labels: ['release-note-none'] },
  ],
  [
    'scalability',
    'bug',
    'block',
    'Watch less in the controller of garbage',
    'The garbage collector needs a third of the memory in clusters with 5,000 nodes',
  ],
  ['docs', 'documentation', 'none', 'Describe how the audit log is configured'],
];

export const mergedFor17: readonly MergedFor17[] = rows.map(
  ([groups, kind, shape, title, note = '', more = {}], place) => {
    const { labels = [], ...links } = more;
    return { number: at(place), title, groups: groups.split(','), kind, shape, note, labels, ...links };
  },
);
