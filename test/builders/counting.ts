/** How many statements something takes: what a statement costs differs from machine to machine. */
import type { Kysely, KyselyPlugin } from 'kysely';

/** @returns the same database, and how many statements it was given; the begin and the end of transactions do not count */
export function counting<T>(database: Kysely<T>): { counted: Kysely<T>; count: () => number } {
  let statements = 0;
  const plugin: KyselyPlugin = {
    // Not here: questions within a question come by as well.
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      statements++;
      return result;
    },
  };
  return { counted: database.withPlugin(plugin), count: () => statements };
}
