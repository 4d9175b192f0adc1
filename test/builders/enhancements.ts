/** A local GitHub with enhancements and their documents, and a bot's eye on them, on a store of its own. */

import { composeEnhancements } from '../../src/compose/enhancements.js';
import { composeQuestions, composeSync } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import type { Database } from '../../src/storage/dialect.js';
import { type KepParts, kepFiles, kepFolder } from './kep.js';
import { type RememberedLine, rememberingLog } from './log.js';
import { quick, token } from './world.js';

export const features = 'acme/features';

export const documentsConfig = `
repository: acme/rocket
enhancements: { repository: ${features} }
groups: { noun: SIG, prefix: sig/, channels: { node: [C0NODE] } }
gates: { documents: { type: enhancement-sign-off } }
keps: { every: 15m }
sync: { stale-after: 12h }
releases: { v1.36: {} }
`;

export interface DocumentsWorld {
  github: LocalGitHub;
  log: RememberedLine[];
  pass(ms: number): void;
  /** Adds an issue of the milestone, and its documents in one commit. */
  add(parts: KepParts, body?: string): void;
  commit(files: Record<string, string>): void;
  sync(): Promise<void>;
  /** Reads what is due; another process each time. @returns what was asked of git: `trees 200` */
  read(): Promise<string[]>;
  /** The same at once, as the command line does it. */
  readAll(): ReturnType<ReturnType<typeof composeEnhancements>['readAll']>;
  status(): ReturnType<ReturnType<typeof composeQuestions>['showStatus']>;
  show(number: number): ReturnType<ReturnType<typeof composeEnhancements>['show']>;
  reconfigure(config: string): void;
  close(): Promise<void>;
}

export async function startDocuments(
  database: Database,
  { config = documentsConfig, treeLimit = 100_000 }: { config?: string; treeLimit?: number } = {},
): Promise<DocumentsWorld> {
  let at = Date.UTC(2026, 0, 28, 12);
  const now = () => at;
  let settings = loadSettings(config, 'test.yml');
  const github = await startLocalGitHub({ now, treeLimit, tokens: [{ token, login: 'lead' }] });
  for (const fullName of ['acme/rocket', features]) {
    github.addRepo({ fullName });
    github.addMilestone(fullName, { title: 'v1.36' });
  }
  const { log, lines } = rememberingLog();
  const parts = () => ({ settings, database, log, clock: now });
  const access = { apiUrl: github.url, token };
  const enhancements = () => composeEnhancements(parts(), { github: access, pauses: quick, nudge: () => {} });
  return {
    github,
    log: lines,
    pass: (ms) => {
      at += ms;
    },
    add(kep, body = `KEP: https://github.com/${features}/tree/HEAD/${kepFolder(kep)}`) {
      const { number, title = `Thing ${number}`, group = 'node' } = kep;
      const issue = { number, title, body, milestone: 'v1.36', labels: [`sig/${group}`] };
      github.addIssue(features, issue);
      github.addCommit(features, { message: title, files: kepFiles(kep) });
    },
    commit: (files) => void github.addCommit(features, { message: 'more', files }),
    async sync() {
      const { tracked, sync } = composeSync(parts(), access, quick);
      for (const which of tracked) await sync(which, false);
    },
    async read() {
      const before = github.requests.length;
      await enhancements().read();
      return github.requests
        .slice(before)
        .map(({ path, status }) => `${/\/git\/(\w+)/.exec(path)?.[1]} ${status}`)
        .sort();
    },
    readAll: () => enhancements().readAll(),
    status: () => composeQuestions(parts()).showStatus(null),
    show: (number) => enhancements().show({ name: null, number }),
    reconfigure(text) {
      settings = loadSettings(text, 'test.yml');
    },
    close: () => github.close(),
  };
}
