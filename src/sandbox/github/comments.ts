/** Comments on issues and pull requests: writing, editing, removing and pinning them. */

import { record } from './events.js';
import { touch } from './issues.js';
import type { Comment, Issue, Repo, User } from './model.js';
import { nextId, seconds, type World } from './world.js';

/** GitHub's limit of a comment, in characters. */
export const COMMENT_LIMIT = 65_536;

/** Adds a comment; the issue's `updated_at` moves with it. */
export function addComment(
  world: World,
  repo: Repo,
  issue: Issue,
  body: string,
  author: User,
  at: number,
): Comment {
  const comment: Comment = {
    id: nextId(world),
    issue: issue.number,
    body,
    author,
    createdAt: seconds(at),
    updatedAt: seconds(at),
    pin: null,
  };
  issue.comments.push(comment);
  repo.comments.set(comment.id, comment);
  touch(world, repo, issue, at);
  return comment;
}

/** Replaces a comment's text. */
export function editComment(world: World, repo: Repo, comment: Comment, body: string, at: number): void {
  comment.body = body;
  comment.updatedAt = seconds(at);
  const issue = repo.issues.get(comment.issue);
  if (issue) touch(world, repo, issue, at);
}

/** Removes a comment. */
export function deleteComment(world: World, repo: Repo, comment: Comment, at: number): void {
  repo.comments.delete(comment.id);
  const issue = repo.issues.get(comment.issue);
  if (!issue) return;
  issue.comments = issue.comments.filter(({ id }) => id !== comment.id);
  touch(world, repo, issue, at);
}

/** Pins a comment, or takes the pin off with `null`. An issue has one pinned comment at most. */
export function pinComment(world: World, repo: Repo, comment: Comment, by: User | null, at: number): void {
  const issue = repo.issues.get(comment.issue);
  if (!issue || (by === null && comment.pin === null)) return;
  for (const other of issue.comments) other.pin = null;
  if (by) comment.pin = { at: seconds(at), by };
  issue.version = nextId(world);
  record(world, repo, issue, {
    event: by ? 'comment_pinned' : 'comment_unpinned',
    actor: by ?? comment.author,
    at: seconds(at),
    extra: {},
  });
}
