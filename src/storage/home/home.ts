/** When people looked at their Home, and what is read for it beside the verdicts. */
import type { Kysely, Selectable } from 'kysely';
import type { HomeStore, SeenHome } from '../../app/ports/home.js';
import type { PlacedIncident } from '../../domain/home/waiting.js';
import { inChunks } from '../bulk.js';
import { knownJobs, type ParsedJobs } from '../ci/evidence.js';
import { alertOf } from '../ci/rows.js';
import type { Database } from '../dialect.js';
import { incidentsOf } from '../incident/rows.js';
import type { Tables } from '../tables.js';
import type { HomeTables } from './tables.js';

type Db = Kysely<Tables>;

/** More incidents are never open, and more alerts nobody reads. */
const most = 100;

export function homeStore({ read, write }: Database): HomeStore {
  const parsed: ParsedJobs = new Map();
  return {
    async opened(user, event, now) {
      const row = { opened_at: now, event };
      const { numInsertedOrUpdatedRows } = await write
        .insertInto('home')
        .values({ user_id: user, ...row, shown: null, hash: null })
        .onConflict((conflict) =>
          conflict.column('user_id').doUpdateSet(row).where('home.event', '<>', event),
        )
        .executeTakeFirst();
      return Number(numInsertedOrUpdatedRows ?? 0) === 1;
    },

    async published(user, shown, hash) {
      await write.updateTable('home').set({ shown, hash }).where('user_id', '=', user).execute();
    },

    async seen(user) {
      const row = await read.selectFrom('home').selectAll().where('user_id', '=', user).executeTakeFirst();
      return row ? fromRow(row) : null;
    },

    async openedSince(at) {
      const rows = await read
        .selectFrom('home')
        .selectAll()
        .where('opened_at', '>=', at)
        .orderBy('opened_at', 'desc')
        .execute();
      return rows.map(fromRow);
    },

    async openIncidents() {
      const rows = await read
        .selectFrom('incident')
        .select(['id', 'url'])
        .where('is_open', '=', 1)
        // Before they are counted: those that nobody is shown must not take the place of others.
        .where('embargoed', '=', 0)
        .orderBy('id', 'desc')
        .limit(most)
        .execute();
      return await placed(read, rows);
    },

    async pendingPostMortems() {
      const rows = await read
        .selectFrom('incident')
        .select(['id', 'url'])
        .where('awaits_signatures', '=', 1)
        .orderBy('id')
        .execute();
      // A store that was brought to this version may say so of more: some were reopened since.
      return (await placed(read, rows)).filter(({ incident }) => incident.postmortem.status === 'pending');
    },

    async openAlerts() {
      const rows = await read
        .selectFrom('ci_alert')
        .select(['job', 'body', 'hearing'])
        .where('current', '=', 1)
        .where('is_open', '=', 1)
        .orderBy('since')
        .limit(most)
        .execute();
      const keys = rows.map(({ job }) => job);
      if (keys.length === 0) return [];
      const known = await knownJobs(read, parsed, (query) => query.where('ci_job.key', 'in', keys));
      const jobs = new Map(known.map(({ job }) => [job.key, job]));
      return rows.flatMap((row) => {
        const job = jobs.get(row.job);
        return job ? [{ alert: alertOf(row).alert, job }] : [];
      });
    },
  };
}

/** Those under embargo are left out. */
async function placed(
  db: Db,
  rows: readonly { id: number; url: string | null }[],
): Promise<PlacedIncident[]> {
  const incidents = await inChunks(
    rows.map(({ id }) => id),
    (ids) => incidentsOf(db, ids),
  );
  const urls = new Map(rows.map(({ id, url }) => [id, url]));
  return incidents
    .filter(({ isEmbargoed }) => !isEmbargoed)
    .map((incident) => ({ incident, url: urls.get(incident.id) ?? null }));
}

const fromRow = (row: Selectable<HomeTables['home']>): SeenHome => ({
  ...{ user: row.user_id, openedAt: row.opened_at, shown: row.shown, hash: row.hash },
});
