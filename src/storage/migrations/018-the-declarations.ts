/** Which incidents were declared in a time, found without asking each of them. */
import { type Kysely, sql } from 'kysely';

export async function theDeclarations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('incident_event_declared')
    .on('incident_event')
    .column('at')
    // The first event of an incident declares it.
    .where(sql.ref('seq'), '=', sql.lit(1))
    .execute();
}
