/** Reads one repository's milestones and issues, page by page, and believes only pages of the right shape. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '@octokit/request-error';
import type { z } from 'zod';
import type { ChangePages, GitHub, IssuePage, MilestoneList, RepositoryReader } from '../app/ports/sync.js';
import { type ClientOptions, createClient } from './client.js';
import { BadAnswer, toSourceFault } from './faults.js';
import { issuePage, milestonePage, toIssue, toMilestone } from './payload.js';

export interface ReaderOptions extends ClientOptions {
  /** Logins of automation that GitHub calls users. */
  bots: string[];
}

type Query = Record<string, string | number>;

interface Page<T> {
  items: T[];
  etag: string | null;
  date: number | null;
  /** The query of the next page; null on the last one. */
  next: Query | null;
}

/** A page that cannot be believed is asked for again; this often in all. */
const tries = 3;

export function createGitHub(options: ReaderOptions): GitHub {
  const bots = new Set(options.bots.map((login) => login.toLowerCase()));
  return { open: (repository) => openRepository(repository, options, bots) };
}

function openRepository(
  repository: string,
  options: ReaderOptions,
  bots: ReadonlySet<string>,
): RepositoryReader {
  const { octokit, meter } = createClient(options);
  const [owner = '', repo = ''] = repository.split('/');

  /** @returns null for "not modified" */
  async function page<S extends z.ZodType<unknown[]>>(
    list: 'issues' | 'milestones',
    query: Query,
    schema: S,
    etag: string | null,
  ): Promise<Page<z.infer<S>[number]> | null> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await octokit.request(`GET /repos/{owner}/{repo}/${list}`, {
          owner,
          repo,
          ...query,
          ...(etag === null ? {} : { headers: { 'if-none-match': etag } }),
        });
        const parsed = schema.safeParse(response.data);
        if (!parsed.success) throw new BadAnswer(describe(response.data, parsed.error));
        const { headers } = response;
        return {
          items: parsed.data as z.infer<S>[number][],
          etag: headers.etag ?? null,
          date: headers.date ? Date.parse(headers.date) : null,
          next: nextQuery(headers.link, query, parsed.data.length),
        };
      } catch (error) {
        if (error instanceof RequestError && error.status === 304) return null;
        const unreadable = error instanceof BadAnswer || error instanceof SyntaxError;
        if (!unreadable || attempt === tries) throw toSourceFault(error, repository);
        await sleep((options.pause ?? 1000) * attempt);
      }
    }
  }

  async function* issues(
    query: Query,
    first?: Page<z.infer<typeof issuePage>[number]>,
  ): AsyncIterable<IssuePage> {
    let current = first ?? (await page('issues', query, issuePage, null));
    while (current) {
      yield { issues: current.items.map((item) => toIssue(item, bots)) };
      current = current.next && (await page('issues', current.next, issuePage, null));
    }
  }

  return {
    async milestones({ titles, numbers }, etag): Promise<MilestoneList | null> {
      const first = await page(
        'milestones',
        { state: 'all', sort: 'due_on', direction: 'desc', per_page: 100 },
        milestonePage,
        etag,
      );
      if (!first) return null;
      const found = [...first.items];
      const complete = () =>
        titles.every((title) => found.some((one) => one.title === title)) &&
        numbers.every((number) => found.some((one) => one.number === number));
      // The tag speaks for the first page only.
      const { etag: tag } = complete() ? first : { etag: null };
      for (let next = first.next; next && !complete(); ) {
        const more = await page('milestones', next, milestonePage, null);
        found.push(...(more?.items ?? []));
        next = more?.next ?? null;
      }
      return {
        milestones: found.map(toMilestone),
        etag: tag,
        date: first.date ?? Date.now(),
        ...whereItIs(found[0]?.html_url, repository),
      };
    },

    async changes(since, etag): Promise<ChangePages | null> {
      // Newest first: whatever changes, the first page does, so its tag speaks for all of them.
      const query = {
        state: 'all',
        sort: 'updated',
        direction: 'desc',
        per_page: 100,
        since: new Date(since).toISOString(),
      };
      const first = await page('issues', query, issuePage, etag);
      return first && { etag: first.etag, pages: issues(query, first) };
    },

    // Oldest first: what is opened meanwhile comes at the end and moves nothing to another page.
    inMilestone: (number) =>
      issues({ milestone: number, state: 'all', sort: 'created', direction: 'asc', per_page: 100 }),

    withoutMilestone: (labels) =>
      issues({
        milestone: 'none',
        state: 'open',
        sort: 'created',
        direction: 'asc',
        per_page: 100,
        ...(labels.length > 0 ? { labels: labels.join(',') } : {}),
      }),

    spent: () => ({ ...meter }),
  };
}

/** Follows the `next` link, but only its query: the address is the one that was configured. */
function nextQuery(link: string | undefined, query: Query, length: number): Query | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (next) return Object.fromEntries(new URL(next, 'http://localhost').searchParams);
  // A server without link headers: a full page may have another one behind it.
  const full = link === undefined && query.after === undefined && length === Number(query.per_page);
  return full ? { ...query, page: Number(query.page ?? 1) + 1 } : null;
}

function describe(data: unknown, error: z.ZodError): string {
  if (typeof data === 'string')
    return data.trimStart().startsWith('<') ? 'a web page instead of JSON' : 'incomplete JSON';
  const [first] = error.issues;
  return `unexpected content at ${first?.path.join('.') || 'the top'}`;
}

/** Where people see the repository, and whether it has another name than the one that was asked for. */
function whereItIs(url: string | undefined, repository: string): Pick<MilestoneList, 'web' | 'renamedTo'> {
  const match = /^(https?:\/\/[^/]+)\/([^/]+\/[^/]+)\/milestone/.exec(url ?? '');
  if (!match?.[1] || !match[2]) return { web: null, renamedTo: null };
  return { web: match[1], renamedTo: match[2].toLowerCase() === repository.toLowerCase() ? null : match[2] };
}
