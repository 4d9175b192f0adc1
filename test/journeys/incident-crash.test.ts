/**
 * The bot is killed at random moments while incidents are told, revised and followed at a GitHub that fails: what was
 * acknowledged stands everywhere, once.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose.js';
import { type CrashOutcome, runCrashes } from '../../src/sandbox/chaos/incident-run.js';

const seed = Number(process.env.CHAOS_SEED ?? 20170329);
const program = join(process.cwd(), 'dist/src/sandbox/chaos/bot.js');
/** `npm run soak -- --incident --kills 200` does more. */
const kills = 12;
const revisions = 6;
const folder = mkdtempSync(join(tmpdir(), 'signalman-crash-'));

describe('a bot that is killed while incidents are revised', () => {
  let outcome: CrashOutcome;

  beforeAll(async () => {
    // The bot is a process of its own and runs what is built.
    execFileSync(process.execPath, ['bin/build.js']);
    const storage = { databaseUrl: null, dataDir: folder };
    const database = await openStore(storage);
    try {
      outcome = await runCrashes({
        ...{ seed, storage, database, program, kills },
        ...{ revisions, incidents: 2 },
      });
    } finally {
      await database.close();
    }
  }, 480_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('loses, doubles and confuses nothing', () => {
    if (outcome.violations.length > 0) process.stderr.write(`crash: this was seed ${seed} (CHAOS_SEED)\n`);
    expect(outcome.violations).toEqual([]);
  });

  it('is killed often enough for it to mean something', () => {
    expect(outcome.kills).toBe(kills);
    expect(outcome.revisions).toBeGreaterThanOrEqual(2 * revisions);
    expect(outcome.deliveries).toBeGreaterThan(outcome.revisions);
    expect(Object.keys(outcome.faults).length).toBeGreaterThan(1);
  });
});
