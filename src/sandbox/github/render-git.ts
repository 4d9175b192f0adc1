/** Writes repositories, commits and pull requests as GitHub's JSON. */

import { blobSha } from './commits.js';
import type { ChangedFile, Commit, Issue, PullFacts, Repo } from './model.js';
import { issueText, repoPage, repoUrl, userJson } from './render.js';
import { fullName, iso, user, type World } from './world.js';

/** A repository in the fields that clients use. */
export function repoJson(world: World, repo: Repo): Record<string, unknown> {
  return {
    id: repo.id,
    node_id: `R_${repo.id}`,
    name: repo.name,
    full_name: fullName(repo),
    private: repo.private,
    owner: { ...userJson(world, user(world, repo.owner)), type: 'Organization' },
    html_url: repoPage(repo),
    url: repoUrl(world, repo),
    description: null,
    fork: false,
    created_at: iso(repo.createdAt),
    default_branch: repo.defaultBranch,
    has_issues: true,
    archived: false,
    disabled: false,
    visibility: repo.private ? 'private' : 'public',
    open_issues_count: [...repo.issues.values()].filter(({ state }) => state === 'open').length,
  };
}

export function commitJson(world: World, repo: Repo, commit: Commit): Record<string, unknown> {
  const signature = {
    name: commit.author.login,
    email: `${commit.author.login}@example.com`,
    date: iso(commit.at),
  };
  const url = `${repoUrl(world, repo)}/commits`;
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url: `${url}/${commit.sha}`,
    html_url: `${repoPage(repo)}/commit/${commit.sha}`,
    commit: { message: commit.message, author: signature, committer: signature, comment_count: 0 },
    author: userJson(world, commit.author),
    committer: userJson(world, commit.author),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/${sha}` })),
  };
}

/** A pull request as its own endpoints show it: the issue's fields without those only issues have, plus the branches. */
export function pullJson(world: World, repo: Repo, issue: Issue): Record<string, unknown> {
  const pull = issue.pull as PullFacts;
  const shared = JSON.parse(issueText(world, repo, issue)) as Record<string, unknown>;
  const {
    pull_request: _link,
    state_reason: _reason,
    comments: _count,
    pinned_comment: _pin,
    ...fields
  } = shared;
  return {
    ...fields,
    url: `${repoUrl(world, repo)}/pulls/${issue.number}`,
    issue_url: `${repoUrl(world, repo)}/issues/${issue.number}`,
    diff_url: `${repoPage(repo)}/pull/${issue.number}.diff`,
    merged_at: iso(pull.mergedAt),
    merge_commit_sha: pull.mergeSha,
    head: {
      label: `${repo.owner}:${pull.head}`,
      ref: pull.head,
      sha: pull.headSha,
      repo: repoJson(world, repo),
    },
    base: {
      label: `${repo.owner}:${pull.base}`,
      ref: pull.base,
      sha: baseSha(repo, pull),
      repo: repoJson(world, repo),
    },
    requested_reviewers: [],
    requested_teams: [],
  };
}

/** A file of a comparison or a pull request. @param sha the commit that it is shown at */
export function fileChangeJson(
  world: World,
  repo: Repo,
  sha: string,
  { path, status, before, text }: ChangedFile,
): Record<string, unknown> {
  const lines = text === undefined ? 1 : text.split('\n').length;
  const [additions, deletions] = status === 'removed' ? [0, lines] : [lines, 0];
  const at = path.split('/').map(encodeURIComponent).join('%2F');
  return {
    sha: blobSha(text ?? path),
    filename: path,
    status,
    ...{ additions, deletions, changes: additions + deletions },
    blob_url: `${repoPage(repo)}/blob/${sha}/${at}`,
    raw_url: `${repoPage(repo)}/raw/${sha}/${at}`,
    contents_url: `${repoUrl(world, repo)}/contents/${at}?ref=${sha}`,
    ...(before !== undefined && { previous_filename: before }),
  };
}

function baseSha(repo: Repo, pull: PullFacts): string {
  return repo.refs.get(`refs/heads/${pull.base}`) ?? '0'.repeat(40);
}
