/** The messages of incidents, as delivery leaves them: where they stand, what became of them, and posted anew. */
import { describe, expect, it } from '@jest/globals';
import type { Claimed } from '../../src/app/ports/delivery.js';
import type { Step } from '../../src/app/ports/incident.js';
import { type Change, unreadable } from '../../src/domain/delivery.js';
import { messages } from '../../src/domain/incident/places.js';
import type { Receipt } from '../../src/domain/receipt.js';
import { tooMuchSaid } from '../../src/domain/refusal.js';
import { minute } from '../../src/domain/time.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery, fastTiming } from '../builders/delivery.js';
import {
  ann,
  bySignalman,
  declared,
  declaredAt,
  incidentChannel,
  step,
  tellAll,
  updated,
} from '../builders/incident.js';

const plenty = { posts: 100, edits: 100, reads: 100, notTo: [] };
const announced = bySignalman({ kind: 'announced', places: ['C1', 'C2'] });
const head = { ...messages.head(1), destination: incidentChannel };
const thread = messages.head(1);
const unread = (why: string): Change => ({
  ...{ state: 'uncertain', dueAt: declaredAt + minute, unclear: true },
  reason: `${unreadable}${why}`,
});
const failed = (reason: string): Change => ({ state: 'failed', dueAt: null, reason });

