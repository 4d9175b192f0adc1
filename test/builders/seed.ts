/**
 * In the gate, properties are tried with the same values each time: whether a commit passes is not a matter of luck.
 * Everywhere else each run brings new ones. `SIGNALMAN_SEED` chooses.
 */
import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';

const chosen = process.env.SIGNALMAN_SEED ?? (process.env.CI === 'true' ? '20170316' : undefined);
const { testPath = '' } = expect.getState();

// Most suites have no properties, and loading it takes long.
if (chosen !== undefined && readFileSync(testPath, 'utf8').includes("from 'fast-check'")) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ seed: Number(chosen) });
}
