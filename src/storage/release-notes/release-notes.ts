/** What release notes are made from: the sync's issues, what GitHub said beside them, and the board of each release. */
import { type Kysely, sql } from 'kysely';
import type { NotesMarks, NotesStore, StoredRead } from '../../app/ports/release-notes-reading.js';
import type { Issue } from '../../domain/issue.js';
import type { MilestoneRef, Release } from '../../domain/release.js';
import { inChunks } from '../bulk.js';
import type { Database } from '../dialect.js';
import { standingsOf } from '../documents/evidence.js';
import { incidentsOfRelease } from '../incident/rows.js';
import { inTemplate, milestoneEnhancements } from '../issues/milestone-enhancements.js';
import { closedIssues, issuesNumbered } from '../issues/milestone-issues.js';
import { repositoryKey, type Tables } from '../tables.js';
import { notesOfRelease } from './evidence.js';

type Db = Kysely<Tables>;

export function notesStore({ read, write }: Database): NotesStore {
  const parsed = new Map();
  const parsedNotes = new Map();
  return {
    async reads(keys) {
      const rows = await inChunks(keys, (some) =>
        read.selectFrom('notes_read').selectAll().where('key', 'in', some).execute(),
      );
      return new Map(
        rows.map(({ key, etag, data, read_at, tried_at, problem }): [string, StoredRead] => [
          key,
          {
            ...{ etag, readAt: read_at, triedAt: tried_at, problem },
            data: data === null ? null : (JSON.parse(data) as unknown),
          },
        ]),
      );
    },

    async save(key, { etag, data }, at) {
      await put(write, key, { etag, data: JSON.stringify(data), read_at: at, tried_at: at, problem: null });
    },

    confirm: (key, at) => put(write, key, { read_at: at, tried_at: at, problem: null }),
    fail: (key, at, problem) => put(write, key, { tried_at: at, problem }),

    async forget(before) {
      await write.deleteFrom('notes_read').where('tried_at', '<', before).execute();
    },

    async marks(release): Promise<NotesMarks> {
      const [issues, enhancements, board] = await Promise.all([
        markOf(read, release, 'issues', release.issues),
        release.enhancements ? markOf(read, release, 'enhancements', release.enhancements) : null,
        read
          .selectFrom('enhancement_board')
          .select('version')
          .where('release', '=', release.name)
          .executeTakeFirst(),
      ]);
      return {
        ...{ issues: issues?.reading ?? null, milestone: issues?.milestone ?? null },
        ...{ enhancements: enhancements?.reading ?? null, documents: board?.version ?? null },
      };
    },

    async merged(release) {
      const place = await placeOf(read, release, 'issues', release.issues);
      if (!place) return null;
      const closed = await closedIssues(read, place.id, place.milestone, Number.MIN_SAFE_INTEGER, true);
      return closed.filter(({ isPullRequest, mergedAt }) => isPullRequest && mergedAt !== null);
    },

    web: ({ issues }) => webOf(read, issues.repository),
    webOf: (repository) => webOf(read, repository),

    async items(repository, numbers) {
      const row = await read
        .selectFrom('repository')
        .select('id')
        .where('full_name', '=', repositoryKey(repository))
        .executeTakeFirst();
      const synced = row ? await issuesNumbered(read, row.id, numbers, true) : [];
      const known = new Set(synced.map(({ number }) => number));
      const own = await ownItems(
        read,
        repository,
        numbers.filter((number) => !known.has(number)),
      );
      return [...synced, ...own];
    },

    async keepItems(repository, items, at) {
      await inChunks(items, async (some) => {
        await write
          .insertInto('notes_item')
          .values(
            some.map((item) => ({
              ...{ repository: repositoryKey(repository), number: item.number },
              ...{ data: JSON.stringify(item), read_at: at },
            })),
          )
          .onConflict((conflict) =>
            conflict.columns(['repository', 'number']).doUpdateSet((eb) => ({
              data: eb.ref('excluded.data'),
              read_at: eb.ref('excluded.read_at'),
            })),
          )
          .execute();
        return [];
      });
    },

    async kept(repository, numbers) {
      const rows = await inChunks(numbers, (some) =>
        read
          .selectFrom('notes_item')
          .select('number')
          .where('repository', '=', repositoryKey(repository))
          .where('number', 'in', some)
          .execute(),
      );
      return rows.map(({ number }) => number);
    },

    async enhancements(release) {
      return (await milestoneEnhancements(read, release, true))?.issues ?? null;
    },

    async enhancementsAmong(release) {
      const place = await placeOf(read, release, 'issues', release.issues);
      return place ? await inTemplate(read, place.id, place.milestone) : [];
    },

    async standings({ name }) {
      const row = await read
        .selectFrom('enhancement_board')
        .select('version')
        .where('release', '=', name)
        .executeTakeFirst();
      return row ? await standingsOf(read, parsed, name, row.version) : [];
    },

    incidents: (release) => incidentsOfRelease(read, release),

    async basis(release) {
      const row = await read
        .selectFrom('notes_board')
        .select('basis')
        .where('release', '=', release)
        .executeTakeFirst();
      return row?.basis ?? null;
    },

    async saveBoard(release, { basis, evidence }, at) {
      const row = { basis, evidence: JSON.stringify(evidence), made_at: at };
      await write
        .insertInto('notes_board')
        .values({ release, version: 1, ...row })
        .onConflict((conflict) =>
          conflict.column('release').doUpdateSet({ ...row, version: sql`notes_board.version + 1` }),
        )
        .execute();
    },

    evidence: (release) => notesOfRelease(read, parsedNotes, release),
  };
}

