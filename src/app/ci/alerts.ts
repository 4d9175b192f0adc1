/** What follows for alerts from what is known of their jobs: decided first, then written with all that is owed. */

import type { TitledIssue } from '../../domain/ci/about.js';
import type { Alert } from '../../domain/ci/alert.js';
import type { Job } from '../../domain/ci/job.js';
import type { CiSettings } from '../../domain/ci/settings.js';
import {
  type AlertLook,
  heard,
  isLost,
  type KnownAlert,
  lookAt,
  usedUpBy,
  type Watched,
} from '../../domain/ci/watched-alert.js';
import type { Release } from '../../domain/release.js';
import type { Holding } from '../holding.js';
import type { CiRenderer } from '../ports/ci.js';
import type { CiStore, Following, Standing } from '../ports/ci-store.js';
import type { Clock } from '../ports/clock.js';
import { type Beside, deliveriesOf, repositoriesOf, shownAlert } from './tell.js';

export interface AlertDependencies extends Holding {
  settings: CiSettings;
  releases: readonly Release[];
  store: CiStore;
  renderer: CiRenderer;
  /** Slack users who are release leads, as far as that can be found out. */
  leads(): Promise<readonly string[]>;
  clock: Clock;
  nudge(): void;
}

export interface Looked extends Watched {
  /** It was there until now. */
  isLost?: boolean;
}

type Look = Looked & { look: AlertLook };

function looks(
  { settings, releases }: Pick<AlertDependencies, 'settings' | 'releases'>,
  jobs: readonly Looked[],
  alerts: ReadonlyMap<string, KnownAlert>,
  now: number,
): Look[] {
  const known = { alerts: settings.alerts, releases };
  return jobs.flatMap((one): Look[] => {
    const before = alerts.get(one.job.key) ?? null;
    const look =
      one.isLost && before
        ? heard(before, isLost(before.alert), [], known, one.job, now)
        : lookAt(before, one, known, now);
    return look?.isChanged ? [{ ...one, look }] : [];
  });
}

/** Reads what the words will need, from what would be decided now. */
export async function besides(
  deps: AlertDependencies,
  looked: readonly { job: Looked['job']; look: AlertLook }[],
): Promise<Beside> {
  const { store, releases } = deps;
  const telling = looked.filter(({ look }) => look.owed.length > 0);
  const repositories = new Set(
    telling.flatMap(({ job, look }) => repositoriesOf(job, look.after.alert, releases)),
  );
  const titles = new Map<string, TitledIssue[]>();
  for (const repository of repositories) titles.set(repository, await store.titles(repository));
  const escalates = telling.some(({ look }) => look.owed.some(({ kind }) => kind === 'escalation'));
  return { titles, leads: escalates ? await deps.leads() : [] };
}

/** @returns what follows, decided anew on what stands behind the lock */
export async function following(
  deps: AlertDependencies,
  jobs: readonly Looked[],
  now: number,
): Promise<(standing: Standing) => Following> {
  const { store, renderer, releases } = deps;
  const dry = looks(deps, jobs, await store.alerts(jobs.map(({ job }) => job.key)), now);
  const beside = await besides(deps, dry);
  return ({ alerts, words }) => {
    const done = looks(deps, jobs, alerts, now);
    return {
      alerts: done.map(({ look }) => look.after),
      usedUp: jobs.flatMap(({ job, usual }) => usedUpBy(job, usual, words, releases)),
      owed: done.flatMap(({ job, look }) =>
        look.owed.length === 0
          ? []
          : deliveriesOf(
              look,
              shownAlert(look.after.alert, job, releases, beside.titles),
              renderer,
              beside.leads,
            ),
      ),
    };
  };
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

/** Looks at open alerts again, for what time alone brings: an escalation, a day of red, the end of a quiet time. */
export async function tendAlerts(deps: AlertDependencies): Promise<void> {
  const { store, log, clock } = deps;
  const known = await store.jobs(await store.toTend());
  for (const one of known.values()) {
    try {
      const now = clock();
      const alerts = await store.alerts([one.job.key]);
      if (looks(deps, [one], alerts, now).length === 0) continue;
      await store.change([one.job.key], null, await following(deps, [one], now));
      deps.nudge();
    } catch (error) {
      log.error({ err: error, job: one.job.key }, 'an alert could not be tended');
    }
  }
}
