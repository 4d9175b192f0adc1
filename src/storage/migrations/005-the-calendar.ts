/** The tables of the calendar: moments that were announced, and exceptions with a record that nobody can change. */
import type { Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';
import { onlyGrows } from './only-grows.js';

type Schema = Kysely<unknown>;

export async function theCalendar(db: Schema, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('announcement')
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('slot', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('announcement_pk', ['release', 'slot'])
    .execute();
  await db.schema
    .createTable('exception')
    .addColumn('id', int, identity(flavour))
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('until', int, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('exception_by_release').on('exception').columns(['release', 'until']).execute();
  await db.schema
    .createTable('exception_event')
    .addColumn('exception_id', int, (c) => c.notNull().references('exception.id'))
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('exception_event_pk', ['exception_id', 'seq'])
    .execute();
  await onlyGrows(db, flavour, 'exception_event', 'the record of an exception is only added to');
}
