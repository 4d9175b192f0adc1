/** The hand that moves the local GitHub's world: everything people and robots do there, with any date and author. */

import { filesOfPull } from './changes.js';
import { addComment } from './comments.js';
import { addCommit, addTagObject, type CommitSeed, commitOf } from './commits.js';
import {
  addIssues,
  deleteIssue,
  type IssuePatch,
  type IssueSeed,
  patchIssue,
  transferIssue,
} from './issues.js';
import { addMilestone, type MilestonePatch, type MilestoneSeed, patchMilestone } from './milestones.js';
import type { CheckRun, Issue, Release, Repo, StateReason, Status, WorkflowRun } from './model.js';
import {
  addRepo,
  label,
  milestoneOf,
  nextId,
  type RepoSeed,
  renameRepo,
  repoNamed,
  seconds,
  user,
  type World,
} from './world.js';

/** When (ms; now when absent) and by whom something is done. */
interface Doing {
  at?: number;
  by?: string;
}

type RunSeed = Partial<Omit<WorkflowRun, 'actor' | 'workflow'>> & { workflow: string; actor?: string };
type RunPatch = Partial<Pick<WorkflowRun, 'attempt' | 'status' | 'conclusion' | 'updatedAt' | 'jobs'>>;
type StatusSeed = Pick<Status, 'sha' | 'state'> & Partial<Omit<Status, 'id'>>;
type CheckRunSeed = Pick<CheckRun, 'sha' | 'name'> & Partial<Omit<CheckRun, 'id'>>;
type ReleaseSeed = Partial<Omit<Release, 'id' | 'author'>> & { tag: string; author?: string };

/** Repositories are given by full name, issues and milestones by number. Each call throws when there is no such thing. */
export interface Control {
  addRepo(seed: RepoSeed): { id: number };
  renameRepo(from: string, to: string): void;
  addLabel(repo: string, name: string, color?: string, description?: string): void;
  /** The new milestone's number. */
  addMilestone(repo: string, seed: MilestoneSeed): number;
  renameMilestone(repo: string, milestone: number | string, title: string, doing?: Doing): void;
  updateMilestone(repo: string, milestone: number | string, patch: MilestonePatch, doing?: Doing): void;
  /** The new issue's number; with `pullRequest` it is a pull request. */
  addIssue(repo: string, seed: IssueSeed): number;
  addIssues(repo: string, seeds: readonly IssueSeed[]): number[];
  /** What the issue looks like inside; not to be changed. */
  issue(repo: string, number: number): Readonly<Issue>;
  /** All issues and pull requests, in the order they were added; not to be changed. */
  issues(repo: string): readonly Readonly<Issue>[];
  updateIssue(repo: string, number: number, patch: IssuePatch, doing?: Doing): void;
  closeIssue(repo: string, number: number, doing?: Doing & { reason?: StateReason }): void;
  reopenIssue(repo: string, number: number, doing?: Doing): void;
  deleteIssue(repo: string, number: number): void;
  /** The number in the other repository. */
  transferIssue(repo: string, number: number, to: string, doing?: Doing): number;
  /** From now on the branch is changed by pull requests only. */
  protectBranch(repo: string, branch: string): void;
  mergePull(repo: string, number: number, doing?: Doing & { sha?: string }): void;
  /** What a pull request writes: path to text, where it differs from its base. Empty for an issue. */
  pullFiles(repo: string, number: number): Record<string, string>;
  /** The new comment's id. */
  addComment(repo: string, number: number, body: string, doing?: Doing): number;
  /** The new commit's sha; its branch moves to it. */
  addCommit(repo: string, seed: CommitSeed): string;
  /** Path to text at a branch, tag or commit; nothing where there is no such thing. */
  files(repo: string, ref: string): ReadonlyMap<string, string>;
  /** Also moves one that is there. @param message with one it is a tag object; `ref` may then name another of these */
  addTag(repo: string, tag: string, ref: string, message?: string): void;
  removeTag(repo: string, tag: string): void;
  addRelease(repo: string, seed: ReleaseSeed): number;
  addStatus(repo: string, seed: StatusSeed): void;
  addCheckRun(repo: string, seed: CheckRunSeed): void;
  /** The new run's id. */
  addWorkflowRun(repo: string, seed: RunSeed): number;
  /** A run goes on or ends; with another `attempt` it was run again, and keeps its id. */
  updateWorkflowRun(repo: string, id: number, patch: RunPatch): void;
}

