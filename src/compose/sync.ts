/** The wiring of what reads GitHub. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createRefresh } from '../app/refresh.js';
import { type SyncDependencies, type SyncOutcome, syncRepository } from '../app/sync.js';
import { syncDue } from '../app/sync-due.js';
import { trackedBy } from '../app/tracked.js';
import type { Parts } from '../compose.js';
import { type GitHubAccess, webOf } from '../config/environment.js';
import { createGitHub } from '../github/reader.js';
import { syncStore } from '../storage/issues/sync.js';
import { leaseStore } from '../storage/leases.js';

/** How fast GitHub's faults are tried again; the defaults suit GitHub. */
export type Pauses = Partial<{ timeout: number; patience: number; pause: number }>;

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
    web: webOf(apiUrl),
    leases: leaseStore(database),
    clock,
    machine,
    log,
    stopped: () => stopped,
  };
  let stopped = false;
  const tracked = trackedBy(settings.releases, settings.bots);
  const lastTry = new Map<string, number>();
  const refresh = createRefresh({
    ...deps,
    tracked,
    read: (which) => syncRepository(deps, which, false),
    pause: (ms) => sleep(ms, undefined, { ref: false }),
  });
  const times = { ...settings.sync, zone: settings.zone };
  return {
    tracked,
    /** Reads one repository, whether it is due or not. */
    sync: (
      which: (typeof tracked)[number],
      full: boolean,
      progress?: (read: number) => void,
    ): Promise<SyncOutcome> => syncRepository(deps, which, full, progress),
    refresh,
    /** Gives up what is being read after the present page. */
    stop() {
      stopped = true;
    },
    /** Reads what is due. */
    async syncDue(done: (outcome: SyncOutcome) => void): Promise<void> {
      for (const which of tracked) {
        const state = await deps.store.repository(which.repository, deps.web);
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
