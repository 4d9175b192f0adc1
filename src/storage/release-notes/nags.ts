/** At which moments people were reminded of what release notes lack, and what each place was told last. */
import type { NagStore } from '../../app/ports/release-notes-store.js';
import { enqueue } from '../delivery/enqueue.js';
import { type Database, writing } from '../dialect.js';

/** @param machine ms, on the clock of the machine: that of deliveries */
export function nagStore({ read, write }: Database, machine: () => number): NagStore {
  return {
    async lastSlot(release, now) {
      const row = await read
        .selectFrom('notes_nag_slot')
        .select((select) => select.fn.max('slot').as('slot'))
        .where('release', '=', release)
        // What was noted in the future was noted by a clock that was wrong.
        .where('slot', '<=', now)
        .executeTakeFirst();
      return row?.slot === null || row?.slot === undefined ? null : Number(row.slot);
    },

    async told(release) {
      const rows = await read.selectFrom('notes_nag').selectAll().where('release', '=', release).execute();
      return new Map(rows.map(({ place, hash, at }) => [place, { hash, at }]));
    },

    async take({ release, slot, state, at, told }, owing) {
      return await writing({ write }, async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('notes_nag_slot')
          .values({ release, slot, state, at })
          .onConflict((conflict) => conflict.columns(['release', 'slot']).doNothing())
          .executeTakeFirst();
        if (Number(numInsertedOrUpdatedRows ?? 0) === 0) return false;
        for (const { place, hash } of told)
          await tx
            .insertInto('notes_nag')
            .values({ release, place, hash, at })
            .onConflict((conflict) => conflict.columns(['release', 'place']).doUpdateSet({ hash, at }))
            .execute();
        await enqueue(tx, owing, machine());
        return true;
      });
    },
  };
}
