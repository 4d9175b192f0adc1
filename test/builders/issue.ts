/** An issue as a test needs it: only what matters is named. */
import type { Issue } from '../../src/domain/issue.js';
import { day } from '../../src/domain/time.js';

/** Noon of 16 March 2017, UTC. */
export const noon = Date.UTC(2017, 2, 16, 12);

export function issue(given: Partial<Issue> = {}): Issue {
  const number = given.number ?? 1;
  return {
    number,
    title: `Issue ${number}`,
    body: '',
    state: 'open',
    isPullRequest: false,
    labels: [],
    assignees: [],
    author: 'ada',
    authorIsBot: false,
    milestone: 17,
    createdAt: noon - 10 * day,
    updatedAt: noon - day,
    closedAt: null,
    mergedAt: null,
    url: `https://github.com/acme/rocket/issues/${number}`,
    ...given,
  };
}
