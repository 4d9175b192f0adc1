/** Runs the same tests on SQLite and, where its programs are installed, on PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import { openStore } from '../../src/compose/store.js';
import type { Database } from '../../src/storage/dialect.js';
import { openEmptyStore } from './empty-store.js';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres.js';

export interface TestDatabases {
  /** An empty store, brought to this version; closed after the test. */
  open(): Promise<Database>;
  /** Another way into the store that was opened last, as another process has it. */
  reopen(): Promise<Database>;
}

export function onEveryDatabase(name: string, tests: (databases: TestDatabases) => void): void {
  describe(`${name}, on SQLite`, () => {
    const folders: string[] = [];
    const { track } = closing();
    afterAll(() => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    });
    const at = async () => track(await openEmptyStore(folders[folders.length - 1] ?? ''));
    tests({
      async open() {
        folders.push(mkdtempSync(join(tmpdir(), 'signalman-db-')));
        return await at();
      },
      reopen: at,
    });
  });

  const programs = postgresPrograms();
  if (!programs) {
    // Never silently: in CI the programs are there, or the run is not worth its green.
    if (process.env.CI === 'true')
      throw new Error('PostgreSQL is not installed, and CI must not skip its tests');
    process.stderr.write(`${name}: PostgreSQL is not installed here, so its tests are skipped\n`);
    describe.skip(`${name}, on PostgreSQL (not installed)`, () => tests({ open: never, reopen: never }));
    return;
  }
  describe(`${name}, on PostgreSQL`, () => {
    let server: PostgresServer;
    let [empty, url] = ['', ''];
    const { track } = closing();
    beforeAll(async () => {
      server = await startPostgres(programs);
      empty = await server.createDatabase();
      await (await openStore({ databaseUrl: empty, dataDir: '' })).close();
    });
    afterAll(() => server.stop());
    const at = async () => track(await openStore({ databaseUrl: url, dataDir: '' }));
    tests({
      async open() {
        url = await server.createDatabase(empty);
        return await at();
      },
      reopen: at,
    });
  });
}

const never = () => Promise.reject(new Error('not installed'));

/** Closes what a test opened, also when it fails. */
function closing() {
  const open: Database[] = [];
  afterEach(async () => {
    for (const database of open.splice(0)) await database.close();
  });
  return {
    track(database: Database) {
      open.push(database);
      return database;
    },
  };
}
