/** Octokit as Signalman uses it: it waits for limits as GitHub asks, has a time-out, and counts what it spends. */
import { createAppAuth } from '@octokit/auth-app';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { Log } from '../app/ports/log.js';
import { SourceFault } from '../app/ports/source-fault.js';
import { onSameServer } from '../domain/server.js';
import { readPlainJson } from './plain-json.js';

const Client = Octokit.plugin(throttling, retry);

/** How often one request may be sent on. */
const mostMoves = 5;

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

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
    const signal = AbortSignal.timeout(timeout);
    for (let at = url, moves = 0; ; moves++) {
      meter.requests++;
      const response = await fetch(at, { ...init, redirect: 'manual', signal });
      if (response.status !== 304) meter.quota++;
      const next = moves < mostMoves ? movedTo(response, at, init.method) : null;
      if (next === null) return response;
      await response.body?.cancel();
      at = next;
    }
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
    ...asWhom(auth),
    request: { fetch: timedFetch },
    throttle: {
      onRateLimit: waitOut('quota'),
      onSecondaryRateLimit: waitOut('secondary'),
      fallbackSecondaryRateRetryAfter: 60,
      retryAfterBaseValue: 1000,
    },
    retry: { retries: 2, retryAfterBaseValue: pause },
    log: silent,
  });
  readPlainJson(octokit);
  octokit.hook.after('request', ({ status, headers }) => {
    if (status >= 300) throw elsewhere(headers.location);
  });
  return { octokit, meter };
}

/** GitHub sends to where a repository was renamed or moved to. @returns null: nowhere, or not to GitHub */
function movedTo({ status, headers }: Response, from: string, method = 'GET'): string | null {
  const isKept = status === 307 || status === 308;
  const isLed = isKept || (method === 'GET' && [301, 302, 303].includes(status));
  const location = headers.get('location');
  return isLed && location !== null ? onSameServer(location, from) : null;
}

/** Nobody else is believed, nor told the token or what is asked. */
function elsewhere(location = ''): SourceFault {
  const place = URL.canParse(location) ? new URL(location).host : '';
  return new SourceFault(
    'bad-answer',
    `GitHub sends to another place (${place || 'which has no address'}), which is not followed; if its interface has moved, change GITHUB_API_URL`,
  );
}

function asWhom(auth: GitHubAuth) {
  if ('token' in auth) return { auth: auth.token };
  const { appId, privateKey, installationId } = auth;
  return { authStrategy: createAppAuth, auth: { appId, privateKey, installationId } };
}

/**
 * A client for writing: each call is one try, and is not led elsewhere. What is repeated, waited for and followed is
 * decided by whoever knows whether it may have been done.
 * @param timeout ms
 */
export function createWriter({
  apiUrl,
  auth,
  timeout,
}: Pick<ClientOptions, 'apiUrl' | 'auth'> & { timeout: number }): Octokit {
  const once = (url: string, init: RequestInit) =>
    fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
  return new Octokit({
    ...{ baseUrl: apiUrl, userAgent: 'signalman', request: { fetch: once }, log: silent },
    ...asWhom(auth),
  });
}
