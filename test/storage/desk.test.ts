/** What an operator does with deliveries: look, try again, drop. */
import { describe, expect, it } from '@jest/globals';
import type { Claimed } from '../../src/app/ports/delivery.js';
import { type Change, type NewDelivery, orphaned } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { hour } from '../../src/domain/time.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { deliveryDesk } from '../../src/storage/delivery/desk.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';

const start = Date.UTC(2017, 2, 16, 12);
const plenty = { posts: 100, edits: 100, reads: 100, notTo: [] };
const failed = (reason = 'is_archived'): Change => ({ state: 'failed', dueAt: null, reason });
const sent: Change = { state: 'sent', dueAt: null, reason: null, ts: '1.000100', channel: 'C0RELEASE' };
const thread = { purpose: 'digest', subject: 'report 1' };
const reply = (subject: string, given: Partial<NewDelivery> = {}) =>
  delivery({ purpose: 'details', subject, thread, ...given });

onEveryDatabase('the desk', ({ open }) => {
  async function setUp() {
    const database = await open();
    const store = deliveryStore(database, slackTiming);
    const desk = deliveryDesk(database);
    let now = start;
    const owe = async (...deliveries: NewDelivery[]) =>
      void (await database.write.transaction().execute((tx) => enqueue(tx, deliveries, now)));
    /** Claims the next one, as a courier would two seconds later. */
    const claim = async () => {
      now += 2000;
      return (await store.claim(plenty, now))[0];
    };
    const settle = async (one: Claimed | undefined, change: Change) =>
      void (await store.settle(one as Claimed, change, now));
    const list = async () =>
      (await desk.list({ states: null, most: 50 }))
        .reverse()
        .map((row) => `${row.subject} r${row.revision} ${row.state}`);
    return { database, store, desk, owe, claim, settle, list, now: () => now };
  }

  describe('lists', () => {
    it('the newest first, so many at most, and of the states that are asked for', async () => {
      const { desk, owe, claim, settle } = await setUp();
      await owe(...['a', 'b', 'c'].map((subject) => delivery({ subject })));
      await settle(await claim(), failed());
      expect((await desk.list({ states: null, most: 2 })).map((row) => row.subject)).toEqual(['c', 'b']);
      expect(await desk.list({ states: ['failed', 'dropped'], most: 9 })).toMatchObject([
        {
          subject: 'a',
          state: 'failed',
          reason: 'is_archived',
          attempts: 1,
          createdAt: start,
          destination: 'C0RELEASE',
        },
      ]);
    });
  });

  describe('tries again', () => {
    it('what failed, from the beginning and with a day to do it', async () => {
      const { desk, owe, claim, settle, now } = await setUp();
      await owe(delivery({ worthFor: hour }));
      await settle(await claim(), failed());
      expect(await desk.retry(1, now() + hour)).toMatchObject({
        id: 1,
        state: 'pending',
        attempts: 0,
        reason: null,
        settledAt: null,
      });
      expect(await claim()).toBeUndefined();
    });

    it('what was dropped', async () => {
      const { desk, owe, claim, now } = await setUp();
      await owe(delivery());
      await desk.drop(1, now());
      expect(await claim()).toBeUndefined();
      await desk.retry(1, now());
      expect(await claim()).toMatchObject({ id: 1, step: 'send', attempts: 1 });
    });

    it('nothing that is under way, was sent, or is not there', async () => {
      const { desk, owe, claim, settle, now } = await setUp();
      await owe(delivery());
      expect(await desk.retry(1, now())).toBeNull();
      const claimed = await claim();
      expect(await desk.retry(1, now())).toBeNull();
      await settle(claimed, sent);
      expect(await desk.retry(1, now())).toBeNull();
      expect(await desk.retry(999_999_999, now())).toBeNull();
    });

    it('one that may have arrived only after it was looked for', async () => {
      const { desk, owe, claim, settle, now } = await setUp();
      await owe(delivery());
      await settle(await claim(), { ...failed('not known whether it arrived'), unclear: true });
      expect(await desk.retry(1, now())).toMatchObject({ state: 'uncertain' });
      expect(await claim()).toMatchObject({ id: 1, step: 'read' });
    });

    it('with what stands in its thread, in the same order', async () => {
      const { desk, owe, claim, settle, list, now } = await setUp();
      await owe(
        delivery(),
        reply('one'),
        reply('two'),
        reply('elsewhere', { destination: 'U1', thread: null }),
      );
      await settle(await claim(), failed());
      for (let more = 0; more < 4; more++) await claim();
      expect(await list()).toEqual([
        'report 1 r1 failed',
        'one r1 failed',
        'two r1 failed',
        'elsewhere r1 sending',
      ]);
      await desk.retry(1, now());
      expect(await list()).toEqual([
        'report 1 r1 pending',
        'one r1 waiting',
        'two r1 waiting',
        'elsewhere r1 sending',
      ]);
      const order: string[] = [];
      for (let more = 0; more < 3; more++) {
        const one = await claim();
        order.push(one?.subject ?? '');
        await settle(one, { ...sent, ts: `1.00010${more}` });
      }
      expect(order).toEqual(['report 1', 'one', 'two']);
    });

    it('no reply that failed for a reason of its own', async () => {
      const { desk, owe, claim, settle, list, now } = await setUp();
      await owe(delivery(), reply('one'), reply('two'));
      await settle(await claim(), sent);
      await settle(await claim(), failed('msg_too_long'));
      await desk.drop(3, now());
      expect(await list()).toEqual(['report 1 r1 sent', 'one r1 failed', 'two r1 dropped']);
      expect(await desk.retry(2, now())).toMatchObject({ state: 'pending' });
      expect(await list()).toEqual(['report 1 r1 sent', 'one r1 pending', 'two r1 dropped']);
    });

    it('nothing that a later revision stands for', async () => {
      const { desk, owe, claim, settle, now } = await setUp();
      await owe(delivery());
      await settle(await claim(), failed());
      await owe(delivery({ revision: 2 }));
      expect(await desk.retry(1, now())).toBeNull();
      await settle(await claim(), sent);
      expect(await desk.retry(1, now())).toBeNull();
    });
  });

  describe('drops', () => {
    it('what is owed or has failed, and nothing else', async () => {
      const { desk, owe, claim, settle, now } = await setUp();
      await owe(delivery({ subject: 'a' }), delivery({ subject: 'b' }), delivery({ subject: 'c' }));
      expect(await desk.drop(1, now())).toMatchObject({ state: 'dropped', settledAt: now() });
      expect(await desk.drop(1, now())).toBeNull();
      const flying = await claim();
      expect(await desk.drop(2, now())).toBeNull();
      await settle(flying, failed());
      expect(await desk.drop(2, now())).toMatchObject({ state: 'dropped' });
      await settle(await claim(), sent);
      expect(await desk.drop(3, now())).toBeNull();
      expect(await desk.drop(999_999_999, now())).toBeNull();
    });

    it('one that is being looked for, whose finder then has lost it', async () => {
      const { desk, owe, claim, settle, list, now } = await setUp();
      await owe(delivery());
      await settle(await claim(), { state: 'uncertain', dueAt: now(), unclear: true });
      const reading = await claim();
      await desk.drop(1, now());
      await settle(reading, sent);
      expect(await list()).toEqual(['report 1 r1 dropped']);
    });

    it('a head, with which its replies are given up', async () => {
      const { desk, owe, claim, list, database, now } = await setUp();
      await owe(delivery(), reply('one'), reply('two'));
      await desk.drop(1, now());
      for (let more = 0; more < 3; more++) expect(await claim()).toBeUndefined();
      expect(await list()).toEqual(['report 1 r1 dropped', 'one r1 failed', 'two r1 failed']);
      const rows = await database.read.selectFrom('delivery').select('reason').where('id', '>', 1).execute();
      expect(rows.map((row) => row.reason)).toEqual([orphaned, orphaned]);
    });

    it('a reply before its turn, and the next one still waits for the head', async () => {
      const { desk, owe, claim, settle, list, now } = await setUp();
      await owe(delivery(), reply('one'), reply('two'));
      await settle(await claim(), { state: 'pending', dueAt: now() + hour, reason: 'Slack asked to wait' });
      await desk.drop(2, now());
      expect(await claim()).toBeUndefined();
      expect(await list()).toEqual(['report 1 r1 pending', 'one r1 dropped', 'two r1 waiting']);
    });
  });
});
