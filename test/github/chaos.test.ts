/**
 * Chaos on GitHub: the real couriers in processes that are killed, before a GitHub that fails in every way. In the end
 * there is one comment, one issue and one pull request of each, never two, and each says what was said last.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose.js';
import { runGitHubChaos } from '../../src/sandbox/chaos/couriers/github-run.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../builders/postgres.js';

const seed = Number(process.env.CHAOS_SEED ?? 20170316);
const program = join(process.cwd(), 'dist/src/sandbox/chaos/couriers/worker.js');
const folder = mkdtempSync(join(tmpdir(), 'signalman-github-chaos-'));
const programs = postgresPrograms();
if (!programs) {
  if (process.env.CI === 'true')
    throw new Error('PostgreSQL is not installed, and CI must not skip its tests');
  process.stderr.write('chaos: PostgreSQL is not installed here, so it is skipped there\n');
}

describe('couriers that are killed, before a GitHub that fails', () => {
  let server: PostgresServer | undefined;

  beforeAll(async () => {
    // The couriers' processes run what is built.
    execFileSync(process.execPath, ['bin/build.js']);
    server = programs ? await startPostgres(programs) : undefined;
  }, 60_000);

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(databaseUrl: string | null) {
    const storage = { databaseUrl, dataDir: folder };
    const database = await openStore(storage);
    try {
      return await runGitHubChaos({ seed, storage, database, program, incidents: 6, editions: 8 });
    } finally {
      await database.close();
    }
  }

  function expectNothingWrong({ violations, outcomes, kills, faults }: Awaited<ReturnType<typeof run>>) {
    if (violations.length > 0) process.stderr.write(`chaos: this was seed ${seed} (CHAOS_SEED)\n`);
    expect(violations).toEqual([]);
    // Nothing was given up: every fault passes.
    expect(Object.keys(outcomes).sort()).toEqual(['sent', 'superseded']);
    // It was not for nothing: things went wrong.
    expect(kills).toBeGreaterThan(1);
    expect(Object.values(faults).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(30);
  }

  it('write each thing once, on SQLite', async () => {
    expectNothingWrong(await run(null));
  }, 150_000);

  (programs ? it : it.skip)(
    'write each thing once, on PostgreSQL',
    async () => {
      expectNothingWrong(await run((await server?.createDatabase()) ?? null));
    },
    150_000,
  );
});
