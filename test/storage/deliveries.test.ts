/** What is owed, as rows: written once, claimed by one, settled by whoever holds the claim. */
import { describe, expect, it } from '@jest/globals';
import type { Claimed } from '../../src/app/ports/delivery.js';
import type { Change, NewDelivery } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import type { Database } from '../../src/storage/dialect.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';

const start = Date.UTC(2017, 2, 16, 12);
const plenty = { posts: 100, edits: 100, reads: 100, notTo: [] };
const sent = (ts = '1.000100'): Change => ({
  state: 'sent',
  dueAt: null,
  reason: null,
  ts,
  channel: 'C0RELEASE',
});

async function owe(database: Database, deliveries: NewDelivery[], now = start): Promise<number> {
  return await database.write.transaction().execute((tx) => enqueue(tx, deliveries, now));
}

const names = (claimed: Claimed[]) => claimed.map((one) => `${one.purpose} ${one.subject} r${one.revision}`);

async function states(database: Database): Promise<Record<string, string>> {
  const rows = await database.read
    .selectFrom('delivery')
    .innerJoin('message', 'message.id', 'delivery.message_id')
    .select(['purpose', 'subject', 'revision', 'state'])
    .orderBy('delivery.id')
    .execute();
  return Object.fromEntries(rows.map((row) => [`${row.purpose} ${row.subject} r${row.revision}`, row.state]));
}

