/** Whether another process has the store open: what is in it must not be exchanged below a running bot. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';

/** As what every connection of ours to PostgreSQL calls itself, unless DATABASE_URL says otherwise. */
export const applicationName = 'signalman';

/** @throws Error when the database cannot be asked */
export async function isInUse(storage: { databaseUrl: string | null; dataDir: string }): Promise<boolean> {
  return storage.databaseUrl
    ? await hasOthers(storage.databaseUrl)
    : isOpen(join(storage.dataDir, 'signalman.db'));
}

async function hasOthers(connectionString: string): Promise<boolean> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      'select 1 from pg_stat_activity where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()',
      [applicationName],
    );
    return (rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

/** Only who is alone can put the file into another mode; whoever opens it next puts it back. */
function isOpen(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = new Libsql(path);
  try {
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('PRAGMA journal_mode = DELETE');
    return false;
  } catch (error) {
    if (/SQLITE_BUSY|database is locked/.test(`${(error as { code?: string }).code} ${error}`)) return true;
    throw error;
  } finally {
    database.close();
  }
}
