/**
 * `npm run soak -- --minutes N [--seed S] [--postgres]`: delivers for so long through every fault while the couriers are
 * killed, and exits with 1 when anything was lost, doubled or contradicts what is stored.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../src/compose.js';
import { type Outcome, type Progress, runChaos } from '../src/sandbox/chaos/run.js';
import { temporaryPostgres } from './parts/postgres.js';
import { root } from './parts/process.js';
import { type Stage, withStage } from './parts/stage.js';

const say = (text: string) => process.stderr.write(`${text}\n`);
const most = 60;

async function soak(stage: Stage, { ms, seed, postgres }: { ms: number; seed: number; postgres: boolean }) {
  const databaseUrl = postgres ? await temporaryPostgres(stage) : null;
  if (postgres && databaseUrl === null) throw new Error('PostgreSQL is not installed here');
  const storage = { databaseUrl, dataDir: await stage.folder() };
  const database = await openStore(storage);
  stage.defer(() => database.close());
  const program = join(root, 'dist/src/sandbox/chaos/worker.js');
  return await runChaos({ seed, storage, database, program, ms, most: null, say: (now) => say(line(now)) });
}

function line({ ms, written, settled, faults, refusals, kills, sleeps, doubled }: Progress): string {
  const wrong = Object.values(faults).reduce((sum, one) => sum + one, 0);
  return [
    `${Math.round(ms / 60_000)} min: ${settled} of ${written} deliveries settled (${Math.round((settled * 60_000) / ms)}/min)`,
    `${wrong} faults, ${refusals} times refused`,
    `${kills} kills, ${sleeps} sleeps, ${doubled} second copies deleted`,
  ].join('; ');
}

function verdict(outcome: Outcome): string {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`);
  const { violations, deliveries, outcomes, faults } = outcome;
  return [
    line(outcome),
    `${deliveries} deliveries:`,
    ...list(outcomes),
    'faults:',
    ...list(faults),
    violations.length === 0
      ? 'Nothing was lost, nothing is doubled, nothing contradicts what is stored.'
      : `${violations.length} violations:`,
    ...violations.slice(0, most).map((one) => `  ${one}`),
    ...(violations.length > most ? [`  and ${violations.length - most} more`] : []),
  ].join('\n');
}

try {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      postgres: { type: 'boolean', default: false },
    },
  });
  const [ms, seed] = [Number(values.minutes) * 60_000, Number(values.seed)];
  if (!(ms > 0) || !Number.isInteger(seed))
    throw new Error('--minutes takes a number above 0, --seed a whole one');
  say(`seed ${seed}, ${values.minutes} minutes, ${values.postgres ? 'PostgreSQL' : 'SQLite'}`);
  const outcome = await withStage(say, (stage) => soak(stage, { ms, seed, postgres: values.postgres }));
  process.stdout.write(`${verdict(outcome)}\n`);
  process.exitCode = outcome.violations.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`soak: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
