/** Kubernetes as it decided in March 2017: every open issue of the milestone counted against the release. */
import type { ConfigFile } from '../schema.js';

const sigs = {
  'api-machinery': 'API Machinery',
  aws: 'AWS',
  apps: 'Apps',
  auth: 'Auth',
  autoscaling: 'Autoscaling',
  'big-data': 'Big Data',
  cli: 'CLI',
  'cluster-lifecycle': 'Cluster Lifecycle',
  'cluster-ops': 'Cluster Ops',
  'contributor-experience': 'Contributor Experience',
  docs: 'Docs',
  federation: 'Federation',
  instrumentation: 'Instrumentation',
  network: 'Network',
  node: 'Node',
  'on-prem': 'On Prem',
  openstack: 'OpenStack',
  pm: 'PM',
  scalability: 'Scalability',
  scheduling: 'Scheduling',
  'service-catalog': 'Service Catalog',
  storage: 'Storage',
  testing: 'Testing',
  ui: 'UI',
  windows: 'Windows',
};

export const kubernetes16: Partial<ConfigFile> = {
  timezone: 'America/Los_Angeles',
  repository: 'kubernetes/kubernetes',
  groups: { noun: 'SIG', prefix: 'sig/', rows: Object.keys(sigs), names: sigs },
  kinds: {
    flake: { filter: 'kind/flake', title: 'Flakes', 'by-group': true, 'without-milestone': true },
    bug: { filter: 'kind/bug', title: 'Bugs', 'without-milestone': true },
  },
  phrases: [{ phrase: 'broken test run', where: 'kind/flake' }],
  bots: ['k8s-merge-robot', 'k8s-github-robot', 'k8s-ci-robot', 'k8s-bot'],
  dimensions: ['priority/'],
  enhancements: { repository: 'kubernetes/features' },
  // Only where the file has a `ci` of its own. The boards that the reports of that time name, in their order.
  ci: {
    jobs: {
      gke: { board: 'google-gke' },
      etcd: { board: 'etcd-upgrades' },
      release: { board: 'release-{version}-all' },
      skew: { board: 'release-{version}-upgrade-skew' },
      charts: { board: 'kubernetes-apps' },
    },
  },
  gates: {
    bugs: {
      type: 'count',
      count: 'kind/bug',
      reason: 'Bugs exist in {version} milestone',
      actions: [
        'Label each bug with its SIG',
        'Move every bug that does not block out of `{milestone}` and into {next}',
        'Post a status update on each bug within 24 h, and close those that are fixed',
      ],
    },
    flakes: {
      type: 'count',
      count: 'kind/flake',
      reason: 'Flakes exist in {version} milestone',
      actions: [
        'Route every flake to a SIG, and never open one without',
        'Never remove a milestone without setting the next one',
        'Post a status update on each flake within 24 h',
      ],
    },
    'open-issues': {
      type: 'count',
      count: '*',
      reason: 'Open issues in {version} milestone',
      actions: [
        'Make sure that every issue in `{milestone}` blocks the release',
        'Move every issue that does not block out of `{milestone}` and into {next}',
        'Close what has been addressed',
      ],
    },
    unstable: {
      type: 'jobs',
      jobs: ['google-gke/*', 'etcd-upgrades/*', 'release-{version}-all/*', 'kubernetes-apps/*'],
      reason: 'Tests unstable (missing three successful runs in a row)',
      actions: ['Address all test and suite failures at once'],
    },
    skew: {
      type: 'jobs',
      jobs: ['release-{version}-upgrade-skew/*'],
      green: 1,
      reason: 'Skew test failures',
      actions: ['Pay particular attention to skew failures'],
    },
    upgrade: {
      type: 'jobs',
      jobs: ['release-{version}-upgrade-skew/*-upgrade-*'],
      green: 1,
      reason: 'Upgrade test failures',
      actions: ['Fix the upgrade tests, and keep them away from large-scale testing'],
    },
    // Only where the file has a `signoff` of its own; asked are the SIGs above.
    'sign-off': {
      type: 'sign-off',
      reason: 'Not every SIG has signed off {release}',
      actions: ["Ask the SIG's lead for an answer", 'A new commit needs a new one: ask again for it'],
    },
    // The list of failing tests, beside that of suites: what it holds, the gates above decide.
    tests: {
      type: 'jobs',
      jobs: ['release-{version}-all/*'],
      counts: 'tests',
      reason: 'Tests fail in {version}',
      actions: ['Address all test failures at once'],
      blocks: false,
    },
    hygiene: {
      type: 'hygiene',
      'each-has': { 'a SIG': 'sig/*' },
      'assignee-when-opened-by-a-human': true,
      reason: 'Issues without a SIG or an assignee in {version} milestone',
      actions: ['Give every issue a SIG, and an assignee where a person opened it'],
      blocks: false,
    },
    // Only where the file has `notes` of its own.
    'release-notes': {
      type: 'release-notes',
      reason: 'Merged pull requests in {version} milestone without a release note',
      actions: [
        'Authors: add a release-note block to the description, or NONE: `/release-notes gaps` names them',
      ],
      blocks: false,
    },
    'enhancement-docs': {
      type: 'docs',
      reason: 'Features in {version} milestone without documentation',
      actions: ['Feature owners: open the docs pull request and refer to the feature issue'],
      blocks: false,
    },
    features: {
      type: 'enhancements',
      count: '*',
      reason: 'Incomplete features in {version} milestone',
      actions: [
        'Feature owners: fill in the feature template',
        'Feature owners: open the docs pull request and refer to the feature issue',
        'Feature owners: write the release note',
      ],
      blocks: false,
    },
  },
};
