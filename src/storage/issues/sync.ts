/** What a sync remembers between its runs, and where it puts what it reads until it is complete. */
import { setImmediate as rest } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { SourceFault } from '../../app/ports/source-fault.js';
import type { RepositoryState, SyncStore } from '../../app/ports/sync.js';
import { day } from '../../domain/time.js';
import type { Database } from '../dialect.js';
import { repositoryKey, type Tables } from '../tables.js';
import { toRow } from './rows.js';
import { syncTransaction } from './sync-transaction.js';

/** Rows written in one go: about 3 ms of SQLite. */
const portion = 25;
/** How long the record of a run is kept. */
const keepRuns = 30 * day;

export function syncStore({ read, write }: Database): SyncStore {
  return {
    async repository(fullName, web): Promise<RepositoryState> {
      await write
        .insertInto('repository')
        .values({ full_name: repositoryKey(fullName), web })
        .onConflict((conflict) => conflict.column('full_name').doNothing())
        .execute();
      const row = await write
        .selectFrom('repository')
        .selectAll()
        .where('full_name', '=', repositoryKey(fullName))
        .executeTakeFirstOrThrow();
      const milestones = await write
        .selectFrom('milestone')
        .selectAll()
        .where('repository_id', '=', row.id)
        .execute();
      return {
        id: row.id,
        fullName,
        web: row.web,
        since: row.since,
        sinceEtag: row.since_etag,
        milestonesEtag: row.milestones_etag,
        tracked: row.tracked,
        fullAt: row.full_at,
        observedAt: row.observed_at,
        drift: row.drift,
        milestones: milestones.map(({ number, title, url, state, due_on }) => ({
          number,
          title,
          url,
          state,
          dueOn: due_on,
        })),
      };
    },

    async counted(repositoryId, release, source) {
      const row = await read
        .selectFrom('census')
        .select(['plan', 'milestone', 'wanted'])
        .where('release', '=', release)
        .where('source', '=', source)
        .where('repository_id', '=', repositoryId)
        .executeTakeFirst();
      if (!row || row.plan === null || row.milestone === null || row.wanted === null) return null;
      return { plan: row.plan, milestone: row.milestone, wanted: row.wanted };
    },

    async begin(repositoryId, kind, at) {
      // Whoever holds the lease is alone: what an earlier run left behind died with it.
      const dead = await write
        .updateTable('sync_run')
        .set({
          outcome: 'failed',
          problem: 'the process ended before the reading was complete',
          finished_at: at,
        })
        .where('repository_id', '=', repositoryId)
        .where('outcome', '=', 'running')
        .returning('id')
        .execute();
      for (const { id } of dead) await write.deleteFrom('issue_stage').where('sync_id', '=', id).execute();
      await write
        .deleteFrom('sync_run')
        .where('repository_id', '=', repositoryId)
        .where('started_at', '<', at - keepRuns)
        .execute();
      const run = await write
        .insertInto('sync_run')
        .values({
          repository_id: repositoryId,
          kind,
          started_at: at,
          outcome: 'running',
          requests: 0,
          quota: 0,
          changed: 0,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return run.id;
    },

    async stage(runId, issues) {
      await write.transaction().execute(async (tx) => {
        await standFast(tx, runId);
        for (let at = 0; at < issues.length; at += portion) {
          // The same issue twice in one statement would be refused: an issue that changed while the pages
          // were read stands on two of them, and within a portion the later one counts.
          const rows = new Map(
            issues
              .slice(at, at + portion)
              .map(({ issue, keep }) => [
                issue.number,
                { ...toRow(issue), sync_id: runId, keep: keep ? 1 : 0 },
              ]),
          );
          const numbers = [...rows.keys()];
          await tx
            .deleteFrom('issue_stage')
            .where('sync_id', '=', runId)
            .where('number', 'in', numbers)
            .execute();
          await tx
            .insertInto('issue_stage')
            .values([...rows.values()])
            .execute();
          await rest();
        }
      });
    },

    async hasNews(runId, repositoryId, numbers) {
      if (numbers.length === 0) return false;
      const news = await write
        .selectFrom('issue_stage as staged')
        .leftJoin('issue as known', (join) =>
          join.onRef('known.number', '=', 'staged.number').on('known.repository_id', '=', repositoryId),
        )
        .select('staged.number')
        .where('staged.sync_id', '=', runId)
        .where('staged.number', 'in', numbers)
        .where((is) =>
          is.or([
            is.and([is('known.number', 'is', null), is('staged.keep', '=', 1)]),
            is('known.updated_at', '<>', is.ref('staged.updated_at')),
          ]),
        )
        .limit(1)
        .executeTakeFirst();
      return news !== undefined;
    },

    async transaction(runId, repositoryId, work) {
      await write.transaction().execute(async (tx) => {
        await standFast(tx, runId);
        await work(syncTransaction(tx, runId, repositoryId));
      });
    },

    async abandon(runId, repositoryId, problem, spent, at) {
      await write.transaction().execute(async (tx) => {
        await tx.deleteFrom('issue_stage').where('sync_id', '=', runId).execute();
        const failed = await tx
          .updateTable('sync_run')
          .set({ outcome: 'failed', problem, finished_at: at, ...spent })
          .where('id', '=', runId)
          .where('outcome', '=', 'running')
          .executeTakeFirst();
        // Whoever has taken over knows better.
        if (Number(failed.numUpdatedRows) === 0) return;
        await tx.updateTable('repository').set({ problem }).where('id', '=', repositoryId).execute();
      });
    },
  };
}

/**
 * Makes sure that this run is still the one that reads, until the transaction ends. A process that slept
 * through its lease finds out here, instead of committing half of what it had staged.
 */
async function standFast(tx: Kysely<Tables>, runId: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('sync_run')
    .set({ outcome: 'running' })
    .where('id', '=', runId)
    .where('outcome', '=', 'running')
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1)
    throw new SourceFault('superseded', 'another process has taken over the reading');
}
