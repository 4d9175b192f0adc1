/** Notes that people write for pull requests: only added to, and in the same transaction what is owed for them. */
import type { Selectable } from 'kysely';
import type { WrittenNoteStore } from '../../app/ports/release-notes-store.js';
import type { WrittenNote } from '../../domain/release-notes/pull.js';
import { enqueue } from '../delivery/enqueue.js';
import { type Database, writing } from '../dialect.js';
import { repositoryKey } from '../tables.js';
import type { WrittenNoteTables } from './written-note-tables.js';

type Row = Selectable<WrittenNoteTables['written_note']>;

/** @param machine ms, on the clock of the machine: that of deliveries */
export function writtenNoteStore(database: Database, machine: () => number): WrittenNoteStore {
  const { read } = database;
  const among = (repository: string) =>
    read.selectFrom('written_note').selectAll().where('repository', '=', repositoryKey(repository));
  return {
    async written(repository) {
      const rows = await among(repository).orderBy('number').orderBy('id').execute();
      return [...new Map(rows.map((row) => [row.number, noteOf(row)])).values()];
    },

    async ofPull(repository, number) {
      const rows = await among(repository).where('number', '=', number).orderBy('id').execute();
      return rows.map(noteOf);
    },

    async requested(request) {
      const row = await database.write
        .selectFrom('written_note')
        .selectAll()
        .where('request', '=', request)
        .executeTakeFirst();
      return row ? noteOf(row) : null;
    },

    async write({ repository, number, said, by, at }, request, owing) {
      return await writing(database, async (tx) => {
        const added = await tx
          .insertInto('written_note')
          .values({
            ...{ request, number, at, repository: repositoryKey(repository) },
            ...{ by_id: by.id, by_name: by.name, body: JSON.stringify({ repository, said }) },
          })
          .onConflict((conflict) => conflict.column('request').doNothing())
          .returningAll()
          .executeTakeFirst();
        if (added) {
          // Its number only goes up: of two that are written in one moment the later one stands in the end.
          await enqueue(tx, owing(added.id), machine());
          return noteOf(added);
        }
        const row = await tx
          .selectFrom('written_note')
          .selectAll()
          .where('request', '=', request)
          .executeTakeFirstOrThrow();
        return noteOf(row);
      });
    },
  };
}

function noteOf({ body, number, by_id, by_name, at }: Row): WrittenNote {
  const { repository, said } = JSON.parse(body) as Pick<WrittenNote, 'repository' | 'said'>;
  return { repository, number, said, by: { id: by_id, name: by_name }, at };
}
