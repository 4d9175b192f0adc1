/** Pull requests: the list, one of them, opening and changing one, its commits and its files. */

import { description, oneOf, required, text } from '../body.js';
import { filesOfPull } from '../changes.js';
import { commitOf, history } from '../commits.js';
import { addIssues, patchIssue } from '../issues.js';
import type { Issue, PullFacts } from '../model.js';
import { pageOf } from '../paging.js';
import { commitJson, fileChangeJson, pullJson } from '../render-git.js';
import { invalid, notFound, ok, Refusal, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import { withIssue } from './issues.js';

export const pullRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/pulls', 'pull_requests=read', list),
  route('POST', '/pulls', 'pull_requests=write', open),
  route('GET', '/pulls/:number', 'pull_requests=read', (call) =>
    withPull(call, (issue) => shown(call, issue)),
  ),
  route('PATCH', '/pulls/:number', 'pull_requests=write', (call) =>
    withPull(call, (issue) => change(call, issue)),
  ),
  route('GET', '/pulls/:number/commits', 'pull_requests=read', (call) =>
    withPull(call, (issue) => commits(call, issue)),
  ),
  route('GET', '/pulls/:number/files', 'pull_requests=read', (call) =>
    withPull(call, (issue) => files(call, issue)),
  ),
];

function withPull(call: RepoCall, use: (issue: Issue) => Reply): Reply {
  return withIssue(call, (issue) => {
    if (!issue.pull) throw notFound();
    return use(issue);
  });
}

function shown({ world, repo }: RepoCall, issue: Issue, status = 200): Reply {
  const merged = issue.pull?.mergedAt != null;
  const json = pullJson(world, repo, issue);
  return ok(
    {
      ...json,
      ...{ merged, mergeable: merged ? null : true, comments: issue.comments.length },
      changed_files: filesOfPull(repo, issue.pull as PullFacts).length,
    },
    status,
  );
}

function list({ world, repo, query, self }: RepoCall): Reply {
  const state = query.get('state') ?? 'open';
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const usual = (query.get('sort') ?? 'created') === 'created' ? 'desc' : 'asc';
  const descending = (query.get('direction') ?? usual) === 'desc';
  const head = query.get('head')?.split(':').at(-1);
  const all = [...repo.issues.values()]
    .filter(
      ({ pull, state: own }) =>
        pull !== null &&
        (state === 'all' || own === state) &&
        (!query.get('base') || pull.base === query.get('base')) &&
        (!head || pull.head === head),
    )
    .sort((a, b) => a[key] - b[key] || a.number - b.number);
  if (descending) all.reverse();
  return pageOf(all, self, (issue) => pullJson(world, repo, issue));
}

function open(call: RepoCall): Reply {
  const { world, repo, body, actor, at } = call;
  const title = required(body, 'title', 'PullRequest');
  const head = required(body, 'head', 'PullRequest').split(':').at(-1) ?? '';
  const base = required(body, 'base', 'PullRequest');
  const from = commitOf(repo, `refs/heads/${head}`);
  const to = commitOf(repo, `refs/heads/${base}`);
  if (!from) throw invalid('PullRequest', 'head');
  if (!to) throw invalid('PullRequest', 'base');
  const before = new Set(history(repo, to));
  if (history(repo, from).every((commit) => before.has(commit)))
    throw new Refusal(422, 'Validation Failed', { errors: [`No commits between ${base} and ${head}`] });
  for (const { pull, state } of repo.issues.values())
    if (state === 'open' && pull?.head === head && pull.base === base)
      throw new Refusal(422, 'Validation Failed', {
        errors: [`A pull request already exists for ${repo.owner}:${head}.`],
      });
  const pullRequest = { head, base, headSha: from.sha, draft: body.draft === true };
  const seed = {
    title,
    body: description(body, 'PullRequest') ?? null,
    author: actor,
    createdAt: at,
    pullRequest,
  };
  const [issue] = addIssues(world, repo, [seed]) as [Issue];
  return shown(call, issue, 201);
}

function change(call: RepoCall, issue: Issue): Reply {
  const { world, repo, body, actor, at } = call;
  const given = {
    title: text(body, 'title'),
    body: description(body, 'PullRequest'),
    state: oneOf(body, 'state', ['open', 'closed'] as const),
  };
  const patch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  patchIssue(world, repo, issue, patch, actor, at);
  return shown(call, issue);
}

function commits({ world, repo, self }: RepoCall, issue: Issue): Reply {
  const pull = issue.pull as PullFacts;
  const tip = commitOf(repo, pull.headSha);
  const base = commitOf(repo, `refs/heads/${pull.base}`);
  const before = new Set(base ? history(repo, base) : []);
  const own = tip ? history(repo, tip).filter((commit) => !before.has(commit)) : [];
  return pageOf(own.reverse(), self, (commit) => commitJson(world, repo, commit));
}

/** GitHub lists no more of one pull request. */
const MOST_FILES = 3_000;

function files({ world, repo, self }: RepoCall, issue: Issue): Reply {
  const pull = issue.pull as PullFacts;
  const all = filesOfPull(repo, pull).slice(0, MOST_FILES);
  return pageOf(all, self, (file) => fileChangeJson(world, repo, pull.headSha, file));
}
