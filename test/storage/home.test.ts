/** What a Home and the figures of incidents read and keep: the same on both databases, and nothing under embargo. */
import { describe, expect, it } from '@jest/globals';
import { incidentStats } from '../../src/app/incident/stats.js';
import type { Step } from '../../src/app/ports/incident.js';
import { usualPeriod } from '../../src/domain/incident/period.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import type { Database } from '../../src/storage/dialect.js';
import { homeStore } from '../../src/storage/home/home.js';
import { incidentHistories } from '../../src/storage/incident/figures.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { incidentMonthFor } from '../../src/storage/report/month.js';
import { onEveryDatabase } from '../builders/databases.js';
import { ann, declared, declaredAt, step, tellAll, updated } from '../builders/incident.js';
import { release } from '../builders/release.js';
import { smallRelease, startSeries } from '../builders/series.js';

const all = { from: 0, until: declaredAt + 100 * day, release: null };
const resolved = { by: ann, event: { kind: 'resolved', text: 'It is over.', lingering: '' } } as const;
const secret = { ...declared(), event: { ...declared().event, embargo: true } } as ReturnType<
  typeof declared
>;
const pending = { by: ann, event: { kind: 'status-changed', status: 'pending', reason: '' } } as const;
const draft = { by: ann, event: { kind: 'status-changed', status: 'draft', reason: '' } } as const;

