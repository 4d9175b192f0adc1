/** The enhancements of a release's milestone: issues of another repository, open and closed. */
import { type Kysely, sql } from 'kysely';
import type { MilestoneIssues } from '../../app/ports/enhancement.js';
import type { Issue } from '../../domain/issue.js';
import type { Release } from '../../domain/release.js';
import { repositoryKey, type Tables } from '../tables.js';
import { columnsOf, issuesNumbered } from './milestone-issues.js';
import { fromRow } from './rows.js';

type Db = Kysely<Tables>;

/** @returns null when GitHub has not been read yet, or has no such milestone */
export async function milestoneEnhancements(
  db: Db,
  release: Release,
  withBodies: boolean,
): Promise<MilestoneIssues | null> {
  if (!release.enhancements) return null;
  const place = await db
    .selectFrom('census')
    .innerJoin('repository', 'repository.id', 'census.repository_id')
    .innerJoin('milestone', (join) =>
      join
        .onRef('milestone.repository_id', '=', 'census.repository_id')
        .onRef('milestone.number', '=', 'census.milestone'),
    )
    .select(['repository.id', 'web', 'number', 'title', 'milestone.url', 'milestone.state', 'due_on'])
    .where('release', '=', release.name)
    .where('source', '=', 'enhancements')
    .where('full_name', '=', repositoryKey(release.enhancements.repository))
    .where('wanted', '=', release.enhancements.milestone)
    .executeTakeFirst();
  if (!place) return null;
  const rows = await db
    .selectFrom('issue')
    .select(columnsOf(withBodies))
    .where('repository_id', '=', place.id)
    .where('milestone', '=', place.number)
    .where('is_pull_request', '=', 0)
    .where('gone_at', 'is', null)
    .orderBy('number')
    .execute();
  const { number, title, url, state } = place;
  return {
    milestone: { number, title, url, state, dueOn: place.due_on },
    issues: rows.map(fromRow),
    web: place.web,
  };
}

/** Issues of any milestone that may follow the template of enhancements, with their descriptions. */
export async function inTemplate(db: Db, repositoryId: number, milestone: number): Promise<Issue[]> {
  const rows = await db
    .selectFrom('issue')
    .select(columnsOf(true))
    .where('repository_id', '=', repositoryId)
    .where('milestone', '=', milestone)
    .where('is_pull_request', '=', 0)
    .where('gone_at', 'is', null)
    .where(sql<boolean>`lower(body) like '%one%line%description%'`)
    .orderBy('number')
    .execute();
  return rows.map(fromRow);
}

export async function oneIssue(db: Db, release: Release, number: number): Promise<Issue | null> {
  if (!release.enhancements) return null;
  const place = await db
    .selectFrom('repository')
    .select('id')
    .where('full_name', '=', repositoryKey(release.enhancements.repository))
    .executeTakeFirst();
  const [found] = place ? await issuesNumbered(db, place.id, [number], false) : [];
  return found ?? null;
}
