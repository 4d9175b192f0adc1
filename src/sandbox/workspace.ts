/** The workspace that the sandbox opens with: invented people, their channels, and the configuration of the bot. */
import { COMMUNITY, KUBEADM } from './fix-story.js';
import { notesOf17 } from './seed/release-1.7/configuration.js';
import type { LocalSlackOptions } from './slack/options.js';
import { leads, people } from './workspace-people.js';

export const team = { id: 'T01RELEASE', name: 'Kubernetes Release', domain: 'kubernetes-release' };
export const botUserId = 'U01SIGNAL';

/** Writes the entries by hand and opens the conversation. */
export const releaseLead = { id: 'U01NORA', name: 'nora' };

export const releaseTeam = { id: 'S01RELTEAM', handle: 'release-team', members: ['U01NORA', 'U01IDA'] };

const everyone = people.map((person) => person.id);

export const slackSeed: LocalSlackOptions['seed'] = {
  users: people.map(({ role: _role, ...user }) => user),
  channels: [
    {
      id: 'C01RELEASE',
      name: 'release-1.6',
      topic: 'Kubernetes 1.6: what is left, and who has it',
      members: [...everyone, botUserId],
    },
    {
      id: 'C01DEV',
      name: 'kubernetes-dev',
      topic: 'Development of Kubernetes itself',
      members: [...everyone, botUserId],
    },
    {
      id: 'C01LIFECYCLE',
      name: 'sig-cluster-lifecycle',
      topic: 'Installing and upgrading clusters',
      members: ['U01NORA', 'U01TOMAS', 'U01RAVI'],
    },
    {
      id: 'C01NODE',
      name: 'sig-node',
      topic: 'The kubelet and what it runs',
      members: ['U01NORA', 'U01MEI', 'U01RAVI'],
    },
    {
      id: 'C01TESTING',
      name: 'sig-testing',
      topic: 'Test infrastructure',
      members: ['U01NORA', 'U01MEI'],
    },
    {
      id: 'G01LEADS',
      name: 'release-team-private',
      topic: 'Drafts and decisions of the release team',
      isPrivate: true,
      members: ['U01NORA', 'U01IDA', botUserId],
    },
    {
      id: 'C01INCIDENTS',
      name: 'incidents',
      topic: 'One thread for each incident. Declare one with /incident',
      members: [...everyone, botUserId],
    },
    {
      id: 'C01MEETING',
      name: 'release-team',
      topic: 'We meet on Thursdays at one, in the thread of the agenda',
      members: [...everyone, botUserId],
    },
    {
      id: 'C01ANNOUNCE',
      name: 'announcements',
      topic: 'What everybody has to know',
      members: everyone,
    },
    {
      id: 'C01SIGRELEASE',
      name: 'sig-release',
      topic: 'How Kubernetes is released',
      members: ['U01NORA', 'U01TOMAS', 'U01IDA'],
    },
    {
      id: 'C01USERS',
      name: 'kubernetes-users',
      topic: 'Questions and answers for those who run Kubernetes',
      members: everyone,
    },
    {
      id: 'G01EMBARGO',
      name: 'embargoed-incidents',
      topic: 'Incidents that nobody else hears of: /incident declare --embargo',
      isPrivate: true,
      members: ['U01NORA', 'U01TOMAS', botUserId],
    },
    // Two that cannot be reached, as there are in every workspace: receipts have to say so.
    {
      id: 'C01OLD',
      name: 'release-1.5',
      topic: 'Kubernetes 1.5',
      isArchived: true,
      members: ['U01NORA', 'U01IDA', botUserId],
    },
    {
      id: 'G01SECURITY',
      name: 'security-response',
      topic: 'Security, before it is public',
      isPrivate: true,
      members: ['U01NORA', 'U01TOMAS'],
    },
  ],
  userGroups: [releaseTeam],
};