onEveryDatabase('deliveries', ({ open, reopen }) => {
  const setUp = async () => {
    const database = await open();
    return { database, store: deliveryStore(database, slackTiming) };
  };

  describe('what is written', () => {
    it('is owed once, however often it is written', async () => {
      const { database, store } = await setUp();
      expect(await owe(database, [delivery()])).toBe(1);
      expect(await owe(database, [delivery({ text: 'another content' })])).toBe(0);
      const claimed = await store.claim(plenty, start);
      expect(claimed).toHaveLength(1);
      expect(claimed[0]?.content).toMatchObject({ rich: { text: 'hello' } });
    });

    it('goes with the change that it follows from, or not at all', async () => {
      const { database, store } = await setUp();
      await expect(
        database.write.transaction().execute(async (tx) => {
          await enqueue(tx, [delivery()], start);
          throw new Error('the change failed');
        }),
      ).rejects.toThrow('the change failed');
      expect(await store.claim(plenty, start)).toEqual([]);
      expect(await store.nextDue()).toBeNull();
    });

    it('is the same content once for all places', async () => {
      const { database } = await setUp();
      const content = delivery().content;
      await owe(
        database,
        ['C1', 'C2', 'C3'].map((destination) => delivery({ destination, content })),
      );
      const rows = await database.read.selectFrom('delivery_content').selectAll().execute();
      expect(rows).toHaveLength(1);
    });

    it('cannot stand in a thread that was never written', async () => {
      const { database } = await setUp();
      const reply = delivery({ purpose: 'details', thread: { purpose: 'digest', subject: 'report 9' } });
      await expect(owe(database, [reply])).rejects.toThrow('never written');
    });
  });

  describe('a claim', () => {
    it('is one process’s alone', async () => {
      const { database, store } = await setUp();
      const other = deliveryStore(await reopen(), slackTiming);
      await owe(database, [delivery()]);
      const both = await Promise.all([store.claim(plenty, start), other.claim(plenty, start)]);
      expect(both.flat()).toHaveLength(1);
    });

    it('takes one post for each destination, and the next after the pace', async () => {
      const { database, store } = await setUp();
      await owe(database, [
        delivery({ subject: 'a' }),
        delivery({ subject: 'b' }),
        delivery({ subject: 'c', destination: 'C0OTHER' }),
      ]);
      const [first, elsewhere] = await store.claim(plenty, start);
      expect(names([first, elsewhere] as Claimed[])).toEqual(['digest a r1', 'digest c r1']);
      await store.settle(first as Claimed, sent(), start + 100);
      expect(names(await store.claim(plenty, start + 900))).toEqual([]);
      expect(names(await store.claim(plenty, start + 1000))).toEqual(['digest b r1']);
    });

    it('takes what is urgent first', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ subject: 'a' }), delivery({ subject: 'b', urgent: true })]);
      expect(names(await store.claim(plenty, start))).toEqual(['digest b r1']);
    });

    it('leaves out where it must not post now', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery()]);
      expect(await store.claim({ ...plenty, notTo: ['C0RELEASE'] }, start)).toEqual([]);
    });

    it('that nobody settled is handed on as expired, and the first holder has lost it', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery()]);
      const [lost] = await store.claim(plenty, start);
      expect(await store.claim(plenty, start + slackTiming.lease - 1)).toEqual([]);
      const [taken] = await store.claim(plenty, start + slackTiming.lease);
      expect(taken?.step).toBe('expired');
      expect(await store.settle(lost as Claimed, sent(), start + 20_000)).toBe(false);
      expect(await store.uploaded(lost as Claimed, 'F1', start + 20_000)).toBe(false);
      expect(await store.settle(taken as Claimed, { state: 'uncertain', dueAt: start + 30_000 }, start)).toBe(
        true,
      );
    });

    it('does not wait for ever when a clock was put back', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ subject: 'a' }), delivery({ subject: 'b' })], start);
      const [first] = await store.claim(plenty, start);
      await store.settle(first as Claimed, sent(), start);
      const anHourEarlier = start - 24 * 3_600_000;
      expect(names(await store.claim(plenty, anHourEarlier))).toEqual(['digest b r1']);
    });
  });

  describe('a thread', () => {
    const head = delivery();
    const reply = (part: number) =>
      delivery({
        purpose: 'details',
        subject: `part ${part}`,
        thread: { purpose: 'digest', subject: 'report 1' },
      });

    it('is posted in its order, under its head', async () => {
      const { database, store } = await setUp();
      await owe(database, [head, reply(1), reply(2)]);
      const order: string[] = [];
      for (let at = start, left = 3; left > 0; at += 2000, left--) {
        const claimed = await store.claim(plenty, at);
        expect(claimed).toHaveLength(1);
        order.push(...names(claimed));
        if (order.length > 1) expect(claimed[0]?.place.threadTs).toBe('1.000100');
        await store.settle(claimed[0] as Claimed, sent(`${order.length}.000100`), at);
      }
      expect(order).toEqual(['digest report 1 r1', 'details part 1 r1', 'details part 2 r1']);
    });

    it('goes on when one of its replies fails', async () => {
      const { database, store } = await setUp();
      await owe(database, [head, reply(1), reply(2)]);
      const [first] = await store.claim(plenty, start);
      await store.settle(first as Claimed, sent(), start);
      const [second] = await store.claim(plenty, start + 2000);
      await store.settle(second as Claimed, { state: 'failed', dueAt: null, reason: 'x' }, start + 2000);
      expect(names(await store.claim(plenty, start + 4000))).toEqual(['details part 2 r1']);
    });

    it('is given up with its head', async () => {
      const { database, store } = await setUp();
      await owe(database, [head, reply(1), reply(2)]);
      const [first] = await store.claim(plenty, start);
      await store.settle(first as Claimed, { state: 'failed', dueAt: null, reason: 'is_archived' }, start);
      for (let at = start; at < start + 5000; at += 1000) expect(await store.claim(plenty, at)).toEqual([]);
      expect(Object.values(await states(database))).toEqual(['failed', 'failed', 'failed']);
      expect(await store.nextDue()).toBeNull();
    });
  });

  describe('a later revision', () => {
    it('stands for an earlier one that was not sent', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ revision: 1 })]);
      await owe(database, [delivery({ revision: 2, text: 'newer' })]);
      const claimed = await store.claim(plenty, start);
      expect(names(claimed)).toEqual(['digest report 1 r2']);
      expect(claimed[0]?.isEdit).toBe(false);
    });

    it('edits what was posted', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ revision: 1 })]);
      const [first] = await store.claim(plenty, start);
      await store.settle(first as Claimed, sent('7.000700'), start);
      await owe(database, [delivery({ revision: 2 })]);
      const [second] = await store.claim(plenty, start + 2000);
      expect(second).toMatchObject({ isEdit: true, ts: '7.000700' });
      expect(second?.key).toBe(first?.key);
    });

    it('waits for one that is under way, and then edits it', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ revision: 1 })]);
      const [first] = await store.claim(plenty, start);
      await owe(database, [delivery({ revision: 2 })]);
      expect(await store.claim(plenty, start + 2000)).toEqual([]);
      await store.settle(first as Claimed, sent('7.000700'), start + 3000);
      expect(await store.claim(plenty, start + 3000)).toMatchObject([
        { revision: 2, isEdit: true, ts: '7.000700' },
      ]);
    });

    it('takes the place of one that has to be tried again', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ revision: 1 })]);
      const [first] = await store.claim(plenty, start);
      await owe(database, [delivery({ revision: 2 })]);
      await store.settle(
        first as Claimed,
        { state: 'pending', dueAt: start + 60_000, reason: 'refused' },
        start,
      );
      expect(await states(database)).toEqual({
        'digest report 1 r1': 'superseded',
        'digest report 1 r2': 'pending',
      });
      expect(await store.claim(plenty, start + 59_000)).toEqual([]);
      expect(await store.claim(plenty, start + 60_000)).toMatchObject([{ revision: 2, isEdit: false }]);
    });

    it('does not overtake an edit that was tried and may still arrive', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ revision: 1 })]);
      const [first] = await store.claim(plenty, start);
      await store.settle(first as Claimed, sent(), start);
      await owe(database, [delivery({ revision: 2 })]);
      const [edit] = await store.claim(plenty, start + 2000);
      const again: Change = { state: 'pending', dueAt: start + 30_000, reason: 'no clear answer' };
      await store.settle(edit as Claimed, again, start + 3000);
      await owe(database, [delivery({ revision: 3 })], start + 4000);
      expect(await store.claim(plenty, start + 29_999)).toEqual([]);
      expect(await store.claim(plenty, start + 30_000)).toMatchObject([{ revision: 3, isEdit: true }]);
    });

    it('that is written late is not sent over a newer one', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ revision: 3 })]);
      await owe(database, [delivery({ revision: 2 })]);
      expect(names(await store.claim(plenty, start))).toEqual(['digest report 1 r3']);
      expect((await states(database))['digest report 1 r2']).toBe('superseded');
    });

    it('becomes a new message when the old one was deleted, and what waited for it still comes', async () => {
      const { database, store } = await setUp();
      await owe(database, [delivery({ revision: 1 })]);
      const [first] = await store.claim(plenty, start);
      await store.settle(first as Claimed, sent(), start);
      await owe(database, [delivery({ revision: 2 })]);
      const [edit] = await store.claim(plenty, start + 2000);
      await store.settle(
        edit as Claimed,
        { state: 'pending', dueAt: start + 2000, gone: true },
        start + 2000,
      );
      expect(await store.claim(plenty, start + 4000)).toMatchObject([
        { revision: 2, isEdit: false, ts: null },
      ]);
    });

    it('of what shows the oldest goes first', async () => {
      const { database, store } = await setUp();
      for (const subject of ['a', 'b'])
        await owe(database, [delivery({ subject, destination: `C-${subject}` })]);
      for (const one of await store.claim(plenty, start)) await store.settle(one, sent(), start);
      await owe(database, [
        delivery({ subject: 'a', destination: 'C-a', revision: 2 }),
        delivery({ subject: 'b', destination: 'C-b', revision: 5 }),
      ]);
      expect(names(await store.claim({ ...plenty, edits: 1 }, start + 2000))).toEqual(['digest b r5']);
    });
  });

  it('remembers every file that was uploaded for it', async () => {
    const { database, store } = await setUp();
    await owe(database, [delivery({ content: { kind: 'file', name: 'a.md', title: 'a', text: 'a' } })]);
    const [claimed] = await store.claim(plenty, start);
    expect(await store.uploaded(claimed as Claimed, 'F1', start)).toBe(true);
    expect(await store.uploaded(claimed as Claimed, 'F2', start)).toBe(true);
    const [later] = await store.claim(plenty, start + slackTiming.lease);
    expect(later?.files).toEqual(['F1', 'F2']);
  });

  it('says what is owed and since when', async () => {
    const { database, store } = await setUp();
    expect(await store.stats()).toEqual({ states: {}, oldest: null });
    await owe(database, [delivery({ destination: 'C1' }), delivery({ destination: 'C2' })]);
    await store.claim({ ...plenty, posts: 1 }, start);
    expect(await store.stats()).toEqual({ states: { pending: 1, sending: 1 }, oldest: start });
  });
});
