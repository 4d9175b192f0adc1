/** Writes issues, milestones and comments as GitHub's JSON. What is asked often is kept serialised until it changes. */

import type { Comment, Issue, IssueEvent, Label, Milestone, Repo, User } from './model.js';
import { fullName, iso, type World } from './world.js';

const KEPT = 20_000;
const kept = new WeakMap<World, Map<Issue, { version: string; json: string }>>();

/** Where the repository answers in the API. */
export function repoUrl(world: World, repo: Repo): string {
  return `${world.url}/repos/${fullName(repo)}`;
}

/** Where people read the repository. */
export function repoPage(repo: Repo): string {
  return `https://github.com/${fullName(repo)}`;
}

export function userJson(world: World, user: User): Record<string, unknown> {
  const path = user.type === 'Bot' ? `apps/${user.login.replace('[bot]', '')}` : user.login;
  return {
    login: user.login,
    id: user.id,
    node_id: `U_${user.id}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${user.id}?v=4`,
    url: `${world.url}/users/${encodeURIComponent(user.login)}`,
    html_url: `https://github.com/${path}`,
    type: user.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

export function labelJson(world: World, repo: Repo, label: Label): Record<string, unknown> {
  return {
    id: label.id,
    node_id: `LA_${label.id}`,
    url: `${repoUrl(world, repo)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description || null,
  };
}

/** A milestone, serialised. */
export function milestoneText(world: World, repo: Repo, milestone: Milestone): string {
  const version = `${milestone.version}.${repo.version}`;
  if (milestone.rendered?.version === version) return milestone.rendered.json;
  const url = `${repoUrl(world, repo)}/milestones/${milestone.number}`;
  const json = JSON.stringify({
    url,
    html_url: `${repoPage(repo)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: `MI_${milestone.id}`,
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    creator: userJson(world, milestone.creator),
    open_issues: milestone.open,
    closed_issues: milestone.closed,
    state: milestone.state,
    created_at: iso(milestone.createdAt),
    updated_at: iso(milestone.updatedAt),
    due_on: iso(milestone.dueOn),
    closed_at: iso(milestone.closedAt),
  });
  milestone.rendered = { version, json };
  return json;
}

/** What an issue's JSON depends on, milestone counts included; two equal versions mean equal text. */
export function issueVersion(repo: Repo, issue: Issue): string {
  return `${issue.id}.${issue.version}.${issue.milestone?.version ?? 0}.${repo.version}`;
}

/** An issue or pull request as the lists show it, serialised. */
export function issueText(world: World, repo: Repo, issue: Issue): string {
  const own = `${issue.version}.${repo.version}`;
  const store = kept.get(world) ?? new Map<Issue, { version: string; json: string }>();
  kept.set(world, store);
  let entry = store.get(issue);
  if (entry?.version !== own) {
    if (store.size >= KEPT) store.clear();
    entry = { version: own, json: JSON.stringify(issueJson(world, repo, issue)).slice(0, -1) };
    store.set(issue, entry);
  }
  const milestone = issue.milestone ? milestoneText(world, repo, issue.milestone) : 'null';
  return `${entry.json},"milestone":${milestone}}`;
}

function issueJson(world: World, repo: Repo, issue: Issue): Record<string, unknown> {
  const url = `${repoUrl(world, repo)}/issues/${issue.number}`;
  const page = `${repoPage(repo)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`;
  const assignees = issue.assignees.map((assignee) => userJson(world, assignee));
  const pinned = issue.comments.find(({ pin }) => pin !== null);
  return {
    url,
    repository_url: repoUrl(world, repo),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: page,
    id: issue.id,
    node_id: `${issue.pull ? 'PR' : 'I'}_${issue.id}`,
    number: issue.number,
    title: issue.title,
    user: userJson(world, issue.author),
    labels: issue.labels.map((label) => labelJson(world, repo, label)),
    state: issue.state,
    locked: issue.locked !== null,
    active_lock_reason: issue.locked || null,
    assignee: assignees[0] ?? null,
    assignees,
    comments: issue.comments.length,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: iso(issue.closedAt),
    author_association: 'CONTRIBUTOR',
    body: issue.body,
    state_reason: issue.stateReason,
    performed_via_github_app: null,
    pinned_comment: pinned ? commentJson(world, repo, pinned) : null,
    ...(issue.pull && {
      draft: issue.pull.draft,
      pull_request: {
        url: `${repoUrl(world, repo)}/pulls/${issue.number}`,
        html_url: page,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        merged_at: iso(issue.pull.mergedAt),
      },
    }),
  };
}

export function commentJson(world: World, repo: Repo, comment: Comment): Record<string, unknown> {
  const kind = repo.issues.get(comment.issue)?.pull ? 'pull' : 'issues';
  return {
    url: `${repoUrl(world, repo)}/issues/comments/${comment.id}`,
    html_url: `${repoPage(repo)}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repoUrl(world, repo)}/issues/${comment.issue}`,
    id: comment.id,
    node_id: `IC_${comment.id}`,
    user: userJson(world, comment.author),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    body: comment.body,
    author_association: 'CONTRIBUTOR',
    performed_via_github_app: null,
    pin: comment.pin && { pinned_at: iso(comment.pin.at), pinned_by: userJson(world, comment.pin.by) },
  };
}

export function eventJson(world: World, repo: Repo, event: IssueEvent): Record<string, unknown> {
  const { assignee } = event.extra;
  return {
    id: event.id,
    node_id: `EV_${event.id}`,
    url: `${repoUrl(world, repo)}/issues/events/${event.id}`,
    actor: userJson(world, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: iso(event.at),
    ...event.extra,
    ...(assignee ? { assignee: userJson(world, assignee as User) } : {}),
    performed_via_github_app: null,
  };
}
