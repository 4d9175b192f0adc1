/** Keeps what was asked of GitHub last for each incident. Losing it costs a reading, and nothing else. */
import type { WatchStore } from '../../app/ports/incident-fix.js';
import type { Database } from '../dialect.js';

export function watchStore({ read, write }: Database): WatchStore {
  return {
    async load(incident, key) {
      const row = await read
        .selectFrom('incident_watch')
        .selectAll()
        .where('incident_id', '=', incident)
        .where('key', '=', key.toLowerCase())
        .executeTakeFirst();
      const known = row ? (JSON.parse(row.known) as string[]) : [];
      return { etag: row?.etag ?? null, triedAt: row?.tried_at ?? null, known };
    },

    async save(incident, key, { etag, triedAt, known }) {
      const row = { etag, tried_at: triedAt, known: JSON.stringify(known) };
      await write
        .insertInto('incident_watch')
        .values({ incident_id: incident, key: key.toLowerCase(), ...row })
        .onConflict((conflict) => conflict.columns(['incident_id', 'key']).doUpdateSet(row))
        .execute();
    },

    async forget(incidents) {
      if (incidents.length === 0) return;
      await write
        .deleteFrom('incident_watch')
        .where('incident_id', 'in', [...incidents])
        .execute();
    },

    async watched() {
      const rows = await read.selectFrom('incident_watch').select('incident_id').distinct().execute();
      return rows.map((row) => row.incident_id);
    },
  };
}
