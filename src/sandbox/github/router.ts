/** Finds the route for a method and path, and what a route gets to work with. */

import type { Account, Accounts, Need } from './accounts.js';
import type { Repo, User } from './model.js';
import type { Quota } from './quota.js';
import { Refusal, type Reply } from './reply.js';
import type { World } from './world.js';

/** What the server was started with, as far as routes care. */
export interface Rules {
  readonly issuePaging: 'cursor' | 'offset';
  readonly deepestOffset: number;
  /** A list of a tree that is longer than this is cut off, and says so. */
  readonly treeLimit: number;
}

export interface Call {
  readonly world: World;
  readonly accounts: Accounts;
  readonly quota: Quota;
  readonly rules: Rules;
  readonly account: Account;
  /** Who acts, for authors and events. */
  readonly actor: User;
  readonly method: string;
  /** The address as a Link header would name it: of the host that was asked, repositories by id. */
  readonly self: URL;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, string>>;
  /** ms UTC */
  readonly at: number;
}

export interface RepoCall extends Call {
  readonly repo: Repo;
}

export interface Route<C> {
  readonly method: string;
  readonly path: RegExp;
  /** One of these is enough. */
  readonly needs: readonly Need[];
  readonly handle: (call: C) => Reply;
}

/**
 * A route; `:name` in the path matches up to a slash and `*name` the rest. `need` is such as `issues=write`, or
 * `issues=write; pull_requests=write` where either will do.
 */
export function route<C>(method: string, path: string, need: string, handle: (call: C) => Reply): Route<C> {
  const source = path
    .replaceAll('.', '\\.')
    .replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')
    .replaceAll(/\*(\w+)/g, '(?<$1>.+)');
  return {
    method,
    path: new RegExp(`^${source}$`),
    needs: need.split('; ').map((one) => {
      const [permission = '', level] = one.split('=');
      return { permission, level: level === 'write' ? 'write' : 'read' };
    }),
    handle,
  };
}

/** The first route that fits, with its parameters decoded. */
export function find<C>(
  routes: readonly Route<C>[],
  method: string,
  path: string,
): { route: Route<C>; params: Record<string, string> } | undefined {
  const verb = method === 'HEAD' ? 'GET' : method;
  for (const route of routes) {
    if (route.method !== verb) continue;
    const groups = route.path.exec(path);
    if (!groups) continue;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(groups.groups ?? {})) params[name] = decode(value);
    return { route, params };
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, 'Bad Request');
  }
}
