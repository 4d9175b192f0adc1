/** What is known of a release's jobs, and what people said of them. A job's runs are parsed once for each reading. */
import type { Kysely } from 'kysely';
import { type CiEvidence, nothingOfCi } from '../../domain/ci/board.js';
import type { Job } from '../../domain/ci/job.js';
import { setOf, sourceKey } from '../../domain/ci/settings.js';
import type { Release } from '../../domain/release.js';
import { inChunks } from '../bulk.js';
import { askAll } from '../questions.js';
import type { Tables } from '../tables.js';
import { type JobBody, jobOf, manualOf, wordOf } from './rows.js';

type Db = Kysely<Tables>;

/** Jobs that were parsed before, by key. */
export type ParsedJobs = Map<string, { version: number; body: JobBody }>;

/** So many words and manual tests of a release are looked at, the newest ones. */
const mostSaid = 200;

export async function ciOfRelease(db: Db, parsed: ParsedJobs, release: Release): Promise<CiEvidence> {
  if (release.ci === null || release.ci.sets.length === 0) return nothingOfCi;
  const { sets } = release.ci;
  const sources = [...new Set(sets.map(({ from }) => sourceKey(from)))];
  const [known, words, manual] = await askAll(db, [
    () => knownJobs(db, parsed, (query) => query.where('ci_job.source', 'in', sources)),
    () =>
      db
        .selectFrom('ci_word')
        .selectAll()
        .where('release', '=', release.name)
        .where('ended_at', 'is', null)
        .orderBy('id', 'desc')
        .limit(mostSaid)
        .execute(),
    () =>
      db
        .selectFrom('ci_manual')
        .selectAll()
        .where('release', '=', release.name)
        .where('ended_at', 'is', null)
        .orderBy('id', 'desc')
        .limit(mostSaid)
        .execute(),
  ]);
  const order = new Map(sources.map((source, at) => [source, at]));
  const jobs = known
    // One that stands for jobs that nobody could read is of the set whatever its tabs are.
    .filter(({ job, isGone, wentBad, goneFor }) => {
      const set = setOf(job, sets);
      // A failing job is not forgotten because nobody names it: it is not known for as long as its last run would count.
      if (isGone) return set !== undefined && wentBad && goneFor < set.staleAfter;
      return set !== undefined || job.key.endsWith('#');
    })
    .sort((a, b) => (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0) || a.position - b.position);
  return {
    jobs: jobs.map(({ job }) => job),
    words: words.map(wordOf),
    manual: manual.map(manualOf),
    // The newest commit that any job has seen stands for it.
    head: null,
    usual: Object.fromEntries(jobs.flatMap(({ job, usual }) => (usual === null ? [] : [[job.key, usual]]))),
  };
}

const rowsOf = (db: Db) =>
  db
    .selectFrom('ci_job')
    .innerJoin('ci_source', 'ci_source.key', 'ci_job.source')
    .select([
      ...(['ci_job.key', 'source', 'position', 'version', 'usual', 'filed', 'gone_at'] as const),
      ...(['ci_job.read_at', 'ci_job.problem', 'ci_source.problem as failure'] as const),
      'ci_source.read_at as source_read_at',
    ]);

export interface StoredJob {
  job: Job;
  source: string;
  position: number;
  usual: number | null;
  isGone: boolean;
  /** It was not green when it went. */
  wentBad: boolean;
  /** By the last reading of its source, in ms; 0: it is there. */
  goneFor: number;
}

/** Jobs as they stand, with what the last failure of their source says. */
export async function knownJobs(
  db: Db,
  parsed: ParsedJobs,
  which: (query: ReturnType<typeof rowsOf>) => ReturnType<typeof rowsOf>,
): Promise<StoredJob[]> {
  const rows = await which(rowsOf(db)).execute();
  const isKnown = ({ key, version }: (typeof rows)[number]) => parsed.get(key)?.version === version;
  const fresh = await inChunks(
    rows.filter((row) => !isKnown(row)).map(({ key }) => key),
    (some) => db.selectFrom('ci_job').select(['key', 'version', 'body']).where('key', 'in', some).execute(),
  );
  for (const { key, version, body } of fresh) parsed.set(key, { version, body: JSON.parse(body) as JobBody });
  return rows.flatMap(({ failure, gone_at, source_read_at: readAt, ...row }): StoredJob[] => {
    const body = parsed.get(row.key)?.body;
    if (!body) return [];
    const { source, position, usual } = row;
    const problem = gone_at !== null ? goneWords : (failure ?? row.problem);
    const isGone = gone_at !== null;
    const goneFor = isGone ? (readAt ?? gone_at) - gone_at : 0;
    const job = jobOf(body, { ...row, problem });
    return [{ job, source, position, usual, isGone, wentBad: body.wentBad === true, goneFor }];
  });
}

const goneWords = 'its source does not name it any more: it was renamed or taken away';
