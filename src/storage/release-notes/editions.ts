/** Editions of the drafts of release notes, counted for each release, with what is owed for them. */
import type { Kysely, Selectable } from 'kysely';
import type { Edition, EditionStore } from '../../app/ports/release-notes-store.js';
import { notesMessages } from '../../domain/release-notes/messages.js';
import { enqueue } from '../delivery/enqueue.js';
import { lastOwed } from '../delivery/receipts.js';
import { type Database, isTwin, writing } from '../dialect.js';
import type { Tables } from '../tables.js';
import type { WrittenNoteTables } from './written-note-tables.js';

type Db = Kysely<Tables>;

/** Two who write out in the same moment: one of them counts on. */
const mostTries = 5;

/** @param machine ms, on the clock of the machine: that of deliveries */
export function editionStore(database: Database, machine: () => number): EditionStore {
  const { read } = database;
  const last = (db: Db, release: string) =>
    db.selectFrom('notes_edition').selectAll().where('release', '=', release).orderBy('edition', 'desc');
  const requested = async (db: Db, request: string) => {
    const row = await db
      .selectFrom('notes_edition')
      .selectAll()
      .where('request', '=', request)
      .executeTakeFirst();
    return row ? editionOf(row) : null;
  };
  return {
    async proposed(release) {
      const row = await last(read, release).where('kind', '=', 'repository').executeTakeFirst();
      if (!row) return null;
      const { purpose, subject } = notesMessages.draft(release);
      const owed = (await lastOwed(read, [purpose], subject)).at(-1);
      const [place, ts] = [owed?.channel ?? null, owed?.ts ?? null];
      const isPull = ts !== null && /^\d+$/.test(ts);
      return {
        ...editionOf(row),
        item: place === null || ts === null ? null : isPull ? `${place}#${ts}` : place,
        isLost: owed?.state === 'failed' || owed?.state === 'dropped',
      };
    },

    async lastFile(release, channel) {
      const row = await last(read, release)
        .where('kind', '=', 'file')
        .where('destination', '=', channel)
        .executeTakeFirst();
      if (!row) return null;
      const { purpose, subject } = notesMessages.file(release, row.edition);
      const [owed] = await lastOwed(read, [purpose], subject);
      return owed?.state === 'failed' || owed?.state === 'dropped' ? null : editionOf(row);
    },

    requested: (request) => requested(database.write, request),

    async add({ release, request, follows, by, kind, destination, hash, at }, owing) {
      for (let tries = 1; ; tries++) {
        try {
          return await writing(database, async (tx) => {
            const before = await requested(tx, request);
            if (before) return before;
            const edition = ((await last(tx, release).executeTakeFirst())?.edition ?? 0) + 1;
            const proposed = await last(tx, release).where('kind', '=', 'repository').executeTakeFirst();
            if (follows !== null && proposed?.edition !== follows) return null;
            await tx
              .insertInto('notes_edition')
              .values({
                ...{ release, edition, request, kind, destination, hash, at },
                ...{ by_id: by?.id ?? null, by_name: by?.name ?? null },
              })
              .execute();
            await enqueue(tx, owing(edition), machine());
            return { edition, kind, destination, hash, at };
          });
        } catch (error) {
          if (!isTwin(error) || tries >= mostTries) throw error;
        }
      }
    },
  };
}

const editionOf = ({
  edition,
  kind,
  destination,
  hash,
  at,
}: Selectable<WrittenNoteTables['notes_edition']>): Edition => ({ edition, kind, destination, hash, at });
