/** Who may do something that only one process at a time should do. A lease that runs out is free again. */
import type { Leases } from '../app/ports/lease.js';
import type { Database } from './dialect.js';

/** Who holds something through a way into the store, each one a single lease; null once all was given back. */
const holders = new WeakMap<object, Set<string> | null>();

/** Gives back at once what this process holds, so that nobody waits until it runs out. Nothing is taken after that. */
export async function giveBackLeases({ write }: Pick<Database, 'write'>): Promise<void> {
  const mine = [...(holders.get(write) ?? [])];
  holders.set(write, null);
  if (mine.length > 0) await write.deleteFrom('lease').where('holder', 'in', mine).execute();
}

export function leaseStore({ write }: Pick<Database, 'write'>): Leases {
  if (!holders.has(write)) holders.set(write, new Set());
  return {
    async take(name, holder, now, ms) {
      const mine = holders.get(write);
      if (!mine) return false;
      mine.add(holder);
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
      const isMine = Number(taken.numInsertedOrUpdatedRows ?? 0) === 1;
      if (!isMine) mine.delete(holder);
      return isMine;
    },

    async release(name, holder) {
      holders.get(write)?.delete(holder);
      await write.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
