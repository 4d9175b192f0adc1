// Jest runs the TypeScript sources as native ES modules, transformed by swc.
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** What the tests' stores need at the same time, in bytes, several times over. */
const enough = 2 * 1024 ** 3;

/**
 * Temporary files lie in memory where there is room: SQLite waits for the disk at each commit, about 5 ms, and keeps its
 * process waiting. No test ends a machine, so that none asks what a disk keeps.
 */
function temporaryFilesInMemory() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize < enough) return;
    const folder = mkdtempSync('/dev/shm/signalman-tests-');
    // PostgreSQL runs as somebody else.
    chmodSync(folder, 0o1777);
    process.env.TMPDIR = folder;
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  } catch {
    // There is none; the disk does.
  }
}

temporaryFilesInMemory();

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFilesAfterEnv: ['<rootDir>/test/builders/seed.ts'],
  testTimeout: 120_000,
  // Most of what takes long waits: for other processes, for time to pass, for a page. One worker more than cores is busy then.
  maxWorkers: availableParallelism() + 1,
  // Modules of earlier suites are never let go by Node's vm; a worker that has grown gives way to a new one between suites.
  workerIdleMemoryLimit: '1500MB',
};
