/** A local GitHub with a bot's eye on it: what the sync and the questions need, on a store of their own. */
import { composeQuestions, composeSync, type Pauses } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import type { Database } from '../../src/storage/dialect.js';
import { silentLog } from './log.js';

export const token = 'ghp_test_token';

/** Pauses that do not make a test wait, with the same rules. */
export const quick: Pauses = { timeout: 2000, patience: 3000, pause: 5 };

export const smallConfig = `
repository: acme/rocket
groups: { noun: team, prefix: team/ }
kinds:
  bug: { filter: kind/bug, title: Bugs, by-group: true, without-milestone: true }
gates:
  bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" }
releases:
  v1.0: { milestone: v1.0 }
`;

/** A GitHub App that reads instead of the token. */
interface App {
  appId: string;
  privateKey: string;
  installationId: number;
}

export interface World {
  github: LocalGitHub;
  /** Moves the clock of GitHub and of the bot. */
  pass(ms: number): void;
  now(): number;
  /** Reads every repository once; throws nothing for what GitHub does. */
  sync(options?: {
    full?: boolean;
    as?: App;
  }): Promise<Awaited<ReturnType<ReturnType<typeof composeSync>['sync']>>[]>;
  /** Takes every lease from whoever holds it, as time does when a process sleeps. */
  loseLeases(): Promise<void>;
  /** Another bot on the same store, with another configuration. */
  reconfigure(config: string): void;
  questions(): ReturnType<typeof composeQuestions>;
}

/** Starts at noon, 16 March 2017 UTC, with the repository acme/rocket and the milestone v1.0. */
export async function startWorld(database: Database, config = smallConfig): Promise<World> {
  let at = Date.UTC(2017, 2, 16, 12);
  const now = () => at;
  const github = await startLocalGitHub({ now, tokens: [{ token, login: 'lead' }] });
  let settings = loadSettings(config, 'test.yml');
  const parts = () => ({ settings, database, log: silentLog, clock: now });
  return {
    github,
    now,
    pass: (ms) => {
      at += ms;
    },
    async sync({ full = false, as } = {}) {
      const { tracked, sync } = composeSync(parts(), { apiUrl: github.url, ...(as ?? { token }) }, quick);
      const outcomes = [];
      for (const which of tracked) outcomes.push(await sync(which, full));
      return outcomes;
    },
    async loseLeases() {
      await database.write.deleteFrom('lease').execute();
    },
    reconfigure(text) {
      settings = loadSettings(text, 'test.yml');
    },
    questions: () => composeQuestions(parts()),
  };
}
