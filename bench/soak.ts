/**
 * `npm run soak -- --minutes N [--seed S] [--only couriers|sqlite|postgres] [--loud]`: the crash and fault run. The
 * couriers alone, the whole bot on SQLite, and three replicas of it on PostgreSQL, each for its share of the time,
 * through every fault. Exits with 1 when anything was lost, doubled, contradicts what is stored, or is out of order.
 */
import { parseArgs } from 'node:util';
import { withStage } from './parts/stage.js';
import { ledgerOf, type PartName, type PartOutcome, parts } from './soak-parts.js';
import { progressLine, tableOf } from './soak-table.js';

const say = (text: string) => process.stderr.write(`${text}\n`);
const most = 60;

function violationLines(violations: readonly string[]): string[] {
  if (violations.length === 0)
    return ['Nothing was lost, doubled or contradicting, out of order or left unsettled.'];
  return [
    `${violations.length} violations:`,
    ...violations.slice(0, most).map((one) => `  ${one}`),
    ...(violations.length > most ? [`  and ${violations.length - most} more`] : []),
  ];
}

try {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      loud: { type: 'boolean', default: false },
    },
  });
  const [ms, seed] = [Number(values.minutes) * 60_000, Number(values.seed)];
  if (!(ms > 0) || !Number.isInteger(seed))
    throw new Error('--minutes takes a number above 0, --seed a whole one');
  const names = Object.keys(parts) as PartName[];
  const wanted = names.filter((name) => values.only === undefined || values.only === name);
  if (wanted.length === 0) throw new Error(`--only takes one of ${names.join(', ')}`);
  const share = wanted.reduce((sum, name) => sum + parts[name].share, 0);
  say(`seed ${seed}, ${values.minutes} minutes: ${wanted.join(', ')}`);
  const outcomes: PartOutcome[] = [];
  // Everything that was lent is taken back then too.
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new Error(`ended by ${signal}`)));
  });
  for (const name of wanted) {
    const part = parts[name];
    const outcome = await withStage({ say, ms: Number.POSITIVE_INFINITY }, (stage) =>
      Promise.race([
        interrupted,
        part.run(stage, {
          ...{ ms: (ms * part.share) / share, seed, isLoud: values.loud },
          say: (progress) => say(`${name}: ${progressLine(progress)}`),
        }),
      ]),
    );
    outcomes.push(outcome);
  }
  const { violations } = ledgerOf(outcomes);
  process.stdout.write(`${[...tableOf(outcomes), '', ...violationLines(violations)].join('\n')}\n`);
  process.exitCode = violations.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`soak: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
// What was interrupted may still hold something.
process.exit();
