/** The tables of meetings, with a record that nobody can change, and their action items beside it. */
import type { Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';
import { onlyGrows } from './only-grows.js';

export async function theMeetings(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('meeting')
    .addColumn('id', int, identity(flavour))
    .addColumn('series', 'text', (c) => c.notNull())
    .addColumn('slot', int, (c) => c.notNull())
    .addColumn('begins', int, (c) => c.notNull())
    .addColumn('is_cancelled', int, (c) => c.notNull())
    .addColumn('has_agenda', int, (c) => c.notNull())
    // Up to which event of its record nothing is left to look after; null: something is.
    .addColumn('settled_seq', int)
    .addColumn('seq', int, (c) => c.notNull())
    // Of all who want to make the meeting of a slot one does.
    .addUniqueConstraint('meeting_slot', ['series', 'slot'])
    .execute();
  await db.schema.createIndex('meeting_by_time').on('meeting').columns(['series', 'begins']).execute();
  await db.schema
    .createTable('meeting_event')
    .addColumn('meeting_id', int, (c) => c.notNull().references('meeting.id'))
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('by_name', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('meeting_event_pk', ['meeting_id', 'seq'])
    .execute();
  await onlyGrows(db, flavour, 'meeting_event', 'the record of a meeting is only added to');
  await db.schema
    .createTable('meeting_request')
    .addColumn('request', 'text', (c) => c.primaryKey())
    .addColumn('meeting_id', int, (c) => c.notNull().references('meeting.id'))
    .addColumn('at', int, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('meeting_action')
    .addColumn('meeting_id', int, (c) => c.notNull().references('meeting.id'))
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('is_open', int, (c) => c.notNull())
    .addColumn('added_at', int, (c) => c.notNull())
    .addColumn('done_at', int)
    .addColumn('issue', 'text')
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('etag', 'text')
    .addColumn('tried_at', int)
    .addPrimaryKeyConstraint('meeting_action_key', ['meeting_id', 'action'])
    .execute();
  await db.schema.createIndex('meeting_action_open').on('meeting_action').columns(['is_open']).execute();
}
