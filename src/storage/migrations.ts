/** How the tables came to be, step by step. A step that was released is never changed, only followed. */
import {
  DummyDriver,
  Kysely,
  type Migration,
  Migrator,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Database, Flavour } from './dialect.js';
import { theVerdict } from './migrations/001-the-verdict.js';
import { theDeliveries } from './migrations/002-the-deliveries.js';
import { theReports } from './migrations/003-the-reports.js';
import { theIncidents } from './migrations/004-the-incidents.js';
import { theCalendar } from './migrations/005-the-calendar.js';
import { theTestSignal } from './migrations/006-the-test-signal.js';
import { theSignOff } from './migrations/007-the-sign-off.js';
import { theWaivers } from './migrations/008-the-waivers.js';
import { theDocuments } from './migrations/009-the-documents.js';

import { theFixes } from './migrations/010-the-fixes.js';
import { theActionItems } from './migrations/011-the-action-items.js';
import { theEmbargo } from './migrations/012-the-embargo.js';

import { theHome } from './migrations/013-the-home.js';
import { theReleaseNotes } from './migrations/014-the-release-notes.js';
import { theMeetings } from './migrations/015-the-meetings.js';
import { theWrittenNotes } from './migrations/016-the-written-notes.js';
import { theLongHistory } from './migrations/017-the-long-history.js';
import { theDeclarations } from './migrations/018-the-declarations.js';
import type { Tables } from './tables.js';

type Schema = Kysely<unknown>;

const steps: Record<string, (db: Schema, flavour: Flavour) => Promise<void>> = {
  '001-the-verdict': theVerdict,
  '002-the-deliveries': theDeliveries,
  '003-the-reports': theReports,
  '004-the-incidents': theIncidents,
  '005-the-calendar': theCalendar,
  '006-the-test-signal': theTestSignal,
  '007-the-sign-off': theSignOff,
  '008-the-waivers': theWaivers,
  '009-the-documents': theDocuments,
  '010-the-fixes': theFixes,
  '011-the-action-items': theActionItems,
  '012-the-embargo': theEmbargo,
  '013-the-home': theHome,
  '014-the-release-notes': theReleaseNotes,
  '015-the-meetings': theMeetings,
  '016-the-written-notes': theWrittenNotes,
  '017-the-long-history': theLongHistory,
  '018-the-declarations': theDeclarations,
};

/** The names of all steps, in their order: a store's schema is how many of them it has taken. */
export const schemaSteps: readonly string[] = Object.keys(steps);

/**
 * Brings the tables to this version; processes that start together wait for one another.
 * @returns the names of the steps that were taken
 * @throws Error when the tables belong to a newer version
 */
export async function migrate({ write, flavour }: Pick<Database, 'write' | 'flavour'>): Promise<string[]> {
  const migrations: Record<string, Migration> = Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, { up: (db: Kysely<unknown>) => step(db, flavour) }]),
  );
  const migrator = new Migrator({ db: write, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw inWords(error);
  return (results ?? []).filter((one) => one.status === 'Success').map((one) => one.migrationName);
}

/** Whoever goes back to an older version has to hear what to do, not which step is missing. */
function inWords(error: unknown): unknown {
  const missing = /previously executed migration (\S+) is missing/.exec(String(error))?.[1];
  if (missing === undefined) return error;
  return new Error(
    `it was brought to a newer version of Signalman than this one (${missing}): run that version again, or restore a backup from before the upgrade`,
    { cause: error },
  );
}

/** Takes these steps within a transaction that makes the tables anew, and notes them as `migrate` does. */
export async function takeSteps(
  tx: Kysely<Tables>,
  flavour: Flavour,
  names: readonly string[],
): Promise<void> {
  const at = new Date().toISOString();
  for (const name of names) {
    await steps[name]?.(tx as unknown as Schema, flavour);
    await sql`insert into kysely_migration (name, timestamp) values (${name}, ${at})`.execute(tx);
  }
}

/** The names of the tables that the steps make: a database may have others, which are not ours. */
export async function ownTables(): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  const nowhere = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log({ query }) {
      const name = /^create table "(\w+)"/.exec(query.sql)?.[1];
      if (name) made.add(name);
    },
  });
  for (const step of Object.values(steps)) await step(nowhere, 'sqlite');
  return made;
}
