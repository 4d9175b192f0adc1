/** What people wrote by hand: reasons, action lines, actions taken. Nothing is deleted, only ended. */
import type { Kysely } from 'kysely';
import type { HandWrittenStore } from '../app/ports/hand-written.js';
import type { Note } from '../domain/hand-written.js';
import type { Database } from './dialect.js';
import type { NoteTable, Tables } from './tables.js';

export function handWrittenStore({ read, write }: Database): HandWrittenStore {
  return {
    list: (release) => listNotes(read, release),

    async add(note) {
      const { authorId, authorName, ...rest } = note;
      await write
        .insertInto('note')
        .values({ ...rest, author_id: authorId, author_name: authorName, ended_at: null, ended_by: null })
        .onConflict((conflict) => conflict.column('request').doNothing())
        .execute();
      const row = await write
        .selectFrom('note')
        .selectAll()
        .where('request', '=', note.request)
        .executeTakeFirstOrThrow();
      return noteOf(row);
    },

    async end(release, id, by, at) {
      const result = await write
        .updateTable('note')
        .set({ ended_at: at, ended_by: by })
        .where('release', '=', release)
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) === 1;
    },
  };
}

/** Those that were not ended, in the order in which they were written. */
export async function listNotes(db: Kysely<Tables>, release: string): Promise<Note[]> {
  const rows = await db
    .selectFrom('note')
    .selectAll()
    .where('release', '=', release)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(noteOf);
}

export function noteOf(row: Omit<NoteTable, 'id'> & { id: number }): Note {
  const { author_id, author_name, ended_at, ended_by: _by, request: _request, ...rest } = row;
  return { ...rest, authorId: author_id, authorName: author_name, endedAt: ended_at };
}
