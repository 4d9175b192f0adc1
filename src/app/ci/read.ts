/** Reads the test signal: each source once for all releases, one process at a time; what fails hides nothing else. */
import { bounded } from '../../domain/ci/bounded.js';
import { usualTests } from '../../domain/ci/columns.js';
import type { Job, JobKey } from '../../domain/ci/job.js';
import { testgridKey } from '../../domain/ci/key.js';
import { sourceKey } from '../../domain/ci/settings.js';
import { releasesWith, rulesIn } from '../../domain/ci/watch.js';
import type { Release } from '../../domain/release.js';
import { day, minute } from '../../domain/time.js';
import { whileHolding } from '../holding.js';
import type { CiSource, Reading, Wanted } from '../ports/ci.js';
import type { KnownJob, SourceState, StoredReading } from '../ports/ci-store.js';
import { SourceFault } from '../ports/source-fault.js';
import { type AlertDependencies, following, type Looked, tendAlerts } from './alerts.js';

export interface CiReading extends AlertDependencies {
  sources: Record<Wanted['source'], CiSource>;
  /** Whether the process is about to end. */
  stopped(): boolean;
  pause(ms: number): Promise<unknown>;
}

/** What has to be read, by its key: what several releases or sets ask for is read once. */
export function wantedBy(releases: readonly Release[]): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { ci } of releases)
    for (const { from } of ci?.sets ?? []) {
      const key = sourceKey(from);
      const known = wanted.get(key);
      if (from.source === 'testgrid' && known?.source === 'testgrid') {
        const tabs = from.tabs && known.tabs ? [...new Set([...known.tabs, ...from.tabs])] : null;
        wanted.set(key, { ...known, tabs });
      } else wanted.set(key, from);
    }
  return wanted;
}

/** So many sources are read at a time: one that is slow keeps none of the others waiting. */
const atOnce = 4;
/** How long somebody who relies on it waits for a reading, and how often somebody else's is looked at, in ms. */
const longest = minute;
const look = 100;
/** What nobody asks for any more is forgotten after so long, in ms: another process may have another configuration. */
const forgetAfter = 7 * day;

/** Reads what is due, and looks after the alerts. Never throws for what a source does. */
export async function readCi(deps: CiReading): Promise<void> {
  const wanted = wantedBy(deps.releases);
  const read = await readAll(deps, wanted, (state) => isDue(state, deps.settings.every, deps.clock()));
  if (deps.stopped()) return;
  await whileHolding(deps, 'ci alerts', () => tendAlerts(deps));
  if (read > 0) await deps.store.forget([...wanted.keys()], deps.clock() - forgetAfter);
}

/**
 * Brings the jobs of a release up to date, for somebody who is about to rely on them. Never throws for what a source
 * does.
 * @param since what was read since then (ms) is good enough
 */
export async function readCiOf(deps: CiReading, { ci }: Release, since: number): Promise<void> {
  const keys = new Set((ci?.sets ?? []).map(({ from }) => sourceKey(from)));
  const wanted = new Map([...wantedBy(deps.releases)].filter(([key]) => keys.has(key)));
  const isOld = ({ triedAt }: SourceState) => triedAt === null || triedAt < since || triedAt > deps.clock();
  const end = deps.machine() + longest;
  const all = async () => {
    await readAll(deps, wanted, isOld);
    // Somebody else may be reading one of them: what that comes to is waited for.
    while (!deps.stopped() && deps.machine() < end && (await someOf(deps, wanted, isOld))) {
      await deps.pause(look);
      await readAll(deps, wanted, isOld);
    }
  };
  await Promise.race([all(), deps.pause(longest)]);
}

async function someOf(
  { store }: CiReading,
  wanted: ReadonlyMap<string, Wanted>,
  isOld: (state: SourceState) => boolean,
): Promise<boolean> {
  for (const key of wanted.keys()) if (isOld(await store.source(key))) return true;
  return false;
}