/** `signalman.yml` of the sandbox. @param testGrid address of the local one */
export const configuration = (testGrid: string) => `
preset: kubernetes-1.6
releases:
  v1.6:
    branch: release-1.6
    next-milestones: [v1.6.1, v1.7]
    calendar:
      begins: 2017-01-03
      phases:
        enhancements-freeze: Tue 24 January 2017
        code-freeze: Mon 27 February 2017
        docs-freeze: Wed 15 March 2017
        release: Tue 28 March 2017
      # Of what comes, only the last day is announced.
      announce-ahead: [1d]
      rota: [{ who: U01MEI, name: Mei Tanabe }]
  # What comes next: its notes are written from the first merge on.
  v1.7:
    branch: master
roles:
  release-lead: [${releaseLead.id}]
  incident-commander: [U01TOMAS]
  communications: [${releaseTeam.id}]
channels:
  release: [C01RELEASE]
digests:
  daily:
    at: "12:00"
    timezone: America/Los_Angeles
groups:
  leads:
${Object.entries(leads)
  .map(([group, lead]) => `    ${group}: [${lead}]`)
  .join('\n')}
  channels:
    node: [C01NODE]
    testing: [C01TESTING]
signoff:
  # Few enough to be played: each has a lead in the workspace.
  groups: [${Object.keys(leads).join(', ')}]
# Shown and ticked; no gate waits for it, because nobody had one that day.
checklists:
  before-release:
    title: Before the release
    phase: release
    items:
      - Packages of v1.5 stay available beside the new ones
      - An upgrade from v1.5 and back was tried by hand
      - Release notes were read by every SIG that has some
      - Whoever answers during the first week is named
ci:
  # Links look as they did in 2017, and what they showed is read from this machine.
  testgrid: { api: ${testGrid}, pages: https://k8s-testgrid.appspot.com }
  jobs:
    # Red for days, as everybody knows: counted, and nobody is told again.
    gke: { group: autoscaling, alerts: false }
    etcd: { group: api-machinery, alerts: false }
    release: { group: testing, alerts: false, owners: { "*serial*": node } }
    skew: { group: cluster-lifecycle, alerts: false }
    charts: { group: apps }
    blocking: { board: release-1.6-blocking, group: testing, owners: { kubelet-*: node } }
meetings:
  release-team:
    title: Release team
    timezone: America/Los_Angeles
    channel: C01MEETING
    at: "13:00"
    days: [thu]
    agenda-ahead: 1h
    collect-for: 15m
    repository: ${COMMUNITY}
    path: meetings/{date}.md
    labels: [kind/cleanup]
    intro: The people who release Kubernetes meet every week. Anyone who wants to know what is discussed finds it here.
    slug: release-team-meeting
    url: /blog/{year}/{month}/{slug}
# Documents of enhancements are read for the release that still takes some. The SIGs' channels stay theirs.
keps: { releases: [v1.7], tell: false }
gates:
  enhancement-sign-off:
    type: enhancement-sign-off
    reason: Enhancements in {version} milestone whose documents are not complete
    actions: ["Owners: complete what \`/release-status features v1.7\` names"]
  unstable:
    jobs: [google-gke/*, etcd-upgrades/*, release-1.6-all/*, kubernetes-apps/*, release-1.6-blocking/*]
  action-items:
    type: action-items
    # There is no earlier release here whose incidents it could look at.
    incidents: all
    blocks: false
incidents:
  channel: C01INCIDENTS
  timezone: America/Los_Angeles
  announce:
    - channels: [C01DEV]
    - channels: [C01LIFECYCLE, C01USERS]
      severities: [s1, s2]
      ping: true
    - channels: [C01ANNOUNCE, C01SIGRELEASE, C01OLD, G01SECURITY]
      severities: [s1, s2]
  github:
    mirror: true
    create-issue: ${KUBEADM}
    labels: [kind/bug]
  fix:
    duplicates-in: [${KUBEADM}]
  embargo:
    channel: G01EMBARGO
  post-mortem:
    repository: ${COMMUNITY}
    labels: [kind/cleanup]
${notesOf17}`;
