/** One call of GitHub's interface, and what its answer means: done, refused, to be waited for, or not known. */
import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';
import { causes, codeOf, wasNeverConnected } from '../../domain/connection.js';
import { hour, minute, second } from '../../domain/time.js';

export type Answer =
  | { kind: 'ok'; data: unknown }
  /** It lives elsewhere; nothing was done. */
  | { kind: 'moved'; to: string }
  /** Definite: nothing was done. */
  | { kind: 'no'; status: number; message: string; needs: string | null }
  /** Nothing was done; not before so many ms. */
  | { kind: 'wait'; ms: number }
  /** Nothing was sent. */
  | { kind: 'unreached'; why: string }
  /** It may have been done. */
  | { kind: 'lost'; why: string };

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
/** @param url a path, or an address of the same interface */
export type Call = (method: Method, url: string, body?: object) => Promise<Answer>;

/** @param octokit one that tries once: `createWriter` */
export function createCall(octokit: Octokit): Call {
  return async (method, url, body) => {
    try {
      const { status, headers, data } = await octokit.request({
        method,
        url,
        ...(body === undefined ? {} : { data: body }),
      });
      if (status < 300) return { kind: 'ok', data };
      return { kind: 'moved', to: headers.location ?? '' };
    } catch (error) {
      return meaningOf(error);
    }
  };
}

function meaningOf(error: unknown): Answer {
  if (error instanceof RequestError && error.response) return refusalOf(error);
  const chain = causes(error);
  const code = chain.map(codeOf).findLast((one) => /^[A-Z]/.test(one)) ?? '';
  if (wasNeverConnected(error)) return { kind: 'unreached', why: `GitHub could not be reached (${code})` };
  if (chain.some(({ name }) => name === 'TimeoutError' || name === 'AbortError'))
    return { kind: 'lost', why: 'GitHub did not answer in time' };
  const detail = code || chain.at(-1)?.message || String(error);
  return { kind: 'lost', why: `the answer was lost (${detail.slice(0, 100)})` };
}

function refusalOf({ status, response }: RequestError): Answer {
  const headers = response?.headers ?? {};
  const said = messageOf(response?.data);
  if (status >= 500 || status === 408 || status === 304)
    return { kind: 'lost', why: `GitHub answered HTTP ${status}` };
  const retryAfter = Number(headers['retry-after'] ?? Number.NaN);
  const isUsedUp = String(headers['x-ratelimit-remaining'] ?? '') === '0';
  const isLimit = status === 403 && (retryAfter > 0 || isUsedUp || /rate limit/i.test(said ?? ''));
  if (status === 429 || isLimit) {
    if (retryAfter > 0) return { kind: 'wait', ms: Math.min(hour, retryAfter * second) };
    const untilReset =
      Number(headers['x-ratelimit-reset']) * second - (Date.parse(headers.date ?? '') || Date.now());
    if (isUsedUp && untilReset > 0) return { kind: 'wait', ms: Math.min(hour, untilReset + second) };
    return { kind: 'wait', ms: minute };
  }
  // A page of somebody in between says nothing of what GitHub has done.
  if (said === null) return { kind: 'lost', why: `the answer was not one of GitHub’s (HTTP ${status})` };
  const needs = headers['x-accepted-github-permissions'] ?? headers['x-accepted-oauth-scopes'] ?? null;
  return { kind: 'no', status, message: said, needs: needs === null ? null : String(needs) };
}

/** With what it says of single fields. */
function messageOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('message' in data)) return null;
  if (typeof data.message !== 'string') return null;
  const errors = 'errors' in data && Array.isArray(data.errors) ? (data.errors as unknown[]) : [];
  const details = errors.map((one) => {
    if (typeof one === 'string') return one;
    const { message, field, code } = (one ?? {}) as Record<string, unknown>;
    return typeof message === 'string' ? message : `${String(field ?? '')} ${String(code ?? '')}`.trim();
  });
  return [data.message, ...details].join(': ').replace(/\s+/g, ' ').slice(0, 300);
}
