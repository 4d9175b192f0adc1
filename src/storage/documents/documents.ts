/** The documents of enhancements as they were read: lists, texts by sha, boards, and what groups heard of them. */
import { type Kysely, sql } from 'kysely';
import type { DocumentKey, DocumentStore, DocumentText, TreeFile } from '../../app/ports/enhancement.js';
import { day } from '../../domain/time.js';
import { inChunks } from '../bulk.js';
import { enqueue } from '../delivery/enqueue.js';
import { type Database, writing } from '../dialect.js';
import { milestoneEnhancements, oneIssue } from '../issues/milestone-enhancements.js';
import { repositoryKey, type Tables } from '../tables.js';
import { type ParsedBoards, standingsOf } from './evidence.js';

type Db = Kysely<Tables>;

const sourceKey = ({ repository, branch }: DocumentKey) =>
  JSON.stringify([repositoryKey(repository), branch]);

/** That a text is needed is noted again after so long, in ms: not with every reading. */
const noteAgain = day;

/** @param machine ms, on the clock of the machine: that of deliveries */
export function documentStore(database: Database, machine: () => number): DocumentStore {
  const { read, write } = database;
  const parsed: ParsedBoards = new Map();
  return {
    async source(key) {
      const row = await read
        .selectFrom('document_source')
        .select(['listing', 'etag', 'read_at', 'tried_at', 'problem'])
        .where('key', '=', sourceKey(key))
        .executeTakeFirst();
      return {
        listing: row?.listing ?? 0,
        etag: row?.etag ?? null,
        readAt: row?.read_at ?? null,
        triedAt: row?.tried_at ?? null,
        problem: row?.problem ?? null,
      };
    },

    async files(key) {
      const row = await read
        .selectFrom('document_source')
        .select('files')
        .where('key', '=', sourceKey(key))
        .executeTakeFirst();
      const files = JSON.parse(row?.files ?? '[]') as [string, string, number | null][];
      return files.map(([path, sha, size]): TreeFile => ({ path, sha, size }));
    },

    async list(key, { etag, files }, at) {
      const listed = JSON.stringify(files.map(({ path, sha, size }) => [path, sha, size]));
      await putSource(write, key, { etag, files: listed, tried_at: at }, true);
    },

    async confirm(key, at) {
      await putSource(write, key, { read_at: at, tried_at: at, problem: null }, false);
    },

    async fail(key, at, problem) {
      await putSource(write, key, { tried_at: at, problem }, false);
    },

    async missing(repository, shas, again, at) {
      const rows = await inChunks(shas, (some) =>
        read
          .selectFrom('document_text')
          .select(['sha', 'is_final', 'needed_at', 'problem'])
          .where('repository', '=', repositoryKey(repository))
          .where('sha', 'in', some)
          .execute(),
      );
      const old = rows.filter(({ needed_at }) => needed_at < at - noteAgain).map(({ sha }) => sha);
      await inChunks(old, async (some) => {
        await write
          .updateTable('document_text')
          .set({ needed_at: at })
          .where('repository', '=', repositoryKey(repository))
          .where('sha', 'in', some)
          .execute();
        return [];
      });
      const known = new Set(
        rows
          .filter(({ problem, is_final }) => problem === null || is_final === 1 || !again)
          .map(({ sha }) => sha),
      );
      return shas.filter((sha) => !known.has(sha));
    },

    async keep(repository, sha, text, at) {
      const problem = text.text === null ? text.problem : null;
      const isFinal = text.text !== null || text.isFinal;
      const row = { text: text.text, problem, is_final: isFinal ? 1 : 0, needed_at: at };
      await write
        .insertInto('document_text')
        .values({ repository: repositoryKey(repository), sha, ...row })
        .onConflict((conflict) => conflict.columns(['repository', 'sha']).doUpdateSet(row))
        .execute();
    },

    async texts(repository, shas) {
      const rows = await inChunks(shas, (some) =>
        read
          .selectFrom('document_text')
          .select(['sha', 'text', 'problem', 'is_final'])
          .where('repository', '=', repositoryKey(repository))
          .where('sha', 'in', some)
          .execute(),
      );
      return new Map(
        rows.map(({ sha, text, problem, is_final }): [string, DocumentText] => [
          sha,
          text === null ? { text, problem: problem ?? '', isFinal: is_final === 1 } : { text },
        ]),
      );
    },

    async forget(before) {
      await write.deleteFrom('document_text').where('needed_at', '<', before).execute();
      await write.deleteFrom('document_source').where('tried_at', '<', before).execute();
    },

    issues: (release, withBodies) => milestoneEnhancements(read, release, withBodies),
    issue: (release, number) => oneIssue(read, release, number),

    async board({ name }) {
      const row = await read
        .selectFrom('enhancement_board')
        .select(['basis', 'version'])
        .where('release', '=', name)
        .executeTakeFirst();
      if (!row) return null;
      const standings = await standingsOf(read, parsed, name, row.version);
      return { basis: row.basis, standings };
    },

    async save(release, key, { basis, milestone, standings }) {
      const row = {
        ...{ source: sourceKey(key), repository: repositoryKey(key.repository), milestone, basis },
        standings: JSON.stringify(standings),
      };
      await write
        .insertInto('enhancement_board')
        .values({ release: release.name, version: 1, ...row })
        .onConflict((conflict) =>
          conflict.column('release').doUpdateSet({ ...row, version: sql`enhancement_board.version + 1` }),
        )
        .execute();
    },

    async heard(release) {
      const rows = await read
        .selectFrom('enhancement_heard')
        .selectAll()
        .where('release', '=', release)
        .execute();
      return new Map(
        rows.map(({ group_slug, edition, revision, at, says }) => [
          group_slug,
          { edition, revision, at, says },
        ]),
      );
    },

    async tell(release, heard, owed) {
      await writing(database, async (tx) => {
        for (const [group_slug, row] of heard)
          await tx
            .insertInto('enhancement_heard')
            .values({ release, group_slug, ...row })
            .onConflict((conflict) => conflict.columns(['release', 'group_slug']).doUpdateSet(row))
            .execute();
        await enqueue(tx, owed, machine());
      });
    },
  };
}

type SourceChange = Partial<{
  etag: string | null;
  files: string;
  read_at: number;
  tried_at: number;
  problem: string | null;
}> & { tried_at: number };

async function putSource(db: Db, key: DocumentKey, change: SourceChange, isNew: boolean): Promise<void> {
  const blank = { etag: null, files: '[]', read_at: null, problem: null };
  await db
    .insertInto('document_source')
    .values({ key: sourceKey(key), listing: isNew ? 1 : 0, ...blank, ...change })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ ...change, ...(isNew ? { listing: sql`document_source.listing + 1` } : {}) }),
    )
    .execute();
}
