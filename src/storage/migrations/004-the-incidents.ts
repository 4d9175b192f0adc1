/** The tables of incidents: a record that the database keeps anybody from changing, and what is read from it. */
import { type Kysely, sql } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';

type Schema = Kysely<unknown>;

export async function theIncidents(db: Schema, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('incident')
    .addColumn('id', int, identity(flavour))
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('severity', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('is_open', int, (c) => c.notNull())
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('edition', int, (c) => c.notNull())
    .addColumn('is_linked', int, (c) => c.notNull())
    .addColumn('receipt', 'text')
    .addColumn('next_update_by', int)
    .addColumn('lingers', int, (c) => c.notNull().defaultTo(0))
    .addColumn('known', 'text', (c) => c.notNull().defaultTo('{}'))
    .addColumn('url', 'text')
    .addColumn('updated_at', int, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('incident_by_open')
    .on('incident')
    .columns(['is_open', 'next_update_by'])
    .execute();
  await db.schema
    .createIndex('incident_by_release')
    .on('incident')
    .columns(['release', 'is_open', 'lingers'])
    .execute();
  await db.schema.createIndex('incident_by_update').on('incident').column('updated_at').execute();
  await db.schema
    .createTable('incident_event')
    .addColumn('incident_id', int, (c) => c.notNull().references('incident.id'))
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('by_name', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('incident_event_pk', ['incident_id', 'seq'])
    .execute();
  await keepAsItIs(db, flavour);
  await db.schema
    .createTable('incident_request')
    .addColumn('request', 'text', (c) => c.primaryKey())
    .addColumn('at', int, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('incident_source')
    .addColumn('incident_id', int, (c) => c.notNull().references('incident.id'))
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('ts', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('incident_source_pk', ['incident_id', 'entry'])
    .execute();
  await db.schema
    .createIndex('incident_source_by_message')
    .on('incident_source')
    .columns(['channel', 'ts'])
    .execute();
  await db.schema
    .createTable('heard')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('at', int, (c) => c.notNull())
    .execute();
  // What people do with a message of ours is told by its place.
  await db.schema.createIndex('message_by_place').on('message').columns(['channel', 'ts']).execute();
}

const refusal = 'the record of an incident is only added to';

/** A record that anything could change would prove nothing, not even a mistake of this program. */
async function keepAsItIs(db: Schema, flavour: Flavour): Promise<void> {
  if (flavour === 'sqlite') {
    for (const change of ['update', 'delete'])
      await sql`create trigger ${sql.id(`incident_event_no_${change}`)}
        before ${sql.raw(change)} on incident_event
        begin select raise(abort, ${sql.lit(refusal)}); end`.execute(db);
    return;
  }
  await sql`create or replace function incident_event_refuses() returns trigger language plpgsql as
    $$ begin raise exception ${sql.lit(refusal)}; end $$`.execute(db);
  await sql`create trigger incident_event_only_grows
    before update or delete or truncate on incident_event
    for each statement execute function incident_event_refuses()`.execute(db);
}
