/** Kubernetes today: what blocks is labelled so, and everything in the milestone is triaged. */
import type { ConfigFile } from '../schema.js';

export const kubernetes: Partial<ConfigFile> = {
  timezone: 'UTC',
  repository: 'kubernetes/kubernetes',
  groups: {
    noun: 'SIG',
    prefix: 'sig/',
    names: {
      'api-machinery': 'API Machinery',
      cli: 'CLI',
      etcd: 'etcd',
      'k8s-infra': 'K8s Infra',
      ui: 'UI',
    },
  },
  kinds: {
    'failing-test': {
      filter: 'kind/failing-test',
      title: 'Failing tests',
      'by-group': true,
      'without-milestone': true,
    },
    flake: { filter: 'kind/flake', title: 'Flakes', 'by-group': true, 'without-milestone': true },
    bug: { filter: 'kind/bug', title: 'Bugs', 'by-group': true },
    regression: { filter: 'kind/regression', title: 'Regressions', 'by-group': true },
  },
  phrases: [],
  bots: ['k8s-ci-robot', 'k8s-triage-robot', 'k8s-infra-cherrypick-robot'],
  dimensions: ['priority/', 'area/'],
  enhancements: { repository: 'kubernetes/enhancements' },
  // Only where the file has a `ci` of its own.
  ci: { jobs: { blocking: { board: 'sig-release-{line}-blocking' } } },
  gates: {
    blockers: {
      type: 'count',
      count: 'priority/critical-urgent or release-blocker',
      reason: 'Release-blocking issues in {milestone}',
      actions: ['Fix each blocker, or move what does not block out of `{milestone}` and into {next}'],
    },
    'failing-tests': {
      type: 'count',
      count: 'kind/failing-test',
      reason: 'Failing tests in {milestone}',
      actions: ['Address each failing test at once'],
    },
    bugs: {
      type: 'count',
      count: 'kind/bug',
      reason: 'Bugs in {milestone}',
      actions: ['Post a status update on each bug within 24 h'],
    },
    flakes: {
      type: 'count',
      count: 'kind/flake',
      reason: 'Flakes in {milestone}',
      actions: ['Post a status update on each flake within 24 h'],
    },
    'blocking-jobs': {
      type: 'jobs',
      jobs: ['sig-release-{line}-blocking/*'],
      reason: 'Blocking jobs without three successful runs in a row',
      actions: ['Address each failing job at once, or record why it does not block'],
    },
    // Only where the file has a `signoff` of its own.
    'sign-off': {
      type: 'sign-off',
      reason: 'Not every SIG has signed off {release}',
      actions: ["Ask the SIG's lead for an answer", 'A new commit needs a new one: ask again for it'],
    },
    enhancements: {
      type: 'enhancements',
      count: 'not tracked/yes',
      reason: 'Enhancements in {milestone} that are not tracked',
      actions: ['Owners: complete the enhancement, its docs pull request and its release note'],
    },
    // Only where the file has a `keps` of its own.
    'enhancement-sign-off': {
      type: 'enhancement-sign-off',
      reason: 'Enhancements in {milestone} whose documents are not complete',
      actions: ['Owners: complete what `/release-status features` names, and link the KEP in the issue'],
    },
    // Only where the file has `notes` of its own.
    'release-notes': {
      type: 'release-notes',
      reason: 'Merged pull requests in {milestone} without a release note',
      actions: [
        'Authors: add a release-note block to the description, or NONE: `/release-notes gaps` names them',
      ],
    },
    'enhancement-docs': {
      type: 'docs',
      reason: 'Enhancements in {milestone} without documentation',
      actions: ['Owners: open a placeholder pull request for the documentation, and link it in the issue'],
    },
    hygiene: {
      type: 'hygiene',
      'each-has': { 'a SIG': 'sig/*', 'a kind': 'kind/*', 'a priority': 'priority/*' },
      'assignee-when-opened-by-a-human': true,
      reason: 'Issues in {milestone} that are not triaged',
      actions: ['Route each to a SIG, and give it a kind, a priority and an assignee'],
      blocks: false,
    },
  },
};
