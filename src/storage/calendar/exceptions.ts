/** Exceptions: their record, which is only added to, and in the same transaction what is to be said of it. */
import type { Kysely } from 'kysely';
import type { ExceptionStore } from '../../app/ports/calendar.js';
import { type Exception, foldException } from '../../domain/calendar/exception.js';
import type { Database } from '../dialect.js';
import { type RecordNames, recordStore, recordsAmong } from '../records.js';
import type { Tables } from '../tables.js';

const names: RecordNames = { table: 'exception', events: 'exception_event', key: 'exception_id' };

/** @param machine ms, on the clock of the machine: that of deliveries */
export function exceptionStore(database: Database, machine: () => number): ExceptionStore {
  const store = recordStore(database, names, foldException, machine);
  return {
    ask: (asked, request, write) => store.begin(asked, { until: asked.event.until }, request, write),
    decide: store.step,
    load: store.load,
  };
}

/** So many of a release are remembered in its reports. */
const most = 100;

/** Those of a release, the latest end first: what matters at a moment is decided there. */
export async function exceptionsOfRelease(db: Kysely<Tables>, release: string): Promise<Exception[]> {
  return await recordsAmong(db, names, foldException, (query) =>
    query.where('release', '=', release).limit(most),
  );
}

/** All of them, for the audit. */
export async function everyException(db: Kysely<Tables>, release: string): Promise<Exception[]> {
  return await recordsAmong(db, names, foldException, (query) => query.where('release', '=', release));
}
