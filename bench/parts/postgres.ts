/** The tests' own PostgreSQL server, lent to a measurement. */
import { postgresPrograms, startPostgres } from '../../test/builders/postgres.js';
import type { Stage } from './stage.js';

/** @returns null where PostgreSQL's programs are missing */
export async function temporaryServer(stage: Stage) {
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
