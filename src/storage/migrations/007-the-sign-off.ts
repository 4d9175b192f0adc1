/** The tables of the sign-off: polls with a record that nobody can change, delegates, and branches as they were read. */
import type { Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';
import { onlyGrows } from './only-grows.js';

type Schema = Kysely<unknown>;

export async function theSignOff(db: Schema, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('poll')
    .addColumn('id', int, identity(flavour))
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('candidate', 'text', (c) => c.notNull())
    .addColumn('tag', 'text')
    .addColumn('commit_hash', 'text', (c) => c.notNull())
    .addColumn('is_open', int, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('poll_by_release').on('poll').columns(['release', 'id']).execute();
  // Of each release one is open, also where two people ask at once.
  await db.schema
    .createIndex('poll_open')
    .unique()
    .on('poll')
    .column('release')
    .where('is_open' as never, '=', 1 as never)
    .execute();
  await db.schema
    .createTable('poll_event')
    .addColumn('poll_id', int, (c) => c.notNull().references('poll.id'))
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('request', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('poll_event_pk', ['poll_id', 'seq'])
    .addUniqueConstraint('poll_event_request', ['poll_id', 'request'])
    .execute();
  await onlyGrows(db, flavour, 'poll_event', 'the record of a poll is only added to');
  await db.schema
    .createTable('git_ref')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('commit_hash', 'text')
    .addColumn('etag', 'text')
    .addColumn('read_at', int)
    .addColumn('tried_at', int, (c) => c.notNull())
    .addColumn('problem', 'text')
    .execute();
  await db.schema
    .createTable('poll_item')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('etag', 'text')
    .addColumn('tried_at', int, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('delegation')
    .addColumn('id', int, identity(flavour))
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('group_slug', 'text', (c) => c.notNull())
    .addColumn('lead_id', 'text', (c) => c.notNull())
    .addColumn('lead_name', 'text', (c) => c.notNull())
    .addColumn('delegate_id', 'text', (c) => c.notNull())
    .addColumn('delegate_name', 'text', (c) => c.notNull())
    .addColumn('from_at', int, (c) => c.notNull())
    .addColumn('until_at', int, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('ended_at', int)
    .addColumn('ended_by', 'text')
    .execute();
  await db.schema
    .createIndex('delegation_by_release')
    .on('delegation')
    .columns(['release', 'ended_at'])
    .execute();
}
