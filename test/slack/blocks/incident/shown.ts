/** The incident of kubeadm 1.6.0 (March 2017) as a record, and what its messages are made of. */
import { expect } from '@jest/globals';
import type { Shown } from '../../../../src/app/ports/incident.js';
import type { Saying } from '../../../../src/domain/delivery.js';
import type { Facts, IncidentEvent } from '../../../../src/domain/incident/event.js';
import { fold } from '../../../../src/domain/incident/fold.js';
import type { Incident } from '../../../../src/domain/incident/incident.js';
import type { IncidentSettings } from '../../../../src/domain/incident/settings.js';
import type { Person } from '../../../../src/domain/person.js';
import { day, hour, minute, momentOf } from '../../../../src/domain/time.js';
import type { Block } from '../../../../src/slack/blocks/parts/block.js';
import { nothingAfter } from '../../../builders/incident.js';
import { expectSlackTakesIt } from '../checks.js';

export const zone = 'America/Los_Angeles';
/** A moment of 2017 in the team's zone. */
export const at = (month: number, date: number, clock: string): number => {
  const [hours, minutes] = clock.split(':').map(Number);
  return momentOf({ year: 2017, month, day: date, hour: hours ?? 0, minute: minutes ?? 0 }, zone);
};

export const jacob: Person = { id: 'U01JACOB', name: 'pipejakob' };
export const mike: Person = { id: 'U01MIKE', name: 'mikedanese' };
export const jimmy: Person = { id: 'U01JIMMY', name: 'jimmycuadra' };
export const nora: Person = { id: 'U01NORA', name: 'nora' };

export const settings = (changed: Partial<IncidentSettings> = {}): IncidentSettings => ({
  channel: 'C01INCIDENTS',
  discussion: null,
  announcements: [{ channels: ['C01REL', 'C02NODE'], severities: null, releases: null, ping: true }],
  severities: [
    {
      ...{ id: 's1', title: 'S1', meaning: 'users cannot use the release', cadence: 20 * minute },
      ...{ slower: { after: 2 * hour, cadence: hour }, blocks: true, approval: true },
      confirmations: ['commander', 'release-lead'],
    },
    {
      ...{ id: 's3', title: 'S3', meaning: 'an annoyance', cadence: 4 * hour },
      ...{ slower: null, blocks: false, approval: false, confirmations: ['commander'] },
    },
  ],
  exitCriteria: ['1.6.1 is released', 'kubeadm init passes its end-to-end tests on release-1.6'],
  declare: null,
  reaction: 'pushpin',
  dailyAt: 14 * 60,
  zone,
  checkEvery: hour,
  ...nothingAfter,
  ...changed,
});

export const facts = (changed: Partial<Facts> = {}): Facts => ({
  title: 'kubeadm 1.6.0 hangs when initializing a cluster',
  severity: 's1',
  release: 'v1.6',
  versions: 'kubeadm 1.6.0, new clusters only',
  impact: 'Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected.',
  workaround: 'Stay on 1.5. Older packages are gone from the repository: use a cached copy.',
  fix: 'unknown',
  action: '',
  owner: '',
  issue: { name: 'kubernetes/kubeadm#212', url: 'https://github.com/kubernetes/kubeadm/issues/212' },
  commander: jacob,
  nextUpdateBy: at(3, 28, '23:20'),
  ...changed,
});

export interface Happened {
  at: number;
  by: Person | null;
  event: IncidentEvent;
}

export const declared = (changed: Partial<Facts> = {}): Happened => ({
  at: at(3, 28, '22:40'),
  by: jimmy,
  event: { kind: 'declared', facts: facts(changed), source: null },
});
const found: Happened = {
  at: at(3, 29, '13:04'),
  by: jacob,
  event: {
    ...{ kind: 'updated', draftedBy: null },
    text: 'kubelet reports NotReady while CNI is unconfigured, and kubeadm waits for Ready for ever.',
    facts: { fix: 'cause-known', nextUpdateBy: at(3, 29, '18:00') },
  },
};
export const proposed: Happened = {
  at: at(3, 29, '18:51'),
  by: jacob,
  event: {
    ...{ kind: 'updated', draftedBy: mike },
    text: 'The cherry-pick to release-1.6 is up for review (https://github.com/kubernetes/kubernetes/pull/43837); a manual test passed.',
    facts: {
      ...{ fix: 'proposed', action: 'Review of the cherry-pick', owner: mike.id },
      nextUpdateBy: at(3, 29, '21:00'),
    },
  },
};
/** Rev 3. */
export const record = [declared(), found, proposed];
export const resolved: Happened = {
  at: at(3, 28, '22:40') + 5 * day + 14 * hour + 52 * minute,
  by: jacob,
  event: {
    kind: 'resolved',
    text: 'Kubernetes 1.6.1 is released: kubeadm only waits for the master to register.',
    lingering: 'The 1.6.0 packages stay broken: upgrade to 1.6.1.',
  },
};
export const retracted: Happened = {
  at: at(3, 29, '19:10'),
  by: nora,
  event: { kind: 'retracted', reason: 'The report was about a local mirror.' },
};
export const merged: Happened = {
  at: at(3, 29, '19:10'),
  by: nora,
  event: {
    kind: 'merged',
    into: 9,
    title: 'kubeadm init never ends',
    url: null,
    reason: 'Both are kubeadm#212.',
  },
};

export const incident = (happened: readonly Happened[] = record, id = 12): Incident =>
  fold(
    id,
    happened.map((one, index) => ({ seq: index + 1, ...one })),
  );

export const shown = (of: Incident = incident(), changed: Partial<Shown> = {}): Shown => ({
  incident: of,
  settings: settings(),
  links: {
    head: 'https://k8s.slack.com/archives/C01INCIDENTS/p1490000000000100',
    discussion: 'https://k8s.slack.com/archives/C01INCIDENTS/p1490000000000200',
    survivor: null,
  },
  ...changed,
});

/** A section may have fields and no text, which the common check does not know. */
export function expectTaken({ text, blocks }: Saying): void {
  const known = (blocks as Block[]).map((block) =>
    block.type === 'section' && block.text === undefined
      ? { ...block, text: { type: 'mrkdwn', text: 'fields' } }
      : block,
  );
  expectSlackTakesIt({ text, blocks: known });
  // All of them are edited, or could be.
  expect(text.length).toBeLessThanOrEqual(4000);
  expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_000);
}

/** With moments as their fallback says them, and so as the team's clock does. */
export const asRead = (markup: string): string => markup.replace(/<!date[^|]*\|([^>]*)>/g, '$1');
