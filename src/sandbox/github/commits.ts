/** Commits, branches and tags: enough of git to compare, to release from, and to write a file. */

import { createHash } from 'node:crypto';
import type { Commit, Repo, TagObject } from './model.js';
import { seconds, user, type World } from './world.js';

export interface CommitSeed {
  sha?: string;
  message: string;
  /** The branch that moves to this commit; the default branch when absent. */
  branch?: string;
  parents?: readonly string[];
  author?: string;
  at?: number;
  /** Files that this commit writes, path to text. */
  files?: Readonly<Record<string, string>>;
}

/** Adds a commit on top of its branch (or of `parents`) and moves the branch to it. */
export function addCommit(world: World, repo: Repo, seed: CommitSeed): Commit {
  const ref = `refs/heads/${seed.branch ?? repo.defaultBranch}`;
  const tip = repo.refs.get(ref) ?? repo.refs.get(`refs/heads/${repo.defaultBranch}`);
  const parents = seed.parents ?? (tip === undefined ? [] : [tip]);
  const at = seconds(seed.at ?? world.now());
  const before = repo.commits.get(parents[0] ?? '')?.files ?? new Map<string, string>();
  const commit: Commit = {
    sha: seed.sha ?? hash(`${parents.join()} ${at} ${seed.message} ${repo.commits.size}`),
    message: seed.message,
    author: user(world, seed.author ?? 'contributor'),
    at,
    parents,
    files: seed.files ? new Map([...before, ...Object.entries(seed.files)]) : before,
  };
  repo.commits.set(commit.sha, commit);
  repo.refs.set(ref, commit.sha);
  return commit;
}

/** The commit a branch, a tag, a full ref or a (shortened) sha stands for. */
export function commitOf(repo: Repo, ref: string): Commit | undefined {
  const sha =
    repo.refs.get(ref) ??
    repo.refs.get(`refs/${ref}`) ??
    repo.refs.get(`refs/heads/${ref}`) ??
    repo.refs.get(`refs/tags/${ref}`) ??
    ref;
  const exact = repo.commits.get(peeled(repo, sha));
  if (exact || !/^[0-9a-f]{7,39}$/.test(sha)) return exact;
  // Several that begin so are none.
  const found = [...repo.commits.values()].filter((commit) => commit.sha.startsWith(sha));
  return found.length === 1 ? found[0] : undefined;
}

/** What a sha leads to, through as many tag objects as there are. */
export function peeled(repo: Repo, sha: string): string {
  let next = sha;
  for (let tag = repo.tagObjects.get(next); tag; tag = repo.tagObjects.get(next)) next = tag.target;
  return next;
}

/** Adds a tag with a message of its own. */
export function addTagObject(
  world: World,
  repo: Repo,
  { tag, target, message }: Pick<TagObject, 'tag' | 'target' | 'message'>,
): TagObject {
  const at = seconds(world.now());
  const sha = hash(`tag ${tag} ${target} ${message} ${at} ${repo.tagObjects.size}`);
  const made: TagObject = { sha, tag, target, message, at, tagger: user(world, 'release-lead') };
  repo.tagObjects.set(sha, made);
  return made;
}

/** The commit and everything before it, newest first. */
export function history(repo: Repo, tip: Commit): Commit[] {
  const seen = new Set<Commit>([tip]);
  for (const commit of seen) {
    for (const parent of commit.parents) {
      const before = repo.commits.get(parent);
      if (before) seen.add(before);
    }
  }
  const order = new Map([...repo.commits.keys()].map((sha, index) => [sha, index]));
  const rank = ({ sha }: Commit) => order.get(sha) ?? 0;
  return [...seen].sort((a, b) => b.at - a.at || rank(b) - rank(a));
}

/** The sha git gives a file's content. */
export function blobSha(content: string): string {
  return hash(`blob ${Buffer.byteLength(content)}\0${content}`);
}

function hash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
