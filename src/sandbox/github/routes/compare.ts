/** `GET compare/{base}...{head}`: the commits in between in pages, the oldest first, and on the first page the files. */

import { between, filesChanged } from '../changes.js';
import { commitOf } from '../commits.js';
import { pageLinks, pagingOf } from '../paging.js';
import { repoPage, repoUrl } from '../render.js';
import { commitJson, fileChangeJson } from '../render-git.js';
import { notFound, Refusal, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';

export const compareRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/compare/*pair', 'contents=read', compare),
];

/** GitHub shows no more, whatever the page. */
const MOST_FILES = 300;
/** Of a request that does not ask for pages. */
const WITHOUT_PAGES = 250;

function compare({ world, repo, params, query, self }: RepoCall): Reply {
  const [from = '', to = '', rest] = (params.pair ?? '').split('...');
  const base = commitOf(repo, from);
  const head = commitOf(repo, to);
  if (!base || !head || rest !== undefined) throw notFound();
  const { ahead, behind, mergeBase } = between(repo, base, head);
  if (!mergeBase) throw new Refusal(404, `No common ancestor between ${from} and ${to}.`);
  const isPaged = query.has('per_page') || query.has('page');
  const paging = isPaged ? pagingOf(query) : { page: 1, perPage: WITHOUT_PAGES };
  const start = (paging.page - 1) * paging.perPage;
  const page = `${repoPage(repo)}/compare/${params.pair}`;
  return {
    status: 200,
    body: {
      url: `${repoUrl(world, repo)}/compare/${params.pair}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: commitJson(world, repo, base),
      merge_base_commit: commitJson(world, repo, mergeBase),
      status: ahead.length > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical',
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: ahead.slice(start, start + paging.perPage).map((commit) => commitJson(world, repo, commit)),
      ...(paging.page === 1 && {
        files: filesChanged(mergeBase, head)
          .slice(0, MOST_FILES)
          .map((file) => fileChangeJson(world, repo, head.sha, file)),
      }),
    },
    headers: pageLinks(self, paging, ahead.length),
  };
}