/** @returns how many were read */
async function readAll(
  deps: CiReading,
  wanted: ReadonlyMap<string, Wanted>,
  isWanted: (state: SourceState) => boolean,
): Promise<number> {
  const left = [...wanted];
  let read = 0;
  const work = async () => {
    for (let next = left.shift(); next !== undefined && !deps.stopped(); next = left.shift()) {
      const [key, one] = next;
      try {
        if (!isWanted(await deps.store.source(key))) continue;
        await whileHolding(deps, `ci ${key}`, async (hold) => {
          // Asked again: whoever held it before may have done it.
          const state = await deps.store.source(key);
          if (!isWanted(state)) return;
          read++;
          await readOne(deps, key, one, state, hold);
        });
      } catch (error) {
        deps.log.error({ err: error, source: key }, 'what was read of the test signal could not be stored');
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, work));
  return read;
}

/** After trouble it is tried again sooner. What was tried in the future was tried by a wrong clock. */
function isDue({ triedAt, problem }: SourceState, every: number, now: number): boolean {
  if (triedAt === null || triedAt > now) return true;
  return now - triedAt >= (problem === null ? every : Math.min(every, minute));
}

async function readOne(
  deps: CiReading,
  key: string,
  wanted: Wanted,
  state: SourceState,
  hold: () => Promise<boolean>,
): Promise<void> {
  const { store, sources, clock, log } = deps;
  const known = await store.known(key);
  const jobs = new Map(
    [...known].flatMap(([name, { job, isGone }]) => (isGone ? [] : [[name, job] as const])),
  );
  let reading: Reading;
  try {
    reading = await sources[wanted.source].read(wanted, jobs, state.cursor);
  } catch (error) {
    // Whoever is stopped has not failed.
    if (deps.stopped() || !(await hold())) return;
    const problem =
      error instanceof SourceFault ? error.message : `${key} could not be read, for a reason of our own`;
    log.warn({ source: key, err: error }, 'a source of the test signal could not be read');
    await store.fail(key, state.reading, clock(), problem, blanksFor(wanted, key, problem));
    return;
  }
  if (!(await hold())) return;
  const now = clock();
  const stored: StoredReading = {
    ...{ source: key, after: state.reading, at: now, cursor: reading.cursor },
    jobs: reading.jobs.map((job) => kept(deps, job, known.get(job.key)?.usual ?? null)),
    unchanged: reading.unchanged,
    gone: reading.gone,
  };
  const follow = await following(deps, lookedAt(stored, known, now), now);
  if (await store.save(stored, follow)) deps.nudge();
  log.debug(
    { source: key, requests: reading.requests, changed: reading.jobs.length, gone: reading.gone },
    'the test signal was read',
  );
}

function kept({ releases }: CiReading, given: Job, remembered: number | null): KnownJob {
  const job = bounded(given);
  const [release] = releasesWith(job, releases);
  return { job, usual: release ? usualTests(job, rulesIn(release, job), remembered) : remembered };
}

function lookedAt(
  { jobs, unchanged, gone }: StoredReading,
  known: ReadonlyMap<JobKey, KnownJob>,
  now: number,
): Looked[] {
  const of = (keys: readonly string[]) => keys.flatMap((key) => known.get(key) ?? []);
  return [
    ...jobs.map((one) => ({ ...one, isGone: false })),
    ...of(unchanged).map(({ job, usual }) => ({ job: { ...job, readAt: now }, usual, isGone: false })),
    ...of(gone).map(({ job, usual }) => ({ job: lost(job), usual, isGone: true, isLost: true })),
  ];
}

const lost = (job: Job): Job => ({ ...job, problem: 'it was renamed or taken away' });

/** What stands for jobs that were never read, so that it can be said why. */
function blanksFor(wanted: Wanted, key: string, problem: string): Job[] {
  const nothing = { url: null, columns: [], readAt: null, lastRunAt: null, status: null, linked: {} };
  const blank = { ...nothing, messages: {}, problem };
  if (wanted.source === 'actions')
    return [{ ...blank, key, name: wanted.workflow, board: wanted.repository }];
  const { dashboard: board, tabs } = wanted;
  return (tabs ?? [null]).map((tab) => ({
    ...blank,
    key: testgridKey(board, tab ?? ''),
    name: tab ?? 'all tabs',
    board,
  }));
}
