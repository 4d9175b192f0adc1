/** `GET /search/issues`: 1,000 results at most, over the repositories the account may see. */

import { canSee } from '../accounts.js';
import type { Issue, Repo } from '../model.js';
import { pageLinks, pagingOf } from '../paging.js';
import { parseQuery, unreadable } from '../query.js';
import { issueText } from '../render.js';
import { Refusal, type Reply } from '../reply.js';
import { type Call, type Route, route } from '../router.js';
import { fullName } from '../world.js';

const MOST_RESULTS = 1000;

export const searchRoutes: readonly Route<Call>[] = [route('GET', '/search/issues', '', search)];

type Hit = readonly [Issue, Repo];

function search(call: Call): Reply {
  const { query, world, account, self } = call;
  const parsed = parseQuery(query.get('q') ?? '');
  if ((account.kind === 'fine' || account.kind === 'installation') && !parsed.saysKind)
    throw new Refusal(422, "Query must include 'is:issue' or 'is:pull-request'");
  const paging = pagingOf(query);
  if ((paging.page - 1) * paging.perPage >= MOST_RESULTS)
    throw new Refusal(422, 'Only the first 1000 search results are available');
  const hits: Hit[] = [];
  for (const repo of placesToLook(call, parsed.repos))
    for (const issue of repo.issues.values()) if (parsed.test(issue, repo)) hits.push([issue, repo]);
  const [word = 'created', way] = (query.get('sort') ?? parsed.sort ?? '').split('-').filter(Boolean);
  sort(hits, word, (query.get('order') ?? way) === 'asc');
  const from = (paging.page - 1) * paging.perPage;
  const items = hits.slice(from, Math.min(from + paging.perPage, MOST_RESULTS));
  const texts = items.map(([issue, repo]) => `${issueText(world, repo, issue).slice(0, -1)},"score":1}`);
  return {
    status: 200,
    body: `{"total_count":${hits.length},"incomplete_results":false,"items":[${texts.join(',')}]}`,
    headers: pageLinks(self, paging, Math.min(hits.length, MOST_RESULTS)),
  };
}

function placesToLook({ world, account }: Call, named: readonly string[]): Repo[] {
  const visible = [...world.repos.values()].filter((repo) => canSee(account, repo));
  if (named.length === 0) return visible;
  const wanted = named.map((name) => name.toLowerCase());
  const found = visible.filter((repo) => wanted.includes(fullName(repo).toLowerCase()));
  if (found.length === 0)
    throw unreadable(
      'The listed users and repositories do not exist, or may not be searched with this token.',
    );
  return found;
}

function sort(hits: Hit[], word: string, ascending: boolean): void {
  const key = ([issue]: Hit) => {
    if (word === 'comments') return issue.comments.length;
    return word === 'updated' ? issue.updatedAt : issue.createdAt;
  };
  const sign = ascending ? 1 : -1;
  hits.sort((a, b) => sign * (key(a) - key(b) || a[0].id - b[0].id));
}
