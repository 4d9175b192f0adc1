/** The end of a sync: what was staged becomes what is known, with its counts, all of it or nothing. */
import { setImmediate as rest } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { SyncTransaction } from '../../app/ports/sync.js';
import type { Tables } from '../tables.js';
import { eachOpenIssue } from './open-issues.js';
import { issueColumnNames } from './rows.js';

/** How many staged issues become known at a time: about 4 ms of SQLite. */
const portion = 200;

export function syncTransaction(tx: Kysely<Tables>, runId: number, repositoryId: number): SyncTransaction {
  const columns = sql.join(issueColumnNames.map((name) => sql.ref(name)));
  const updates = sql.join(
    issueColumnNames.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`),
  );
  const differs = sql.join(
    issueColumnNames.map(
      (name) => sql`${sql.ref(`issue.${name}`)} is distinct from ${sql.ref(`excluded.${name}`)}`,
    ),
    sql` or `,
  );

  async function nextNumbers(after: number): Promise<number[]> {
    const rows = await tx
      .selectFrom('issue_stage')
      .select('number')
      .where('sync_id', '=', runId)
      .where('number', '>', after)
      .orderBy('number')
      .limit(portion)
      .execute();
    return rows.map((row) => row.number);
  }

  return {
    async merge() {
      let changed = 0;
      for (let numbers = await nextNumbers(-1); numbers.length > 0; ) {
        const [first, last] = [numbers[0] ?? 0, numbers[numbers.length - 1] ?? 0];
        // An older copy never replaces a newer one, and what is the same is not written again.
        const result = await sql`
          insert into issue (repository_id, ${columns})
          select ${repositoryId}, ${columns} from issue_stage as stage
          where sync_id = ${runId} and number between ${first} and ${last}
            and (keep = 1 or exists (
              select 1 from issue as known
              where known.repository_id = ${repositoryId} and known.number = stage.number))
          on conflict (repository_id, number) do update set ${updates}, gone_at = null
          where excluded.updated_at >= issue.updated_at and (issue.gone_at is not null or ${differs})
        `.execute(tx);
        changed += Number(result.numAffectedRows ?? 0);
        await rest();
        numbers = await nextNumbers(last);
      }
      return changed;
    },

    async markGone(milestones, at) {
      const result = await tx
        .updateTable('issue')
        .set({ gone_at: at })
        .where('repository_id', '=', repositoryId)
        .where('gone_at', 'is', null)
        .where((is) =>
          is.or([
            ...(milestones.length > 0 ? [is('milestone', 'in', milestones)] : []),
            is.and([is('milestone', 'is', null), is('state', '=', 'open')]),
          ]),
        )
        .where((is) =>
          is.not(
            is.exists(
              is
                .selectFrom('issue_stage')
                .select('issue_stage.number')
                .where('issue_stage.sync_id', '=', runId)
                .whereRef('issue_stage.number', '=', 'issue.number'),
            ),
          ),
        )
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    async saveMilestones(milestones) {
      await tx.deleteFrom('milestone').where('repository_id', '=', repositoryId).execute();
      if (milestones.length === 0) return;
      const rows = milestones.map(({ number, title, url, state, dueOn }) => ({
        repository_id: repositoryId,
        number,
        title,
        url,
        state,
        due_on: dueOn,
      }));
      await tx.insertInto('milestone').values(rows).execute();
    },

    async saveRepository(change) {
      const named = {
        web: change.web,
        since: change.since,
        since_etag: change.sinceEtag,
        milestones_etag: change.milestonesEtag,
        tracked: change.tracked,
        full_at: change.fullAt,
        observed_at: change.observedAt,
        drift: change.drift,
        problem: change.problem,
        notice: change.notice,
      };
      // Kysely leaves out what is undefined: only what is named changes.
      await tx.updateTable('repository').set(named).where('id', '=', repositoryId).execute();
    },

    async saveCensus(release, source, counted, census) {
      const row = {
        repository_id: repositoryId,
        ...counted,
        data: JSON.stringify(census),
        problem: null,
      };
      await tx
        .insertInto('census')
        .values({ release, source, ...row })
        .onConflict((conflict) => conflict.columns(['release', 'source']).doUpdateSet(row))
        .execute();
    },

    async loseCensus(release, source, problem) {
      const row = {
        repository_id: repositoryId,
        milestone: null,
        wanted: null,
        plan: null,
        data: null,
        problem,
      };
      await tx
        .insertInto('census')
        .values({ release, source, ...row })
        .onConflict((conflict) => conflict.columns(['release', 'source']).doUpdateSet(row))
        .execute();
    },

    eachOpen: (milestone, withBodies, use) => eachOpenIssue(tx, repositoryId, milestone, withBodies, use),

    async closedIn(milestone) {
      const row = await tx
        .selectFrom('issue')
        .select([
          sql<number>`coalesce(sum(case when is_pull_request = 0 then 1 else 0 end), 0)`.as('issues'),
          sql<number>`coalesce(sum(case when merged_at is not null then 1 else 0 end), 0)`.as('merged'),
        ])
        .where('repository_id', '=', repositoryId)
        .where('milestone', '=', milestone)
        .where('state', '=', 'closed')
        .where('gone_at', 'is', null)
        .executeTakeFirstOrThrow();
      return { issues: Number(row.issues), mergedPullRequests: Number(row.merged) };
    },

    async openIn(milestone) {
      const row = await tx
        .selectFrom('issue')
        .select((select) => select.fn.countAll<number>().as('open'))
        .where('repository_id', '=', repositoryId)
        .where('milestone', '=', milestone)
        .where('state', '=', 'open')
        .where('gone_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(row.open);
    },

    async finish({ requests, quota, changed, at }) {
      for (let numbers = await nextNumbers(-1); numbers.length > 0; numbers = await nextNumbers(-1)) {
        const last = numbers[numbers.length - 1] ?? 0;
        await tx.deleteFrom('issue_stage').where('sync_id', '=', runId).where('number', '<=', last).execute();
        await rest();
      }
      await tx
        .updateTable('sync_run')
        .set({ outcome: 'done', finished_at: at, requests, quota, changed })
        .where('id', '=', runId)
        .execute();
    },
  };
}
