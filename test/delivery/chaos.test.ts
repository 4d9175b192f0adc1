/**
 * Chaos: the real couriers and the real sender in processes that are killed, before a Slack that fails in every way.
 * In the end each delivery stands exactly once, or has failed with a reason.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose.js';
import { runChaos } from '../../src/sandbox/chaos/couriers/run.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../builders/postgres.js';

const seed = Number(process.env.CHAOS_SEED ?? 20170316);
const program = join(process.cwd(), 'dist/src/sandbox/chaos/couriers/worker.js');
const folder = mkdtempSync(join(tmpdir(), 'signalman-chaos-'));
const programs = postgresPrograms();
if (!programs) {
  if (process.env.CI === 'true')
    throw new Error('PostgreSQL is not installed, and CI must not skip its tests');
  process.stderr.write('chaos: PostgreSQL is not installed here, so it is skipped there\n');
}

describe('couriers that are killed, before a Slack that fails', () => {
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
      return await runChaos({ seed, storage, database, program, ms: 12_000, most: 400 });
    } finally {
      await database.close();
    }
  }

  function expectNothingWrong({
    violations,
    deliveries,
    outcomes,
    kills,
    faults,
  }: Awaited<ReturnType<typeof run>>) {
    if (violations.length > 0) process.stderr.write(`chaos: this was seed ${seed} (CHAOS_SEED)\n`);
    expect(violations).toEqual([]);
    expect(deliveries).toBeGreaterThan(300);
    // It was not for nothing: things were sent, and things went wrong.
    expect(outcomes.sent).toBeGreaterThan(deliveries / 3);
    expect(kills).toBeGreaterThan(1);
    expect(Object.values(faults).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(20);
  }

  it('deliver each message once or say why not, on SQLite', async () => {
    expectNothingWrong(await run(null));
  }, 150_000);

  (programs ? it : it.skip)(
    'deliver each message once or say why not, on PostgreSQL',
    async () => {
      expectNothingWrong(await run((await server?.createDatabase()) ?? null));
    },
    150_000,
  );
});
