/** How SQLite goes about what it is asked: whether a question looks through a whole table shows before there is one. */
import { type CompiledQuery, type Kysely, type QueryId, type RootOperationNode, sql } from 'kysely';
import type { Tables } from '../../src/storage/tables.js';

/** @returns the same database, and the steps of every question that it was asked since the last time, in SQLite's words */
export function planning(database: Kysely<Tables>): {
  planned: Kysely<Tables>;
  steps: () => Promise<string[]>;
} {
  const nodes = new WeakMap<QueryId, RootOperationNode>();
  const asked: CompiledQuery[] = [];
  const planned = database.withPlugin({
    transformQuery({ node, queryId }) {
      // Questions within a question come by as well, after it.
      if (!nodes.has(queryId)) nodes.set(queryId, node);
      return node;
    },
    async transformResult({ result, queryId }) {
      const node = nodes.get(queryId);
      if (node) asked.push(database.getExecutor().compileQuery(node, queryId));
      return result;
    },
  });
  return {
    planned,
    async steps() {
      const found: string[] = [];
      for (const query of asked.splice(0)) {
        const plan = sql<{ detail: string }>`explain query plan `.compile(database);
        const { rows } = await database.executeQuery<{ detail: string }>({
          ...{ ...plan, sql: plan.sql + query.sql, parameters: query.parameters },
        });
        found.push(...rows.map(({ detail }) => detail));
      }
      return found;
    },
  };
}
