/** What a broadcast costs between the claim of a delivery and its settling, in statements. */
import { expect, it } from '@jest/globals';
import type { Claimed } from '../../src/app/ports/delivery.js';
import type { Change } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { counting } from '../builders/counting.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';

const now = Date.UTC(2017, 2, 16, 12);

onEveryDatabase('a broadcast', ({ open }) => {
  it('takes as many statements for thirty places at once as for two', async () => {
    const database = await open();
    const { counted, count } = counting(database.write);
    const store = deliveryStore({ ...database, write: counted }, slackTiming);
    const tell = async (places: number, at: number) => {
      const list = Array.from({ length: places }, (_, place) => delivery({ destination: `C${place}` }));
      await database.write
        .transaction()
        .execute((tx) =>
          enqueue(tx, [...list, ...list.map((one) => ({ ...one, subject: `report ${at}` }))], at),
        );
      const before = count();
      const claimed = await store.claim({ posts: 30, edits: 30, reads: 4, notTo: [] }, at);
      const afterClaim = count();
      expect(claimed).toHaveLength(places);
      const sent = ({ place: { destination } }: Claimed): Change => ({
        ...{ state: 'sent', dueAt: null, reason: null, unclear: false },
        ...{ ts: `${at}.${destination}`, channel: destination },
      });
      await Promise.all(claimed.map((one) => store.settle(one, sent(one), at)));
      return { claim: afterClaim - before, settle: count() - afterClaim };
    };
    const few = await tell(2, now);
    const many = await tell(30, now + 10_000);
    expect(many).toEqual(few);
    expect(many.claim).toBeLessThanOrEqual(4);
    expect(many.settle).toBeLessThanOrEqual(4);
  });
});
