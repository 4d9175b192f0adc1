/** Goes through open issues in small portions, so that thousands of them never block anybody else. */
import { setImmediate as rest } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Issue } from '../../domain/issue.js';
import type { Tables } from '../tables.js';
import { fromRow, issueColumnNames } from './rows.js';

/** About 2 ms of SQLite at a time. */
const portion = 250;

/** @param milestone null for those without one */
export async function eachOpenIssue(
  db: Kysely<Tables>,
  repositoryId: number,
  milestone: number | null,
  withBodies: boolean,
  use: (issue: Issue) => void,
): Promise<void> {
  const columns = withBodies ? issueColumnNames : issueColumnNames.filter((column) => column !== 'body');
  for (let last = -1; ; ) {
    const rows = await db
      .selectFrom('issue')
      .select(columns as typeof issueColumnNames)
      .where('repository_id', '=', repositoryId)
      .where('milestone', milestone === null ? 'is' : '=', milestone)
      .where('state', '=', 'open')
      .where('gone_at', 'is', null)
      .where('number', '>', last)
      .orderBy('number')
      .limit(portion)
      .execute();
    for (const row of rows) use(fromRow(row));
    if (rows.length < portion) return;
    last = rows[rows.length - 1]?.number ?? last;
    await rest();
  }
}
