/** The table of action items: what follows from the records of incidents, and when their issues were looked at. */
import type { Kysely } from 'kysely';
import { type Flavour, integer } from '../dialect.js';

export async function theActionItems(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('incident_action')
    .addColumn('incident_id', int, (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('is_open', int, (c) => c.notNull())
    .addColumn('is_hidden', int, (c) => c.notNull())
    .addColumn('is_past', int, (c) => c.notNull())
    .addColumn('added_at', int, (c) => c.notNull())
    .addColumn('done_at', int)
    .addColumn('issue', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('etag', 'text')
    .addColumn('tried_at', int)
    .addPrimaryKeyConstraint('incident_action_key', ['incident_id', 'action'])
    .execute();
  await db.schema
    .createIndex('incident_action_open')
    .on('incident_action')
    .columns(['is_open', 'type'])
    .execute();
}
