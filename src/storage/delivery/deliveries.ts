/** What is owed and to whom: claimed, settled and counted. A claim that was lost can neither settle nor send on. */
import { sql } from 'kysely';
import type { DeliveryStore, Share } from '../../app/ports/delivery.js';
import { orphaned, unsettled } from '../../domain/delivery.js';
import type { Timing } from '../../domain/delivery-timing.js';
import { type Database, writing } from '../dialect.js';
import { together } from '../together.js';
import { claim, ofShare } from './claims.js';
import { settle, settleAll } from './settle.js';
import { wakeForgotten } from './wake.js';

/** How often it is looked for what nobody wakes, in ms. */
const betweenLooks = 1000;

/** @param share whose deliveries are claimed: each messenger has a courier of its own, so that none waits for the other */
export function deliveryStore(
  { read, write, flavour }: Database,
  timing: Timing,
  share: Share = 'all',
): DeliveryStore {
  let lookedAt = Number.NEGATIVE_INFINITY;
  const settleTogether = together((batch: readonly Parameters<DeliveryStore['settle']>[]) =>
    writing({ write }, (tx) => settleAll(tx, flavour, batch)),
  );
  return {
    claim: (wanted, now) =>
      writing({ write }, async (tx) => {
        // A clock that was put back must not stop the looking.
        if (Math.abs(now - lookedAt) >= betweenLooks) {
          lookedAt = now;
          await wakeForgotten(tx, now);
        }
        const claimed = await claim(tx, flavour, wanted, now, timing, share);
        const orphans = claimed.filter((one) => one.step === 'send' && one.orphan);
        for (const one of orphans)
          await settle(tx, one, { state: 'failed', dueAt: null, reason: orphaned }, now);
        return claimed.filter((one) => !orphans.includes(one)).map(({ orphan: _, ...one }) => one);
      }),

    async uploaded({ id, version }, fileId, now) {
      const result = await write
        .updateTable('delivery')
        .set({
          // The sharing itself is a request of its own, with the whole lease before it.
          started_at: now,
          due_at: now + timing.lease,
          files: sql`case when files = '[]' then ${JSON.stringify([fileId])} else substr(files, 1, length(files) - 1) || ${`,${JSON.stringify(fileId)}]`} end`,
        })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) === 1;
    },

    settle: (...asked) => settleTogether(asked),

    async nextDue() {
      const row = await read
        .selectFrom('delivery')
        .select((select) => select.fn.min('due_at').as('due'))
        .$if(share !== 'all', (query) =>
          query.where('due_at', 'is not', null).where(ofShare(share, 'destination')),
        )
        .executeTakeFirst();
      return row?.due === null || row?.due === undefined ? null : Number(row.due);
    },

    async stats() {
      const rows = await read
        .selectFrom('delivery')
        .select((select) => [
          'state',
          select.fn.countAll<number>().as('count'),
          select.fn.min('created_at').as('oldest'),
        ])
        .where('state', 'in', [...unsettled])
        .groupBy('state')
        .execute();
      const oldest = rows.map((row) => Number(row.oldest));
      return {
        states: Object.fromEntries(rows.map((row) => [row.state, Number(row.count)])),
        oldest: oldest.length === 0 ? null : Math.min(...oldest),
      };
    },
  };
}
