/** The tests' own PostgreSQL server, lent to a measurement. */
import { postgresPrograms, startPostgres } from '../../test/builders/postgres.js';
import type { Stage } from './stage.js';

/** @returns the address of an empty database; null where PostgreSQL's programs are missing */
export async function temporaryPostgres(stage: Stage): Promise<string | null> {
  const programs = postgresPrograms();
  if (programs === undefined) return null;
  const server = await startPostgres(programs);
  stage.defer(() => server.stop());
  return await server.createDatabase();
}
