/** Random rows for every table of a store, whatever tables there are: only what they refer to has to be there. */
import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import type { Cell } from '../../src/storage/backup/format.js';
import { isKept, tablesOf, writeRows } from '../../src/storage/backup/rows.js';
import type { Database } from '../../src/storage/dialect.js';
import type { Tables } from '../../src/storage/tables.js';

/** All that can be in a text of PostgreSQL, the ends of lines of every kind among it. */
const text = fc
  .array(
    fc.constantFrom(
      ...['a', 'Ü', '\n', '\r', '\u2028', '\u2029', '"', '\\', '{', '[', '✓', '😀', '\u0001', "'", ','],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

export interface Seed {
  rows: number;
  texts: string[];
  numbers: number[];
  gaps: boolean[];
}

export const seeds: fc.Arbitrary<Seed> = fc.record({
  rows: fc.integer({ min: 1, max: 5 }),
  texts: fc.array(text, { minLength: 7, maxLength: 7 }),
  numbers: fc.array(fc.maxSafeInteger(), { minLength: 5, maxLength: 5 }),
  gaps: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
});

interface Column {
  name: string;
  type: string;
  notnull: number;
  /** 0: it is in no key. */
  pk: number;
}

/** Fills a new store on SQLite, a few rows in every table. @returns how many tables that were */
export async function fillRandomly(
  database: Database,
  { rows, texts, numbers, gaps }: Seed,
): Promise<number> {
  return await database.write.transaction().execute(async (tx) => {
    await sql`pragma defer_foreign_keys = on`.execute(tx);
    let drawn = 0;
    const draw = <T>(from: readonly T[]): T => from[drawn++ % from.length] as T;
    const tables = (await tablesOf(tx, 'sqlite')).filter(isKept);
    for (const table of tables) {
      const columns = await columnsOf(tx, table.table);
      const references = await referencesOf(tx, table.table);
      const made = Array.from({ length: rows }, (_, at): Cell[] =>
        table.columns.map((name): Cell => {
          const column = columns.find((one) => one.name === name);
          // What is referred to, and whatever must not come twice, is the number of the row.
          if (references.includes(name) || name === 'id')
            return column?.type === 'TEXT' ? `${at + 1}` : at + 1;
          if (column?.notnull === 0 && column.pk === 0 && draw(gaps)) return null;
          // Something that is different in each row is in every key.
          if (column?.type.toLowerCase() === 'text') return `${draw(texts)}${at}`;
          return name === 'seq' || name === 'number' || name === 'slot' || name === 'revision'
            ? at
            : draw(numbers);
        }),
      );
      await writeRows(tx, 'sqlite', table, made);
    }
    return tables.length;
  });
}

async function columnsOf(tx: Kysely<Tables>, table: string): Promise<Column[]> {
  const { rows } =
    await sql<Column>`select name, type, "notnull", pk from pragma_table_info(${table})`.execute(tx);
  return rows;
}

async function referencesOf(tx: Kysely<Tables>, table: string): Promise<string[]> {
  const { rows } = await sql<{ from: string }>`select "from" from pragma_foreign_key_list(${table})`.execute(
    tx,
  );
  return rows.map((row) => row.from);
}
