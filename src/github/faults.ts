/** Turns what GitHub refuses into words for people: what, why, and what to do. */
import { RequestError } from '@octokit/request-error';
import { SourceFault } from '../app/ports/source-fault.js';

/** An answer that cannot be believed: HTML, half a JSON, or another shape. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
}

export function toSourceFault(error: unknown, repository: string): SourceFault {
  const cause = { cause: error };
  if (error instanceof SourceFault) return error;
  if (error instanceof BadAnswer) {
    return new SourceFault(
      'bad-answer',
      `GitHub's answer about ${repository} could not be read (${error.message})`,
      cause,
    );
  }
  if (!(error instanceof RequestError)) {
    return new SourceFault('unreachable', `GitHub could not be asked about ${repository}`, cause);
  }
  const headers = error.response?.headers ?? {};
  const { status } = error;
  if (status === 401) {
    return new SourceFault(
      'access',
      'GitHub refused the token: it is wrong, expired or revoked. Make a new one and set GITHUB_TOKEN',
      cause,
    );
  }
  if (
    (status === 403 || status === 429) &&
    (headers['x-ratelimit-remaining'] === '0' ||
      headers['retry-after'] !== undefined ||
      /rate limit/i.test(error.message))
  ) {
    return new SourceFault(
      'rate-limited',
      `GitHub's limit is used up${until(headers)}; the next reading tries again`,
      cause,
    );
  }
  if (status === 403) {
    return new SourceFault(
      'access',
      `The GitHub token may not read the issues of ${repository}${needs(headers)}`,
      cause,
    );
  }
  if (status === 404) {
    return new SourceFault(
      'not-found',
      `There is no repository ${repository}, or the GitHub token cannot see it (a private one needs the scope repo, or the permission Issues: read on it)`,
      cause,
    );
  }
  if (status === 410) return new SourceFault('not-found', `${repository} has its issues switched off`, cause);
  if (status === 429 || status >= 500) {
    return new SourceFault(
      'unreachable',
      `GitHub did not answer about ${repository} (${status === 500 && !error.response ? 'no connection or time-out' : status})`,
      cause,
    );
  }
  return new SourceFault('bad-answer', `GitHub answered ${status} about ${repository}`, cause);
}

type Headers = Record<string, string | number | undefined>;

function until(headers: Headers): string {
  const reset = Number(headers['x-ratelimit-reset']);
  if (!Number.isFinite(reset) || headers['x-ratelimit-remaining'] !== '0') return '';
  return ` until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC`;
}

function needs(headers: Headers): string {
  const permissions = headers['x-accepted-github-permissions'];
  if (permissions) return `: it needs the permission ${permissions}`;
  const scopes = headers['x-accepted-oauth-scopes'];
  if (!scopes) return ': it needs the permission Issues: read (or the scope repo)';
  return `: it needs one of the scopes ${scopes}, and has ${headers['x-oauth-scopes'] || 'none'}`;
}
