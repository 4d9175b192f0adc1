/** When people looked at their Home, and what it showed then. */
import type { Kysely } from 'kysely';
import { type Flavour, integer } from '../dialect.js';

export async function theHome(db: Kysely<unknown>, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('home')
    .addColumn('user_id', 'text', (c) => c.primaryKey())
    .addColumn('opened_at', int, (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('shown', 'text')
    .addColumn('hash', 'text')
    .execute();
  await db.schema.createIndex('home_opened').on('home').column('opened_at').execute();
}
