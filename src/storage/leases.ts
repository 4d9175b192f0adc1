/** Who may do something that only one process at a time should do. A lease that runs out is free again. */
import type { Leases } from '../app/ports.js';
import type { Database } from './dialect.js';

export function leaseStore({ write }: Database): Leases {
  return {
    async take(name, holder, now, ms) {
      const row = { holder, until: now + ms };
      const taken = await write
        .insertInto('lease')
        .values({ name, ...row })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(row)
            .where((is) => is.or([is('lease.holder', '=', holder), is('lease.until', '<', now)])),
        )
        .executeTakeFirst();
      return Number(taken.numInsertedOrUpdatedRows ?? 0) === 1;
    },

    async release(name, holder) {
      await write.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
