/** Makes and changes issues and pull requests: dates, events, counts and the index stay in step. */

import { eventsOf, record } from './events.js';
import { enter, leave } from './issue-index.js';
import { count } from './milestones.js';
import type { Comment, Issue, PullFacts, Repo, StateReason, User } from './model.js';
import { label, milestoneOf, nextId, seconds, user, type World } from './world.js';

export interface IssueSeed {
  title: string;
  number?: number;
  body?: string | null;
  labels?: readonly string[];
  /** A number or a title. */
  milestone?: number | string | null;
  state?: 'open' | 'closed';
  stateReason?: StateReason;
  createdAt?: number;
  updatedAt?: number;
  closedAt?: number | null;
  author?: { login: string; type?: 'User' | 'Bot' };
  assignees?: readonly string[];
  pullRequest?: Partial<PullFacts>;
}

/** Adds issues; thousands at once are quick. Numbers that are not given count up. Throws when a number is taken. */
export function addIssues(world: World, repo: Repo, seeds: readonly IssueSeed[]): Issue[] {
  const added = seeds.map((seed) => make(world, repo, seed));
  enter(repo.index, added);
  for (const issue of added) count(world, issue, 1);
  return added;
}

function make(world: World, repo: Repo, seed: IssueSeed): Issue {
  const number = seed.number ?? repo.nextNumber;
  if (repo.issues.has(number)) throw new Error(`issue ${number} exists`);
  repo.nextNumber = Math.max(repo.nextNumber, number + 1);
  const createdAt = seconds(seed.createdAt ?? world.now());
  const state = seed.state ?? (seed.pullRequest?.mergedAt ? 'closed' : 'open');
  const closedAt = state === 'open' ? null : seconds(seed.closedAt ?? seed.updatedAt ?? createdAt);
  const issue: Issue = {
    id: nextId(world),
    number,
    title: seed.title,
    body: seed.body ?? null,
    state,
    stateReason: state === 'closed' && !seed.pullRequest ? (seed.stateReason ?? 'completed') : null,
    labels: [...new Set((seed.labels ?? []).map((name) => label(world, repo, name)))],
    assignees: (seed.assignees ?? []).map((login) => user(world, login)),
    milestone: seed.milestone == null ? null : milestoneOf(repo, seed.milestone),
    author: user(world, seed.author?.login ?? 'contributor', seed.author?.type),
    createdAt,
    updatedAt: seconds(seed.updatedAt ?? closedAt ?? createdAt),
    closedAt,
    locked: null,
    pull: seed.pullRequest ? pullFacts(number, seed.pullRequest) : null,
    comments: [],
    events: null,
    version: nextId(world),
  };
  repo.issues.set(number, issue);
  return issue;
}

function pullFacts(number: number, given: Partial<PullFacts>): PullFacts {
  const digits = number.toString(16).padStart(39, '0');
  const mergedAt = given.mergedAt == null ? null : seconds(given.mergedAt);
  return {
    draft: false,
    head: `change-${number}`,
    headSha: `a${digits}`,
    base: 'main',
    mergeSha: mergedAt === null ? null : `b${digits}`,
    ...given,
    mergedAt,
  };
}

export interface IssuePatch {
  title?: string;
  body?: string | null;
  state?: 'open' | 'closed';
  stateReason?: StateReason;
  milestone?: number | string | null;
  labels?: readonly string[];
  assignees?: readonly string[];
  pullRequest?: Partial<PullFacts>;
}

/** Changes an issue as a person does: events are written and `updated_at` moves to `at` (ms). */
export function patchIssue(
  world: World,
  repo: Repo,
  issue: Issue,
  patch: IssuePatch,
  actor: User,
  at: number,
): void {
  const target = patch.milestone == null ? patch.milestone : milestoneOf(repo, patch.milestone);
  eventsOf(world, repo, issue);
  leave(repo.index, issue);
  count(world, issue, -1);
  const say = (event: string, extra: Record<string, unknown> = {}) =>
    record(world, repo, issue, { event, actor, at: seconds(at), extra });
  if (patch.title !== undefined && patch.title !== issue.title) {
    say('renamed', { rename: { from: issue.title, to: patch.title } });
    issue.title = patch.title;
  }
  if (patch.body !== undefined) issue.body = patch.body;
  if (patch.labels) relabel(world, repo, issue, patch.labels, say);
  if (patch.assignees) reassign(world, issue, patch.assignees, say);
  if (target !== undefined && target !== issue.milestone) {
    if (issue.milestone) say('demilestoned', { milestone: { title: issue.milestone.title } });
    if (target) say('milestoned', { milestone: { title: target.title } });
    issue.milestone = target;
  }
  if (patch.pullRequest && issue.pull) {
    const isMerge = issue.pull.mergedAt === null && patch.pullRequest.mergedAt != null;
    issue.pull = { ...issue.pull, ...patch.pullRequest };
    if (isMerge) say('merged', { commit_id: issue.pull.mergeSha });
  }
  if (patch.state !== undefined) turn(issue, patch.state, patch.stateReason, seconds(at), say);
  issue.updatedAt = Math.max(seconds(at), issue.createdAt);
  issue.version = nextId(world);
  count(world, issue, 1);
  enter(repo.index, [issue]);
}

