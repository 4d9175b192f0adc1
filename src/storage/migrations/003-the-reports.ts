/** The tables of reports: schedules with their moments, and a snapshot that is kept for each report. */
import type { Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';

type Schema = Kysely<unknown>;

export async function theReports(db: Schema, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('snapshot')
    .addColumn('id', int, identity(flavour))
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('read_at', int, (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('state', 'text')
    .addColumn('figures', 'text', (c) => c.notNull())
    .addColumn('gates', 'text', (c) => c.notNull())
    .addColumn('members', 'text')
    .addColumn('closed', 'text', (c) => c.notNull())
    .addColumn('came_in', int)
    .addColumn('went_out', int)
    .execute();
  await db.schema.createIndex('snapshot_by_release').on('snapshot').columns(['release', 'at']).execute();
  await db.schema
    .createTable('schedule')
    .addColumn('id', int, identity(flavour))
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('channels', 'text', (c) => c.notNull())
    .addColumn('line', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('weekdays', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('since', int, (c) => c.notNull())
    .addColumn('created_by', 'text')
    .addColumn('ended_at', int)
    .addUniqueConstraint('schedule_unique', ['origin', 'name'])
    .execute();
  await db.schema
    .createTable('slot')
    .addColumn('schedule_id', int, (c) => c.notNull().references('schedule.id'))
    .addColumn('slot', int, (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('note', 'text')
    .addPrimaryKeyConstraint('slot_pk', ['schedule_id', 'slot'])
    .execute();
  await db.schema
    .createTable('report')
    .addColumn('id', int, identity(flavour))
    .addColumn('schedule_id', int, (c) => c.notNull().references('schedule.id'))
    .addColumn('slot', int, (c) => c.notNull())
    .addColumn('revision', int, (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('snapshot_id', int, (c) => c.notNull().references('snapshot.id'))
    .addColumn('baseline_id', int, (c) => c.references('snapshot.id'))
    .addColumn('receipted', int, (c) => c.notNull().defaultTo(0))
    .addUniqueConstraint('report_unique', ['schedule_id', 'slot', 'revision'])
    .execute();
}