onEveryDatabase('the Home', ({ open }) => {
  const start = async (now = declaredAt) => {
    const database = await open();
    const incidents = incidentStore(database, () => now);
    let count = 0;
    return {
      ...{ database, incidents, home: homeStore(database) },
      async declare(at: number, told: Step): Promise<number> {
        const done = await incidents.declare(`r${++count}`, at, Number.MAX_SAFE_INTEGER, told);
        if ('newer' in done) throw new Error('none can be newer');
        return done.incident.id;
      },
      change: (id: number, at: number, told: Step) => incidents.change([id], `c${++count}`, at, () => [told]),
    };
  };

  describe('of a person', () => {
    it('is opened once for each event, and knows what it showed', async () => {
      const { home } = await start();
      expect(await home.seen('U1')).toBeNull();
      expect(await home.opened('U1', 'Ev1', 100)).toBe(true);
      expect(await home.opened('U1', 'Ev1', 200)).toBe(false);
      await home.published('U1', 'what', '1.abc');
      expect(await home.seen('U1')).toEqual({ user: 'U1', openedAt: 100, shown: 'what', hash: '1.abc' });
      expect(await home.opened('U1', 'Ev2', 300)).toBe(true);
      expect(await home.seen('U1')).toMatchObject({ openedAt: 300, shown: 'what' });
      expect(await home.opened('U2', 'Ev1', 250)).toBe(true);
      expect((await home.openedSince(260)).map(({ user }) => user)).toEqual(['U1']);
      expect((await home.openedSince(250)).map(({ user }) => user)).toEqual(['U1', 'U2']);
    });

    it('reads what is open, with the address of its head, and not what is over or under embargo', async () => {
      const { home, declare, change } = await start();
      await declare(declaredAt, step([declared()], { url: 'https://acme.slack.com/1' }));
      const over = await declare(declaredAt, step([declared()]));
      await change(over, declaredAt + hour, step([resolved]));
      await declare(declaredAt, step([secret]));
      const found = await home.openIncidents();
      expect(found.map(({ incident, url }) => [incident.id, url])).toEqual([[1, 'https://acme.slack.com/1']]);
    });

    it('shows what is open, however many others are under embargo', async () => {
      const { home, declare } = await start();
      const id = await declare(declaredAt, step([declared()]));
      for (let one = 0; one < 100; one++) await declare(declaredAt, step([secret]));
      expect((await home.openIncidents()).map(({ incident }) => incident.id)).toEqual([id]);
    });

    it('reads the post-mortems that wait for signatures, by their last word', async () => {
      const { home, declare, change } = await start();
      const [one, two, three] = [
        await declare(declaredAt, step([declared()])),
        await declare(declaredAt, step([declared()])),
        await declare(declaredAt, step([secret])),
      ];
      for (const id of [one, two, three]) await change(id, declaredAt + hour, step([resolved, pending]));
      await change(two, declaredAt + 2 * hour, step([draft]));
      expect((await home.pendingPostMortems()).map(({ incident }) => incident.id)).toEqual([one]);
    });

    it('does not read post-mortems that were decided upon, however many there are', async () => {
      const { database, declare, change } = await start();
      for (let one = 0; one < 20; one++)
        await change(
          await declare(declaredAt, step([declared()])),
          declaredAt + hour,
          step([resolved, pending, draft]),
        );
      let rows = 0;
      const read = database.read.withPlugin({
        transformQuery: ({ node }) => node,
        async transformResult({ result }) {
          rows += result.rows.length;
          return result;
        },
      });
      expect(await homeStore({ ...database, read }).pendingPostMortems()).toEqual([]);
      expect(rows).toBe(0);
    });
  });

  describe('beside it, figures', () => {
    const statsOf = (
      database: Database,
      now: number,
      asked: Partial<Parameters<typeof incidentStats>[1]> = {},
    ) =>
      incidentStats(
        {
          ...{ releases: [release()], zone: 'UTC', clock: () => now },
          histories: (of) => incidentHistories(database.read, of),
        },
        { period: usualPeriod, release: null, ...asked },
      );

    it('count what was declared in the time, of the release, and never what is under embargo', async () => {
      const { database, declare } = await start();
      await declare(declaredAt - 100 * day, step([declared()]));
      await declare(declaredAt, step([declared()]));
      await declare(declaredAt, step([declared({ release: 'v1.5' })]));
      await declare(declaredAt, step([secret]));
      const count = async (asked = {}) => (await statsOf(database, declaredAt + hour, asked)).stats.count;
      expect(await count()).toBe(2);
      expect(await count({ release: 'v1.6' })).toBe(1);
      expect(await count({ period: { kind: 'all' } })).toBe(3);
      expect(await count({ period: { kind: 'month', year: 2017, month: 2 } })).toBe(0);
    });

    it('tell from its deliveries when an incident was announced', async () => {
      const { database, declare } = await start();
      const id = await declare(declaredAt, step([declared()], { deliveries: tellAll }));
      expect((await first(incidentHistories(database.read, all)))?.announced).toBeNull();
      await database.write
        .updateTable('delivery')
        .set({ state: 'sent', settled_at: declaredAt + 7000 })
        .execute();
      expect(await first(incidentHistories(database.read, all))).toMatchObject({ id, announced: 7000 });
      const { stats } = await statsOf(database, declaredAt + hour);
      expect(stats.took.announce).toMatchObject({ of: 1, median: 7000 });
    });

    it('are read in a few queries, however many incidents there are', async () => {
      const { database, declare, change } = await start();
      for (let at = 0; at < 120; at++) {
        const id = await declare(declaredAt + at * minute, step([declared()]));
        await change(id, declaredAt + at * minute + hour, step([updated('Known.', { fix: 'cause-known' })]));
      }
      const { stats } = await statsOf(database, declaredAt + day);
      expect(stats.count).toBe(120);
      expect(stats.took.identify).toMatchObject({ of: 120, median: hour, longest: hour, longestId: 120 });
    });
  });

  describe('and the month before', () => {
    const severities = [{ id: 's1', title: 'S1', blocks: true }];

    it('stands in the first digest of a month, and again when that is issued again, but in no other', async () => {
      const { database, declare, change } = await start();
      const series = await startSeries(database);
      try {
        const { world } = series;
        const daily = await series.schedule('a');
        const of = { ...smallRelease(), severities };
        const id = await declare(world.now(), step([declared({ release: of.name })]));
        const march = await series.issue(daily, { release: of });
        // The first of its series tells of February.
        expect(march.report.month).toMatchObject({ name: 'February 2017', stats: { count: 0 } });
        world.pass(day);
        expect((await series.issue(daily, { release: of })).report.month).toBeNull();
        world.pass(15 * day);
        const slot = world.now();
        const april = await series.issue(daily, { release: of });
        expect(april.report.month).toMatchObject({ name: 'March 2017', stats: { count: 1, open: 1 } });
        expect(reportMarkdown(april.report.status, { report: april.report })).toContain(
          '## Incidents in March 2017',
        );
        // What happens afterwards changes nothing of it.
        await change(id, world.now(), step([resolved]));
        world.pass(hour);
        const again = await series.issue(daily, { release: of, slot, revision: 2 });
        expect(again.report.month).toEqual(april.report.month);
        world.pass(day);
        expect((await series.issue(daily, { release: of })).report.month).toBeNull();
      } finally {
        await series.world.github.close();
      }
    });

    it('is told to whoever asks by hand, and not at all where no incidents are configured', async () => {
      const { database, declare } = await start();
      await declare(declaredAt, step([declared()]));
      const next = declaredAt + 20 * day;
      const told = await incidentMonthFor(database.read, release({ severities }), null, next);
      expect(told).toMatchObject({ name: 'March 2017', stats: { count: 1 } });
      expect(await incidentMonthFor(database.read, release({ severities: [] }), null, next)).toBeNull();
    });
  });
});

async function first<T>(all: AsyncIterable<T>): Promise<T | undefined> {
  for await (const one of all) return one;
  return undefined;
}
