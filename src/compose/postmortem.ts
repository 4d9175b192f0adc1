/** The wiring of post-mortems: what people do with them, and the look after them. */
import { whileHolding } from '../app/holding.js';
import type { IncidentDependencies } from '../app/incident/dependencies.js';
import type { PostMortemDesk } from '../app/ports/postmortem.js';
import type { PostMortemDependencies, PostMortemWords } from '../app/postmortem/dependencies.js';
import { postMortemDesk } from '../app/postmortem/desk.js';
import { postMortemTender } from '../app/postmortem/tend.js';
import type { Parts } from '../compose.js';
import type { GitHubAccess } from '../config/environment.js';
import { createBranchReader } from '../github/branch.js';
import { actionIssue } from '../report/action-issue.js';
import { postMortemMarkdown } from '../report/postmortem.js';
import { actionStore } from '../storage/incident/actions.js';
import { leaseStore } from '../storage/leases.js';
import type { Pauses } from './sync.js';

export interface PostMortems {
  desk: PostMortemDesk;
  /**
   * Receipts from GitHub, issues that were closed, reminders, and new editions. One process at a time does it.
   * @returns whether somebody else is at it at this moment
   */
  tend(): Promise<boolean>;
}

export const postMortemWords: PostMortemWords = { document: postMortemMarkdown, issue: actionIssue };

export function composePostMortems(
  { settings, database, log, machine = Date.now }: Parts,
  incidents: IncidentDependencies,
  { github, pauses = {} }: { github: GitHubAccess; pauses?: Pauses | undefined },
): PostMortems {
  const { apiUrl, ...auth } = github;
  const deps: PostMortemDependencies = {
    ...incidents,
    words: postMortemWords,
    actions: actionStore(database),
    issues: createBranchReader({ apiUrl, auth, log, ...pauses }),
    atGitHub: incidents.store.atGitHub,
    quiet: settings.quiet,
  };
  const holding = { leases: leaseStore(database), machine, log };
  const tend = postMortemTender(deps);
  return {
    desk: postMortemDesk(deps),
    async tend() {
      const mine = await whileHolding(holding, 'post-mortems', async () => {
        await tend();
        return true;
      });
      return mine === null;
    },
  };
}
