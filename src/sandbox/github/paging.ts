/** Pages as GitHub cuts them: `per_page` up to 100, `page` by offset, and the Link header. */

import type { Reply } from './reply.js';

export interface Paging {
  readonly perPage: number;
  readonly page: number;
}

/** Reads `per_page` (30, at most 100) and `page` (1); what makes no sense counts as absent. */
export function pagingOf(query: URLSearchParams): Paging {
  const number = (name: string) => {
    const value = Number(query.get(name));
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  return { perPage: Math.min(100, number('per_page') ?? 30), page: number('page') ?? 1 };
}

export type Rel = 'prev' | 'next' | 'last' | 'first';

/** A Link header out of addresses by relation; empty when there is nowhere to go. */
export function linkHeader(links: readonly (readonly [Rel, string])[]): Record<string, string> {
  if (links.length === 0) return {};
  return { link: links.map(([rel, url]) => `<${url}>; rel="${rel}"`).join(', ') };
}

/** Where `page=N` leads for a list of `total`. `self` is the address asked, query included. */
export function pageLinks(self: URL, { page, perPage }: Paging, total: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / perPage));
  const to = (number: number) => withQuery(self, { page: String(number) });
  const links: [Rel, string][] = [];
  if (page > 1) links.push(['prev', to(Math.min(page - 1, last))]);
  if (page < last) links.push(['next', to(page + 1)], ['last', to(last)]);
  if (page > 1) links.push(['first', to(1)]);
  return linkHeader(links);
}

/** The address with these query parameters instead of the same ones; `undefined` removes one. */
export function withQuery(self: URL, change: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(self);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

/** One page of a list that is small enough to be made as a whole. */
export function pageOf<T>(all: readonly T[], self: URL, render: (item: T) => unknown): Reply {
  const paging = pagingOf(self.searchParams);
  const from = (paging.page - 1) * paging.perPage;
  const body = all.slice(from, from + paging.perPage).map(render);
  return { status: 200, body, headers: pageLinks(self, paging, all.length) };
}
