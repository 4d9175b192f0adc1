/** What is found without looking through years of use: incidents that are over, post-mortems that wait, the last report. */
import { type Kysely, sql } from 'kysely';
import { type Flavour, integer } from '../dialect.js';

export async function theLongHistory(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  await db.schema
    .alterTable('incident')
    .addColumn('awaits_signatures', integer(flavour), (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update incident set awaits_signatures = 1 where id in (
    select e.incident_id from incident_event as e
    where e.kind = 'status-changed' and e.body like '%"status":"pending"%' and not exists (
      select later.seq from incident_event as later
      where later.incident_id = e.incident_id and later.seq > e.seq and later.kind = 'status-changed'))`.execute(
    db,
  );
  await db.schema
    .createIndex('incident_by_signatures')
    .on('incident')
    .columns(['awaits_signatures', 'id'])
    .execute();
  await db.schema.createIndex('incident_in_turn').on('incident').columns(['is_open', 'id']).execute();
  await db.schema.createIndex('report_by_time').on('report').column('at').execute();
}
