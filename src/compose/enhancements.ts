/** The wiring of the enhancements' documents: what is read, who is told, and what is shown. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DocumentReading,
  readAllDocuments,
  readDocuments,
  readDocumentsOf,
} from '../app/enhancements/read.js';
import { remembering } from '../app/enhancements/remember.js';
import { showEnhancement } from '../app/enhancements/show.js';
import { type TellDependencies, tellGroups } from '../app/enhancements/tell.js';
import type { Parts } from '../compose.js';
import type { GitHubAccess } from '../config/environment.js';
import { parseKepYaml } from '../documents/kep-yaml.js';
import { parsePrr } from '../documents/prr.js';
import { parseReadme } from '../documents/readme.js';
import type { ShownEnhancement } from '../domain/enhancement/shown.js';
import type { Release } from '../domain/release.js';
import { createDocuments } from '../github/documents.js';
import { enhancementRenderer } from '../slack/blocks/enhancements/group.js';
import { documentStore } from '../storage/documents/documents.js';
import { leaseStore } from '../storage/leases.js';
import type { Pauses } from './sync.js';

export interface Enhancements {
  /** Reads what is due, and tells the groups. */
  read(): Promise<void>;
  /** Brings the enhancements of a release up to date, for a minute at most. @param since ms, UTC: what was read since is good enough */
  refresh(release: Release, since: number): Promise<void>;
  /** Reads all documents once, for a command line. @returns what went wrong, by repository */
  readAll(): Promise<{ repository: string; problem: string | null }[]>;
  show(asked: { name: string | null; number: number }): Promise<ShownEnhancement>;
  /** Gives up what is being read. */
  stop(): void;
}

export function composeEnhancements(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { github, pauses = {}, nudge }: { github: GitHubAccess; pauses?: Pauses | undefined; nudge(): void },
): Enhancements {
  const { keps, releases, quiet } = settings;
  let stopped = false;
  const { apiUrl, ...auth } = github;
  const shared = {
    ...{ releases, clock, machine, log, branch: keps?.branch ?? null },
    store: documentStore(database, machine),
    parsers: remembering({ kep: parseKepYaml, readme: parseReadme, prr: parsePrr }),
  };
  const show = (asked: { name: string | null; number: number }) => showEnhancement(shared, asked);
  if (keps === null)
    return { read: async () => {}, refresh: async () => {}, readAll: async () => [], show, stop: () => {} };
  const deps: DocumentReading & TellDependencies = {
    ...{ ...shared, settings: keps, quiet, nudge },
    renderer: enhancementRenderer,
    repositories: createDocuments({ apiUrl, auth, log, ...pauses }),
    leases: leaseStore(database),
    stopped: () => stopped,
    pause: (ms) => sleep(ms, undefined, { ref: false }),
  };
  return {
    async read() {
      await readDocuments(deps);
      if (!stopped) await tellGroups(deps);
    },
    refresh: (release, since) => readDocumentsOf(deps, release, since),
    readAll: () => readAllDocuments(deps),
    show,
    stop() {
      stopped = true;
    },
  };
}
