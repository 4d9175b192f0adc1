#!/usr/bin/env node
// Starts the command line: builds what is out of date, then hands over to src/main.ts.
import { build } from './build.js';

try {
  await build();
} catch (error) {
  process.stderr.write(`signalman: ${error.message}\n`);
  process.exit(1);
}
const { main } = await import('../dist/src/main.js');
await main(process.argv.slice(2));
