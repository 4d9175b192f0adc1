/** The wiring of the sign-off: what people do with polls, and the look after those that are open. */

import type { SignoffDesk, SignoffRenderer } from '../app/ports/signoff.js';
import type { Workspace } from '../app/ports/workspace.js';
import type { SignoffDependencies } from '../app/signoff/dependencies.js';
import { signoffDesk } from '../app/signoff/desk.js';
import { tendSignOffs } from '../app/signoff/tend.js';
import type { Parts } from '../compose.js';
import { type GitHubAccess, webOf } from '../config/environment.js';
import { createBranchReader } from '../github/branch.js';
import type { SlackPeople } from '../slack/asking/people.js';
import { evidenceStore } from '../storage/evidence.js';
import { leaseStore } from '../storage/leases.js';
import { signoffStore } from '../storage/signoff/signoff.js';
import type { Pauses } from './sync.js';

interface Around {
  github: GitHubAccess;
  pauses?: Pauses | undefined;
  people: SlackPeople;
  workspace: Pick<Workspace, 'person' | 'permalinks'>;
  renderer: SignoffRenderer;
  nudge(): void;
}

export interface SignOff {
  /** null: signalman.yml has no sign-off. */
  desk: SignoffDesk | null;
  /**
   * Reads the branches that are due, and notes what follows for open polls.
   * @returns whether somebody else is at it at this moment
   */
  tend(): Promise<boolean>;
}

export function composeSignOff(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { github, pauses = {}, people, workspace, renderer, nudge }: Around,
): SignOff {
  const { releases } = settings;
  if (!releases.some(({ signOff }) => signOff !== null)) return { desk: null, tend: async () => false };
  const { apiUrl, ...auth } = github;
  const deps: SignoffDependencies = {
    ...{ releases, renderer, people, clock, machine, log, nudge },
    store: signoffStore(database, machine),
    github: createBranchReader({ apiUrl, auth, log, ...pauses }),
    evidence: evidenceStore(database),
    leases: leaseStore(database),
    person: (id) => workspace.person(id),
    releaseLeads: settings.roles.releaseLead,
    quiet: settings.quiet,
    web: webOf(apiUrl),
    linkTo: async (at) => {
      try {
        return (await workspace.permalinks()).to(at);
      } catch (error) {
        // A reminder without a link is better than none.
        log.debug({ err: error }, 'the address of a poll could not be told');
        return null;
      }
    },
  };
  return { desk: signoffDesk(deps), tend: () => tendSignOffs(deps) };
}
