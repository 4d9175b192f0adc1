/** Comments of issues and pull requests, with GitHub's size limit and the pin. */

import { required } from '../body.js';
import { addComment, COMMENT_LIMIT, deleteComment, editComment, pinComment } from '../comments.js';
import type { Comment, Issue } from '../model.js';
import { pageOf } from '../paging.js';
import { commentJson } from '../render.js';
import { notFound, ok, Refusal, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import { withIssue } from './issues.js';

export const commentRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/issues/comments', 'issues=read', listAll),
  route('GET', '/issues/comments/:id', 'issues=read', (call) => shown(call, find(call))),
  route('PATCH', '/issues/comments/:id', 'issues=write; pull_requests=write', edit),
  route('DELETE', '/issues/comments/:id', 'issues=write', remove),
  route('PUT', '/issues/comments/:id/pin', 'issues=write', pin),
  route('DELETE', '/issues/comments/:id/pin', 'issues=write', unpin),
  route('GET', '/issues/:number/comments', 'issues=read', (call) =>
    withIssue(call, (issue) => list(call, issue)),
  ),
  route('POST', '/issues/:number/comments', 'issues=write; pull_requests=write', (call) =>
    withIssue(call, (issue) => post(call, issue)),
  ),
];

function find({ repo, params }: RepoCall): Comment {
  const comment = repo.comments.get(Number(params.id));
  if (!comment) throw notFound();
  return comment;
}

function shown({ world, repo }: RepoCall, comment: Comment, status = 200): Reply {
  return ok(commentJson(world, repo, comment), status);
}

function list({ world, repo, self, query }: RepoCall, issue: Issue): Reply {
  const since = Date.parse(query.get('since') ?? '');
  const all = issue.comments.filter(({ updatedAt }) => Number.isNaN(since) || updatedAt >= since);
  return pageOf(all, self, (comment) => commentJson(world, repo, comment));
}

function listAll({ world, repo, self, query }: RepoCall): Reply {
  const since = Date.parse(query.get('since') ?? '');
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const all = [...repo.comments.values()]
    .filter(({ updatedAt }) => Number.isNaN(since) || updatedAt >= since)
    .sort((a, b) => a[key] - b[key] || a.id - b.id);
  if (query.get('direction') === 'desc') all.reverse();
  return pageOf(all, self, (comment) => commentJson(world, repo, comment));
}

function textOf({ body }: RepoCall): string {
  const given = required(body, 'body', 'IssueComment');
  if ([...given].length > COMMENT_LIMIT) {
    const message = `Body is too long (maximum is ${COMMENT_LIMIT} characters)`;
    throw new Refusal(422, 'Validation Failed', {
      errors: [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }],
    });
  }
  return given;
}

function post(call: RepoCall, issue: Issue): Reply {
  const { world, repo, actor, at } = call;
  if (issue.locked !== null && call.account.kind === 'anonymous')
    throw new Refusal(403, 'Unable to create comment because issue is locked.');
  const comment = addComment(world, repo, issue, textOf(call), actor, at);
  const json = commentJson(world, repo, comment);
  return { status: 201, body: json, headers: { location: String(json.url) } };
}

function edit(call: RepoCall): Reply {
  const comment = find(call);
  editComment(call.world, call.repo, comment, textOf(call), call.at);
  return shown(call, comment);
}

function remove(call: RepoCall): Reply {
  deleteComment(call.world, call.repo, find(call), call.at);
  return { status: 204 };
}

function pin(call: RepoCall): Reply {
  const comment = find(call);
  if (call.repo.issues.get(comment.issue)?.pull) {
    throw new Refusal(422, 'Validation Failed', {
      errors: ['Comments on pull requests cannot be pinned'],
    });
  }
  pinComment(call.world, call.repo, comment, call.actor, call.at);
  return shown(call, comment);
}

function unpin(call: RepoCall): Reply {
  pinComment(call.world, call.repo, find(call), null, call.at);
  return { status: 204 };
}
