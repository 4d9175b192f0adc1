/** The tests' own PostgreSQL server, lent to a measurement. The tests are not built with the rest, so it is built here. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './process.js';
import type { Stage } from './stage.js';

type Builder = typeof import('../../test/builders/postgres.js');

/** @returns null where PostgreSQL's programs are missing */
export async function temporaryServer(stage: Stage) {
  const load = async (file: string) => await import(pathToFileURL(join(root, file)).href);
  const { build } = (await load('bin/build.js')) as { build(folders: string[]): Promise<number> };
  await build(['test/builders']);
  const { postgresPrograms, startPostgres } = (await load('dist/test/builders/postgres.js')) as Builder;
  const programs = postgresPrograms();
  if (programs === undefined) return null;
  const server = await startPostgres(programs);
  stage.defer(() => server.stop());
  return server;
}

/** @returns the address of an empty database; null where PostgreSQL's programs are missing */
export async function temporaryPostgres(stage: Stage): Promise<string | null> {
  const server = await temporaryServer(stage);
  return server === null ? null : await server.createDatabase();
}
