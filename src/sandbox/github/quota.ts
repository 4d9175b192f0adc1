/** GitHub's primary limits: 5,000 requests an hour (60 without a token), 30 searches a minute (10 without). */

import type { Account } from './accounts.js';
import { Refusal } from './reply.js';

export type Resource = 'core' | 'search';

interface Window {
  used: number;
  /** When it starts anew, ms. */
  reset: number;
}

export interface Quota {
  readonly enforced: boolean;
  readonly windows: Map<string, Window>;
}

export function emptyQuota(enforced: boolean): Quota {
  return { enforced, windows: new Map() };
}

export interface QuotaState {
  readonly resource: Resource;
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since the epoch, as GitHub sends it. */
  readonly reset: number;
}

/** How the account stands at `now` (ms); asking costs nothing. */
export function quotaState(quota: Quota, account: Account, resource: Resource, now: number): QuotaState {
  const window = windowOf(quota, account, resource, now);
  const limit = limitOf(account, resource);
  const used = Math.min(window.used, limit);
  return { resource, limit, used, remaining: limit - used, reset: Math.ceil(window.reset / 1000) };
}

/** Takes one request from the quota; throws 403 when there is none left. */
export function spend(quota: Quota, account: Account, resource: Resource, now: number): void {
  const { remaining } = quotaState(quota, account, resource, now);
  if (quota.enforced && remaining === 0) throw exceeded(account.login);
  windowOf(quota, account, resource, now).used += 1;
}

/** Gives the request back: a 304 for an authorised request is free. */
export function refund(quota: Quota, account: Account, resource: Resource, now: number): void {
  const window = windowOf(quota, account, resource, now);
  window.used = Math.max(0, window.used - 1);
}

/** What GitHub answers when the primary limit is used up. */
export function exceeded(who: string): Refusal {
  return new Refusal(403, `API rate limit exceeded for ${who || 'this address'}.`);
}

export function quotaHeaders(state: QuotaState): Record<string, string> {
  return {
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-used': String(state.used),
    'x-ratelimit-reset': String(state.reset),
    'x-ratelimit-resource': state.resource,
  };
}

function limitOf(account: Account, resource: Resource): number {
  if (resource === 'search') return account.kind === 'anonymous' ? 10 : 30;
  return account.quota;
}

function windowOf(quota: Quota, account: Account, resource: Resource, now: number): Window {
  const key = `${resource} ${account.key}`;
  const window = quota.windows.get(key);
  if (window && window.reset > now) return window;
  const fresh = { used: 0, reset: now + (resource === 'search' ? 60_000 : 3_600_000) };
  quota.windows.set(key, fresh);
  return fresh;
}
