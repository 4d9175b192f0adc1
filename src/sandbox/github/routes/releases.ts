/** Published releases: the list, the latest, one by tag or id. */

import type { Release, Repo } from '../model.js';
import { pageOf } from '../paging.js';
import { repoPage, repoUrl, userJson } from '../render.js';
import { notFound, ok, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import { iso, type World } from '../world.js';

export const releaseRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/releases', 'contents=read', list),
  route('GET', '/releases/latest', 'contents=read', (call) =>
    shown(
      call,
      newestFirst(call.repo).find(({ draft, prerelease }) => !draft && !prerelease),
    ),
  ),
  route('GET', '/releases/tags/*tag', 'contents=read', (call) =>
    shown(
      call,
      call.repo.releases.find(({ tag, draft }) => !draft && tag === call.params.tag),
    ),
  ),
  route('GET', '/releases/:id', 'contents=read', (call) =>
    shown(
      call,
      call.repo.releases.find(({ id }) => id === Number(call.params.id)),
    ),
  ),
];

function newestFirst(repo: Repo): Release[] {
  return [...repo.releases].sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
}

function list({ world, repo, self, account }: RepoCall): Reply {
  const all = newestFirst(repo).filter(({ draft }) => !draft || account.kind !== 'anonymous');
  return pageOf(all, self, (release) => releaseJson(world, repo, release));
}

function shown({ world, repo }: RepoCall, release: Release | undefined): Reply {
  if (!release) throw notFound();
  return ok(releaseJson(world, repo, release));
}

function releaseJson(world: World, repo: Repo, release: Release): Record<string, unknown> {
  return {
    id: release.id,
    node_id: `RE_${release.id}`,
    url: `${repoUrl(world, repo)}/releases/${release.id}`,
    html_url: `${repoPage(repo)}/releases/tag/${release.tag}`,
    tag_name: release.tag,
    target_commitish: repo.defaultBranch,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    created_at: iso(release.createdAt),
    published_at: iso(release.publishedAt),
    author: userJson(world, release.author),
    assets: [],
  };
}