type Say = (event: string, extra?: Record<string, unknown>) => void;

function relabel(world: World, repo: Repo, issue: Issue, names: readonly string[], say: Say): void {
  const wanted = [...new Set(names.map((name) => label(world, repo, name)))];
  for (const old of issue.labels)
    if (!wanted.includes(old)) say('unlabeled', { label: { name: old.name, color: old.color } });
  for (const fresh of wanted)
    if (!issue.labels.includes(fresh)) say('labeled', { label: { name: fresh.name, color: fresh.color } });
  issue.labels = wanted;
}

function reassign(world: World, issue: Issue, logins: readonly string[], say: Say): void {
  const wanted = [...new Set(logins.map((login) => user(world, login)))];
  for (const old of issue.assignees) if (!wanted.includes(old)) say('unassigned', { assignee: old });
  for (const fresh of wanted) if (!issue.assignees.includes(fresh)) say('assigned', { assignee: fresh });
  issue.assignees = wanted;
}

function turn(
  issue: Issue,
  state: 'open' | 'closed',
  reason: StateReason | undefined,
  at: number,
  say: Say,
): void {
  if (issue.state === state) {
    if (state === 'closed' && reason && !issue.pull) issue.stateReason = reason;
    return;
  }
  if (state === 'closed') {
    issue.stateReason = issue.pull ? null : (reason ?? 'completed');
    say('closed', { state_reason: issue.stateReason });
    issue.closedAt = at;
  } else {
    issue.stateReason = issue.pull ? null : 'reopened';
    say('reopened', { state_reason: issue.stateReason });
    issue.closedAt = null;
  }
  issue.state = state;
}

/** Moves `updated_at` and nothing else: what a comment or a lock does to an issue. */
export function touch(world: World, repo: Repo, issue: Issue, at: number): void {
  leave(repo.index, issue);
  issue.updatedAt = Math.max(seconds(at), issue.updatedAt);
  issue.version = nextId(world);
  enter(repo.index, [issue]);
}

/** Removes an issue for good; nothing else changes its dates. It answers 410 from now on. */
export function deleteIssue(world: World, repo: Repo, issue: Issue): void {
  leave(repo.index, issue);
  count(world, issue, -1);
  repo.issues.delete(issue.number);
  repo.deleted.add(issue.number);
  for (const comment of issue.comments) repo.comments.delete(comment.id);
}

/** Moves an issue to another repository, where it gets a new number and no milestone. The old number answers 301. */
export function transferIssue(
  world: World,
  repo: Repo,
  issue: Issue,
  to: Repo,
  actor: User,
  at: number,
): Issue {
  deleteIssue(world, repo, issue);
  repo.deleted.delete(issue.number);
  const [moved] = addIssues(world, to, [
    {
      title: issue.title,
      body: issue.body,
      labels: issue.labels.map(({ name }) => name),
      state: issue.state,
      stateReason: issue.stateReason,
      createdAt: issue.createdAt,
      updatedAt: at,
      closedAt: issue.closedAt,
      author: issue.author,
      assignees: issue.assignees.map(({ login }) => login),
    },
  ]) as [Issue];
  for (const old of issue.comments) {
    const comment: Comment = { ...old, issue: moved.number };
    moved.comments.push(comment);
    to.comments.set(comment.id, comment);
  }
  record(world, to, moved, { event: 'transferred', actor, at: seconds(at), extra: {} });
  repo.transferred.set(issue.number, { repo: to, number: moved.number });
  return moved;
}