onEveryDatabase('the messages of incidents', ({ open }) => {
  async function start() {
    const database = await open();
    let now = declaredAt;
    let stamps = 0;
    const store = incidentStore(database, () => now);
    const deliveries = deliveryStore(database, fastTiming);
    const claim = () => deliveries.claim(plenty, now);
    const settle = (one: Claimed, change: Change) => deliveries.settle(one, change, now);
    const sent = ({ ts, place }: Claimed): Change => ({
      state: 'sent',
      dueAt: null,
      reason: null,
      ts: ts ?? `${++stamps}.000100`,
      channel: place.channel ?? place.destination,
    });
    /** Sends all that is owed, unless told otherwise for a destination. */
    async function deliver(otherwise: Record<string, Change> = {}): Promise<string[]> {
      const said: string[] = [];
      for (let claimed = await claim(); claimed.length > 0; claimed = await claim())
        for (const one of claimed) {
          const change = otherwise[one.place.destination] ?? sent(one);
          said.push(`${one.isEdit ? 'edit' : 'post'} ${one.purpose} ${one.place.destination}`);
          expect(await settle(one, change)).toBe(true);
        }
      return said.sort();
    }
    const change = (given: Partial<Step>, events: Step['events'] = [updated('news')]) =>
      store.change([1], null, now, () => [step(events, given)]);
    await store.declare('one', declaredAt, 0, step([declared(), announced], { deliveries: tellAll }));
    const pass = (ms: number) => {
      now += ms;
    };
    return { store, database, claim, settle, deliver, change, pass, now: () => now };
  }

  describe('the head and the discussion', () => {
    it('have an address once they are delivered', async () => {
      const { store, deliver, change } = await start();
      const discussion = delivery({ ...messages.discussion(1), destination: 'C0TALK' });
      await change({ deliveries: () => [discussion] });
      expect(await store.load(1)).toMatchObject({ head: null, discussion: null });
      await deliver({ C0TALK: failed('is_archived') });
      expect(await store.load(1)).toMatchObject({
        head: { channel: incidentChannel, ts: '1.000100' },
        discussion: null,
      });
    });
  });

  describe('a receipt', () => {
    it('says of each copy what became of the last edition that it was owed', async () => {
      const { store, deliver, change } = await start();
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 0, failed: [], open: 2 });
      await deliver({ C2: failed('is_archived') });
      const failure = { destination: 'C2', reason: 'is_archived' };
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 1, failed: [failure], open: 0 });
      await change({ deliveries: (after, edition) => tellAll(after, edition).slice(0, 2) });
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 0, failed: [failure], open: 1 });
      await deliver();
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 1, failed: [failure], open: 0 });
    });

    it('has nothing of another incident, and nothing of what stands in a thread', async () => {
      const { store, deliver, change } = await start();
      const reply = delivery({ ...messages.update(1, 2), destination: incidentChannel, thread });
      await change({ deliveries: () => [reply] });
      for (const known of [1, 2]) {
        await store.declare(`after ${known}`, declaredAt, known, step([declared()], { deliveries: tellAll }));
        expect((await store.receipt(1)).all).toBe(2);
      }
      await deliver();
      expect(await store.receipt(2)).toEqual({ all: 0, delivered: 0, failed: [], open: 0 });
      expect(await store.receipt(99)).toEqual({ all: 0, delivered: 0, failed: [], open: 0 });
    });

    it('does not count what a later edition stands for', async () => {
      const { store, deliver, change } = await start();
      await change({ deliveries: tellAll });
      await change({ deliveries: tellAll });
      expect(await store.receipt(1)).toMatchObject({ all: 2, open: 2 });
      await deliver();
      expect(await store.receipt(1)).toMatchObject({ all: 2, delivered: 2, open: 0 });
    });

    it('names the head where that could not be posted, and does not count it', async () => {
      const { store, deliver } = await start();
      await deliver({ [incidentChannel]: failed('is_archived') });
      expect(await store.receipt(1)).toEqual({
        ...{ all: 2, delivered: 2, open: 0 },
        failed: [{ destination: incidentChannel, reason: 'is_archived' }],
      });
    });
  });

  describe('a receipt of a place where nobody can look whether it arrived', () => {
    const unclear = { destination: 'C2', reason: 'is_archived', unclear: true };

    it('says so and waits no longer, also with later editions, and follows when it turns up', async () => {
      const { store, deliver, change, pass, claim, settle } = await start();
      await deliver({ C2: unread('is_archived') });
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 1, failed: [unclear], open: 0 });
      await change({ deliveries: tellAll });
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 0, failed: [unclear], open: 1 });
      await deliver();
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 1, failed: [unclear], open: 0 });
      pass(2 * minute);
      const [late] = await claim();
      expect(late).toMatchObject({ step: 'read', place: { destination: 'C2' } });
      await settle(late as Claimed, {
        ...{ state: 'sent', dueAt: null, reason: null, unclear: false },
        ...{ ts: '9.000100', channel: 'C2' },
      });
      await deliver();
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 2, failed: [], open: 0 });
    });

    it('waits while only Slack is in trouble: that passes', async () => {
      const { store, deliver } = await start();
      await deliver({ C2: unread('internal_error') });
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 1, failed: [], open: 1 });
      const other = await start();
      await other.deliver({ C2: unread('Slack did not answer in time') });
      expect(await other.store.receipt(1)).toEqual({ all: 2, delivered: 1, failed: [], open: 1 });
    });

    it('does not wait where too much was said since: that becomes no less', async () => {
      const { store, deliver } = await start();
      await deliver({ C2: unread(tooMuchSaid) });
      const failed = [{ ...unclear, reason: tooMuchSaid }];
      expect(await store.receipt(1)).toEqual({ all: 2, delivered: 1, failed, open: 0 });
    });

    it('is told of the head as well', async () => {
      const { store, deliver } = await start();
      await deliver({ [incidentChannel]: unread('is_archived') });
      expect(await store.headless(1)).toEqual({ ...unclear, destination: incidentChannel });
      expect(await store.receipt(1)).toMatchObject({ delivered: 2, open: 0, failed: [{ unclear: true }] });
    });

    it('has it looked after until the head says what became of it, however long it has been over', async () => {
      const { store, deliver, change } = await start();
      const over = { by: ann, event: { kind: 'resolved', text: 'over', lingering: '' } } as const;
      await change({}, [over]);
      await deliver();
      const told = (failed: Receipt['failed'], open = 0) =>
        change({ receipt: { all: 2, delivered: 2 - failed.length - open, failed, open } }, []);
      const tended = () => store.toTend(declaredAt + 1);
      expect(await tended()).toEqual([]);
      await told([{ ...unclear, unclear: true }]);
      expect(await tended()).toEqual([1]);
      await told([], 1);
      expect(await tended()).toEqual([1]);
      await told([{ destination: 'C2', reason: 'is_archived' }]);
      expect(await tended()).toEqual([]);
    });
  });

  describe('what has to be looked after', () => {
    it('is also what is over while its messages are on their way', async () => {
      const { store, deliver, change } = await start();
      const over = { by: ann, event: { kind: 'resolved', text: 'over', lingering: '' } } as const;
      await change({ deliveries: tellAll }, [over]);
      expect(await store.toTend(declaredAt + 1)).toEqual([1]);
      await deliver();
      expect(await store.toTend(declaredAt + 1)).toEqual([]);
    });
  });

  describe('a message', () => {
    it('is known by where it stands, with its replies', async () => {
      const { store, deliver, change } = await start();
      await deliver();
      const reply = delivery({ ...messages.update(1, 2), destination: incidentChannel, thread });
      const other = delivery({ subject: 'incident 1', destination: 'C9' });
      await change({ deliveries: () => [reply, other] });
      await deliver();
      const at = (channel: string, ts: string) => store.messageAt({ channel, ts });
      expect(await at(incidentChannel, '1.000100')).toEqual({ incident: 1, ...messages.head(1) });
      expect(await at('C1', '2.000100')).toEqual({ incident: 1, ...messages.copy(1) });
      expect(await at(incidentChannel, '4.000100')).toEqual({ incident: 1, ...messages.update(1, 2) });
      // What is not of an incident, and what stands elsewhere under the same time.
      expect(await at('C9', '5.000100')).toBeNull();
      expect(await at('C2', '1.000100')).toBeNull();
    });

    it('stands when its last revision was delivered, with the words that were', async () => {
      const { store, deliver, change, claim, settle, pass, now } = await start();
      expect(await store.standing(1)).toEqual([]);
      await deliver({ C2: failed('is_archived') });
      const standing = (destination: string, purpose: string, ts: string) => ({
        ...{ channel: destination, ts, purpose, destination, settledAt: declaredAt },
        text: 'Pods do not start after the upgrade, edition 1',
      });
      expect(await store.standing(1)).toEqual([
        standing(incidentChannel, 'incident', '1.000100'),
        standing('C1', 'incident-copy', '2.000100'),
      ]);

      pass(1000);
      const content = {
        kind: 'message' as const,
        rich: { text: 'with a table', blocks: [] },
        plain: { text: 'without a table', blocks: [] },
      };
      await change({
        deliveries: (_, revision) => [delivery({ ...head, revision, content })],
      });
      expect((await store.standing(1)).map((one) => one.destination)).toEqual(['C1']);
      const [first] = await claim();
      await settle(first as Claimed, { state: 'pending', dueAt: now(), usePlain: true });
      await deliver();
      expect((await store.standing(1))[0]).toMatchObject({ text: 'without a table', settledAt: now() });
    });
  });

  describe('a message that is gone', () => {
    const gone = [{ purpose: 'incident', destination: incidentChannel }];
    const again: Step['deliveries'] = (after, edition) => tellAll(after, edition).slice(0, 1);

    it('is posted anew under another key, and the others are edited', async () => {
      const { store, deliver, change, claim, settle, database } = await start();
      await deliver();
      const before = await database.read.selectFrom('message').selectAll().orderBy('id').execute();
      await change({ gone, deliveries: tellAll });
      expect((await store.load(1))?.head).toBeNull();
      const claimed = await claim();
      expect(claimed.map((one) => [one.purpose, one.isEdit]).sort()).toEqual([
        ['incident', false],
        ['incident-copy', true],
        ['incident-copy', true],
      ]);
      const anew = claimed.find((one) => one.purpose === 'incident') as Claimed;
      // What is left of the old one in Slack must not be taken for it.
      expect(before.map((row) => row.key)).not.toContain(anew.key);
      await settle(anew, { state: 'sent', dueAt: null, ts: '9.000100', channel: incidentChannel });
      expect((await store.load(1))?.head).toEqual({ channel: incidentChannel, ts: '9.000100' });
      const [row] = await database.read.selectFrom('message').selectAll().orderBy('id').execute();
      expect(row).toMatchObject({ ts: '9.000100', shown_revision: 2, key: anew.key });
    });

    it('is not taken for gone while it is being posted', async () => {
      const { change, claim, settle, deliver, store } = await start();
      const posting = (await claim()).find((one) => one.purpose === 'incident') as Claimed;
      await change({ gone, deliveries: again });
      // Its answer was lost: it must still be found by its key.
      await settle(posting, { state: 'uncertain', dueAt: declaredAt, unclear: true });
      const reading = (await claim()).find((one) => one.step === 'read');
      expect(reading?.key).toBe(posting.key);
      await settle(reading as Claimed, {
        ...{ state: 'sent', dueAt: null, ts: '9.000100', channel: incidentChannel, unclear: false },
      });
      expect(await deliver()).toEqual([`edit incident ${incidentChannel}`]);
      expect((await store.load(1))?.head?.ts).toBe('9.000100');
    });

    it('does not take with it the replies that were about to be sent', async () => {
      const { change, deliver, database } = await start();
      await deliver();
      const reply = (revision: number) =>
        delivery({ ...messages.update(1, revision), destination: incidentChannel, thread });
      await change({ deliveries: () => [reply(2), reply(3)] });
      await change({ gone, deliveries: (after, edition) => [...again(after, edition), reply(4)] });
      await deliver();
      const rows = await database.read
        .selectFrom('delivery as d')
        .innerJoin('message as m', 'm.id', 'd.message_id')
        .select(['m.subject', 'd.state', 'm.ts'])
        .where('m.purpose', 'in', ['incident', 'incident-update'])
        .where('d.id', '>', 1)
        .orderBy('d.id')
        .execute();
      expect(rows.map((row) => [row.subject, row.state])).toEqual([
        ['incident 1 rev 2', 'sent'],
        ['incident 1 rev 3', 'sent'],
        ['incident 1', 'sent'],
        ['incident 1 rev 4', 'sent'],
      ]);
      // In the order in which people should read them: below the new head.
      const [two, three, anew, four] = rows.map((row) => Number(row.ts));
      expect([anew, two, three, four].map((ts, i, all) => (ts ?? 0) > (all[i - 1] ?? 0))).toEqual([
        true,
        true,
        true,
        true,
      ]);
    });

    it('is only the one that was named', async () => {
      const { store, deliver, change } = await start();
      await deliver();
      await change({ gone: [{ purpose: 'incident-copy', destination: 'C2' }], deliveries: tellAll });
      expect(await deliver()).toEqual([
        `edit incident ${incidentChannel}`,
        'edit incident-copy C1',
        'post incident-copy C2',
      ]);
      expect((await store.load(1))?.head?.ts).toBe('1.000100');
    });
  });
});
