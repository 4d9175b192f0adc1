/** How long a store of an older version takes to be brought to this one, with a year of use in it. */
import { type Kysely, Migrator } from 'kysely';
import { composeQuestions, openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { type Database, type Flavour, openSqlite } from '../../src/storage/dialect.js';
import { theVerdict } from '../../src/storage/migrations/001-the-verdict.js';
import { theDeliveries } from '../../src/storage/migrations/002-the-deliveries.js';
import { theReports } from '../../src/storage/migrations/003-the-reports.js';
import { theIncidents } from '../../src/storage/migrations/004-the-incidents.js';
import { migrate } from '../../src/storage/migrations.js';
import type { Measurement } from '../measurement.js';
import { prefillHistory } from '../parts/history.js';
import { liveThrough } from '../parts/past.js';
import { configFor, project } from '../parts/project.js';
import { emptySnapshot } from '../parts/snapshot.js';
import type { Stage } from '../parts/stage.js';
import { atMost, type Row, show } from '../row.js';

const now = Date.now();
const year = 365;
const issues = 10_000;

type Step = (db: Kysely<unknown>, flavour: Flavour) => Promise<void>;
/** As they are named in every store. */
const first: Record<string, Step> = { '001-the-verdict': theVerdict };
const fourth: Record<string, Step> = {
  ...first,
  ...{
    '002-the-deliveries': theDeliveries,
    '003-the-reports': theReports,
    '004-the-incidents': theIncidents,
  },
};

async function older(dataDir: string, steps: Record<string, Step>): Promise<Database> {
  const database = await openSqlite(dataDir);
  const migrations = Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [
      name,
      { up: (db: Kysely<unknown>) => step(db, database.flavour) },
    ]),
  );
  const migrator = new Migrator({ db: database.write, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  await repositoryWith(database, issues);
  return database;
}

async function repositoryWith({ write }: Database, count: number): Promise<void> {
  const { repository } = project(count);
  const { id } = await write
    .insertInto('repository')
    .values({ full_name: repository, web: 'https://github.com', observed_at: now } as never)
    .returning('id')
    .executeTakeFirstOrThrow();
  await write.transaction().execute(async (tx) => {
    for (let number = 1; number <= count; number += 20)
      await tx
        .insertInto('issue')
        .values(Array.from({ length: 20 }, (_, at) => issueRow(id, number + at)) as never)
        .execute();
  });
}

const issueRow = (repository: number, number: number) => ({
  ...{
    repository_id: repository,
    number,
    title: `Something broke, number ${number}`,
    body: 'x'.repeat(1500),
  },
  ...{ state: 'open', is_pull_request: 0, labels: '["kind/bug","sig/node"]', assignees: '[]', author: 'ann' },
  ...{ author_is_bot: 0, milestone: 1, created_at: now, updated_at: now, closed_at: null, merged_at: null },
  ...{ url: `https://github.com/acme/x/issues/${number}`, gone_at: null },
});

/** Opens it as a start does. @returns ms */
async function brought(dataDir: string): Promise<{ taken: number; steps: number }> {
  const begun = performance.now();
  const database = await openSqlite(dataDir);
  const steps = await migrate(database);
  const taken = performance.now() - begun;
  await database.close();
  // And it is one that answers.
  const again = await openStore({ databaseUrl: null, dataDir });
  const settings = loadSettings(configFor([project(issues)]), 'signalman.yml');
  await composeQuestions({ settings, database: again, clock: Date.now }).showReport(null);
  await again.close();
  return { taken, steps: steps.length };
}

async function measure(stage: Stage): Promise<Row[]> {
  const found: Row[] = [];
  for (const [name, steps] of [
    ['the first', first],
    ['the fourth', fourth],
  ] as const) {
    stage.say(`a year in ${name} schema`);
    const dataDir = await stage.folder();
    const database = await older(dataDir, steps);
    if (steps === first) await prefillHistory(database, now);
    else
      await liveThrough(database, {
        ...{ days: year, now, release: 'r1', incidents: 500, readings: year },
        ...{ snapshot: emptySnapshot(issues), without: ['embargoed', 'awaits_signatures'] },
      });
    await database.close();
    const { taken, steps: done } = await brought(dataDir);
    const detail = `${done} steps, ${issues.toLocaleString('en')} issues, ${show(taken, 'ms')}`;
    found.push(atMost(`a year in ${name} schema, brought to today's`, taken / 1000, 5, 's', detail));
  }
  return found;
}

export const migration: Measurement = { name: 'migration', title: 'A year-old store', measure };
