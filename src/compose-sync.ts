/** The wiring of what reads GitHub. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type SyncDependencies, type SyncOutcome, syncRepository } from './app/sync.js';
import { syncDue } from './app/sync-due.js';
import { trackedBy } from './app/tracked.js';
import type { Parts } from './compose.js';
import type { GitHubAccess } from './config/environment.js';
import type { Release } from './domain/release.js';
import { createGitHub } from './github/reader.js';
import { leaseStore } from './storage/leases.js';
import { syncStore } from './storage/sync.js';

/** How fast GitHub's faults are tried again; the defaults suit GitHub. */
export type Pauses = Partial<{ timeout: number; patience: number; pause: number }>;

/** How long a report waits for GitHub, in ms. */
const longestRefresh = 60_000;

/** Reads GitHub for all releases. */
export function composeSync(
  { settings, database, log, clock, machine = Date.now }: Parts,
  github: GitHubAccess,
  pauses: Pauses = {},
) {
  const { apiUrl, ...auth } = github;
  const deps: SyncDependencies = {
    github: createGitHub({ apiUrl, auth, log, bots: settings.bots, ...pauses }),
    store: syncStore(database),
    leases: leaseStore(database),
    clock,
    machine,
    log,
    stopped: () => stopped,
  };
  let stopped = false;
  const tracked = trackedBy(settings.releases, settings.bots);
  const lastTry = new Map<string, number>();
  const refreshes = new Map<string, { since: number; from: number; run: Promise<void> }>();
  /** Ten digests of one moment read once; those of another moment read again. */
  function begunFor(repository: string, since: number, read: () => Promise<void>): Promise<void> {
    const known = refreshes.get(repository);
    const isFresh = known && known.from >= since && Math.abs(clock() - known.from) < longestRefresh;
    if (isFresh && known.since === since) return known.run;
    const run = read();
    refreshes.set(repository, { since, from: clock(), run });
    return run;
  }
  const times = { ...settings.sync, zone: settings.zone };
  return {
    tracked,
    /** Reads one repository, whether it is due or not. */
    sync: (
      which: (typeof tracked)[number],
      full: boolean,
      progress?: (read: number) => void,
    ): Promise<SyncOutcome> => syncRepository(deps, which, full, progress),
    /**
     * Reads what changed in a release's repositories, whether that is due or not; gives up after a while and
     * leaves the reading to go on. What could not be read shows its age.
     * @param since the moment it is for (ms): a reading that was begun for the same one is as good
     */
    async refresh(release: Release, since: number, done: (outcome: SyncOutcome) => void): Promise<void> {
      const its = [release.issues.repository, release.enhancements?.repository].map((name) =>
        name?.toLowerCase(),
      );
      const reading = Promise.all(
        tracked
          .filter((which) => its.includes(which.repository.toLowerCase()))
          .map((which) =>
            begunFor(which.repository, since, async () => {
              // A reading that is under way may have begun before the moment that the report is for.
              let outcome = await syncRepository(deps, which, false);
              for (
                const end = machine() + longestRefresh;
                outcome.kind === 'elsewhere' && machine() < end;
              ) {
                await sleep(100);
                outcome = await syncRepository(deps, which, false);
              }
              if (outcome.kind !== 'elsewhere') done(outcome);
            }),
          ),
      );
      reading.catch((error: unknown) => log.error({ err: error }, 'a reading before a report failed'));
      await Promise.race([reading.catch(() => {}), sleep(longestRefresh, undefined, { ref: false })]);
    },
    /** Gives up what is being read after the present page. */
    stop() {
      stopped = true;
    },
    /** Reads what is due. */
    async syncDue(done: (outcome: SyncOutcome) => void): Promise<void> {
      for (const which of tracked) {
        const state = await deps.store.repository(which.repository, 'https://github.com');
        const due = syncDue(
          which,
          state,
          times,
          lastTry.get(which.repository) ?? Number.NEGATIVE_INFINITY,
          clock(),
        );
        if (due === null) continue;
        lastTry.set(which.repository, clock());
        const outcome = await syncRepository(deps, which, due === 'full');
        // Somebody else reads it: look again soon whether that came to its end.
        if (outcome.kind === 'elsewhere') lastTry.delete(which.repository);
        else done(outcome);
        if (deps.stopped()) return;
      }
    },
  };
}
