/** Notes that people write for pull requests, editions of the drafts that were written out, and who was reminded of gaps. */
import type { Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';
import { onlyGrows } from './only-grows.js';

export async function theWrittenNotes(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('written_note')
    .addColumn('id', int, identity(flavour))
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('repository', 'text', (c) => c.notNull())
    .addColumn('number', int, (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('written_note_by_pull')
    .on('written_note')
    .columns(['repository', 'number', 'id'])
    .execute();
  await onlyGrows(db, flavour, 'written_note', 'notes that people wrote are only added to');
  await db.schema
    .createTable('notes_edition')
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('edition', int, (c) => c.notNull())
    .addColumn('request', 'text', (c) => c.notNull().unique())
    // `file`, or the repository.
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('destination', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    // Null: Signalman itself.
    .addColumn('by_id', 'text')
    .addColumn('by_name', 'text')
    .addColumn('at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('notes_edition_pk', ['release', 'edition'])
    .execute();
  await db.schema
    .createTable('notes_nag')
    .addColumn('release', 'text', (c) => c.notNull())
    // A person, or a channel.
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('notes_nag_pk', ['release', 'place'])
    .execute();
  await db.schema
    .createTable('notes_nag_slot')
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('slot', int, (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('notes_nag_slot_pk', ['release', 'slot'])
    .execute();
}
