/** Titles for seeded issues: names of Kubernetes end-to-end tests and jobs, and plain ones for bugs and features. */

import type { Random } from './random.js';

const TESTS = [
  '[k8s.io] Services should be able to change the type and ports of a service [Slow]',
  '[k8s.io] Services should only allow access from service loadbalancer source ranges [Slow]',
  '[k8s.io] Kubelet [Serial] [Slow] [k8s.io] regular resource usage tracking resource tracking for 0 pods per node',
  '[k8s.io] Kubelet [Serial] [Slow] [k8s.io] regular resource usage tracking resource tracking for 100 pods per node',
  '[k8s.io] Network Partition [Disruptive] [Slow] [k8s.io] [Job] should create new pods when node is partitioned',
  '[k8s.io] Network Partition [Disruptive] [Slow] [k8s.io] [StatefulSet] should not reschedule stateful pods if there is a network partition [Slow] [Disruptive]',
  '[k8s.io] PersistentVolumes [Volume][Disruptive][Flaky] when kubelet restarts Should test that a file written to the mount before kubelet restart is stat-able after restart.',
  '[k8s.io] Dynamic provisioning [k8s.io] DynamicProvisioner Default should be disabled by removing the default annotation[Slow] [Serial] [Disruptive] [Volume]',
  '[k8s.io] Federated ingresses [Feature:Federation] Federated Ingresses should create and update matching ingresses in underlying cluster',
  '[k8s.io] Federation deployments [Feature:Federation] Federated Deployment should create and update matching deployments in underlying clusters',
  '[k8s.io] Federation replicasets [Feature:Federation] Federated ReplicaSet should create and update matching replicasets in underling clusters',
  '[k8s.io] Federation apiserver [Feature:Federation] Cluster objects [Serial] should be created and deleted successfully',
] as const;

const JOBS = [
  'gci-gke-autoscaling',
  'gce-rollback-latest',
  'gci-gke-serial-1.6',
  'gke-serial-1.6',
  'gce-1.5-1.6-upgrade-cluster',
  'gce-1.5-1.6-upgrade-master',
  'gke-gci-1.5-container_vm-1.6-upgrade-master',
  'charts-gce',
] as const;

const PARTS = [
  'kubelet',
  'kube-proxy',
  'apiserver',
  'scheduler',
  'kubeadm',
  'kubectl',
  'controller-manager',
] as const;
const TROUBLES = [
  'leaks goroutines under load',
  'loses events after a restart',
  'panics on an empty selector',
  'ignores the request timeout',
  'reports a stale node condition',
  'fails to unmount after a crash',
] as const;
const ABILITIES = [
  'rotation',
  'quota',
  'auditing',
  'defaulting',
  'preemption',
  'tolerations',
  'migration',
] as const;
const SUBJECTS = [
  'StorageClass',
  'RBAC',
  'DaemonSet',
  'etcd v3',
  'ConfigMap',
  'Federation',
  'node certificate',
] as const;

/** The name of a failing test. */
export function flakeTitle(chance: Random): string {
  const test = chance.pick(TESTS);
  return chance.below(3) === 0 ? `Flaky test: ${test}` : test;
}

/** A job whose run did not get as far as its tests. */
export function brokenRunTitle(chance: Random): string {
  return `ci-kubernetes-e2e-${chance.pick(JOBS)}: broken test run`;
}

export function bugTitle(chance: Random): string {
  return `${chance.pick(PARTS)} ${chance.pick(TROUBLES)}`;
}

export function featureTitle(chance: Random): string {
  return `${chance.pick(SUBJECTS)} ${chance.pick(ABILITIES)}`;
}

/** A job's name, for bodies. */
export function jobName(chance: Random): string {
  return chance.pick(JOBS);
}
