/** The tables of the enhancements' documents: lists of files, texts by sha, and what was made of them for each release. */
import type { Kysely } from 'kysely';
import { type Flavour, integer } from '../dialect.js';

export async function theDocuments(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('document_source')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('listing', int, (c) => c.notNull())
    .addColumn('etag', 'text')
    .addColumn('files', 'text', (c) => c.notNull())
    .addColumn('read_at', int)
    .addColumn('tried_at', int, (c) => c.notNull())
    .addColumn('problem', 'text')
    .execute();
  await db.schema
    .createTable('document_text')
    .addColumn('repository', 'text', (c) => c.notNull())
    .addColumn('sha', 'text', (c) => c.notNull())
    .addColumn('text', 'text')
    .addColumn('problem', 'text')
    .addColumn('is_final', int, (c) => c.notNull())
    .addColumn('needed_at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('document_text_key', ['repository', 'sha'])
    .execute();
  await db.schema.createIndex('document_text_needed').on('document_text').column('needed_at').execute();
  await db.schema
    .createTable('enhancement_board')
    .addColumn('release', 'text', (c) => c.primaryKey())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('repository', 'text', (c) => c.notNull())
    .addColumn('milestone', 'text', (c) => c.notNull())
    .addColumn('basis', 'text', (c) => c.notNull())
    .addColumn('version', int, (c) => c.notNull())
    .addColumn('standings', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('enhancement_heard')
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('group_slug', 'text', (c) => c.notNull())
    .addColumn('edition', int, (c) => c.notNull())
    .addColumn('revision', int, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('says', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('enhancement_heard_key', ['release', 'group_slug'])
    .execute();
}
