/** Octokit as Signalman uses it: it waits for limits as GitHub asks, has a time-out, and counts what it spends. */
import { createAppAuth } from '@octokit/auth-app';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { Log } from '../app/ports.js';

const Client = Octokit.plugin(throttling, retry);

export type GitHubAuth = { token: string } | { appId: string; privateKey: string; installationId: number };

export interface ClientOptions {
  /** Without a slash at its end. */
  apiUrl: string;
  auth: GitHubAuth;
  log: Log;
  /** One request may take so long, in ms. */
  timeout?: number;
  /** How long a limit is waited out before it is reported instead, in ms. */
  patience?: number;
  /** The unit of the pauses between tries, in ms. */
  pause?: number;
}

/** What a client has sent. A 304 to an authorised request costs no quota. */
export interface Meter {
  requests: number;
  quota: number;
}

/** @returns a client with a meter of its own; limits are shared by all clients of the process */
export function createClient(options: ClientOptions): { octokit: InstanceType<typeof Client>; meter: Meter } {
  const { apiUrl, auth, log, timeout = 20_000, patience = 60_000, pause = 1000 } = options;
  const meter: Meter = { requests: 0, quota: 0 };

  async function timedFetch(url: string, init: RequestInit): Promise<Response> {
    meter.requests++;
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
    if (response.status !== 304) meter.quota++;
    return response;
  }

  /** A short limit is waited out; a long one is reported, and the next sync tries again. */
  const waitOut = (kind: string) => (seconds: number, _options: object, _octokit: unknown, tries: number) => {
    const waits = tries < 3 && seconds * 1000 <= patience;
    log.warn({ limit: kind, seconds, waits }, 'GitHub limits the requests');
    return waits;
  };

  const octokit = new Client({
    baseUrl: apiUrl,
    userAgent: 'signalman',
    ...('token' in auth
      ? { auth: auth.token }
      : {
          authStrategy: createAppAuth,
          auth: { appId: auth.appId, privateKey: auth.privateKey, installationId: auth.installationId },
        }),
    request: { fetch: timedFetch },
    throttle: {
      onRateLimit: waitOut('quota'),
      onSecondaryRateLimit: waitOut('secondary'),
      fallbackSecondaryRateRetryAfter: 60,
      retryAfterBaseValue: 1000,
    },
    retry: { retries: 2, retryAfterBaseValue: pause },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  return { octokit, meter };
}
