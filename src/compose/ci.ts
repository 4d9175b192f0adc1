/** The wiring of the test signal: its sources, what is read and told, and what people do with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ciDesk, type DeskDependencies } from '../app/ci/desk.js';
import { type CiReading, readCi, readCiOf } from '../app/ci/read.js';
import type { CiDesk, CiRenderer } from '../app/ports/ci.js';
import { createTestGrid } from '../ci/testgrid.js';
import type { Parts } from '../compose.js';
import type { GitHubAccess } from '../config/environment.js';
import type { CiSettings } from '../domain/ci/settings.js';
import type { Release } from '../domain/release.js';
import { createActions } from '../github/actions.js';
import { createIssueFiler } from '../github/issue-filer.js';
import { ciIssue } from '../report/ci-issue.js';
import type { SlackPeople } from '../slack/asking/people.js';
import { ciStore } from '../storage/ci/ci.js';
import { filingStore } from '../storage/ci/filing.js';
import { saidStore } from '../storage/ci/said.js';
import { evidenceStore } from '../storage/evidence.js';
import { leaseStore } from '../storage/leases.js';
import type { Pauses } from './sync.js';

interface Around {
  github: GitHubAccess;
  pauses?: Pauses | undefined;
  people: SlackPeople;
  renderer: CiRenderer;
  nudge(): void;
}

export interface Ci {
  /** Reads what is due, and looks after the alerts. */
  read(): Promise<void>;
  /** Brings the jobs of a release up to date, for a minute at most. @param since ms, UTC: what was read since is good enough */
  refresh(release: Release, since: number): Promise<void>;
  desk: CiDesk;
  /** Gives up what is being read. */
  stop(): void;
}

/** @returns null when signalman.yml has no test signal */
export function composeCi(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { github, pauses = {}, people, renderer, nudge }: Around,
): Ci | null {
  const { ci, releases } = settings;
  if (ci === null) return null;
  const stopping = new AbortController();
  const { apiUrl, ...auth } = github;
  const toGitHub = { apiUrl, auth, log, ...pauses };
  const releaseLeads = settings.roles.releaseLead;
  const deps: CiReading & DeskDependencies = {
    ...{ settings: ci, releases, renderer, people, releaseLeads, clock, machine, log, nudge },
    store: ciStore(database, machine),
    said: saidStore(database),
    filings: filingStore(database, machine),
    filer: createIssueFiler(toGitHub),
    draft: ciIssue,
    evidence: evidenceStore(database),
    leases: leaseStore(database),
    leads: () => people.among(releaseLeads),
    sources: {
      testgrid: createTestGrid({
        ...addressesOf(ci.testgrid),
        pages: ci.testgrid.pages,
        ...(pauses.timeout === undefined ? {} : { timeout: pauses.timeout }),
        log,
        now: clock,
        // Whoever stops waits for no answer.
        fetch: (url, init = {}) =>
          fetch(url, {
            ...init,
            signal: AbortSignal.any([stopping.signal, ...(init.signal ? [init.signal] : [])]),
          }),
      }),
      actions: createActions({ ...toGitHub, now: clock }),
    },
    stopped: () => stopping.signal.aborted,
    pause: (ms) => sleep(ms, undefined, { ref: false }),
  };
  return {
    read: () => readCi(deps),
    refresh: (release, since) => readCiOf(deps, release, since),
    desk: ciDesk(deps),
    stop: () => stopping.abort(),
  };
}

const usual = { url: 'https://testgrid.k8s.io', api: 'https://testgrid-api.prow.k8s.io' };

/** Whoever gives the address of a TestGrid of their own, and only that, is not asked for anything at another one. */
function addressesOf({ url, api, dialect }: CiSettings['testgrid']): {
  url: string | null;
  apiUrl: string | null;
} {
  if (dialect === 'legacy' || (url !== usual.url && api === usual.api)) return { url, apiUrl: null };
  return { url: url === usual.url && api !== usual.api ? null : url, apiUrl: api };
}
