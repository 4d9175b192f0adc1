/** The tables of waivers, with a record that nobody can change, and of checklists: files as last read, and who ticked what. */
import type { Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';
import { onlyGrows } from './only-grows.js';

type Schema = Kysely<unknown>;

export async function theWaivers(db: Schema, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('waiver')
    .addColumn('id', int, identity(flavour))
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('until', int, (c) => c.notNull())
    .addColumn('ended_at', int)
    .execute();
  await db.schema
    .createIndex('waiver_by_release')
    .on('waiver')
    .columns(['release', 'ended_at', 'until'])
    .execute();
  await db.schema
    .createTable('waiver_event')
    .addColumn('waiver_id', int, (c) => c.notNull().references('waiver.id'))
    .addColumn('seq', int, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('waiver_event_pk', ['waiver_id', 'seq'])
    .execute();
  await onlyGrows(db, flavour, 'waiver_event', 'the record of a waiver is only added to');
  await db.schema
    .createTable('checklist_file')
    .addColumn('repository', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('ref', 'text', (c) => c.notNull())
    .addColumn('etag', 'text')
    .addColumn('boxes', 'text', (c) => c.notNull())
    .addColumn('read_at', int)
    .addColumn('tried_at', int, (c) => c.notNull())
    .addColumn('problem', 'text')
    .addPrimaryKeyConstraint('checklist_file_pk', ['repository', 'path', 'ref'])
    .execute();
  await db.schema
    .createTable('checklist_tick')
    .addColumn('id', int, identity(flavour))
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('checklist', 'text', (c) => c.notNull())
    .addColumn('item', 'text', (c) => c.notNull())
    // What it said: the file may say something else by now.
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('ticked', int, (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('checklist_tick_by_release')
    .on('checklist_tick')
    .columns(['release', 'id'])
    .execute();
  await onlyGrows(db, flavour, 'checklist_tick', 'the record of a checklist is only added to');
}
