/** Whether an incident is under embargo, so that whoever looks for others leaves it out without reading its record. */
import type { Kysely } from 'kysely';
import { type Flavour, integer } from '../dialect.js';

export async function theEmbargo(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  await db.schema
    .alterTable('incident')
    // None that was declared before this is.
    .addColumn('embargoed', integer(flavour), (c) => c.notNull().defaultTo(0))
    .execute();
}
