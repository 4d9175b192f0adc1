/** Commit statuses, one by one and combined, and check runs. */

import { required, text } from '../body.js';
import type { CheckRun, Commit, Repo, Status } from '../model.js';
import { pageLinks, pageOf, pagingOf } from '../paging.js';
import { repoPage, repoUrl } from '../render.js';
import { repoJson } from '../render-git.js';
import { invalid, ok, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import { iso, nextId, seconds, type World } from '../world.js';
import { known } from './commits.js';

export const statusRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/commits/*ref/status', 'statuses=read', combined),
  route('GET', '/commits/*ref/statuses', 'statuses=read', list),
  route('GET', '/commits/*ref/check-runs', 'checks=read', checkRuns),
  route('POST', '/statuses/:sha', 'statuses=write', create),
];

function statusJson(world: World, repo: Repo, status: Status): Record<string, unknown> {
  return {
    id: status.id,
    url: `${repoUrl(world, repo)}/statuses/${status.sha}`,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    created_at: iso(status.at),
    updated_at: iso(status.at),
  };
}

function ofCommit(repo: Repo, commit: Commit): Status[] {
  return repo.statuses.filter(({ sha }) => sha === commit.sha).sort((a, b) => b.at - a.at || b.id - a.id);
}

function list({ world, repo, params, self }: RepoCall): Reply {
  return pageOf(ofCommit(repo, known(repo, params.ref ?? '')), self, (status) =>
    statusJson(world, repo, status),
  );
}

function combined({ world, repo, params }: RepoCall): Reply {
  const commit = known(repo, params.ref ?? '');
  const newest = new Map<string, Status>();
  for (const status of ofCommit(repo, commit))
    if (!newest.has(status.context)) newest.set(status.context, status);
  const states = [...newest.values()].map(({ state }) => state);
  const bad = states.some((state) => state === 'failure' || state === 'error');
  const open = states.length === 0 || states.includes('pending');
  return ok({
    state: bad ? 'failure' : open ? 'pending' : 'success',
    statuses: [...newest.values()].map((status) => statusJson(world, repo, status)),
    sha: commit.sha,
    total_count: newest.size,
    repository: repoJson(world, repo),
    commit_url: `${repoUrl(world, repo)}/commits/${commit.sha}`,
    url: `${repoUrl(world, repo)}/commits/${commit.sha}/status`,
  });
}

function create({ world, repo, params, body, at }: RepoCall): Reply {
  const state = required(body, 'state', 'Status');
  if (!['error', 'failure', 'pending', 'success'].includes(state)) throw invalid('Status', 'state');
  const status: Status = {
    id: nextId(world),
    sha: known(repo, params.sha ?? '').sha,
    state: state as Status['state'],
    context: text(body, 'context', 'Status') ?? 'default',
    description: text(body, 'description', 'Status') ?? null,
    targetUrl: text(body, 'target_url', 'Status') ?? null,
    at: seconds(at),
  };
  repo.statuses.push(status);
  return ok(statusJson(world, repo, status), 201);
}

function checkRuns({ world, repo, params, query, self }: RepoCall): Reply {
  const commit = known(repo, params.ref ?? '');
  const all = repo.checkRuns.filter(
    (run) =>
      run.sha === commit.sha &&
      (!query.get('check_name') || run.name === query.get('check_name')) &&
      (!query.get('status') || run.status === query.get('status')),
  );
  const paging = pagingOf(query);
  const from = (paging.page - 1) * paging.perPage;
  return {
    status: 200,
    body: {
      total_count: all.length,
      check_runs: all.slice(from, from + paging.perPage).map((run) => checkJson(world, repo, run)),
    },
    headers: pageLinks(self, paging, all.length),
  };
}

function checkJson(world: World, repo: Repo, run: CheckRun): Record<string, unknown> {
  return {
    id: run.id,
    name: run.name,
    head_sha: run.sha,
    status: run.status,
    conclusion: run.conclusion,
    url: `${repoUrl(world, repo)}/check-runs/${run.id}`,
    html_url: `${repoPage(repo)}/runs/${run.id}`,
    started_at: iso(run.at),
    completed_at: run.status === 'completed' ? iso(run.at) : null,
  };
}
