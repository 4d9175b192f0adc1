/** The wiring: builds the stores, the clients and the bot. Nothing else constructs them. */
import { randomUUID } from 'node:crypto';
import { act } from './app/act.js';
import type { Clock, Log } from './app/ports.js';
import { showStatus, showWholeStatus } from './app/show-status.js';
import { type SyncDependencies, type SyncOutcome, syncRepository } from './app/sync.js';
import { syncDue } from './app/sync-due.js';
import { trackedBy } from './app/tracked.js';
import type { GitHubAccess, SlackAccess, Storage } from './config/environment.js';
import type { Settings } from './config/settings.js';
import { createGitHub } from './github/reader.js';
import { startServer } from './operate/http.js';
import { createMetrics } from './operate/metrics.js';
import { reportMarkdown } from './report/markdown.js';
import { createWorker } from './schedule/worker.js';
import { createSlackApp } from './slack/app.js';
import { listen } from './slack/listeners.js';
import { slackPeople } from './slack/people.js';
import { type Database, openPostgres, openSqlite } from './storage/dialect.js';
import { evidenceStore } from './storage/evidence.js';
import { leaseStore } from './storage/leases.js';
import { migrate } from './storage/migrations.js';
import { noteStore } from './storage/notes.js';
import { syncStore } from './storage/sync.js';

/** Opens the store, brought to this version. */
export async function openStore({ databaseUrl, dataDir }: Storage): Promise<Database> {
  const database = databaseUrl ? await openPostgres(databaseUrl) : await openSqlite(dataDir);
  await migrate(database);
  return database;
}

export interface Parts {
  settings: Settings;
  database: Database;
  log: Log;
  clock: Clock;
}

/** Asks what a release's state is, from what is stored. */
export function composeQuestions({ settings, database, clock }: Omit<Parts, 'log'>) {
  const deps = { releases: settings.releases, evidence: evidenceStore(database), clock };
  return {
    showStatus: (name: string | null) => showStatus(deps, name),
    showWholeStatus: (name: string | null) => showWholeStatus(deps, name),
  };
}

/** How fast GitHub's faults are tried again; the defaults suit GitHub. */
export type Pauses = Partial<{ timeout: number; patience: number; pause: number }>;

/** Reads GitHub for all releases. */
export function composeSync(
  { settings, database, log, clock }: Parts,
  github: GitHubAccess,
  pauses: Pauses = {},
) {
  const { apiUrl, ...auth } = github;
  const deps: SyncDependencies = {
    github: createGitHub({ apiUrl, auth, log, bots: settings.bots, ...pauses }),
    store: syncStore(database),
    leases: leaseStore(database),
    clock,
    log,
    holder: randomUUID(),
    stopped: () => stopped,
  };
  let stopped = false;
  const tracked = trackedBy(settings.releases, settings.bots);
  const lastTry = new Map<string, number>();
  const times = { ...settings.sync, zone: settings.zone };
  return {
    tracked,
    /** Reads one repository, whether it is due or not. */
    sync: (
      which: (typeof tracked)[number],
      full: boolean,
      progress?: (read: number) => void,
    ): Promise<SyncOutcome> => syncRepository(deps, which, full, progress),
    /** Gives up what is being read after the present page. */
    stop() {
      stopped = true;
    },
    /** Reads what is due. */
    async syncDue(done: (outcome: SyncOutcome) => void): Promise<void> {
      for (const which of tracked) {
        const state = await deps.store.repository(which.repository, 'https://github.com');
        const due = syncDue(
          which,
          state,
          times,
          lastTry.get(which.repository) ?? Number.NEGATIVE_INFINITY,
          clock(),
        );
        if (due === null) continue;
        lastTry.set(which.repository, clock());
        const outcome = await syncRepository(deps, which, due === 'full');
        // Somebody else reads it: look again soon whether that came to its end.
        if (outcome.kind === 'elsewhere') lastTry.delete(which.repository);
        else done(outcome);
        if (deps.stopped()) return;
      }
    },
  };
}

export interface Bot {
  /** The port it listens on. */
  port: number;
  /** Finishes what was begun and lets go of everything but the store. */
  stop(): Promise<void>;
}

/** How long a stop waits for what was begun, in ms: whoever stopped us kills after ten seconds. */
const patience = 7000;

/** Starts the whole bot. The store is the caller's to close. */
export async function startBot(
  parts: Parts,
  access: { slack: SlackAccess; github: GitHubAccess; port: number; pauses?: Pauses },
): Promise<Bot> {
  const { settings, database, log, clock } = parts;
  const metrics = createMetrics();
  const questions = composeQuestions(parts);
  const slack = createSlackApp(access.slack, log, clock);
  const people = slackPeople(slack.client, clock);
  const notes = noteStore(database);
  listen(slack.app, {
    releases: settings.releases,
    showStatus: questions.showStatus,
    renderReport: (status) => reportMarkdown(status, { brief: true }),
    act: (input) =>
      act(
        { releases: settings.releases, notes, people, releaseLeads: settings.roles.releaseLead, clock },
        input,
      ),
    log,
    count: metrics.answered,
  });
  const reading = composeSync(parts, access.github, access.pauses);
  const worker = createWorker(
    [
      {
        name: 'sync',
        cron: '*/15 * * * * *',
        run: () =>
          reading.syncDue((outcome) => {
            metrics.synced(
              outcome.repository,
              outcome.problem === null ? 'done' : 'failed',
              outcome,
              clock(),
            );
            log.info(outcome, 'GitHub was read');
          }),
      },
    ],
    log,
  );
  let connected = false;
  const probe = {
    async ready() {
      const stored = await database.read
        .selectFrom('lease')
        .select('name')
        .limit(1)
        .execute()
        .then(
          () => true,
          () => false,
        );
      return { ready: connected && stored, detail: { slack: connected, storage: stored } };
    },
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
  };
  const server = await startServer(access.port, probe, slack.requestListener);
  try {
    await slack.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  connected = true;
  worker.start();
  return {
    port: server.port,
    async stop() {
      connected = false;
      reading.stop();
      await Promise.all([slack.stop(), server.close(), worker.stop(patience)]);
    },
  };
}
