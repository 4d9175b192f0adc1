/**
 * `npm run soak -- --minutes N [--seed S] [--postgres]`: delivers for so long through every fault while the couriers are
 * killed, and exits with 1 when anything was lost, doubled or contradicts what is stored.
 * `npm run soak -- --incident [--kills N] [--seed S] [--postgres]`: kills the whole bot that often while incidents are
 * told to 33 channels, revised, and followed at a GitHub that fails.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../src/compose.js';
import { type CrashProgress, runCrashes } from '../src/sandbox/chaos/incident-run.js';
import { type Outcome, type Progress, runChaos } from '../src/sandbox/chaos/run.js';
import { temporaryPostgres } from './parts/postgres.js';
import { root } from './parts/process.js';
import { type Stage, withStage } from './parts/stage.js';

const say = (text: string) => process.stderr.write(`${text}\n`);
const most = 60;

interface Wanted {
  seed: number;
  postgres: boolean;
}

/** An empty store, and another way into it. */
async function opened(stage: Stage, postgres: boolean) {
  const databaseUrl = postgres ? await temporaryPostgres(stage) : null;
  if (postgres && databaseUrl === null) throw new Error('PostgreSQL is not installed here');
  const storage = { databaseUrl, dataDir: await stage.folder() };
  const database = await openStore(storage);
  stage.defer(() => database.close());
  return { storage, database };
}

async function soak(stage: Stage, { ms, seed, postgres }: Wanted & { ms: number }) {
  const store = await opened(stage, postgres);
  const program = join(root, 'dist/src/sandbox/chaos/worker.js');
  return await runChaos({ ...store, seed, program, ms, most: null, say: (now) => say(line(now)) });
}

async function crash(stage: Stage, { kills, seed, postgres }: Wanted & { kills: number }) {
  const store = await opened(stage, postgres);
  const program = join(root, 'dist/src/sandbox/chaos/bot.js');
  return await runCrashes({ ...store, seed, program, kills, say: (now) => say(crashLine(now)) });
}

const crashLine = (now: CrashProgress) =>
  [
    `${Math.round(now.ms / 1000)} s: ${now.kills} kills, ${now.incidents} incidents, ${now.revisions} revisions`,
    `${now.deliveries} deliveries, ${sum(now.faults)} faults at GitHub`,
    `${now.unheard} forms sent again, ${now.deleted} second copies deleted, ${now.violated} violations`,
  ].join('; ');

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);

function line({ ms, written, settled, faults, refusals, kills, sleeps, doubled }: Progress): string {
  return [
    `${Math.round(ms / 60_000)} min: ${settled} of ${written} deliveries settled (${Math.round((settled * 60_000) / ms)}/min)`,
    `${sum(faults)} faults, ${refusals} times refused`,
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
    ...judged(violations),
  ].join('\n');
}

const judged = (violations: readonly string[]): string[] => [
  violations.length === 0
    ? 'Nothing was lost, nothing is doubled, nothing contradicts what is stored.'
    : `${violations.length} violations:`,
  ...violations.slice(0, most).map((one) => `  ${one}`),
  ...(violations.length > most ? [`  and ${violations.length - most} more`] : []),
];

try {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      postgres: { type: 'boolean', default: false },
      incident: { type: 'boolean', default: false },
      kills: { type: 'string', default: '200' },
    },
  });
  const { postgres } = values;
  const [ms, seed, kills] = [Number(values.minutes) * 60_000, Number(values.seed), Number(values.kills)];
  if (!(ms > 0) || !Number.isInteger(seed) || !(kills > 0))
    throw new Error('--minutes and --kills take a number above 0, --seed a whole one');
  const long = values.incident ? `${kills} kills` : `${values.minutes} minutes`;
  say(`seed ${seed}, ${long}, ${postgres ? 'PostgreSQL' : 'SQLite'}`);
  const violations = await withStage(say, async (stage) => {
    const outcome = values.incident
      ? await crash(stage, { kills, seed, postgres })
      : await soak(stage, { ms, seed, postgres });
    const text =
      'outcomes' in outcome
        ? verdict(outcome)
        : [crashLine(outcome), ...judged(outcome.violations)].join('\n');
    process.stdout.write(`${text}\n`);
    return outcome.violations;
  });
  process.exitCode = violations.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`soak: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
