/** One issue: reading, opening, changing, locking; its labels, assignees, events and timeline. */

import { description, names, oneOf, parseBody, required, text } from '../body.js';
import { eventsOf, record } from '../events.js';
import { addIssues, type IssuePatch, patchIssue, touch } from '../issues.js';
import type { Issue, IssueEvent, Repo } from '../model.js';
import { pageOf } from '../paging.js';
import { commentJson, eventJson, issueText, issueVersion, labelJson, repoUrl } from '../render.js';
import { invalid, moved, notFound, ok, Refusal, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import { listIssues } from './issue-list.js';

export const issueRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/issues', 'issues=read', listIssues),
  route('POST', '/issues', 'issues=write', open),
  route('GET', '/issues/events', 'issues=read', repoEvents),
  route('GET', '/issues/:number', 'issues=read', (call) => withIssue(call, (issue) => shown(call, issue))),
  route('PATCH', '/issues/:number', 'issues=write; pull_requests=write', (call) =>
    withIssue(call, (issue) => change(call, issue)),
  ),
  route('PUT', '/issues/:number/lock', 'issues=write', (call) =>
    withIssue(call, (issue) => lock(call, issue)),
  ),
  route('DELETE', '/issues/:number/lock', 'issues=write', (call) =>
    withIssue(call, (issue) => setLock(call, issue, null)),
  ),
  route('GET', '/issues/:number/events', 'issues=read', (call) =>
    withIssue(call, (issue) => events(call, issue)),
  ),
  route('GET', '/issues/:number/timeline', 'issues=read', (call) =>
    withIssue(call, (issue) => timeline(call, issue)),
  ),
  route('GET', '/issues/:number/labels', 'issues=read', (call) =>
    withIssue(call, (issue) => labels(call, issue)),
  ),
  ...(['POST', 'PUT', 'DELETE'] as const).map((method) =>
    route<RepoCall>(method, '/issues/:number/labels', 'issues=write', (call) =>
      withIssue(call, (issue) => changeLabels(call, issue, method)),
    ),
  ),
  route('DELETE', '/issues/:number/labels/:name', 'issues=write', (call) =>
    withIssue(call, (issue) => removeLabel(call, issue)),
  ),
  ...(['POST', 'DELETE'] as const).map((method) =>
    route<RepoCall>(method, '/issues/:number/assignees', 'issues=write', (call) =>
      withIssue(call, (issue) => changeAssignees(call, issue, method)),
    ),
  ),
];

/** Runs with the issue of the path; 410 for a deleted one, 301 or 307 for a transferred one, 404 for none. */
export function withIssue(call: RepoCall, use: (issue: Issue) => Reply): Reply {
  const number = Number(call.params.number);
  const issue = call.repo.issues.get(number);
  if (issue) return use(issue);
  if (call.repo.deleted.has(number)) throw new Refusal(410, 'This issue was deleted');
  const target = call.repo.transferred.get(number);
  if (!target) throw notFound();
  return moved(call.method, `${call.self.origin}/repositories/${target.repo.id}/issues/${target.number}`);
}

/** The issue as the answer of a route. */
function shown({ world, repo }: RepoCall, issue: Issue, status = 200): Reply {
  return { status, body: issueText(world, repo, issue), version: issueVersion(repo, issue) };
}

function open(call: RepoCall): Reply {
  const { world, repo, body, actor, at } = call;
  const [issue] = addIssues(world, repo, [
    {
      title: required(body, 'title'),
      body: description(body) ?? null,
      milestone: milestoneIn(call, repo) ?? null,
      labels: names(body, 'labels') ?? [],
      assignees: names(body, 'assignees') ?? [],
      author: actor,
      createdAt: at,
    },
  ]) as [Issue];
  const url = `${repoUrl(world, repo)}/issues/${issue.number}`;
  return { ...shown(call, issue, 201), headers: { location: url } };
}

function change(call: RepoCall, issue: Issue): Reply {
  const { world, repo, body, actor, at } = call;
  const title = body.title === undefined ? undefined : required(body, 'title');
  const stateReason =
    body.state_reason === null
      ? null
      : oneOf(body, 'state_reason', ['completed', 'not_planned', 'duplicate', 'reopened'] as const);
  const given = {
    title,
    body: description(body),
    state: oneOf(body, 'state', ['open', 'closed'] as const),
    stateReason,
    milestone: milestoneIn(call, repo),
    labels: names(body, 'labels'),
    assignees: names(body, 'assignees'),
  };
  const patch: IssuePatch = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  if (Object.keys(patch).length > 0) patchIssue(world, repo, issue, patch, actor, at);
  return shown(call, issue);
}

