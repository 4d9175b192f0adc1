/** The tables of delivery: messages, and the revisions of them that are owed. */
import type { Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';

type Schema = Kysely<unknown>;

export async function theDeliveries(db: Schema, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('message')
    .addColumn('id', int, identity(flavour))
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('destination', 'text', (c) => c.notNull())
    .addColumn('channel', 'text')
    .addColumn('thread_id', int, (c) => c.references('message.id'))
    .addColumn('ts', 'text')
    .addColumn('shown_revision', int, (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addUniqueConstraint('message_unique', ['purpose', 'subject', 'destination'])
    .execute();
  await db.schema.createIndex('message_by_thread').on('message').column('thread_id').execute();
  await db.schema
    .createTable('delivery_content')
    .addColumn('id', int, identity(flavour))
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('delivery')
    .addColumn('id', int, identity(flavour))
    .addColumn('message_id', int, (c) => c.notNull().references('message.id'))
    .addColumn('revision', int, (c) => c.notNull())
    .addColumn('destination', 'text', (c) => c.notNull())
    .addColumn('content_id', int, (c) => c.notNull().references('delivery_content.id'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_at', int)
    .addColumn('version', int, (c) => c.notNull().defaultTo(0))
    .addColumn('attempts', int, (c) => c.notNull().defaultTo(0))
    .addColumn('absences', int, (c) => c.notNull().defaultTo(0))
    .addColumn('rechecks', int, (c) => c.notNull().defaultTo(0))
    .addColumn('reposted', int, (c) => c.notNull().defaultTo(0))
    .addColumn('unclear', int, (c) => c.notNull().defaultTo(0))
    .addColumn('use_plain', int, (c) => c.notNull().defaultTo(0))
    .addColumn('files', 'text', (c) => c.notNull().defaultTo('[]'))
    .addColumn('reason', 'text')
    .addColumn('waits_for', int)
    .addColumn('priority', int, (c) => c.notNull())
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('started_at', int)
    .addColumn('settled_at', int)
    .addColumn('give_up_at', int, (c) => c.notNull())
    .addUniqueConstraint('delivery_unique', ['message_id', 'revision'])
    .execute();
  await db.schema.createIndex('delivery_by_due').on('delivery').column('due_at').execute();
  await db.schema.createIndex('delivery_by_state').on('delivery').columns(['state', 'due_at']).execute();
  await db.schema
    .createIndex('delivery_by_destination')
    .on('delivery')
    .columns(['destination', 'started_at'])
    .execute();
  await db.schema.createIndex('delivery_by_waiting').on('delivery').column('waits_for').execute();
}
