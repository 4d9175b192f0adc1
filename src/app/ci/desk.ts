/** What people do with alerts and jobs, as the surface calls it. */
import type { TitledIssue } from '../../domain/ci/about.js';
import { type Alert, acknowledge, silence } from '../../domain/ci/alert.js';
import type { Job } from '../../domain/ci/job.js';
import type { ShownAlert } from '../../domain/ci/shown-alert.js';
import { UserFault } from '../../domain/fault.js';
import { findRelease } from '../../domain/release.js';
import type { CiDesk } from '../ports/ci.js';
import type { EvidenceStore } from '../ports/evidence.js';
import { type AlertDependencies, changing } from './alerts.js';
import { draftFor, type FilingDependencies, fileIssue } from './file.js';
import { addManual, addWord, type SayDependencies, takeWordBack } from './say.js';
import { repositoriesOf, shownAlert } from './tell.js';
import { mayAnswer } from './who.js';

export interface DeskDependencies extends AlertDependencies, SayDependencies, FilingDependencies {
  evidence: Pick<EvidenceStore, 'gather'>;
}

export function ciDesk(deps: DeskDependencies): CiDesk {
  return {
    alert: (id) => show(deps, id),
    async acknowledge({ alert, by, request }) {
      return await change(deps, alert, request, (one) => acknowledge(one, { ...by, at: deps.clock() }));
    },
    async silence({ alert, by, request, until }) {
      const shown = await show(deps, alert);
      // Whoever looks after it knows best when to be left alone.
      if (shown.alert.acknowledged?.id !== by.id) await mayAnswer(deps, shown.job, by);
      return await change(deps, alert, request, (one) => silence(one, { ...by, at: deps.clock() }, until));
    },
    async jobs(name) {
      const { ci } = await deps.evidence.gather(findRelease(deps.releases, name));
      return [...ci.jobs].sort((a, b) => a.name.localeCompare(b.name, 'en'));
    },
    word: (asked) => addWord(deps, asked),
    endWord: (asked) => takeWordBack(deps, asked),
    manual: (asked) => addManual(deps, asked),
    issueFor: async (id) => draftFor(deps, await show(deps, id)),
    file: async (asked) => await fileIssue(deps, await show(deps, asked.alert), asked),
  };
}

const unknown = () =>
  new UserFault(
    'unknown-alert',
    'There is no such alert any more.',
    'See how the jobs stand with: `/release-status tests`',
  );

/** @throws UserFault `unknown-alert` */
async function show(deps: DeskDependencies, id: string): Promise<ShownAlert> {
  const stored = await deps.store.alert(id);
  if (!stored) throw unknown();
  return await shown(deps, stored.alert);
}

async function shown(
  { store, releases }: Pick<DeskDependencies, 'store' | 'releases'>,
  alert: Alert,
): Promise<ShownAlert> {
  const job = await jobFor({ store }, alert);
  const titles = new Map<string, TitledIssue[]>();
  for (const repository of repositoriesOf(job, alert, releases))
    titles.set(repository, await store.titles(repository));
  return shownAlert(alert, job, releases, titles);
}

/** Even of a job that was forgotten its alert can be shown. */
async function jobFor({ store }: Pick<DeskDependencies, 'store'>, { job: key }: Alert): Promise<Job> {
  const known = (await store.jobs([key])).get(key);
  if (known) return known.job;
  const name = key.split('#').at(-1) ?? key;
  const nothing = { url: null, columns: [], readAt: null, lastRunAt: null, status: null };
  return { key, name, board: '', ...nothing, linked: {}, messages: {}, problem: 'it is not read any more' };
}

/** @throws UserFault `unknown-alert`, and what the work throws */
async function change(
  deps: DeskDependencies,
  id: string,
  request: string,
  work: (alert: Alert) => Alert,
): Promise<ShownAlert> {
  const stored = await deps.store.alert(id);
  if (!stored) throw unknown();
  const job = await jobFor(deps, stored.alert);
  await deps.store.change([job.key], request, await changing(deps, id, job, work));
  deps.nudge();
  return await show(deps, id);
}
