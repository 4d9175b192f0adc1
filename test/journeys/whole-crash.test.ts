/**
 * The whole bot is killed at random moments while people work with it, between a Slack and a GitHub that fail: what was
 * acknowledged stands everywhere, once. On SQLite one process, on PostgreSQL three behind one address.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose.js';
import { runWhole } from '../../src/sandbox/chaos/whole/run.js';
import type { Trouble } from '../../src/sandbox/chaos/whole/trouble.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../builders/postgres.js';

const seed = Number(process.env.CHAOS_SEED ?? 20170329);
const program = join(process.cwd(), 'dist/src/sandbox/chaos/whole/bot.js');
/** `npm run soak -- --minutes 20` does more. */
const kills = 6;
const revisions = 3;
const folder = mkdtempSync(join(tmpdir(), 'signalman-crash-'));
const programs = postgresPrograms();
if (!programs) {
  if (process.env.CI === 'true')
    throw new Error('PostgreSQL is not installed, and CI must not skip its tests');
  process.stderr.write('whole-crash: PostgreSQL is not installed here, so it is skipped there\n');
}

describe('bots that are killed while people work with them', () => {
  let server: PostgresServer | undefined;

  beforeAll(async () => {
    // The bots are processes of their own and run what is built.
    execFileSync(process.execPath, ['bin/build.js']);
    server = programs ? await startPostgres(programs) : undefined;
  }, 60_000);

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function expectNothingWrong(databaseUrl: string | null, replicas: number, troubles: Trouble[]) {
    const storage = { databaseUrl, dataDir: folder };
    const database = await openStore(storage);
    try {
      const outcome = await runWhole({
        ...{ seed, storage, database, program, replicas, troubles },
        ...{ ms: 1, kills, revisions },
      });
      if (outcome.violations.length > 0)
        process.stderr.write(`whole-crash: this was seed ${seed} (CHAOS_SEED)\n`);
      expect(outcome.violations).toEqual([]);
      // It was not for nothing: things were done, and things went wrong.
      // People may be done before the last one.
      expect(outcome.bots['kill -9']).toBeGreaterThan(kills / 2);
      expect(outcome.done.incidents).toMatchObject({ 'incidents declared': 1, updates: revisions });
      for (const one of [outcome.faults.slack, outcome.faults.github])
        expect(Object.keys(one).length).toBeGreaterThan(1);
      expect(outcome.outcomes.sent).toBeGreaterThan(100);
    } finally {
      await database.close();
    }
  }

  it('lose, double and confuse nothing, on SQLite', async () => {
    await expectNothingWrong(null, 1, []);
  }, 900_000);

  (programs ? it : it.skip)(
    'lose, double and confuse nothing, three on a PostgreSQL that crashes',
    async () => {
      const crash: Trouble = {
        name: 'crash',
        async befall() {
          await (await server?.goAway('crash'))?.();
        },
      };
      await expectNothingWrong((await server?.createDatabase()) ?? null, 3, [crash]);
    },
    900_000,
  );
});
