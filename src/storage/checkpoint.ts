/**
 * Moves what SQLite's log holds into its file, in a thread of its own. SQLite itself would do it inside a COMMIT,
 * and after a large one that keeps the event loop waiting for a tenth of a second or more.
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** As text: the compiled file is not where the source is when tests run. */
const work = `
  const { workerData } = require('node:worker_threads');
  const Libsql = require(workerData.libsql);
  const database = new Libsql(workerData.path);
  database.prepare('PRAGMA wal_checkpoint(PASSIVE)').all();
  database.close();
`;

/**
 * Never waits for a writer, and none waits for it. Resolves when it is over, also when it failed: nothing is
 * lost then, the log is only longer until the next time.
 * @param path the database file
 */
export async function checkpoint(path: string): Promise<void> {
  const libsql = createRequire(import.meta.url).resolve('libsql');
  const worker = new Worker(work, { eval: true, workerData: { path, libsql } });
  await new Promise<void>((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
}
