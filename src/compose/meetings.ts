/** The wiring of meetings: what people do with them, and the look after them. */
import { randomUUID } from 'node:crypto';
import { whileHolding } from '../app/holding.js';
import { agendaMaker } from '../app/meeting/agenda.js';
import type { MeetingDependencies } from '../app/meeting/dependencies.js';
import { meetingDesk } from '../app/meeting/desk.js';
import { meetingTender } from '../app/meeting/tend.js';
import type { People } from '../app/permission.js';
import type { MeetingDesk } from '../app/ports/meeting.js';
import type { MeetingRenderer, MeetingWords } from '../app/ports/meeting-store.js';
import type { Workspace } from '../app/ports/workspace.js';
import type { Parts } from '../compose.js';
import { type GitHubAccess, webOf } from '../config/environment.js';
import { createBranchReader } from '../github/branch.js';
import { meetingNotes } from '../report/meeting.js';
import { meetingIssue } from '../report/meeting-issue.js';
import { leaseStore } from '../storage/leases.js';
import { meetingEvidence } from '../storage/meeting/evidence.js';
import { meetingStore } from '../storage/meeting/meetings.js';
import type { Pauses } from './sync.js';

export interface Meetings {
  /** null: none is configured. */
  desk: MeetingDesk | null;
  /**
   * Agendas, beginnings, ends, editions, issues that were closed. One process at a time does it.
   * @returns whether something was done or somebody else is at it at this moment: there may be more
   */
  tend(): Promise<boolean>;
}

interface Around {
  github: GitHubAccess;
  pauses?: Pauses | undefined;
  people: People;
  workspace: Pick<Workspace, 'permalinks' | 'person'>;
  renderer: MeetingRenderer;
  nudge(): void;
}

export const meetingWords: MeetingWords = { notes: meetingNotes, issue: meetingIssue };

export function composeMeetings(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { github, pauses = {}, people, workspace, renderer, nudge }: Around,
): Meetings {
  if (settings.meetings.length === 0) return { desk: null, tend: async () => false };
  const { apiUrl, ...auth } = github;
  const web = webOf(apiUrl);
  const embargo = settings.incidents?.embargo?.channel;
  const deps: MeetingDependencies = {
    series: settings.meetings,
    releases: settings.releases,
    ...{ web, renderer, workspace, people, clock, log, nudge, newId: randomUUID },
    store: meetingStore(database, machine, web),
    evidence: meetingEvidence(database),
    words: meetingWords,
    releaseLeads: settings.roles.releaseLead,
    logins: new Map(Object.entries(settings.notes?.people ?? {}).map(([login, id]) => [id, login])),
    secret: new Set(embargo ? [embargo] : []),
    issues: createBranchReader({ apiUrl, auth, log, ...pauses }),
  };
  const agendas = agendaMaker(deps);
  const tend = meetingTender(deps, agendas);
  const holding = { leases: leaseStore(database), machine, log };
  return {
    desk: meetingDesk(deps, agendas),
    tend: async () => (await whileHolding(holding, 'meetings', tend)) ?? true,
  };
}
