/** Wishes for issues about alerts: stored before GitHub is asked, one for each alert, linked when it stands there. */
import { type Kysely, sql } from 'kysely';
import type { Filing, FilingStore } from '../../app/ports/ci-store.js';
import type { Alert } from '../../domain/ci/alert.js';
import { type Database, writing } from '../dialect.js';
import type { Tables } from '../tables.js';
import { followUp } from './standing.js';

/** @param machine ms, on the clock of the machine: that of deliveries */
export function filingStore(database: Database, machine: () => number): FilingStore {
  const { write, flavour } = database;
  return {
    async begin({ by, ...wish }) {
      await write
        .insertInto('ci_filing')
        .values({ ...wish, by_id: by.id, by_name: by.name, attempts: 0, number: null, url: null })
        .onConflict((conflict) => conflict.column('alert').doNothing())
        .execute();
      return await filingOf(write, wish.alert);
    },

    async tries(alert) {
      await write
        .updateTable('ci_filing')
        .set({ attempts: sql`attempts + 1` })
        .where('alert', '=', alert)
        .execute();
    },

    async done(alert, job, { number, url }, follow) {
      await writing(database, async (tx) => {
        await tx.updateTable('ci_filing').set({ number, url }).where('alert', '=', alert).execute();
        await linkTests(tx, alert, url);
        await followUp(tx, { flavour, keys: [job], request: null }, follow, machine(), machine());
      });
    },
  };
}

async function filingOf(db: Kysely<Tables>, alert: string): Promise<Filing> {
  const { marker, repository, at, attempts, number, url } = await db
    .selectFrom('ci_filing')
    .selectAll()
    .where('alert', '=', alert)
    .executeTakeFirstOrThrow();
  const filed = number !== null && url !== null ? { number, url } : null;
  return { alert, marker, repository, at, attempts, filed };
}

/** Reports show it beside the tests that failed, as if their source had linked it. */
async function linkTests(tx: Kysely<Tables>, id: string, url: string): Promise<void> {
  const row = await tx
    .selectFrom('ci_alert')
    .select(['job', 'body'])
    .where('id', '=', id)
    .where('current', '=', 1)
    .executeTakeFirst();
  if (!row) return;
  const { tests } = JSON.parse(row.body) as Alert;
  const filed = JSON.stringify(Object.fromEntries(tests.map((test) => [test, [url]])));
  await tx.updateTable('ci_job').set({ filed }).where('key', '=', row.job).execute();
}
