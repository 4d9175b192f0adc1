/** Records that the database itself keeps from being changed. Released steps rely on it: it says the same for ever. */
import { type Kysely, sql } from 'kysely';
import type { Flavour } from '../dialect.js';

type Schema = Kysely<unknown>;

/** A record that anything could change would prove nothing, not even a mistake of this program. */
export async function onlyGrows(db: Schema, flavour: Flavour, table: string, refusal: string): Promise<void> {
  if (flavour === 'sqlite') {
    for (const change of ['update', 'delete'])
      await sql`create trigger ${sql.id(`${table}_no_${change}`)}
        before ${sql.raw(change)} on ${sql.id(table)}
        begin select raise(abort, ${sql.lit(refusal)}); end`.execute(db);
    return;
  }
  await sql`create or replace function ${sql.id(`${table}_refuses`)}() returns trigger language plpgsql as
    $$ begin raise exception ${sql.lit(refusal)}; end $$`.execute(db);
  await sql`create trigger ${sql.id(`${table}_only_grows`)}
    before update or delete or truncate on ${sql.id(table)}
    for each statement execute function ${sql.id(`${table}_refuses`)}()`.execute(db);
}
