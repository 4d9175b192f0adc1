/** Starts a local GitHub with one repository, and the real Octokit in front of it, for the tests of this folder. */

import { Octokit } from '@octokit/rest';
import {
  type LocalGitHub,
  type LocalGitHubOptions,
  startLocalGitHub,
} from '../../../src/sandbox/github/index.js';

export const REPO = 'kubernetes/kubernetes';
export const HERE = { owner: 'kubernetes', repo: 'kubernetes' } as const;
export const TOKEN = 'ghp_release';
/** The clock of the tests: 16 March 2017, noon in California. */
export const NOON = Date.parse('2017-03-16T19:00:00Z');

export interface Started {
  readonly github: LocalGitHub;
  readonly octokit: Octokit;
  /** Moves the server's clock, ms. */
  pass(ms: number): void;
  now(): number;
}

export async function start(options: LocalGitHubOptions = {}): Promise<Started> {
  let at = NOON;
  const now = () => at;
  const tokens = options.tokens ?? [{ token: TOKEN, login: 'release-bot' }];
  const github = await startLocalGitHub({ now, ...options, tokens });
  github.addRepo({ fullName: REPO, id: 20_580_498, defaultBranch: 'master' });
  github.addMilestone(REPO, { title: 'v1.6', number: 17, dueOn: NOON + 6 * 86_400_000 });
  github.addMilestone(REPO, { title: 'v1.7', number: 18 });
  return {
    github,
    octokit: client(github, tokens[0]?.token),
    pass: (ms) => {
      at += ms;
    },
    now,
  };
}

/** Octokit without its log, so that expected refusals do not fill the test output. */
export function client(github: LocalGitHub, token?: string): Octokit {
  const silent = () => {};
  return new Octokit({
    baseUrl: github.url,
    ...(token && { auth: token }),
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

/** The refusal that a request ends in. */
export async function refusal(request: Promise<unknown>): Promise<{
  status: number;
  message: string;
  headers: Record<string, string | undefined>;
}> {
  try {
    await request;
  } catch (error) {
    const { status, message, response } = error as {
      status: number;
      message: string;
      response?: { headers: Record<string, string | undefined> };
    };
    return { status, message, headers: response?.headers ?? {} };
  }
  throw new Error('the request was not refused');
}