function milestoneIn({ body }: RepoCall, repo: Repo): number | null | undefined {
  const value = body.milestone;
  if (value === undefined || value === null) return value;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && repo.milestones.has(number)) return number;
  throw invalid('Issue', 'milestone', 'invalid', value);
}

function lock(call: RepoCall, issue: Issue): Reply {
  const reason = text(call.body, 'lock_reason') ?? '';
  if (!['', 'off-topic', 'too heated', 'resolved', 'spam'].includes(reason))
    throw invalid('Issue', 'lock_reason', 'invalid', reason);
  return setLock(call, issue, reason);
}

function setLock({ world, repo, actor, at }: RepoCall, issue: Issue, reason: string | null): Reply {
  if ((issue.locked === null) !== (reason === null)) {
    const event = reason === null ? 'unlocked' : 'locked';
    record(world, repo, issue, {
      event,
      actor,
      at,
      extra: reason === null ? {} : { lock_reason: reason || null },
    });
  }
  issue.locked = reason;
  touch(world, repo, issue, at);
  return { status: 204 };
}

function events({ world, repo, self }: RepoCall, issue: Issue): Reply {
  return pageOf(eventsOf(world, repo, issue), self, (event) => eventJson(world, repo, event));
}

function repoEvents({ world, repo, self }: RepoCall): Reply {
  for (const issue of repo.issues.values()) eventsOf(world, repo, issue);
  const newestFirst = [...repo.events].sort((a, b) => b.at - a.at || b.id - a.id);
  return pageOf(newestFirst, self, (event) => {
    const issue = repo.issues.get(event.issue);
    return {
      ...eventJson(world, repo, event),
      issue: issue ? parseBody(issueText(world, repo, issue)) : null,
    };
  });
}

function timeline({ world, repo, self }: RepoCall, issue: Issue): Reply {
  const said = issue.comments.map((comment) => ({
    at: comment.createdAt,
    json: { ...commentJson(world, repo, comment), event: 'commented' },
  }));
  const done = eventsOf(world, repo, issue).map((event: IssueEvent) => ({
    at: event.at,
    json: eventJson(world, repo, event),
  }));
  return pageOf(
    [...done, ...said].sort((a, b) => a.at - b.at),
    self,
    ({ json }) => json,
  );
}

function labels({ world, repo, self }: RepoCall, issue: Issue): Reply {
  return pageOf(issue.labels, self, (label) => labelJson(world, repo, label));
}

function changeLabels(call: RepoCall, issue: Issue, method: 'POST' | 'PUT' | 'DELETE'): Reply {
  const { world, repo, body, actor, at } = call;
  const given = method === 'DELETE' ? [] : (names(body, body.items ? 'items' : 'labels', 'Label') ?? []);
  const before = method === 'POST' ? issue.labels.map(({ name }) => name) : [];
  patchIssue(world, repo, issue, { labels: [...before, ...given] }, actor, at);
  if (method === 'DELETE') return { status: 204 };
  return ok(issue.labels.map((label) => labelJson(world, repo, label)));
}

function removeLabel({ world, repo, params, actor, at }: RepoCall, issue: Issue): Reply {
  const gone = (params.name ?? '').toLowerCase();
  const left = issue.labels.map(({ name }) => name).filter((name) => name.toLowerCase() !== gone);
  if (left.length === issue.labels.length) throw new Refusal(404, 'Label does not exist');
  patchIssue(world, repo, issue, { labels: left }, actor, at);
  return ok(issue.labels.map((label) => labelJson(world, repo, label)));
}

function changeAssignees(call: RepoCall, issue: Issue, method: 'POST' | 'DELETE'): Reply {
  const { world, repo, body, actor, at } = call;
  const given = names(body, 'assignees') ?? [];
  const now = issue.assignees.map(({ login }) => login);
  const assignees = method === 'POST' ? [...now, ...given] : now.filter((login) => !given.includes(login));
  patchIssue(world, repo, issue, { assignees }, actor, at);
  return shown(call, issue, method === 'POST' ? 201 : 200);
}
