/** An issue as a row and back. */
import type { Issue } from '../../domain/issue.js';
import type { IssueColumns } from '../tables.js';

/** Every column of an issue, once, for the statements that copy rows. */
export const issueColumnNames = [
  'number',
  'title',
  'body',
  'state',
  'is_pull_request',
  'labels',
  'assignees',
  'author',
  'author_is_bot',
  'milestone',
  'created_at',
  'updated_at',
  'closed_at',
  'merged_at',
  'url',
] as const satisfies (keyof IssueColumns)[];

export function toRow(issue: Issue): IssueColumns {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    is_pull_request: issue.isPullRequest ? 1 : 0,
    labels: JSON.stringify(issue.labels),
    assignees: JSON.stringify(issue.assignees),
    author: issue.author,
    author_is_bot: issue.authorIsBot ? 1 : 0,
    milestone: issue.milestone,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: issue.mergedAt,
    url: issue.url,
  };
}

/** @param row may lack the body, which is then empty */
export function fromRow(row: Omit<IssueColumns, 'body'> & { body?: string }): Issue {
  return {
    number: row.number,
    title: row.title,
    body: row.body ?? '',
    state: row.state,
    isPullRequest: row.is_pull_request === 1,
    labels: JSON.parse(row.labels) as string[],
    assignees: JSON.parse(row.assignees) as string[],
    author: row.author,
    authorIsBot: row.author_is_bot === 1,
    milestone: row.milestone,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    closedAt: row.closed_at,
    mergedAt: row.merged_at,
    url: row.url,
  };
}
