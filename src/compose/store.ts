/** Opens the store. By itself, so that commands which need nothing else load nothing else. */
import type { Storage } from '../config/environment.js';
import { type Database, openPostgres, openSqlite } from '../storage/dialect.js';
import { migrate } from '../storage/migrations.js';

/** Opens the store, brought to this version. */
export async function openStore({ databaseUrl, dataDir }: Storage): Promise<Database> {
  const database = databaseUrl ? await openPostgres(databaseUrl) : await openSqlite(dataDir);
  await migrate(database);
  return database;
}
