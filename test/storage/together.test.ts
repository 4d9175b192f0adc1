/** What is settled at the same moment is settled in one transaction, and nobody notices but the disk. */
import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { writing } from '../../src/storage/dialect.js';
import { together } from '../../src/storage/together.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';

describe('work that is done together', () => {
  it('is done at once for all that ask in the same moment, each with its own result', async () => {
    const batches: number[][] = [];
    const double = together(async (batch: readonly number[]) => {
      batches.push([...batch]);
      return batch.map((one) => one * 2);
    });
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(await double(4)).toBe(8);
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it('fails for nobody but the one that it fails for', async () => {
    const check = together(async (batch: readonly number[]) => {
      if (batch.includes(2)) throw new Error('not 2');
      return batch.map(String);
    });
    const results = await Promise.allSettled([1, 2, 3].map(check));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

onEveryDatabase('deliveries that end in the same moment', ({ open }) => {
  const plenty = { posts: 100, edits: 100, reads: 100, notTo: [] };
  const now = Date.UTC(2017, 2, 16, 12);
  const sent = (at: string): Change => ({
    ...{ state: 'sent', dueAt: null, reason: null },
    ...{ ts: `${at}.000100`, channel: at, unclear: false },
  });

  it('each have their message, wake who waits for them, and know when their claim is lost', async () => {
    const database = await open();
    const store = deliveryStore(database, slackTiming);
    const places = ['C1', 'C2', 'C3', 'C4'];
    const reply = {
      purpose: 'reply',
      subject: 'reply 1',
      thread: { purpose: 'digest', subject: 'report 1' },
    };
    await writing(database, (tx) =>
      enqueue(
        tx,
        places.flatMap((destination) => [delivery({ destination }), delivery({ ...reply, destination })]),
        now,
      ),
    );
    const claimed = await store.claim(plenty, now);
    expect(claimed).toHaveLength(4);
    const [, lost] = claimed;
    await database.write
      .updateTable('delivery')
      .set({ version: 99 })
      .where('id', '=', lost?.id ?? 0)
      .execute();
    const refused: Change = { state: 'failed', dueAt: null, reason: 'is_archived' };
    const held = await Promise.all(
      claimed.map((one, at) => store.settle(one, at === 3 ? refused : sent(one.place.destination), now + 5)),
    );
    expect(held).toEqual([true, false, true, true]);
    const rows = await database.read
      .selectFrom('delivery as d')
      .innerJoin('message as m', 'm.id', 'd.message_id')
      .select(['d.destination', 'm.purpose', 'd.state', 'm.ts', 'd.settled_at', 'm.shown_revision'])
      .orderBy('d.id')
      .execute();
    expect(rows.map((one) => [one.destination, one.purpose, one.state, one.ts, one.settled_at])).toEqual([
      ['C1', 'digest', 'sent', 'C1.000100', now + 5],
      ['C1', 'reply', 'pending', null, null],
      ['C2', 'digest', 'sending', null, null],
      ['C2', 'reply', 'waiting', null, null],
      ['C3', 'digest', 'sent', 'C3.000100', now + 5],
      ['C3', 'reply', 'pending', null, null],
      ['C4', 'digest', 'failed', null, now + 5],
      ['C4', 'reply', 'pending', null, null],
    ]);
    expect(rows[0]?.shown_revision).toBe(1);
  });
});
