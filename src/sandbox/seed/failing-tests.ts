/** The tests of Kubernetes 1.6 that failed in March 2017, as the report of the 16th names them, by the suite they fail in here. */

const k8s = (names: readonly string[]) => names.map((name) => `[k8s.io] ${name}`);

const partition = 'Network Partition [Disruptive] [Slow] [k8s.io]';
const cleanup =
  'kubelet [k8s.io] host cleanup with volume mounts [HostCleanup][Flaky] Host cleanup after pod using NFS mount is deleted [Volume][NFS] after deleting the nfs-server, the host should be cleaned-up when deleting';
const restarts = 'PersistentVolumes [Volume][Disruptive][Flaky] when kubelet restarts Should test that';
const defaults = 'Dynamic provisioning [k8s.io] DynamicProvisioner Default should be disabled by';
const ingresses = 'Federated ingresses [Feature:Federation] Federated Ingresses should';

/** Of `gci-gke-serial-1.6`. */
export const gciSerial = k8s([
  'Services should be able to change the type and ports of a service [Slow]',
  'Services should only allow access from service loadbalancer source ranges [Slow]',
  'Kubelet [Serial] [Slow] [k8s.io] regular resource usage tracking resource tracking for 0 pods per node',
  'Kubelet [Serial] [Slow] [k8s.io] regular resource usage tracking resource tracking for 100 pods per node',
  `${partition} [Job] should create new pods when node is partitioned`,
  `${partition} [ReplicationController] should eagerly create replacement pod during network partition when termination grace is non-zero`,
  `${partition} [ReplicationController] should recreate pods scheduled on the unreachable node AND allow scheduling of pods on a node after it rejoins the cluster`,
  `${cleanup} a pod accessing the NFS vol [Serial]`,
  `${cleanup} sleeping pod which mounts an NFS vol [Serial]`,
]);

/** Of `gke-serial-1.6`. */
export const gkeSerial = k8s([
  `${restarts} a file written to the mount before kubelet restart is stat-able after restart.`,
  `${restarts} a volume mounted to a pod that is deleted while the kubelet is down unmounts when the kubelet returns.`,
  `${defaults} changing the default annotation[Slow] [Serial] [Disruptive] [Volume]`,
  `${defaults} removing the default annotation[Slow] [Serial] [Disruptive] [Volume]`,
  `${ingresses} create and update matching ingresses in underlying cluster`,
  `${ingresses} not be deleted from underlying clusters when OrphanDependents is nil`,
  `${ingresses} not be deleted from underlying clusters when OrphanDependents is true`,
  'Federation deployments [Feature:Federation] Federated Deployment should create and update matching deployments in underlying clusters',
  'Federation replicasets [Feature:Federation] Federated ReplicaSet should create and update matching replicasets in underling clusters',
  'Federation apiserver [Feature:Federation] Cluster objects [Serial] should be created and deleted successfully',
  `${partition} [StatefulSet] should not reschedule stateful pods if there is a network partition [Slow] [Disruptive]`,
]);
