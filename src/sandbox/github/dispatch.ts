/** From a request to a reply: who asks, whether the quota allows it, which repository, which route, and the ETag. */

import { createHash } from 'node:crypto';
import { type Account, type Accounts, accountFor, check } from './accounts.js';
import { parseBody } from './body.js';
import type { Repo } from './model.js';
import { type Quota, quotaHeaders, quotaState, type Resource, refund, spend } from './quota.js';
import { moved, notFound, Refusal, type Reply } from './reply.js';
import { type Call, find, type RepoCall, type Route, type Rules } from './router.js';
import { actionRoutes } from './routes/actions.js';
import { commentRoutes } from './routes/comments.js';
import { commitRoutes } from './routes/commits.js';
import { compareRoutes } from './routes/compare.js';
import { contentRoutes } from './routes/contents.js';
import { gitRoutes } from './routes/git.js';
import { issueRoutes } from './routes/issues.js';
import { milestoneRoutes } from './routes/milestones.js';
import { pullRoutes } from './routes/pulls.js';
import { releaseRoutes } from './routes/releases.js';
import { repoRoutes, rootRoutes } from './routes/repos.js';
import { searchRoutes } from './routes/search.js';
import { statusRoutes } from './routes/statuses.js';
import { fullName, user, type World } from './world.js';

const inRepo: readonly Route<RepoCall>[] = [
  ...commentRoutes,
  ...issueRoutes,
  ...milestoneRoutes,
  ...pullRoutes,
  ...statusRoutes,
  ...commitRoutes,
  ...compareRoutes,
  ...contentRoutes,
  ...gitRoutes,
  ...releaseRoutes,
  ...actionRoutes,
  ...repoRoutes,
];
const outside: readonly Route<Call>[] = [...searchRoutes, ...rootRoutes];

export interface House {
  readonly world: World;
  readonly accounts: Accounts;
  readonly quota: Quota;
  readonly rules: Rules;
}

export interface Asked {
  readonly method: string;
  /** The address with the host that was asked. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly quotaUsed: number;
  readonly etagHit: boolean;
  readonly login: string;
}

/** Answers one request; never throws for what GitHub would refuse. */
export function dispatch(house: House, asked: Asked): Answered {
  const at = house.world.now();
  const path = asked.url.pathname;
  const resource: Resource = path.startsWith('/search/') ? 'search' : 'core';
  let account: Account | undefined;
  let quotaUsed = 0;
  let reply: Reply;
  try {
    if (!asked.headers['user-agent'])
      throw new Refusal(403, 'Request forbidden by administrative rules. A User-Agent header is needed.');
    account = accountFor(house.accounts, one(asked.headers.authorization), at);
    if (path !== '/rate_limit' && account.kind !== 'app') {
      spend(house.quota, account, resource, at);
      quotaUsed = 1;
    }
    reply = answer(house, asked, account, at);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reply = error.reply;
  }
  const text =
    typeof reply.body === 'string' ? reply.body : reply.body === undefined ? '' : JSON.stringify(reply.body);
  const headers: Record<string, string> = { ...reply.headers };
  let { status } = reply;
  let etagHit = false;
  if (account && status === 200 && (asked.method === 'GET' || asked.method === 'HEAD')) {
    headers.etag = etagOf(account.token, reply.version ?? text);
    headers['cache-control'] = `${account.token ? 'private' : 'public'}, max-age=60, s-maxage=60`;
    headers.vary = 'Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding';
    etagHit = sameTag(one(asked.headers['if-none-match']), headers.etag);
  }
  if (etagHit && account) {
    status = 304;
    if (account.kind !== 'anonymous' && quotaUsed > 0) {
      refund(house.quota, account, resource, at);
      quotaUsed = 0;
    }
  }
  const state = quotaState(house.quota, account ?? NOBODY, resource, at);
  Object.assign(headers, quotaHeaders(state));
  if (account?.kind === 'classic') {
    headers['x-oauth-scopes'] = account.scopes.join(', ');
    headers['x-accepted-oauth-scopes'] ??= '';
  }
  return { status, headers, text: etagHit ? '' : text, quotaUsed, etagHit, login: account?.login ?? '' };
}

const NOBODY = accountFor({ known: new Map() }, undefined, 0);

function answer(house: House, asked: Asked, account: Account, at: number): Reply {
  const { world } = house;
  const path = asked.url.pathname.replace(/(?<=.)\/$/, '');
  const base = {
    ...house,
    account,
    actor: user(world, account.login || 'ghost'),
    method: asked.method,
    query: asked.url.searchParams,
    at,
  };
  const readBody = () => (asked.method === 'GET' || asked.method === 'HEAD' ? {} : parseBody(asked.body));
  const rest = find(outside, asked.method, path);
  if (rest) return rest.route.handle({ ...base, self: asked.url, params: rest.params, body: readBody() });
  const place = placeOf(world, path);
  if (!place) throw notFound();
  const { repo } = place;
  const self = new URL(asked.url);
  self.pathname = `/repositories/${repo.id}${place.rest}`;
  check(account, repo, [{ permission: 'metadata', level: 'read' }]);
  if (place.former) return moved(asked.method, self.href);
  const found = find(inRepo, asked.method, place.rest);
  if (!found) throw notFound();
  check(account, repo, found.route.needs);
  return found.route.handle({ ...base, repo, self, params: found.params, body: readBody() });
}

/** The repository a path speaks of, by name, former name or id, and what follows. */
function placeOf(world: World, path: string): { repo: Repo; rest: string; former: boolean } | undefined {
  const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  if (byId) {
    const repo = world.repos.get(Number(byId[1]));
    return repo && { repo, rest: byId[2] ?? '', former: false };
  }
  const byName = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(path);
  const name = byName?.[1]?.toLowerCase() ?? '';
  const repo = world.names.get(name);
  return repo && { repo, rest: byName?.[2] ?? '', former: fullName(repo).toLowerCase() !== name };
}

function etagOf(token: string, version: string): string {
  return `W/"${createHash('sha256').update(token).update('\n').update(version).digest('hex')}"`;
}

function sameTag(given: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return given?.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag)) ?? false;
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
