/** What was asked of GitHub last for each incident, so that only what has changed is read again. */
import type { Kysely } from 'kysely';
import { type Flavour, integer } from '../dialect.js';

export async function theFixes(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('incident_watch')
    .addColumn('incident_id', int, (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('etag', 'text')
    .addColumn('tried_at', int)
    .addColumn('known', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('incident_watch_key', ['incident_id', 'key'])
    .execute();
}
