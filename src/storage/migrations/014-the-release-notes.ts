/** What release notes are made from beside the issues, and what was made of it for each release. */
import type { Kysely } from 'kysely';
import { type Flavour, integer } from '../dialect.js';

export async function theReleaseNotes(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('notes_read')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('etag', 'text')
    .addColumn('data', 'text')
    .addColumn('read_at', int)
    .addColumn('tried_at', int, (c) => c.notNull())
    .addColumn('problem', 'text')
    .execute();
  await db.schema.createIndex('notes_read_tried').on('notes_read').column('tried_at').execute();
  await db.schema
    .createTable('notes_item')
    .addColumn('repository', 'text', (c) => c.notNull())
    .addColumn('number', int, (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('read_at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('notes_item_key', ['repository', 'number'])
    .execute();
  await db.schema
    .createTable('notes_board')
    .addColumn('release', 'text', (c) => c.primaryKey())
    .addColumn('basis', 'text', (c) => c.notNull())
    .addColumn('version', int, (c) => c.notNull())
    .addColumn('evidence', 'text', (c) => c.notNull())
    .addColumn('made_at', int, (c) => c.notNull())
    .execute();
}
