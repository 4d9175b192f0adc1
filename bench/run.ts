/** `npm run bench`: measures everything in the list, prints one table, and exits with 1 when a target is missed. */
import { writeFile } from 'node:fs/promises';
import { inspect, parseArgs } from 'node:util';
import { measurements } from './measurements/index.js';
import { giveBackAll, withStage } from './parts/stage.js';
import { broken, type Row } from './row.js';
import { machine, renderTable } from './table.js';

/** A measurement that takes longer hangs, or is too long for `npm run bench`: in ms. */
const longest = 300_000;

const rows: Row[] = [];
const on = machine(Date.now());

const progress = (text: string) => process.stderr.write(`${text}\n`);

function selected(only: string[]) {
  const unknown = only.filter((name) => !measurements.some((one) => one.name === name));
  if (unknown.length === 0)
    return measurements.filter(({ name }) => only.length === 0 || only.includes(name));
  const known = measurements.map((one) => one.name).join(', ');
  throw new Error(`there is no measurement ${unknown.join(', ')}; there are: ${known}`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, json: { type: 'string' } },
  });
  for (const { name, title, measure } of selected(values.only ?? [])) {
    progress(`${name} …`);
    const begun = performance.now();
    try {
      const found = await withStage({ say: (text) => progress(`  ${text}`), ms: longest }, measure);
      rows.push(...found.map((row) => ({ ...row, group: title })));
    } catch (error) {
      progress(inspect(error));
      rows.push({ ...broken(name, String(error instanceof Error ? error.message : error)), group: title });
    }
    progress(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  process.stdout.write(`${renderTable(rows, on)}\n`);
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine: on, rows }, null, 2)}\n`);
  return rows.some((row) => row.ok === false) ? 1 : 0;
}

// Whoever breaks it off sees what was measured until then, and nothing is left behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    process.stdout.write(`${renderTable(rows, on)}\n`);
    await giveBackAll(progress);
    process.exit(1);
  });
// What was given up may still fail behind our back: that must not take the other rows with it.
process.on('unhandledRejection', (error) => progress(`later: ${inspect(error)}`));

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
