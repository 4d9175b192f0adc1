/** Starts the local GitHub: an in-process server that plays api.github.com, and the hand that moves its world. */

import { accountsOf, type TokenSeed } from './accounts.js';
import { type Control, controlOf } from './control.js';
import { type Faults, faultQueue } from './faults.js';
import { emptyQuota } from './quota.js';
import { type LoggedRequest, listen, stop } from './server.js';
import { emptyWorld } from './world.js';

export interface LocalGitHubOptions {
  /** ms UTC; the wall clock when absent. */
  now?: () => number;
  /** A free one when absent. */
  port?: number;
  tokens?: readonly TokenSeed[];
  /** `none` never refuses for a used-up quota. */
  limits?: 'github' | 'none';
  /**
   * How the issue list is paged. Today's GitHub gives `cursor` links (`after=…`, no `last`); `offset` is how it was.
   * `page=N` works by offset in both.
   */
  issuePaging?: 'cursor' | 'offset';
  /** The last row of the issue list that `page=N` without a cursor may reach; beyond it 422. */
  deepestOffset?: number;
  /** So many entries of a tree are listed at most; 100,000 when absent. */
  treeLimit?: number;
}

export interface LocalGitHub extends Control {
  /** Such as `http://127.0.0.1:1234`: Octokit's `baseUrl`. */
  readonly url: string;
  /** The newest requests, oldest first, 10,000 at most. */
  readonly requests: readonly LoggedRequest[];
  resetRequests(): void;
  readonly faults: Faults;
  /** Adds or replaces a token while running. */
  addToken(seed: TokenSeed): void;
  /** The token answers 401 from now on. */
  revokeToken(token: string): void;
  /** Ends all connections at once. */
  close(): Promise<void>;
}

const LOGGED = 10_000;

/** Starts the server on 127.0.0.1 and resolves when it listens. */
export async function startLocalGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const world = emptyWorld(options.now ?? Date.now);
  const accounts = accountsOf(options.tokens ?? []);
  const quota = emptyQuota(options.limits !== 'none');
  const rules = {
    issuePaging: options.issuePaging ?? 'cursor',
    deepestOffset: options.deepestOffset ?? 1_000,
    treeLimit: options.treeLimit ?? 100_000,
  };
  const faults = faultQueue();
  const requests: LoggedRequest[] = [];
  const server = await listen({ world, accounts, quota, rules }, faults, options.port ?? 0, (entry) => {
    requests.push(entry);
    if (requests.length > LOGGED) requests.splice(0, requests.length - LOGGED);
  });
  return {
    ...controlOf(world),
    url: world.url,
    requests,
    resetRequests: () => void requests.splice(0),
    faults,
    addToken: (seed) => {
      for (const account of accountsOf([seed]).known.values()) accounts.known.set(account.token, account);
    },
    revokeToken: (token) => void accounts.known.delete(token),
    close: () => stop(server),
  };
}
