/**
 * While replicas on PostgreSQL are exchanged, those of the version before go on working on the newer schema: a step
 * takes nothing away from the tables that are there, and asks nothing more of whoever writes to them.
 */
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { dropTables } from '../../../src/storage/backup/rows.js';
import type { Database } from '../../../src/storage/dialect.js';
import { schemaSteps, takeSteps } from '../../../src/storage/migrations.js';
import { onEveryDatabase } from '../../builders/databases.js';

type Tx = Parameters<typeof takeSteps>[0];

interface Table {
  /** By name: the type, and whether who writes a row may leave it out. */
  columns: Map<string, { type: string; optional: boolean }>;
  /** What can refuse a row: unique indexes, constraints and triggers. */
  rules: string[];
}

const rulesOf = {
  sqlite: (tx: Tx) =>
    sql<{ on: string; rule: string }>`
      select t.name as "on", 'unique ' || i.name as rule from sqlite_master as t, pragma_index_list(t.name) as i
        where t.type = 'table' and i."unique" = 1
      union all select t.name, 'reference ' || f."from" || ' ' || f."table" from sqlite_master as t, pragma_foreign_key_list(t.name) as f
        where t.type = 'table'
      union all select tbl_name, 'trigger ' || name from sqlite_master where type = 'trigger'`.execute(tx),
  postgres: (tx: Tx) =>
    sql<{ on: string; rule: string }>`
      select relname as "on", 'unique ' || indexrelid::regclass::text as rule from pg_index join pg_class on pg_class.oid = indrelid
        where indisunique and relnamespace = current_schema()::regnamespace
      union all select relname, contype::text || ' ' || conname from pg_constraint join pg_class on pg_class.oid = conrelid
        where connamespace = current_schema()::regnamespace
      union all select relname, 'trigger ' || tgname from pg_trigger join pg_class on pg_class.oid = tgrelid
        where not tgisinternal and relnamespace = current_schema()::regnamespace`.execute(tx),
};

async function schemaOf(tx: Tx, flavour: Database['flavour']): Promise<Map<string, Table>> {
  const rules = (await rulesOf[flavour](tx)).rows;
  const tables = await tx.introspection.getTables();
  return new Map(
    tables.map(({ name, columns }) => [
      name,
      {
        columns: new Map(
          columns.map((one) => [
            one.name,
            {
              type: one.dataType.toLowerCase(),
              optional: one.isNullable || one.hasDefaultValue || one.isAutoIncrementing,
            },
          ]),
        ),
        rules: rules.flatMap(({ on, rule }) => (on === name ? [rule] : [])).sort(),
      },
    ]),
  );
}

/** What the step asks of a version that does not know it. */
function demands(before: Map<string, Table>, after: Map<string, Table>): string[] {
  return [...before].flatMap(([name, old]) => {
    const now = after.get(name);
    if (!now) return [`${name} is gone`];
    const lost = [...old.columns].flatMap(([column, { type, optional }]) => {
      const kept = now.columns.get(column);
      return kept?.type === type && (kept.optional || !optional) ? [] : [`${name}.${column} is another one`];
    });
    const added = [...now.columns].flatMap(([column, { optional }]) =>
      old.columns.has(column) || optional ? [] : [`${name}.${column} has to be written`],
    );
    const rules = now.rules.filter((rule) => !old.rules.includes(rule)).map((rule) => `${name}: ${rule}`);
    return [...lost, ...added, ...rules];
  });
}

onEveryDatabase('a step of the schema', ({ open }) => {
  it('leaves what older versions write and read as it is', async () => {
    const { write, flavour } = await open();
    const found: Record<string, string[]> = {};
    let known = 0;
    await write.transaction().execute(async (tx) => {
      await dropTables(tx, flavour);
      let before = await schemaOf(tx, flavour);
      for (const step of schemaSteps) {
        await takeSteps(tx, flavour, [step]);
        const after = await schemaOf(tx, flavour);
        const wrong = demands(before, after);
        if (wrong.length > 0) found[step] = wrong;
        known = [...after.values()].reduce((sum, { columns, rules }) => sum + columns.size + rules.length, 0);
        before = after;
      }
    });
    expect(found).toEqual({});
    expect(known).toBeGreaterThan(400);
  });

  it('would be found out, whatever it asked for', async () => {
    const { write, flavour } = await open();
    const before = await schemaOf(write, flavour);
    const int = flavour === 'sqlite' ? 'integer' : 'bigint';
    await sql`alter table report add column wanted ${sql.raw(int)} not null default 0`.execute(write);
    expect(demands(before, await schemaOf(write, flavour))).toEqual([]);
    await sql`create unique index report_once on report (snapshot_id)`.execute(write);
    await sql`drop table home`.execute(write);
    await sql`alter table note drop column heading`.execute(write);
    const needed = new Map(await schemaOf(write, flavour));
    needed.get('slot')?.columns.set('needed', { type: int, optional: false });
    expect(demands(before, needed).sort()).toEqual([
      'home is gone',
      'note.heading is another one',
      'report: unique report_once',
      'slot.needed has to be written',
    ]);
  });
});
