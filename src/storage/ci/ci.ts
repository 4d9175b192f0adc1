/** The test signal as it was last read: sources, jobs and alerts, changed together or not at all. */
import { type Kysely, sql } from 'kysely';
import type { CiStore, KnownJob, StoredReading } from '../../app/ports/ci-store.js';
import type { Job } from '../../domain/ci/job.js';
import { day } from '../../domain/time.js';
import { inChunks } from '../bulk.js';
import { type Database, writing } from '../dialect.js';
import { repositoryKey, type Tables } from '../tables.js';
import { knownJobs, type ParsedJobs } from './evidence.js';
import { alertOf, bodyOf, currentAlerts, goneBody, type JobBody, jobOf } from './rows.js';
import { followUp } from './standing.js';

type Db = Kysely<Tables>;

/** @param machine ms, on the clock of the machine: that of deliveries */
export function ciStore(database: Database, machine: () => number): CiStore {
  const { read, flavour } = database;
  const parsed: ParsedJobs = new Map();
  return {
    async source(key) {
      const row = await read.selectFrom('ci_source').selectAll().where('key', '=', key).executeTakeFirst();
      return {
        reading: row?.reading ?? 0,
        cursor: row?.cursor ? JSON.parse(row.cursor) : null,
        readAt: row?.read_at ?? null,
        triedAt: row?.tried_at ?? null,
        problem: row?.problem ?? null,
      };
    },

    async known(source) {
      const rows = await read
        .selectFrom('ci_job')
        .selectAll()
        .where('source', '=', source)
        // One that stands for those that nobody could read is not known to its source.
        .where('version', '>', 0)
        .execute();
      return new Map(
        rows.map((row) => {
          // What was filed from here is no part of what its source says.
          const job = jobOf(JSON.parse(row.body) as JobBody, { ...row, filed: null });
          return [row.key, { job, usual: row.usual, isGone: row.gone_at !== null }];
        }),
      );
    },

    async save(reading, follow) {
      return await writing(database, async (tx) => {
        const { source, after, at, cursor, jobs, unchanged } = reading;
        const row = { cursor: JSON.stringify(cursor), read_at: at, tried_at: at, problem: null };
        if (!(await takeTurn(tx, source, after, row))) return false;
        await saveJobs(tx, reading);
        const keys = [...jobs.map(({ job }) => job.key), ...unchanged, ...reading.gone];
        await followUp(tx, { flavour, keys, request: null }, follow, at, machine());
        return true;
      });
    },

    async fail(source, after, at, problem, blanks) {
      await writing(database, async (tx) => {
        if (!(await takeTurn(tx, source, after, { tried_at: at, problem }))) return;
        const known = await tx
          .selectFrom('ci_job')
          .select('key')
          .where('source', '=', source)
          .where('gone_at', 'is', null)
          .limit(1)
          .executeTakeFirst();
        for (const [position, job] of known ? [] : blanks.entries())
          await putJob(tx, source, position, { job, usual: null }, true);
      });
    },

    async forget(wanted, before) {
      await writing(database, async (tx) => {
        const old = await tx.selectFrom('ci_source').select('key').where('tried_at', '<', before).execute();
        for (const { key } of old.filter((one) => !wanted.includes(one.key))) {
          await tx.deleteFrom('ci_job').where('source', '=', key).execute();
          await tx.deleteFrom('ci_source').where('key', '=', key).execute();
        }
        await tx
          .deleteFrom('ci_job')
          .where('gone_at', '<', before - 30 * day)
          .where('key', 'not in', (alerts) =>
            alerts.selectFrom('ci_alert').select('job').where('is_open', '=', 1),
          )
          .execute();
      });
    },

    async toTend() {
      const rows = await read
        .selectFrom('ci_alert')
        .select('job')
        .where('current', '=', 1)
        .where((is) => is.or([is('is_open', '=', 1), is('waits', '=', 1)]))
        .execute();
      return rows.map(({ job }) => job);
    },

    async jobs(keys) {
      const found = await inChunks(keys, (some) =>
        knownJobs(read, parsed, (query) => query.where('ci_job.key', 'in', some)),
      );
      return new Map(found.map(({ job, usual, isGone }) => [job.key, { job, usual, isGone }]));
    },

    async alert(id) {
      const row = await read
        .selectFrom('ci_alert')
        .select(['body', 'hearing'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? alertOf(row) : null;
    },

    alerts: (keys) => currentAlerts(read, keys),

    async change(keys, request, follow) {
      await writing(database, (tx) => followUp(tx, { flavour, keys, request }, follow, machine(), machine()));
    },

    async titles(repository) {
      return await read
        .selectFrom('issue')
        .innerJoin('repository', 'repository.id', 'issue.repository_id')
        .select(['number', 'title', 'issue.url', 'created_at as createdAt'])
        .where('full_name', '=', repositoryKey(repository))
        .where('issue.state', '=', 'open')
        .where('is_pull_request', '=', 0)
        .where('gone_at', 'is', null)
        .execute();
    },
  };
}

/** @returns false when somebody else stored a reading since */
async function takeTurn(
  tx: Db,
  source: string,
  after: number,
  row: { tried_at: number; problem: string | null; cursor?: string; read_at?: number },
): Promise<boolean> {
  const reading = after + 1;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('ci_source')
    .values({ key: source, reading, cursor: null, read_at: null, ...row })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ reading, ...row })
        .where('ci_source.reading', '=', after),
    )
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

async function saveJobs(tx: Db, { source, at, jobs, unchanged, gone }: StoredReading): Promise<void> {
  // What stood for the jobs until they could be read.
  await tx.deleteFrom('ci_job').where('source', '=', source).where('version', '=', 0).execute();
  const last = await tx
    .selectFrom('ci_job')
    .select((select) => select.fn.max('position').as('position'))
    .where('source', '=', source)
    .executeTakeFirst();
  let position = Number(last?.position ?? 0);
  for (const one of jobs) await putJob(tx, source, ++position, one, false);
  await inChunks(unchanged, async (some) => {
    await tx.updateTable('ci_job').set({ read_at: at }).where('key', 'in', some).execute();
    return [];
  });
  for (const key of gone) {
    const row = await tx.selectFrom('ci_job').select('body').where('key', '=', key).executeTakeFirst();
    if (!row) continue;
    // Its name and where it was looked at stay with its alert; and how many tests it ran, should it come back.
    const body = goneBody(JSON.parse(row.body) as JobBody);
    await tx
      .updateTable('ci_job')
      .set({ body: JSON.stringify(body), gone_at: at, version: sql`version + 1` })
      .where('key', '=', key)
      .execute();
  }
}

/** @param isBlank it stands for jobs that nobody could read yet */
async function putJob(
  tx: Db,
  source: string,
  position: number,
  { job, usual }: KnownJob,
  isBlank: boolean,
): Promise<void> {
  const { key, readAt, problem } = job satisfies Job;
  const row = { source, body: bodyOf(job), read_at: readAt, problem, usual, gone_at: null };
  await tx
    .insertInto('ci_job')
    .values({ key, position, version: isBlank ? 0 : 1, filed: null, ...row })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ ...row, version: sql`ci_job.version + 1` }),
    )
    .execute();
}
