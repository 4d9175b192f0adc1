/** What became of a report's messages, told once when all of them are settled. */
import { expect, it } from '@jest/globals';
import type { NewDelivery } from '../../src/domain/delivery.js';
import { digestSubject, editionSubject } from '../../src/domain/schedule.js';
import { receiptOf } from '../../src/storage/delivery/receipts.js';
import type { Database } from '../../src/storage/dialect.js';
import { reportStore } from '../../src/storage/report/reports.js';
import { scheduleStore } from '../../src/storage/report/schedules.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { countsAt } from '../builders/report.js';
import { scheduled } from '../builders/series.js';

const slot = 7;

onEveryDatabase('receipts', ({ open }) => {
  async function start() {
    const database = await open();
    const store = scheduleStore(database, () => 1);
    const reports = reportStore(database, () => 1);
    const schedule = await store.add(scheduled(), 'request', () => []);
    const subject = digestSubject(schedule.id, slot);
    const issue = async (revision: number, channels: string[], more: NewDelivery[] = []) =>
      await reports.save(
        {
          schedule,
          slot,
          revision,
          again: false,
          snapshot: countsAt(slot, 1),
          baselineId: null,
          reconstructed: [],
        },
        () => [...channels.map((destination) => delivery({ subject, revision, destination })), ...more],
      );
    return { database, store, reports, schedule, subject, issue };
  }
  async function become(
    database: Database,
    destination: string,
    revision: number,
    state: 'sent' | 'failed' | 'dropped' | 'uncertain',
    reason: string | null = null,
  ) {
    await database.write
      .updateTable('delivery')
      .set({ state, reason })
      .where('destination', '=', destination)
      .where('revision', '=', revision)
      .execute();
  }

  it('count channel by channel what was delivered, what failed and why, and what is still open', async () => {
    const { database, schedule, issue } = await start();
    await issue(1, ['C1', 'C2', 'C3', 'C4']);
    await become(database, 'C1', 1, 'sent');
    await become(database, 'C2', 1, 'failed', 'is_archived');
    await become(database, 'C3', 1, 'dropped', 'what it said before');
    expect(await receiptOf(database.read, { id: schedule.id, slot })).toEqual({
      all: 4,
      delivered: 1,
      failed: [
        { destination: 'C2', reason: 'is_archived' },
        { destination: 'C3', reason: 'dropped by an operator' },
      ],
      open: 1,
    });
  });

  it('are of the last edition, and of the head only', async () => {
    const { database, schedule, subject, issue } = await start();
    const thread = { purpose: 'digest', subject };
    await issue(
      1,
      ['C1'],
      [delivery({ purpose: 'digest-details', subject: 'details', destination: 'C1', thread })],
    );
    await become(database, 'C1', 1, 'failed', 'is_archived');
    await issue(2, ['C1']);
    await become(database, 'C1', 2, 'sent');
    expect(await receiptOf(database.read, { id: schedule.id, slot })).toEqual({
      all: 1,
      delivered: 1,
      failed: [],
      open: 0,
    });
    expect(await receiptOf(database.read, { id: schedule.id, slot: 8 })).toMatchObject({ all: 0, open: 0 });
  });

  it('say where the details of the last edition did not arrive', async () => {
    const { database, schedule, subject, issue } = await start();
    const thread = { purpose: 'digest', subject };
    const details = (edition: number) =>
      delivery({
        purpose: 'digest-details',
        subject: editionSubject(schedule.id, slot, edition, 1),
        destination: 'C1',
        thread,
      });
    await issue(1, ['C1'], [details(1)]);
    const [head] = await database.read.selectFrom('delivery').select('id').orderBy('id').execute();
    await database.write
      .updateTable('delivery')
      .set({ state: 'sent' })
      .where('id', '=', head?.id ?? 0)
      .execute();
    expect(await receiptOf(database.read, { id: schedule.id, slot })).toMatchObject({
      delivered: 1,
      open: 1,
    });
    await database.write
      .updateTable('delivery')
      .set({ state: 'failed', reason: 'is_archived', due_at: null })
      .where('state', 'in', ['waiting', 'pending'])
      .execute();
    expect(await receiptOf(database.read, { id: schedule.id, slot })).toEqual({
      all: 1,
      delivered: 1,
      failed: [{ destination: 'C1', reason: 'got the report without all of its details: archived' }],
      open: 0,
    });
  });

  it('are due when everything is settled, once', async () => {
    const { database, reports, schedule, issue } = await start();
    await issue(1, ['C1', 'C2']);
    await become(database, 'C1', 1, 'failed', 'is_archived');
    expect(await reports.toReceipt()).toEqual([]);
    await become(database, 'C2', 1, 'uncertain');
    expect(await reports.toReceipt()).toEqual([]);
    await become(database, 'C2', 1, 'sent');
    const [due, ...others] = await reports.toReceipt();
    expect(others).toEqual([]);
    expect(due).toMatchObject({ schedule: { id: schedule.id }, slot, receipt: { delivered: 1 } });
    const told = [delivery({ subject: 'told', destination: 'U0LEAD' })];
    await reports.receipted(due?.id ?? 0, told);
    await reports.receipted(due?.id ?? 0, [delivery({ subject: 'told twice', destination: 'U0LEAD' })]);
    expect(await reports.toReceipt()).toEqual([]);
    const rows = await database.read
      .selectFrom('message')
      .select('subject')
      .where('destination', '=', 'U0LEAD')
      .execute();
    expect(rows).toEqual([{ subject: 'told' }]);
  });

  it('are due also of a schedule that has ended since', async () => {
    const { database, reports, store, schedule, issue } = await start();
    await issue(1, ['C1']);
    await become(database, 'C1', 1, 'failed', 'is_archived');
    await store.end(schedule.id, 9, []);
    expect(await reports.toReceipt()).toHaveLength(1);
  });

  it('stand beside the last slot of a schedule that was posted', async () => {
    const { database, store, schedule, issue } = await start();
    await issue(1, ['C1']);
    await become(database, 'C1', 1, 'sent');
    expect(await store.last(schedule.id)).toEqual({
      slot,
      state: 'posted',
      note: null,
      receipt: { all: 1, delivered: 1, failed: [], open: 0 },
    });
  });
});
