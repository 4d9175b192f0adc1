/** `npm run bench`: measures everything in the list, prints one table, and exits with 1 when a target is missed. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { measurements } from './measurements/index.js';
import { withStage } from './parts/stage.js';
import { type Row, skipped } from './row.js';
import { machine, renderTable } from './table.js';

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
  const rows: Row[] = [];
  const on = machine(Date.now());
  let failed = false;
  for (const { name, title, measure } of selected(values.only ?? [])) {
    progress(`${name} …`);
    const begun = performance.now();
    try {
      const found = await withStage((text) => progress(`  ${text}`), measure);
      rows.push(...found.map((row) => ({ ...row, group: title })));
    } catch (error) {
      failed = true;
      rows.push(skipped(name, `it failed: ${error instanceof Error ? error.message : String(error)}`));
    }
    progress(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  process.stdout.write(`${renderTable(rows, on)}\n`);
  if (values.json) await writeFile(values.json, `${JSON.stringify({ machine: on, rows }, null, 2)}\n`);
  return failed || rows.some((row) => row.ok === false) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
