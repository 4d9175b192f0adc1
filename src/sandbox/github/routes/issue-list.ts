/** `GET issues`: the filters, the order and the two ways of paging of GitHub's issue list. Pull requests are in it. */

import { position, type SortedIssues, sortedIssues } from '../issue-index.js';
import type { Issue, Repo } from '../model.js';
import { linkHeader, pageLinks, pagingOf, type Rel, withQuery } from '../paging.js';
import { issueText, issueVersion } from '../render.js';
import { invalid, Refusal, type Reply } from '../reply.js';
import type { RepoCall } from '../router.js';
import { seconds } from '../world.js';

const FEW = 2_000;

type Filter = (issue: Issue) => boolean;

/** A page of issues. Deep pages need the cursor that the Link header gives: GitHub refuses a far `page` with 422. */
export function listIssues(call: RepoCall): Reply {
  const { query, repo, rules, self } = call;
  const paging = pagingOf(query);
  const cursor = cursorOf(query);
  if (!cursor && paging.page * paging.perPage > rules.deepestOffset) {
    throw new Refusal(
      422,
      'Pagination with the page parameter is not supported for large datasets, please use cursor based pagination (after/before)',
    );
  }
  const list = candidates(repo, query);
  const matches = filterOf(repo, query);
  const ascending = query.get('direction') === 'asc';
  const backwards = cursor?.before === true;
  const step = ascending === backwards ? -1 : 1;
  let at = startOf(list, step, cursor);
  let toSkip = cursor ? 0 : (paging.page - 1) * paging.perPage;
  const found: Issue[] = [];
  for (; at >= 0 && at < list.items.length && found.length <= paging.perPage; at += step) {
    const issue = list.items[at] as Issue;
    if (!matches(issue)) continue;
    if (toSkip > 0) toSkip -= 1;
    else found.push(issue);
  }
  const more = found.length > paging.perPage;
  const page = found.slice(0, paging.perPage);
  if (backwards) page.reverse();
  const links =
    rules.issuePaging === 'offset' && !cursor
      ? pageLinks(self, paging, list.items.filter(matches).length)
      : cursorLinks(self, list, page, paging.page, backwards || more);
  return render(call, page, links);
}

function render({ world, repo }: RepoCall, page: readonly Issue[], headers: Record<string, string>): Reply {
  return {
    status: 200,
    body: `[${page.map((issue) => issueText(world, repo, issue)).join(',')}]`,
    version: page.map((issue) => issueVersion(repo, issue)).join() || 'empty',
    headers,
  };
}

function candidates(repo: Repo, query: URLSearchParams): SortedIssues {
  const sort = query.get('sort');
  const key = sort === 'updated' ? 'updated' : 'created';
  const milestone = query.get('milestone');
  const scope = milestone === null || milestone === '*' ? 'all' : scopeNumber(repo, milestone);
  const since = query.get('since');
  if (since === null && sort !== 'comments') return sortedIssues(repo.index, scope, key);
  const updated = sortedIssues(repo.index, scope, 'updated');
  const from = since === null ? 0 : position(updated, sinceOf(since), 0);
  // Sorting a few beats walking past many; walking beats sorting many.
  if (sort !== 'comments' && updated.items.length - from > FEW) return sortedIssues(repo.index, scope, key);
  const items = updated.items.slice(from);
  const by =
    sort === 'comments' ? (issue: Issue) => issue.comments.length : sortedIssues(repo.index, scope, key).key;
  if (by !== updated.key) items.sort((a, b) => by(a) - by(b) || a.number - b.number);
  return { items, key: by };
}

function scopeNumber(repo: Repo, milestone: string): number {
  if (milestone === 'none') return 0;
  const number = Number(milestone);
  if (!repo.milestones.has(number)) throw invalid('Issue', 'milestone', 'invalid', milestone);
  return number;
}

function sinceOf(since: string): number {
  const at = Date.parse(since);
  if (Number.isNaN(at)) throw invalid('Issue', 'since', 'invalid', since);
  return seconds(at + 999);
}

function filterOf(repo: Repo, query: URLSearchParams): Filter {
  const filters: Filter[] = [];
  const state = query.get('state') ?? 'open';
  if (!['open', 'closed', 'all'].includes(state)) throw invalid('Issue', 'state', 'invalid', state);
  if (state !== 'all') filters.push((issue) => issue.state === state);
  const since = query.get('since');
  if (since !== null) {
    const from = sinceOf(since);
    filters.push((issue) => issue.updatedAt >= from);
  }
  if (query.get('milestone') === '*') filters.push((issue) => issue.milestone !== null);
  for (const name of (query.get('labels') ?? '').split(',').filter(Boolean)) {
    const label = repo.labels.get(name.trim().toLowerCase());
    filters.push((issue) => label !== undefined && issue.labels.includes(label));
  }
  const assignee = query.get('assignee')?.toLowerCase();
  if (assignee === 'none') filters.push((issue) => issue.assignees.length === 0);
  else if (assignee === '*') filters.push((issue) => issue.assignees.length > 0);
  else if (assignee)
    filters.push((issue) => issue.assignees.some(({ login }) => login.toLowerCase() === assignee));
  const creator = query.get('creator')?.toLowerCase();
  if (creator) filters.push((issue) => issue.author.login.toLowerCase() === creator);
  return (issue) => filters.every((filter) => filter(issue));
}

interface Cursor {
  readonly before: boolean;
  readonly key: number;
  readonly number: number;
}

function cursorOf(query: URLSearchParams): Cursor | undefined {
  const given = query.get('after') ?? query.get('before');
  if (given === null) return undefined;
  const [, key, number] = /^cursor:v2:(-?\d+):(\d+)$/.exec(Buffer.from(given, 'base64url').toString()) ?? [];
  if (key === undefined || number === undefined) throw invalid('Issue', 'after', 'invalid', given);
  return { before: !query.has('after'), key: Number(key), number: Number(number) };
}

function startOf(list: SortedIssues, step: 1 | -1, cursor: Cursor | undefined): number {
  if (!cursor) return step === 1 ? 0 : list.items.length - 1;
  return step === 1
    ? position(list, cursor.key, cursor.number + 1)
    : position(list, cursor.key, cursor.number) - 1;
}

function cursorLinks(
  self: URL,
  list: SortedIssues,
  issues: readonly Issue[],
  page: number,
  more: boolean,
): Record<string, string> {
  const write = (issue: Issue) =>
    Buffer.from(`cursor:v2:${list.key(issue)}:${issue.number}`).toString('base64url');
  const [first, last] = [issues[0], issues.at(-1)];
  const links: [Rel, string][] = [];
  if (more && last)
    links.push(['next', withQuery(self, { page: String(page + 1), after: write(last), before: undefined })]);
  if (page > 1 && first)
    links.push(['prev', withQuery(self, { page: String(page - 1), before: write(first), after: undefined })]);
  return linkHeader(links);
}
