/** What the report of 16 March 2017 said of tests, line by line as it was published. */

const lines = (text: string) => text.trim().split('\n');

const upgradeSkew = 'https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew';

export const seed000 = {
  reasons: [
    'Bugs exist in 1.6 milestone',
    'Flakes exist in 1.6 milestone',
    'Open issues in 1.6 milestone',
    'Tests unstable (missing three successful runs in a row)',
    'Skew test failures',
    'Upgrade test failures',
  ],
  tests: lines(`
[k8s.io] Services should be able to change the type and ports of a service [Slow]
[k8s.io] Services should only allow access from service loadbalancer source ranges [Slow]
[k8s.io] Kubelet [Serial] [Slow] [k8s.io] regular resource usage tracking resource tracking for 0 pods per node
[k8s.io] Kubelet [Serial] [Slow] [k8s.io] regular resource usage tracking resource tracking for 100 pods per node
[k8s.io] Network Partition [Disruptive] [Slow] [k8s.io] [Job] should create new pods when node is partitioned
[k8s.io] Network Partition [Disruptive] [Slow] [k8s.io] [ReplicationController] should eagerly create replacement pod during network partition when termination grace is non-zero
[k8s.io] Network Partition [Disruptive] [Slow] [k8s.io] [ReplicationController] should recreate pods scheduled on the unreachable node AND allow scheduling of pods on a node after it rejoins the cluster
[k8s.io] kubelet [k8s.io] host cleanup with volume mounts [HostCleanup][Flaky] Host cleanup after pod using NFS mount is deleted [Volume][NFS] after deleting the nfs-server, the host should be cleaned-up when deleting a pod accessing the NFS vol [Serial]
[k8s.io] kubelet [k8s.io] host cleanup with volume mounts [HostCleanup][Flaky] Host cleanup after pod using NFS mount is deleted [Volume][NFS] after deleting the nfs-server, the host should be cleaned-up when deleting sleeping pod which mounts an NFS vol [Serial]
[k8s.io] PersistentVolumes [Volume][Disruptive][Flaky] when kubelet restarts Should test that a file written to the mount before kubelet restart is stat-able after restart.
[k8s.io] PersistentVolumes [Volume][Disruptive][Flaky] when kubelet restarts Should test that a volume mounted to a pod that is deleted while the kubelet is down unmounts when the kubelet returns.
[k8s.io] Dynamic provisioning [k8s.io] DynamicProvisioner Default should be disabled by changing the default annotation[Slow] [Serial] [Disruptive] [Volume]
[k8s.io] Dynamic provisioning [k8s.io] DynamicProvisioner Default should be disabled by removing the default annotation[Slow] [Serial] [Disruptive] [Volume]
[k8s.io] Federated ingresses [Feature:Federation] Federated Ingresses should create and update matching ingresses in underlying cluster
[k8s.io] Federated ingresses [Feature:Federation] Federated Ingresses should not be deleted from underlying clusters when OrphanDependents is nil
[k8s.io] Federated ingresses [Feature:Federation] Federated Ingresses should not be deleted from underlying clusters when OrphanDependents is true
[k8s.io] Federation deployments [Feature:Federation] Federated Deployment should create and update matching deployments in underlying clusters
[k8s.io] Federation replicasets [Feature:Federation] Federated ReplicaSet should create and update matching replicasets in underling clusters
[k8s.io] Federation apiserver [Feature:Federation] Cluster objects [Serial] should be created and deleted successfully
[k8s.io] Network Partition [Disruptive] [Slow] [k8s.io] [StatefulSet] should not reschedule stateful pods if there is a network partition [Slow] [Disruptive]
`),
  /** The addresses of the suites that failed. */
  suites: [
    'https://k8s-testgrid.appspot.com/google-gke#gci-gke-autoscaling',
    'https://k8s-testgrid.appspot.com/etcd-upgrades#gce-rollback-latest',
    'https://k8s-testgrid.appspot.com/release-1.6-all#gci-gke-serial-1.6',
    'https://k8s-testgrid.appspot.com/release-1.6-all#gke-serial-1.6',
    `${upgradeSkew}#gce-1.5-1.6-upgrade-cluster`,
    `${upgradeSkew}#gce-1.5-1.6-upgrade-master`,
    `${upgradeSkew}#gke-container_vm-1.5-container_vm-1.6-upgrade-master`,
    `${upgradeSkew}#gke-gci-1.5-container_vm-1.6-upgrade-master`,
    'https://k8s-testgrid.appspot.com/kubernetes-apps#charts-gce',
  ],
  /** How they stood there: those of one board below the board's own address, where many of it failed. */
  suiteLines: lines(`
- https://k8s-testgrid.appspot.com/google-gke#gci-gke-autoscaling
- https://k8s-testgrid.appspot.com/etcd-upgrades#gce-rollback-latest
- https://k8s-testgrid.appspot.com/release-1.6-all#gci-gke-serial-1.6
- https://k8s-testgrid.appspot.com/release-1.6-all#gke-serial-1.6
- https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#Summary
  - https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#gce-1.5-1.6-upgrade-cluster
  - https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#gce-1.5-1.6-upgrade-master
  - https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#gke-container_vm-1.5-container_vm-1.6-upgrade-master
  - https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#gke-gci-1.5-container_vm-1.6-upgrade-master
- https://k8s-testgrid.appspot.com/kubernetes-apps#charts-gce
`),
};
