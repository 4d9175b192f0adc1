/** Waivers: their record, which is only added to, and in the same transaction what is to be said of it. */
import type { Kysely } from 'kysely';
import type { WaiverStore } from '../../app/ports/waiver.js';
import { foldWaiver } from '../../domain/waiver/give.js';
import type { Waiver } from '../../domain/waiver/waiver.js';
import type { Database } from '../dialect.js';
import { type RecordNames, recordStore, recordsAmong } from '../records.js';
import type { Tables } from '../tables.js';

const names: RecordNames = { table: 'waiver', events: 'waiver_event', key: 'waiver_id' };

/** @param machine ms, on the clock of the machine: that of deliveries */
export function waiverStore(database: Database, machine: () => number): WaiverStore {
  const store = recordStore(database, names, foldWaiver, machine);
  return {
    give: (given, request, write) =>
      store.begin(given, { until: given.event.until, ended_at: null }, request, write),
    step: (id, done, work, write) =>
      store.step(
        id,
        done,
        work,
        write,
        ({ kind }): Record<string, number> => (kind === 'ended' ? { ended_at: done.at } : {}),
      ),
    load: store.load,
    given: store.begun,
    ofRelease: (release) => everyWaiver(database.read, release),
  };
}

/** So many of a release can count at once: what is left out does not, which is the safe side. */
const most = 500;

/** Those that were not ended, the latest end first: what is in force is decided where they count. */
export async function openWaivers(db: Kysely<Tables>, release: string): Promise<Waiver[]> {
  return await recordsAmong(db, names, foldWaiver, (query) =>
    query.where('release', '=', release).where('ended_at', 'is', null).limit(most),
  );
}

/** All of them, whatever became of them. */
export async function everyWaiver(db: Kysely<Tables>, release: string): Promise<Waiver[]> {
  return await recordsAmong(db, names, foldWaiver, (query) => query.where('release', '=', release));
}