async function webOf(db: Db, repository: string): Promise<string> {
  const row = await db
    .selectFrom('repository')
    .select('web')
    .where('full_name', '=', repositoryKey(repository))
    .executeTakeFirst();
  return row?.web ?? 'https://github.com';
}

/** A text that was read stays when it is confirmed, and when a later try fails. */
async function put(
  db: Db,
  key: string,
  change: Partial<{ etag: string | null; data: string; read_at: number; problem: string | null }> & {
    tried_at: number;
  },
): Promise<void> {
  const blank = { etag: null, data: null, read_at: null, problem: null };
  await db
    .insertInto('notes_read')
    .values({ key, ...blank, ...change })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(change))
    .execute();
}

async function placeOf(
  db: Db,
  release: Release,
  which: 'issues' | 'enhancements',
  { repository, milestone }: MilestoneRef,
): Promise<{ id: number; milestone: number } | null> {
  const row = await db
    .selectFrom('census')
    .innerJoin('repository', 'repository.id', 'census.repository_id')
    .select(['repository.id', 'census.milestone'])
    .where('release', '=', release.name)
    .where('source', '=', which)
    .where('full_name', '=', repositoryKey(repository))
    .where('wanted', '=', milestone)
    .executeTakeFirst();
  return row && row.milestone !== null ? { id: row.id, milestone: row.milestone } : null;
}

/** The last reading that changed anything. */
async function markOf(
  db: Db,
  release: Release,
  which: 'issues' | 'enhancements',
  wanted: MilestoneRef,
): Promise<{ reading: number; milestone: number } | null> {
  const place = await placeOf(db, release, which, wanted);
  if (!place) return null;
  const run = await db
    .selectFrom('sync_run')
    .select('id')
    .where('repository_id', '=', place.id)
    .where('outcome', '=', 'done')
    .where('changed', '>', 0)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { reading: run?.id ?? 0, milestone: place.milestone };
}

async function ownItems(db: Db, repository: string, numbers: readonly number[]): Promise<Issue[]> {
  const rows = await inChunks(numbers, (some) =>
    db
      .selectFrom('notes_item')
      .select('data')
      .where('repository', '=', repositoryKey(repository))
      .where('number', 'in', some)
      .execute(),
  );
  return rows.map(({ data }) => JSON.parse(data) as Issue);
}
