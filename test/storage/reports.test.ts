/** Reports and their snapshots: written once, all or nothing, each compared with the one before it in its series. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { figureOf, rowOf } from '../../src/domain/figures.js';
import { day, hour, minute } from '../../src/domain/time.js';
import type { Database } from '../../src/storage/dialect.js';
import { reportStore } from '../../src/storage/report/reports.js';
import { onEveryDatabase } from '../builders/databases.js';
import { delivery } from '../builders/delivery.js';
import { repo, type Series, smallRelease, startSeries } from '../builders/series.js';
import { smallConfig } from '../builders/world.js';

const fuel = figureOf.row(rowOf('fuel'), null);

onEveryDatabase('reports', ({ open, reopen }) => {
  const worlds: Series[] = [];
  let database: Database;
  afterEach(async () => {
    for (const { world } of worlds.splice(0)) await world.github.close();
  });
  async function start(): Promise<Series> {
    database = await open();
    const series = await startSeries(database);
    worlds.push(series);
    return series;
  }
  const count = async (table: 'snapshot' | 'report' | 'slot' | 'delivery') => {
    const { n } = await database.read
      .selectFrom(table)
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  };

  describe('a series', () => {
    it('compares each report with the one before it, and knows each issue that came and went', async () => {
      const { world, issue, schedule } = await start();
      const daily = await schedule('a');
      const first = await issue(daily);
      expect(first.report).toMatchObject({ baseline: null, flows: null });
      expect(first.report.snapshot.figures).toMatchObject({ total: 3, [fuel]: 2 });

      world.pass(day);
      world.github.closeIssue(repo, 1);
      world.github.updateIssue(repo, 2, { milestone: 'v1.1' });
      world.github.addIssue(repo, { title: 'new', labels: ['team/fuel'], milestone: 'v1.0' });
      world.github.updateIssue(repo, 3, { labels: ['kind/bug', 'team/fuel'] });
      world.pass(minute);
      await world.sync();
      const { report, contradictions } = await issue(daily);

      expect(contradictions).toEqual([]);
      expect(report.baseline?.id).toBe(first.id);
      expect(report.flows?.get('total')).toMatchObject({ opened: [4], closed: [1], movedOut: [2] });
      expect(report.flows?.get(fuel)).toMatchObject({
        opened: [4],
        relabelledIn: [3],
        closed: [1],
        movedOut: [2],
      });
      expect(report.snapshot).toMatchObject({ cameIn: 1, wentOut: 2 });
      expect([...report.names.keys()].sort()).toEqual([1, 2, 3, 4]);
    });

    it('sees an issue that was deleted as moved out, and one that was opened and closed in between as both', async () => {
      const { world, issue, schedule } = await start();
      const daily = await schedule('a');
      await issue(daily);
      world.pass(day);
      world.github.deleteIssue(repo, 1);
      const passing = world.github.addIssue(repo, { title: 'passing', milestone: 'v1.0' });
      world.pass(hour);
      world.github.closeIssue(repo, passing);
      world.pass(minute);
      await world.sync({ full: true });
      const { report, contradictions } = await issue(daily);
      expect(contradictions).toEqual([]);
      expect(report.flows?.get('total')).toMatchObject({
        opened: [passing],
        closed: [passing],
        movedOut: [1],
      });
    });

    it('says that an issue was opened again when it was closed in the milestone before', async () => {
      const { world, issue, schedule } = await start();
      const daily = await schedule('a');
      world.github.closeIssue(repo, 1);
      await world.sync();
      await issue(daily);
      world.pass(day);
      world.github.reopenIssue(repo, 1);
      await world.sync();
      expect((await issue(daily)).report.flows?.get('total')).toMatchObject({ reopened: [1], movedIn: [] });
    });

    it('does not mix with another one of the same release', async () => {
      const { world, issue, schedule } = await start();
      const [one, other] = [await schedule('a'), await schedule('b')];
      const first = await issue(one);
      world.pass(hour);
      const second = await issue(other);
      expect(second.report.baseline).toBeNull();
      world.pass(hour);
      expect((await issue(one)).report.baseline?.id).toBe(first.id);
      world.pass(hour);
      const { report } = await issue(other);
      expect(report.baseline?.id).toBe(second.id);
      expect(report.history.filter((past) => past.origin === 'observed').map(({ at }) => at)).toEqual([
        second.report.snapshot.at,
      ]);
    });

    it('begins anew when its schedule goes over to another release', async () => {
      const { issue, schedule, world } = await start();
      const daily = await schedule('a');
      await issue(daily);
      world.pass(day);
      const next = smallRelease(
        smallConfig.replace('v1.0: { milestone: v1.0 }', 'v1.1: { milestone: v1.1 }'),
      );
      const { report } = await issue(daily, { release: next });
      expect(report).toMatchObject({ baseline: null, flows: null });
      expect(report.history.filter((past) => past.origin === 'observed')).toEqual([]);
    });

    it('without a schedule compares with the last report of the release, whichever it was of', async () => {
      const { world, issue, schedule, reports } = await start();
      await issue(await schedule('a'));
      world.pass(hour);
      const last = await issue(await schedule('b'));
      const baseline = async (at: number) => (await reports.gather(smallRelease(), null, at)).baseline;
      expect((await baseline(world.now() + day))?.id).toBe(last.id);
      // On the same day it is another edition of that one.
      expect(await baseline(world.now() + hour)).toBeNull();
    });
  });

  describe('a slot that is issued again', () => {
    it('keeps its baseline, and the next one is compared with its last edition', async () => {
      const { world, issue, schedule } = await start();
      const daily = await schedule('a');
      const monday = await issue(daily);
      world.pass(day);
      const slot = world.now();
      await issue(daily);
      world.pass(hour);
      world.github.closeIssue(repo, 1);
      await world.sync();
      const again = await issue(daily, { slot, revision: 2, again: true });
      expect(again.report.baseline?.id).toBe(monday.id);
      expect(again.report.flows?.get('total')?.closed).toEqual([1]);
      world.pass(day);
      const next = await issue(daily);
      expect(next.report.baseline?.id).toBe(again.id);
      expect(next.report.flows?.get('total')).toBeUndefined();
      expect(next.report.history.filter((past) => past.origin === 'observed')).toHaveLength(2);
    });
  });

  describe('the report a week ago', () => {
    it('is the latest that is at least six and a half days old, and ten at most', async () => {
      const { world, issue, schedule, reports } = await start();
      const [daily, other] = [await schedule('a'), await schedule('b')];
      const begin = world.now();
      for (const days of [0, 3, 4, 6]) {
        world.pass(begin + days * day - world.now());
        await issue(days === 4 ? other : daily);
      }
      const weekAt = async (days: number) => {
        const { week } = await reports.gather(smallRelease(), null, begin + days * day);
        return week && (week.at - begin) / day;
      };
      expect(await weekAt(9.4)).toBe(0);
      expect(await weekAt(9.5)).toBe(3);
      expect(await weekAt(10.5)).toBe(4);
      expect(await weekAt(16)).toBe(6);
      expect(await weekAt(16.1)).toBeNull();
    });
  });

  describe('saving', () => {
    it('is done once for a slot and a revision', async () => {
      const { issue, schedule } = await start();
      const daily = await schedule('a');
      const { id } = await issue(daily, { slot: 7 });
      expect(id).not.toBeNull();
      const before = [await count('snapshot'), await count('report'), await count('slot')];
      expect((await issue(daily, { slot: 7 })).id).toBeNull();
      expect((await issue(daily, { slot: 7, again: true })).id).toBeNull();
      expect([await count('snapshot'), await count('report'), await count('slot')]).toEqual(before);
      expect((await issue(daily, { slot: 7, revision: 2 })).id).not.toBeNull();
      expect((await issue(daily, { slot: 7, revision: 2 })).id).toBeNull();
      expect(await count('report')).toBe(2);
    });

    it('is done by one of two at the same moment, with all that follows from it', async () => {
      const series = await start();
      const daily = await series.schedule('a');
      const others = reportStore(await reopen(), series.world.now);
      const deliveries = () => [delivery({ subject: 'slot 7' })];
      for (const revision of [1, 2, 3]) {
        const { report } = await series.issue(daily, { slot: revision === 1 ? 6 : 5 });
        const kept = {
          schedule: daily,
          slot: 7,
          revision,
          again: false,
          snapshot: report.snapshot,
          baselineId: null,
          reconstructed: [],
        };
        const before = await count('snapshot');
        const ids = await Promise.all([
          ...[series.reports, others, series.reports, others].map((store) => store.save(kept, deliveries)),
        ]);
        expect(ids.filter((id) => id !== null)).toHaveLength(1);
        expect(await count('snapshot')).toBe(before + 1);
      }
      expect(await count('delivery')).toBe(1);
    });

    it('leaves nothing behind when it cannot write what is to be said', async () => {
      const { issue, schedule } = await start();
      const daily = await schedule('a');
      const orphan = delivery({ purpose: 'details', thread: { purpose: 'digest', subject: 'nothing' } });
      await expect(issue(daily, { slot: 7, deliveries: () => [orphan] })).rejects.toThrow('never written');
      expect([await count('snapshot'), await count('report'), await count('slot')]).toEqual([0, 0, 0]);
      expect((await issue(daily, { slot: 7 })).id).not.toBeNull();
    });

    it('gives what is to be said the number of its snapshot', async () => {
      const { issue, schedule } = await start();
      const given: number[] = [];
      const { id } = await issue(await schedule('a'), {
        deliveries: (snapshotId) => {
          given.push(snapshotId);
          return [];
        },
      });
      expect(given).toEqual([id]);
    });
  });

  describe('a slot that was not posted', () => {
    const noted = { slot: 7, state: 'missed' as const, note: 'too late', at: 8 };

    it('is noted once, and said once', async () => {
      const { schedule, reports, issue } = await start();
      const daily = await schedule('a');
      expect(await reports.note({ schedule: daily, ...noted }, [delivery()])).toBe(true);
      expect(await reports.note({ schedule: daily, ...noted }, [delivery({ subject: 'more' })])).toBe(false);
      expect(await count('delivery')).toBe(1);
      expect((await issue(daily, { slot: 7 })).id).toBeNull();
      expect(await reports.lastIssued(daily.id, 100)).toEqual({ slot: 7, revision: 0 });
    });

    it('can be issued after all when somebody asks for it', async () => {
      const { schedule, reports, issue } = await start();
      const daily = await schedule('a');
      await reports.note({ schedule: daily, ...noted }, []);
      expect((await issue(daily, { slot: 7, again: true })).id).not.toBeNull();
      expect(await reports.lastIssued(daily.id, 100)).toEqual({ slot: 7, revision: 1 });
      expect(await reports.lastIssued(daily.id, 6)).toBeNull();
      const rows = await database.read.selectFrom('slot').select(['state', 'note']).execute();
      expect(rows).toEqual([{ state: 'posted', note: null }]);
    });
  });
});
