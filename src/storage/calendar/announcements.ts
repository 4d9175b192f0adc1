/** Which moments of the calendars were worked off: each once, across restarts and replicas. */
import type { AnnouncementStore } from '../../app/ports/calendar.js';
import { slotKey } from '../../domain/calendar/announce.js';
import { enqueue } from '../delivery/enqueue.js';
import { type Database, writing } from '../dialect.js';

/** @param machine ms, on the clock of the machine: that of deliveries */
export function announcementStore({ read, write }: Database, machine: () => number): AnnouncementStore {
  return {
    async done(release, now) {
      const rows = await read
        .selectFrom('announcement')
        .select('slot')
        .where('release', '=', release)
        // What was noted in the future was noted by a clock that was wrong: it is looked at again.
        .where((is) => is.or([is('state', '=', 'posted'), is('at', '<=', now)]))
        .execute();
      return new Set(rows.map((row) => row.slot));
    },

    async take(release, slot, state, at, deliveries) {
      return await writing({ write }, async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('announcement')
          .values({ release, slot: slotKey(slot), state, at })
          .onConflict((conflict) =>
            conflict
              .columns(['release', 'slot'])
              .doUpdateSet({ state, at })
              .where('announcement.state', '<>', 'posted')
              .where('announcement.at', '>', at),
          )
          .executeTakeFirst();
        if (Number(numInsertedOrUpdatedRows ?? 0) === 0) return false;
        await enqueue(tx, deliveries, machine());
        return true;
      });
    },
  };
}
