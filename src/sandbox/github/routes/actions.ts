/** Workflow runs of GitHub Actions: by workflow file, branch, event, status and commit; newest first. */

import type { Repo, WorkflowRun } from '../model.js';
import { pageLinks, pagingOf } from '../paging.js';
import { repoPage, repoUrl, userJson } from '../render.js';
import { notFound, ok, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import { fullName, iso, type World } from '../world.js';

export const actionRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/actions/workflows', 'actions=read', workflows),
  route('GET', '/actions/workflows/:file/runs', 'actions=read', ofWorkflow),
  route('GET', '/actions/runs', 'actions=read', (call) => list(call, call.repo.workflowRuns)),
  route('GET', '/actions/runs/:id', 'actions=read', ({ world, repo, params }) => {
    const run = repo.workflowRuns.find(({ id }) => id === Number(params.id));
    if (!run) throw notFound();
    return ok(runJson(world, repo, run));
  }),
  route('GET', '/actions/runs/:id/jobs', 'actions=read', jobs),
];

/** A workflow's id is made of its file name: stable, and the same in every run. */
function workflowId(file: string): number {
  let id = 7;
  for (const char of file) id = (id * 31 + char.charCodeAt(0)) % 100_000_007;
  return id;
}

function workflows({ repo }: RepoCall): Reply {
  const byFile = new Map(repo.workflowRuns.map((run) => [run.workflow, run]));
  const all = [...byFile.values()].map(({ workflow, name }) => ({
    id: workflowId(workflow),
    name,
    path: `.github/workflows/${workflow}`,
    state: 'active',
  }));
  return ok({ total_count: all.length, workflows: all });
}

function ofWorkflow(call: RepoCall): Reply {
  const { file } = call.params;
  const runs = call.repo.workflowRuns.filter(
    ({ workflow }) => workflow === file || String(workflowId(workflow)) === file,
  );
  if (runs.length === 0) throw notFound();
  return list(call, runs);
}

function list({ world, repo, query, self }: RepoCall, runs: readonly WorkflowRun[]): Reply {
  const is = (name: string, ...values: (string | null)[]) =>
    !query.get(name) || values.includes(query.get(name));
  const all = runs
    .filter(
      (run) =>
        is('branch', run.branch) &&
        is('event', run.event) &&
        is('head_sha', run.sha) &&
        is('actor', run.actor.login) &&
        is('status', run.status, run.conclusion),
    )
    .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const paging = pagingOf(query);
  const from = (paging.page - 1) * paging.perPage;
  return {
    status: 200,
    body: {
      total_count: all.length,
      workflow_runs: all.slice(from, from + paging.perPage).map((run) => runJson(world, repo, run)),
    },
    headers: pageLinks(self, paging, all.length),
  };
}

function jobs({ world, repo, params, query, self }: RepoCall): Reply {
  const run = repo.workflowRuns.find(({ id }) => id === Number(params.id));
  if (!run) throw notFound();
  const paging = pagingOf(query);
  const from = (paging.page - 1) * paging.perPage;
  const all = run.jobs.map(({ name, conclusion }, at) => ({
    id: run.id * 1000 + at,
    run_id: run.id,
    run_attempt: run.attempt,
    run_url: `${repoUrl(world, repo)}/actions/runs/${run.id}`,
    head_sha: run.sha,
    head_branch: run.branch,
    name,
    workflow_name: run.name,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    html_url: `${repoPage(repo)}/actions/runs/${run.id}/job/${run.id * 1000 + at}`,
    started_at: iso(run.createdAt),
    completed_at: conclusion === null ? null : iso(run.updatedAt),
    steps: [],
  }));
  return {
    status: 200,
    body: { total_count: all.length, jobs: all.slice(from, from + paging.perPage) },
    headers: pageLinks(self, paging, all.length),
  };
}

function runJson(world: World, repo: Repo, run: WorkflowRun): Record<string, unknown> {
  const url = `${repoUrl(world, repo)}/actions/runs/${run.id}`;
  return {
    id: run.id,
    node_id: `WFR_${run.id}`,
    name: run.name,
    display_title: run.name,
    path: `.github/workflows/${run.workflow}`,
    workflow_id: workflowId(run.workflow),
    run_number: run.runNumber,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.branch,
    head_sha: run.sha,
    repository: { full_name: fullName(repo) },
    head_repository: { full_name: run.headRepository ?? fullName(repo) },
    url,
    html_url: `${repoPage(repo)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    created_at: iso(run.createdAt),
    run_started_at: iso(run.createdAt),
    updated_at: iso(run.updatedAt),
    actor: userJson(world, run.actor),
    triggering_actor: userJson(world, run.actor),
    pull_requests: [],
  };
}
