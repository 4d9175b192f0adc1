/** Many rows in few statements, on both databases. */
import { type RawBuilder, sql } from 'kysely';

/** SQLite takes 32,766 parameters in a statement and PostgreSQL 65,535; no row that is written so has thirty. */
const rowsAtOnce = 1000;

/** Does the work for so many at a time as one statement takes. @returns all results, in their order */
export async function inChunks<T, R>(
  all: readonly T[],
  work: (some: readonly T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += rowsAtOnce)
    for (const one of await work(all.slice(at, at + rowsAtOnce))) results.push(one);
  return results;
}

type Cell = string | number | null;

/** Rows to be joined with: `with given(a, b) as (…)`. PostgreSQL has to be told what a parameter is. */
export function rowsOf(
  rows: readonly (readonly Cell[])[],
  types: readonly ('bigint' | 'text')[],
): RawBuilder<unknown> {
  const cell = (value: Cell, at: number) => sql`cast(${value} as ${sql.raw(types[at] ?? 'text')})`;
  return sql`values ${sql.join(rows.map((row) => sql`(${sql.join(row.map(cell))})`))}`;
}
