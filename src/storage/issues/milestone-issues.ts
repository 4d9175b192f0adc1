/** Issues of a milestone beside its open ones, in small portions so that nobody has to wait for them. */
import { setImmediate as rest } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Issue } from '../../domain/issue.js';
import type { Tables } from '../tables.js';
import { fromRow, issueColumnNames } from './rows.js';

/** About 2 ms of SQLite at a time. */
const portion = 250;

export const columnsOf = (withBodies: boolean) =>
  (withBodies
    ? issueColumnNames
    : issueColumnNames.filter((column) => column !== 'body')) as typeof issueColumnNames;

/** @param from only those that were closed after it (ms) */
export async function closedIssues(
  db: Kysely<Tables>,
  repositoryId: number,
  milestone: number,
  from: number,
  withBodies: boolean,
): Promise<Issue[]> {
  const found: Issue[] = [];
  for (let last = -1; ; ) {
    const rows = await db
      .selectFrom('issue')
      .select(columnsOf(withBodies))
      .where('repository_id', '=', repositoryId)
      .where('milestone', '=', milestone)
      .where('state', '=', 'closed')
      .where('gone_at', 'is', null)
      .where('closed_at', '>', from)
      .where('number', '>', last)
      .orderBy('number')
      .limit(portion)
      .execute();
    found.push(...rows.map(fromRow));
    if (rows.length < portion) return found;
    last = rows[rows.length - 1]?.number ?? last;
    await rest();
  }
}

/** Those of the numbers that are known, wherever they stand now. */
export async function issuesNumbered(
  db: Kysely<Tables>,
  repositoryId: number,
  numbers: readonly number[],
  withBodies: boolean,
): Promise<Issue[]> {
  const found: Issue[] = [];
  for (let at = 0; at < numbers.length; at += portion) {
    const rows = await db
      .selectFrom('issue')
      .select(columnsOf(withBodies))
      .where('repository_id', '=', repositoryId)
      .where('number', 'in', numbers.slice(at, at + portion))
      .orderBy('number')
      .execute();
    found.push(...rows.map(fromRow));
    await rest();
  }
  return found;
}
