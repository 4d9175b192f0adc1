/** What people do with alerts and jobs, as the surface calls it. */
import { type Alert, acknowledge, silence } from '../../domain/ci/alert.js';
import type { Job } from '../../domain/ci/job.js';
import { heard } from '../../domain/ci/watched-alert.js';
import { UserFault } from '../../domain/fault.js';
import { findRelease } from '../../domain/release.js';
import type { CiDesk, ShownAlert } from '../ci-ports.js';
import type { EvidenceStore } from '../ports.js';
import { type AlertDependencies, besides } from './alerts.js';
import { draftFor, type FilingDependencies, fileIssue } from './file.js';
import type { Standing } from './ports.js';
import { addManual, addWord, type SayDependencies, takeWordBack } from './say.js';
import { deliveriesOf, repositoriesOf, shownAlert } from './tell.js';
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
      const { job } = await show(deps, alert);
      await mayAnswer(deps, job, by);
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
  const titles = new Map<string, Awaited<ReturnType<typeof store.titles>>>();
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

/** @returns what follows from what somebody did with an alert */
export async function changing(deps: AlertDependencies, id: string, job: Job, work: (alert: Alert) => Alert) {
  const known = { alerts: deps.settings.alerts, releases: deps.releases };
  const look = ({ alerts }: Pick<Standing, 'alerts'>) => {
    const before = alerts.get(job.key);
    // A later one took its place.
    if (!before || before.alert.id !== id) return null;
    const done = heard(before, work(before.alert), [], known, job, deps.clock());
    return done.isChanged ? done : null;
  };
  const dry = look({ alerts: await deps.store.alerts([job.key]) });
  const beside = await besides(deps, dry ? [{ job, look: dry }] : []);
  return (standing: Standing) => {
    const done = look(standing);
    if (!done) return { alerts: [], usedUp: [], owed: [] };
    const said = shownAlert(done.after.alert, job, deps.releases, beside.titles);
    return {
      alerts: [done.after],
      usedUp: [],
      owed: deliveriesOf(done, said, deps.renderer, beside.leads),
    };
  };
}