/** The control interface over a world. */
export function controlOf(world: World): Control {
  const at = (doing?: Doing) => doing?.at ?? world.now();
  const who = (doing?: Doing) => user(world, doing?.by ?? 'release-lead');
  const within = (repo: string) => repoNamed(world, repo);
  const patch = (name: string, number: number, change: IssuePatch, doing?: Doing) => {
    const repo = within(name);
    patchIssue(world, repo, issueOf(repo, number), change, who(doing), at(doing));
  };
  return {
    addRepo: (seed) => ({ id: addRepo(world, seed).id }),
    renameRepo: (from, to) => renameRepo(world, from, to),
    addLabel: (repo, name, color, description) => void label(world, within(repo), name, color, description),
    addMilestone: (repo, seed) => addMilestone(world, within(repo), seed).number,
    renameMilestone: (repo, milestone, title, doing) =>
      patchMilestone(world, milestoneOf(within(repo), milestone), { title }, at(doing)),
    updateMilestone: (repo, milestone, change, doing) =>
      patchMilestone(world, milestoneOf(within(repo), milestone), change, at(doing)),
    addIssue: (repo, seed) => addIssues(world, within(repo), [seed])[0]?.number ?? 0,
    addIssues: (repo, seeds) => addIssues(world, within(repo), seeds).map(({ number }) => number),
    issue: (repo, number) => issueOf(within(repo), number),
    issues: (repo) => [...within(repo).issues.values()],
    updateIssue: patch,
    closeIssue: (repo, number, doing) =>
      patch(repo, number, { state: 'closed', ...(doing?.reason && { stateReason: doing.reason }) }, doing),
    reopenIssue: (repo, number, doing) => patch(repo, number, { state: 'open' }, doing),
    deleteIssue: (name, number) => {
      const repo = within(name);
      deleteIssue(world, repo, issueOf(repo, number));
    },
    transferIssue: (name, number, to, doing) => {
      const repo = within(name);
      return transferIssue(world, repo, issueOf(repo, number), within(to), who(doing), at(doing)).number;
    },
    protectBranch: (repo, branch) => void within(repo).protectedBranches.add(branch),
    mergePull: (repo, number, doing) => {
      const pull = issueOf(within(repo), number).pull;
      if (!pull) throw new Error(`#${number} in ${repo} is no pull request`);
      const files = filesOfPull(within(repo), pull);
      const merged = {
        mergedAt: seconds(at(doing)),
        mergeSha: doing?.sha ?? pull.headSha,
        draft: false,
        files,
      };
      patch(repo, number, { pullRequest: merged, state: 'closed' }, doing);
    },
    pullFiles: (name, number) => {
      const repo = within(name);
      const { pull } = issueOf(repo, number);
      const changed = pull ? filesOfPull(repo, pull) : [];
      return Object.fromEntries(changed.map(({ path, text }) => [path, text ?? '']));
    },
    addComment: (name, number, body, doing) => {
      const repo = within(name);
      return addComment(world, repo, issueOf(repo, number), body, who(doing), at(doing)).id;
    },
    addCommit: (repo, seed) => addCommit(world, within(repo), seed).sha,
    files: (repo, ref) => commitOf(within(repo), ref)?.files ?? new Map(),
    addTag: (name, tag, ref, message) => {
      const repo = within(name);
      const commit = commitOf(repo, ref);
      if (!commit) throw new Error(`no commit ${ref} in ${name}`);
      const target = message === undefined ? commit.sha : (repo.refs.get(`refs/tags/${ref}`) ?? commit.sha);
      const sha = message === undefined ? target : addTagObject(world, repo, { tag, target, message }).sha;
      repo.refs.set(`refs/tags/${tag}`, sha);
    },
    removeTag: (name, tag) => {
      if (!within(name).refs.delete(`refs/tags/${tag}`)) throw new Error(`no tag ${tag} in ${name}`);
    },
    addRelease: (repo, seed) => addRelease(world, within(repo), seed),
    addStatus: (repo, seed) => {
      const fields = { context: 'ci', description: null, targetUrl: null, ...seed };
      within(repo).statuses.push({ ...fields, id: nextId(world), at: seconds(seed.at ?? world.now()) });
    },
    addCheckRun: (repo, seed) => {
      const fields = { status: 'completed', conclusion: 'success', ...seed } as const;
      within(repo).checkRuns.push({ ...fields, id: nextId(world), at: seconds(seed.at ?? world.now()) });
    },
    addWorkflowRun: (repo, seed) => addRun(world, within(repo), seed),
    updateWorkflowRun: (name, id, change) => {
      const { workflowRuns } = within(name);
      const at = workflowRuns.findIndex((run) => run.id === id);
      const run = workflowRuns[at];
      if (!run) throw new Error(`no run ${id} in ${name}`);
      workflowRuns[at] = { ...run, updatedAt: seconds(world.now()), ...change };
    },
  };
}

function issueOf(repo: Repo, number: number): Issue {
  const issue = repo.issues.get(number);
  if (!issue) throw new Error(`no issue ${number}`);
  return issue;
}

function addRelease(world: World, repo: Repo, seed: ReleaseSeed): number {
  const createdAt = seconds(seed.createdAt ?? world.now());
  const release: Release = {
    id: nextId(world),
    tag: seed.tag,
    name: seed.name ?? seed.tag,
    body: seed.body ?? '',
    draft: seed.draft ?? false,
    prerelease: seed.prerelease ?? false,
    createdAt,
    publishedAt: seed.draft ? null : seconds(seed.publishedAt ?? createdAt),
    author: user(world, seed.author ?? 'release-lead'),
  };
  repo.releases.push(release);
  return release.id;
}

function addRun(world: World, repo: Repo, seed: RunSeed): number {
  const createdAt = seconds(seed.createdAt ?? world.now());
  const status = seed.status ?? 'completed';
  const run: WorkflowRun = {
    id: seed.id ?? nextId(world),
    workflow: seed.workflow,
    name: seed.name ?? seed.workflow.replace(/\.ya?ml$/, ''),
    runNumber:
      seed.runNumber ?? repo.workflowRuns.filter(({ workflow }) => workflow === seed.workflow).length + 1,
    attempt: seed.attempt ?? 1,
    branch: seed.branch ?? repo.defaultBranch,
    sha: seed.sha ?? repo.refs.get(`refs/heads/${seed.branch ?? repo.defaultBranch}`) ?? '0'.repeat(40),
    event: seed.event ?? 'push',
    status,
    conclusion: status !== 'completed' ? null : seed.conclusion === undefined ? 'success' : seed.conclusion,
    createdAt,
    updatedAt: seconds(seed.updatedAt ?? createdAt),
    actor: user(world, seed.actor ?? 'contributor'),
    headRepository: seed.headRepository ?? null,
    jobs: seed.jobs ?? [],
  };
  repo.workflowRuns.push(run);
  return run.id;
}
