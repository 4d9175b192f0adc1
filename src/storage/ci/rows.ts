/** Jobs, alerts and words of the test signal as rows, and back. */
import type { Kysely } from 'kysely';
import type { StoredAlert } from '../../app/ports/ci-store.js';
import type { Alert } from '../../domain/ci/alert.js';
import type { Hearing } from '../../domain/ci/hearing.js';
import type { Job, JobKey } from '../../domain/ci/job.js';
import type { ManualTest } from '../../domain/ci/manual.js';
import type { GroupWord } from '../../domain/ci/word.js';
import { inChunks } from '../bulk.js';
import type { Tables } from '../tables.js';
import type { CiAlertTable, CiJobTable, CiManualTable, CiWordTable } from './tables.js';

/** What changes only with the runs. When it was read changes with every look. */
export type JobBody = Omit<Job, 'readAt' | 'problem'> & {
  /** It went while it was not green: its runs are forgotten, and that it failed is not. */
  wentBad?: boolean;
};

/** @returns what is kept of a job that its source does not name any more */
export function goneBody(body: JobBody): JobBody {
  const last = body.columns.find(({ outcome }) => outcome !== 'running' && outcome !== 'none');
  const wentBad = body.wentBad === true || (last !== undefined && last.outcome !== 'green');
  return { ...body, columns: [], linked: {}, messages: {}, wentBad };
}

/** @param body as it was parsed: shared, and never changed */
export function jobOf(
  body: JobBody,
  { read_at, problem, filed }: Pick<CiJobTable, 'read_at' | 'problem' | 'filed'>,
): Job {
  const { wentBad: _, ...known } = body;
  const job = { ...known, readAt: read_at, problem };
  if (filed === null) return job;
  const linked = { ...body.linked };
  for (const [test, urls] of Object.entries(JSON.parse(filed) as Job['linked']))
    linked[test] = [...new Set([...(Object.hasOwn(linked, test) ? (linked[test] ?? []) : []), ...urls])];
  return { ...job, linked };
}

export function bodyOf(job: Job): string {
  const { readAt: _readAt, problem: _problem, ...body } = job;
  return JSON.stringify(body satisfies JobBody);
}

export const alertOf = ({ body, hearing }: Pick<CiAlertTable, 'body' | 'hearing'>): StoredAlert => ({
  alert: JSON.parse(body) as Alert,
  hearing: JSON.parse(hearing) as Hearing,
});

export async function currentAlerts(
  db: Kysely<Tables>,
  keys: readonly JobKey[],
): Promise<Map<JobKey, StoredAlert>> {
  const rows = await inChunks(keys, (some) =>
    db
      .selectFrom('ci_alert')
      .select(['job', 'body', 'hearing'])
      .where('job', 'in', some)
      .where('current', '=', 1)
      .execute(),
  );
  return new Map(rows.map((row) => [row.job, alertOf(row)]));
}

type Numbered<T> = Omit<T, 'id'> & { id: number };

export function wordOf(row: Numbered<CiWordTable>): GroupWord {
  const { id, release, job, owner, reason, at, until } = row;
  return {
    ...{ id, release, job, group: owner, reason, at, until },
    ...{ authorId: row.author_id, authorName: row.author_name, endedAt: row.ended_at },
  };
}

export function manualOf(row: Numbered<CiManualTable>): ManualTest {
  const { id, release, job, what, result, at } = row;
  return {
    ...{ id, release, job, what, result, at, commit: row.commit_hash },
    ...{ authorId: row.author_id, authorName: row.author_name, endedAt: row.ended_at },
  };
}
