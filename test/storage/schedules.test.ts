/** Schedules of signalman.yml and of Slack: what begins, goes on, ends and comes back. */
import { describe, expect, it } from '@jest/globals';
import { parseCron } from '../../src/domain/cron.js';
import type { Schedule } from '../../src/domain/schedule.js';
import type { Database } from '../../src/storage/dialect.js';
import { reportStore } from '../../src/storage/report/reports.js';
import { scheduleStore } from '../../src/storage/report/schedules.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { scheduled } from '../builders/series.js';

type Wanted = Parameters<ReturnType<typeof scheduleStore>['adopt']>[0][number];
const wanted = (name: string, given: Partial<Wanted> = {}): Wanted => ({
  name,
  release: 'v1.0',
  channels: ['C0RELEASE'],
  times: { cron: parseCron('0 16 * * *'), zone: 'UTC', weekdays: [1, 2, 3, 4, 5] },
  kind: 'full',
  ...given,
});
const brief = (all: Schedule[]) => all.map(({ id, name, since }) => [id, name, since]);

onEveryDatabase('schedules', ({ open, reopen }) => {
  const start = async () => {
    const database = await open();
    return { database, store: scheduleStore(database, () => 1) };
  };
  const owed = async (database: Database) =>
    (await database.read.selectFrom('message').select('subject').orderBy('id').execute()).map(
      (row) => row.subject,
    );

  describe('of signalman.yml', () => {
    it('begin when they are first read, and come back as they were written', async () => {
      const { store } = await start();
      const times = { cron: parseCron('*/5 9-17 1,15 * mon-fri'), zone: 'Asia/Kolkata', weekdays: null };
      await store.adopt(
        [wanted('daily'), wanted('often', { times, kind: 'on-change', channels: ['C1', 'C2'] })],
        10,
      );
      expect(await store.list()).toEqual([
        { id: 1, origin: 'config', since: 10, createdBy: null, ...wanted('daily') },
        {
          id: 2,
          origin: 'config',
          since: 10,
          createdBy: null,
          ...wanted('often', { times, kind: 'on-change', channels: ['C1', 'C2'] }),
        },
      ]);
    });

    it('go on as they are when the file says the same', async () => {
      const { store } = await start();
      await store.adopt([wanted('a'), wanted('b')], 10);
      await store.adopt([wanted('b'), wanted('a')], 20);
      expect(brief(await store.list())).toEqual([
        [1, 'a', 10],
        [2, 'b', 10],
      ]);
    });

    it.each<[string, Partial<Wanted>]>([
      ['channel', { channels: ['C0OTHER'] }],
      ['time', { times: { ...wanted('a').times, cron: parseCron('0 17 * * *') } }],
      ['zone', { times: { ...wanted('a').times, zone: 'Europe/Berlin' } }],
      ['weekdays', { times: { ...wanted('a').times, weekdays: null } }],
      ['kind', { kind: 'short' }],
      ['release', { release: 'v1.1' }],
    ])('with another %s go on from now, so that nothing of the past is posted anew', async (_, change) => {
      const { store } = await start();
      await store.adopt([wanted('a'), wanted('b')], 10);
      await store.adopt([wanted('a', change), wanted('b')], 20);
      const [changed, other] = await store.list();
      expect(changed).toMatchObject({ id: 1, since: 20, ...change });
      expect(other).toMatchObject({ id: 2, since: 10 });
    });

    it('end when they are taken out, and begin anew under the same number when they come back', async () => {
      const { store } = await start();
      await store.adopt([wanted('a'), wanted('b')], 10);
      await store.adopt([wanted('b')], 20);
      expect(brief(await store.list())).toEqual([[2, 'b', 10]]);
      await store.adopt([], 25);
      expect(await store.list()).toEqual([]);
      await store.adopt([wanted('a'), wanted('b')], 30);
      expect(brief(await store.list())).toEqual([
        [1, 'a', 30],
        [2, 'b', 30],
      ]);
    });

    it('leave those of Slack alone, also one of the same name', async () => {
      const { store } = await start();
      const added = await store.add(scheduled(), 'a', () => []);
      await store.adopt([wanted('a')], 10);
      await store.adopt([], 20);
      expect(await store.list()).toEqual([added]);
    });

    it('are adopted by two processes at once without harm', async () => {
      const { store } = await start();
      const other = scheduleStore(await reopen(), () => 1);
      await Promise.all([store.adopt([wanted('a')], 10), other.adopt([wanted('a')], 10)]);
      expect(await store.list()).toHaveLength(1);
    });
  });

  describe('of Slack', () => {
    it('are added once for a request, with one notice', async () => {
      const { database, store } = await start();
      const confirm = (added: Schedule) => [delivery({ subject: `schedule ${added.id} begins` })];
      const [first, again] = [
        await store.add(scheduled(), 'request 1', confirm),
        await store.add(scheduled({ kind: 'short' }), 'request 1', confirm),
      ];
      expect(again).toEqual(first);
      expect((await store.add(scheduled(), 'request 2', confirm)).id).not.toBe(first.id);
      expect(await owed(database)).toEqual([
        'schedule 1 begins',
        `schedule ${(await store.list())[1]?.id} begins`,
      ]);
    });

    it('are not added when the notice cannot be written', async () => {
      const { store } = await start();
      const thread = { purpose: 'digest', subject: 'nothing' };
      const orphan = () => [delivery({ purpose: 'details', thread })];
      await expect(store.add(scheduled(), 'request 1', orphan)).rejects.toThrow('never written');
      expect(await store.list()).toEqual([]);
    });

    it('end once', async () => {
      const { database, store } = await start();
      const { id } = await store.add(scheduled(), 'request 1', () => []);
      const ended = [
        await store.end(id, 5, [delivery({ subject: 'ends' })]),
        await store.end(id, 6, [delivery({ subject: 'ends again' })]),
      ];
      expect(ended).toEqual([true, false]);
      expect(await store.end(99, 6, [])).toBe(false);
      expect(await store.list()).toEqual([]);
      expect(await owed(database)).toEqual(['ends']);
    });
  });

  describe('the slots of a schedule', () => {
    it('have a last one, which is not in the future', async () => {
      const { database, store } = await start();
      const reports = reportStore(database, () => 1);
      const [one, other] = [
        await store.add(scheduled(), 'request 1', () => []),
        await store.add(scheduled(), 'request 2', () => []),
      ];
      expect([await store.lastSlot(one.id, 100), await store.last(one.id)]).toEqual([null, null]);
      for (const [schedule, slot] of [
        [one, 10],
        [one, 30],
        [one, 900],
        [other, 50],
      ] as const)
        await reports.note({ schedule, slot, state: 'missed', note: null, at: slot }, []);
      expect(await store.lastSlot(one.id, 100)).toBe(30);
      expect(await store.lastSlot(one.id, 30)).toBe(30);
      expect(await store.lastSlot(one.id, 9)).toBeNull();
      expect(await store.last(other.id)).toEqual({ slot: 50, state: 'missed', note: null, receipt: null });
    });
  });
});
