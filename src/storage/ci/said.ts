/** Words of groups and tests by hand: each stored once for its request, and never changed but for its end. */
import type { SaidStore } from '../../app/ports/ci-store.js';
import type { Database } from '../dialect.js';
import { manualOf, wordOf } from './rows.js';

export function saidStore({ write }: Database): SaidStore {
  const byId = async (id: number) => {
    const row = await write.selectFrom('ci_word').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? wordOf(row) : null;
  };
  return {
    async addWord({ request, group, authorId, authorName, ...rest }) {
      await write
        .insertInto('ci_word')
        .values({
          ...rest,
          ...{ request, owner: group, author_id: authorId, author_name: authorName },
          ...{ ended_at: null, ended_by: null },
        })
        .onConflict((conflict) => conflict.column('request').doNothing())
        .execute();
      return wordOf(
        await write
          .selectFrom('ci_word')
          .selectAll()
          .where('request', '=', request)
          .executeTakeFirstOrThrow(),
      );
    },

    word: byId,

    async endWord(id, by, at) {
      await write
        .updateTable('ci_word')
        .set({ ended_at: at, ended_by: by })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute();
      return await byId(id);
    },

    async addManual({ request, authorId, authorName, commit, ...rest }) {
      await write
        .insertInto('ci_manual')
        .values({
          ...rest,
          ...{ request, author_id: authorId, author_name: authorName, commit_hash: commit, ended_at: null },
        })
        .onConflict((conflict) => conflict.column('request').doNothing())
        .execute();
      return manualOf(
        await write
          .selectFrom('ci_manual')
          .selectAll()
          .where('request', '=', request)
          .executeTakeFirstOrThrow(),
      );
    },
  };
}
