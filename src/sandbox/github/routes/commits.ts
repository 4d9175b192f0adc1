/** Commits, branches, tags and refs. */

import { required } from '../body.js';
import { commitOf, history, peeled } from '../commits.js';
import type { Commit, Repo } from '../model.js';
import { pageOf } from '../paging.js';
import { repoUrl } from '../render.js';
import { commitJson, pullJson } from '../render-git.js';
import { notFound, ok, Refusal, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import { iso, type World } from '../world.js';

export const commitRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/commits', 'contents=read', list),
  route('GET', '/commits/:sha/pulls', 'pull_requests=read', pullsOf),
  route('GET', '/commits/*ref', 'contents=read', ({ world, repo, params }) =>
    ok(commitJson(world, repo, known(repo, params.ref ?? ''))),
  ),
  route('GET', '/branches/*branch', 'contents=read', branch),
  route('GET', '/tags', 'contents=read', tags),
  route('GET', '/git/ref/*ref', 'contents=read', ref),
  route('GET', '/git/matching-refs/*ref', 'contents=read', matchingRefs),
  route('GET', '/git/tags/:sha', 'contents=read', tagObject),
  route('POST', '/git/refs', 'contents=write', createRef),
];

/** The commit of a ref; 422 as GitHub answers for a sha it does not know. */
export function known(repo: Repo, name: string): Commit {
  const commit = commitOf(repo, name);
  if (!commit) throw new Refusal(422, `No commit found for SHA: ${name}`);
  return commit;
}

function list({ world, repo, query, self }: RepoCall): Reply {
  const tip = commitOf(repo, query.get('sha') ?? repo.defaultBranch);
  if (!tip) throw query.has('sha') ? notFound() : new Refusal(409, 'Git Repository is empty.');
  const since = Date.parse(query.get('since') ?? '');
  const until = Date.parse(query.get('until') ?? '');
  const all = history(repo, tip).filter(({ at }) => !(at < since) && !(at > until));
  return pageOf(all, self, (commit) => commitJson(world, repo, commit));
}

function pullsOf({ world, repo, params, self }: RepoCall): Reply {
  const { sha } = known(repo, params.sha ?? '');
  const all = [...repo.issues.values()].filter(({ pull }) => pull?.mergeSha === sha || pull?.headSha === sha);
  return pageOf(all, self, (issue) => pullJson(world, repo, issue));
}

function branch({ world, repo, params }: RepoCall): Reply {
  const sha = repo.refs.get(`refs/heads/${params.branch}`);
  const commit = sha === undefined ? undefined : repo.commits.get(sha);
  if (!commit) throw new Refusal(404, 'Branch not found');
  const isProtected = repo.protectedBranches.has(params.branch ?? '');
  return ok({ name: params.branch, commit: commitJson(world, repo, commit), protected: isProtected });
}

function tags({ world, repo, self }: RepoCall): Reply {
  const all = [...repo.refs].filter(([name]) => name.startsWith('refs/tags/')).reverse();
  return pageOf(all, self, ([name, sha]) => ({
    name: name.slice('refs/tags/'.length),
    commit: { sha: peeled(repo, sha), url: `${repoUrl(world, repo)}/commits/${peeled(repo, sha)}` },
  }));
}

function refJson(world: World, repo: Repo, name: string, sha: string): Record<string, unknown> {
  const object = objectJson(world, repo, sha);
  return { ref: name, node_id: `REF_${name}`, url: `${repoUrl(world, repo)}/git/${name}`, object };
}

function objectJson(world: World, repo: Repo, sha: string) {
  const isTag = repo.tagObjects.has(sha);
  const url = `${repoUrl(world, repo)}/git/${isTag ? 'tags' : 'commits'}/${sha}`;
  return { sha, type: isTag ? 'tag' : 'commit', url };
}

function tagObject({ world, repo, params }: RepoCall): Reply {
  const tag = repo.tagObjects.get(params.sha ?? '');
  if (!tag) throw notFound();
  const { sha, tag: name, message, target, tagger, at } = tag;
  return ok({
    ...{ node_id: `TA_${sha}`, sha, tag: name, message, url: `${repoUrl(world, repo)}/git/tags/${sha}` },
    tagger: { name: tagger.login, email: `${tagger.login}@example.com`, date: iso(at) },
    object: objectJson(world, repo, target),
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null },
  });
}

function ref({ world, repo, params }: RepoCall): Reply {
  const name = `refs/${params.ref}`;
  const sha = repo.refs.get(name);
  if (sha === undefined) throw notFound();
  return ok(refJson(world, repo, name, sha));
}

/** In the order of their names; none is an empty list and not a 404. */
function matchingRefs({ world, repo, params }: RepoCall): Reply {
  const prefix = `refs/${params.ref}`;
  const found = [...repo.refs]
    .filter(([name]) => name.startsWith(prefix))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return ok(found.map(([name, sha]) => refJson(world, repo, name, sha)));
}

function createRef({ world, repo, body }: RepoCall): Reply {
  const name = required(body, 'ref', 'Reference');
  const sha = required(body, 'sha', 'Reference');
  if (!/^refs\/[^/]+\/./.test(name)) throw new Refusal(422, 'Reference name is not valid');
  if (repo.refs.has(name)) throw new Refusal(422, 'Reference already exists');
  if (!repo.commits.has(peeled(repo, sha))) throw new Refusal(422, 'Object does not exist');
  repo.refs.set(name, sha);
  return ok(refJson(world, repo, name, sha), 201);
}
