/** Of two reports of one schedule the later one never stands above the earlier one, and no other place waits for that. */
import { expect, it } from '@jest/globals';
import type { Claimed } from '../../src/app/ports/delivery.js';
import type { Change, NewDelivery } from '../../src/domain/delivery.js';
import { slackTiming } from '../../src/domain/delivery-timing.js';
import { digestSubject } from '../../src/domain/schedule.js';
import { deliveryStore } from '../../src/storage/delivery/deliveries.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { reportStore } from '../../src/storage/report/reports.js';
import { scheduleStore } from '../../src/storage/report/schedules.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { countsAt } from '../builders/report.js';
import { scheduled } from '../builders/series.js';

const start = Date.UTC(2017, 2, 16, 12);
const plenty = { posts: 100, edits: 100, reads: 100, notTo: [] };
const sent = (ts: string): Change => ({ state: 'sent', dueAt: null, reason: null, ts, channel: 'C1' });
const monday = { purpose: 'digest', subject: 'monday' };
const tuesday = { purpose: 'digest', subject: 'tuesday', after: monday };

onEveryDatabase('posts that come one after the other', ({ open }) => {
  async function begin() {
    const database = await open();
    const store = deliveryStore(database, { ...slackTiming, pace: 0 });
    let now = start;
    return {
      database,
      store,
      owe: (...list: Partial<NewDelivery>[]) =>
        database.write.transaction().execute((tx) =>
          enqueue(
            tx,
            list.map((one) => delivery({ destination: 'C1', ...one })),
            now,
          ),
        ),
      async claim(): Promise<Claimed[]> {
        now += 2000;
        return await store.claim(plenty, now);
      },
      settle: (claimed: Claimed | undefined, change: Partial<Change>) =>
        store.settle(claimed as Claimed, { state: 'sent', dueAt: null, reason: null, ...change }, now),
      later: (ms: number) => now + ms,
    };
  }
  const names = (claimed: Claimed[]) => claimed.map((one) => `${one.subject} in ${one.place.destination}`);

  it('wait as long as the one before is perhaps sent, or to be tried again', async () => {
    const { owe, claim, settle, later } = await begin();
    await owe(monday);
    const [first] = await claim();
    await settle(first, { state: 'uncertain', dueAt: later(4000), unclear: true });
    await owe(tuesday);
    expect(names(await claim())).toEqual([]);
    const [read] = await claim();
    expect(read).toMatchObject({ step: 'read', subject: 'monday' });
    await settle(read, { state: 'pending', dueAt: later(4000), reposts: 1 });
    expect(names(await claim())).toEqual([]);
    const [again] = await claim();
    expect(again).toMatchObject({ step: 'send', subject: 'monday' });
    await settle(again, sent('2.1'));
    expect(names(await claim())).toEqual(['tuesday in C1']);
  });

  it('wait for nothing where the one before stands, was given up, or goes elsewhere', async () => {
    const { owe, claim, settle, later } = await begin();
    await owe(...['C1', 'C2', 'C3'].map((destination) => ({ ...monday, destination })));
    const [one, two, three] = await claim();
    await settle(one, sent('1.1'));
    await settle(two, { state: 'failed', reason: 'is_archived' });
    await settle(three, { state: 'uncertain', dueAt: later(60_000) });
    await owe(...['C1', 'C2', 'C3', 'C4'].map((destination) => ({ ...tuesday, destination })));
    expect(names(await claim())).toEqual(['tuesday in C1', 'tuesday in C2', 'tuesday in C4']);
  });

  it('wait for the revision that stands for the one before', async () => {
    const { owe, claim, settle } = await begin();
    await owe(monday, tuesday);
    await owe({ ...monday, revision: 2 });
    const [first] = await claim();
    expect(first).toMatchObject({ subject: 'monday', revision: 2 });
    expect(names(await claim())).toEqual([]);
    await settle(first, sent('1.1'));
    expect(names(await claim())).toEqual(['tuesday in C1']);
  });

  it('do not wait for an edit of what stands there', async () => {
    const { owe, claim, settle } = await begin();
    await owe(monday);
    const [first] = await claim();
    await settle(first, sent('1.1'));
    await owe({ ...monday, revision: 2 }, tuesday);
    expect((await claim()).map((one) => one.subject).sort()).toEqual(['monday', 'tuesday']);
  });

  it('come after the last slot before theirs of which a report was posted', async () => {
    const { database } = await begin();
    const reports = reportStore(database, () => start);
    const schedule = await scheduleStore(database, () => start).add(scheduled(), 'request', () => []);
    const before: (number | null)[] = [];
    const issue = (slot: number) =>
      reports.save(
        {
          ...{ schedule, slot, revision: 1, again: false, snapshot: countsAt(slot, 1) },
          ...{ baselineId: null, reconstructed: [] },
        },
        (_, slotBefore) => {
          before.push(slotBefore);
          return [delivery({ subject: digestSubject(schedule.id, slot) })];
        },
      );
    await issue(1);
    await reports.note({ schedule, slot: 2, state: 'missed', note: null, at: 2 }, []);
    await issue(3);
    expect(before).toEqual([null, 1]);
  });

  it('are not forgotten where something later of what they waited for waits for them in its turn', async () => {
    const { database, owe, claim, settle } = await begin();
    const thread = { purpose: 'digest', subject: 'monday' };
    const reply = (subject: string, revision = 1) => ({ purpose: 'digest', subject, thread, revision });
    await owe(monday, reply('one'));
    await settle((await claim())[0], { ts: '1.000001', channel: 'C1' });
    const [one] = await claim();
    await settle(one, { ts: '1.000002', channel: 'C1' });
    // As two processes leave it behind: written to wait for a reply while that was being settled.
    await owe(reply('two'));
    await database.write
      .updateTable('delivery')
      .set({ state: 'waiting', waits_for: one?.id ?? 0, due_at: null })
      .where('state', '=', 'pending')
      .execute();
    await owe(reply('three'));
    await owe(reply('one', 2));
    const came: string[] = [];
    for (let round = 0; round < 5; round++)
      for (const claimed of await claim()) {
        came.push(`${claimed.subject} r${claimed.revision}`);
        await settle(claimed, { ts: `2.00000${came.length}`, channel: 'C1' });
      }
    expect(came).toEqual(['two r1', 'three r1', 'one r2']);
  });
});
