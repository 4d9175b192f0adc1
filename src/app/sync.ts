/**
 * Brings what is stored of a repository up to date with GitHub, and counts it anew.
 *
 * The first reading lists each milestone in full. After that one repository-wide question, "what changed
 * since", is enough: unlike a milestone's own listing it also shows what *left* the milestone. What no
 * listing of changes shows (deleted and transferred issues) is found by comparing GitHub's own count of
 * the milestone with ours, and by a full reading each night.
 */
import { type Holding, whileHolding } from './holding.js';
import type { Clock } from './ports/clock.js';
import { SourceFault } from './ports/source-fault.js';
import type { GitHub, SyncStore } from './ports/sync.js';
import { readAll, readChanges } from './sync-run.js';
import type { Tracked } from './tracked.js';

export interface SyncDependencies extends Holding {
  github: GitHub;
  store: SyncStore;
  /** Where people look at repositories, until GitHub says it: e.g. `https://github.com`. */
  web: string;
  clock: Clock;
  /** Whether the process is about to end. */
  stopped(): boolean;
}

export interface SyncOutcome {
  repository: string;
  /** `elsewhere`: another process is at it. */
  kind: 'full' | 'refresh' | 'elsewhere';
  changed: number;
  requests: number;
  quota: number;
  /** Why it failed, in words for people; null when it did not. */
  problem: string | null;
}

/**
 * Syncs one repository for all releases that read it. Never throws for what GitHub does: the problem
 * is stored beside the figures, which stay as they were.
 * @param full read everything again, whatever the cursor says
 * @param progress called after each page with the number of issues read so far
 */
export async function syncRepository(
  { github, store, web, clock, stopped, ...holding }: SyncDependencies,
  tracked: Tracked,
  full: boolean,
  progress: (read: number) => void = () => {},
): Promise<SyncOutcome> {
  const { repository } = tracked;
  const { log } = holding;
  const outcome = await whileHolding<SyncOutcome>(
    holding,
    `sync ${repository.toLowerCase()}`,
    async (hold) => {
      const state = await store.repository(repository, web);
      const kind = full || state.since === null || state.tracked !== tracked.key ? 'full' : 'refresh';
      const runId = await store.begin(state.id, kind, clock());
      const reader = github.open(repository);
      const onPage = async (read: number) => {
        progress(read);
        if (stopped()) throw new SourceFault('superseded', 'the reading was stopped');
        if (!(await hold()))
          throw new SourceFault('superseded', 'another process has taken over the reading');
      };
      const context = { store, reader, clock, log, tracked, state, runId, onPage };
      try {
        const changed = await (kind === 'full' ? readAll(context) : readChanges(context));
        return { repository, kind, changed, ...reader.spent(), problem: null };
      } catch (error) {
        const known = error instanceof SourceFault;
        const problem = known
          ? error.message
          : 'an unexpected fault stopped the reading; the log has the details';
        if (known)
          log.warn({ repository, code: error.code, cause: String(error.cause ?? '') }, error.message);
        else log.error({ err: error, repository }, 'sync failed');
        await store.abandon(context.runId, state.id, problem, reader.spent(), clock());
        return { repository, kind, changed: 0, ...reader.spent(), problem };
      }
    },
  );
  return outcome ?? { repository, kind: 'elsewhere', changed: 0, requests: 0, quota: 0, problem: null };
}
