/** Brings what is stored of a release up to date before somebody relies on it, however many ask at the same moment. */
import type { Release } from '../domain/release.js';
import { minute } from '../domain/time.js';
import type { Clock } from './ports/clock.js';
import type { Log } from './ports/log.js';
import type { SyncOutcome } from './sync.js';
import type { Tracked } from './tracked.js';

export interface Waiting {
  /** The machine's. */
  machine: Clock;
  pause(ms: number): Promise<unknown>;
  /** Whether the process is about to end. */
  stopped(): boolean;
}

/** How often somebody else's reading is looked at, in ms. */
const look = 100;

/**
 * Reads when nobody else does: what another reading finds may be older than the question.
 * @param patience ms after which it gives up, with the outcome `elsewhere`
 */
export async function whenFree(
  { machine, pause, stopped }: Waiting,
  read: () => Promise<SyncOutcome>,
  patience: number,
): Promise<SyncOutcome> {
  const end = machine() + patience;
  let outcome = await read();
  while (outcome.kind === 'elsewhere' && machine() < end && !stopped()) {
    await pause(look);
    outcome = await read();
  }
  return outcome;
}

export interface RefreshDependencies extends Waiting {
  tracked: readonly Tracked[];
  read(which: Tracked): Promise<SyncOutcome>;
  clock: Clock;
  log: Log;
}

/** How long a report waits for GitHub, in ms. */
const longest = minute;

/**
 * Reads what changed in a release's repositories, whether that is due or not; gives up after a minute and leaves
 * the reading to go on. What could not be read shows its age. Never throws.
 * @param done told of each reading
 */
export function createRefresh(deps: RefreshDependencies) {
  const { tracked, read, clock, log, pause } = deps;
  const begun = new Map<string, { since: number; from: number; run: Promise<void> }>();

  /** Ten digests of one moment read once; those of another moment read again. */
  function readFor(which: Tracked, since: number, done: (outcome: SyncOutcome) => void): Promise<void> {
    const known = begun.get(which.repository);
    const isFresh = known && known.from >= since && Math.abs(clock() - known.from) < longest;
    if (isFresh && known.since === since) return known.run;
    const run = whenFree(deps, () => read(which), longest).then((outcome) => {
      if (outcome.kind !== 'elsewhere') done(outcome);
      // What failed is worth another try.
      if (outcome.kind === 'elsewhere' || outcome.problem !== null) begun.delete(which.repository);
    });
    begun.set(which.repository, { since, from: clock(), run });
    run.catch(() => begun.delete(which.repository));
    return run;
  }

  /** @param since the moment it is for (ms): a reading that was begun for the same one is as good */
  return async (release: Release, since: number, done: (outcome: SyncOutcome) => void): Promise<void> => {
    const names = [release.issues.repository, release.enhancements?.repository].map((name) =>
      name?.toLowerCase(),
    );
    const its = tracked.filter((which) => names.includes(which.repository.toLowerCase()));
    const reading = Promise.all(its.map((which) => readFor(which, since, done))).catch((error: unknown) =>
      log.error({ err: error }, 'a reading before a report failed'),
    );
    await Promise.race([reading, pause(longest)]);
  };
}
