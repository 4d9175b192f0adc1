/** The first report of a release: the curve before it is worked out once, and what was not known is not taken for none. */
import { afterEach, expect, it } from '@jest/globals';
import { day, hour } from '../../src/domain/time.js';
import type { Database } from '../../src/storage/dialect.js';
import { onEveryDatabase } from '../builders/databases.js';
import { repo, type Series, smallRelease, startSeries } from '../builders/series.js';
import { smallConfig } from '../builders/world.js';

onEveryDatabase('the first report', ({ open }) => {
  let database: Database;
  let series: Series;
  afterEach(() => series.world.github.close());
  async function start(): Promise<Series> {
    database = await open();
    series = await startSeries(database);
    return series;
  }
  const reconstructed = async () =>
    await database.read.selectFrom('snapshot').select('at').where('origin', '=', 'reconstructed').execute();

  it('has a curve of the days before it, which says that it was reconstructed', async () => {
    const { world, issue, schedule } = await start();
    world.pass(5 * day);
    world.github.closeIssue(repo, 1);
    world.pass(5 * day);
    await world.sync();
    const { report } = await issue(await schedule('a'));
    const values = report.curve?.points.map(({ origin, values }) => [origin[0], values[0]]);
    expect(values).toEqual([
      ...Array.from({ length: 9 }, () => ['r', 0]),
      ...Array.from({ length: 5 }, () => ['r', 3]),
      ...Array.from({ length: 5 }, () => ['r', 2]),
      ['o', 2],
    ]);
  });

  it('stores the curve, which the next ones then have without working it out again', async () => {
    const { world, issue, schedule } = await start();
    const daily = await schedule('a');
    await issue(daily);
    expect(await reconstructed()).toHaveLength(19);
    world.pass(day);
    const second = await issue(daily);
    expect(second.reconstructed).toEqual([]);
    expect(second.report.history.map(({ origin }) => origin)).toEqual([
      ...Array.from({ length: 19 }, () => 'reconstructed'),
      'observed',
    ]);
    expect(await reconstructed()).toHaveLength(19);
  });

  it('stores it once, also when two schedules post their first report at the same moment', async () => {
    const { issue, schedule } = await start();
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((name) => schedule(name)));
    const issued = await Promise.all(all.map((one) => issue(one)));
    expect(issued.every((one) => one.id !== null)).toBe(true);
    expect(await reconstructed()).toHaveLength(19);
  });

  it('stores it once, also when the first report is issued twice', async () => {
    const { issue, schedule } = await start();
    const daily = await schedule('a');
    await issue(daily, { slot: 7 });
    const again = await issue(daily, { slot: 7, revision: 2 });
    expect(again.report.baseline).toBeNull();
    expect(await reconstructed()).toHaveLength(19);
  });

  it('works the curve out later when GitHub could not be read the first time, and says that nothing came since', async () => {
    const { world, issue, schedule } = await start();
    const daily = await schedule('a');
    const census = await database.read.selectFrom('census').selectAll().execute();
    const milestones = await database.read.selectFrom('milestone').selectAll().execute();
    await database.write.deleteFrom('census').execute();
    await database.write.deleteFrom('milestone').execute();
    const first = await issue(daily);
    expect(first.report.snapshot).toMatchObject({ figures: {}, members: null });
    await database.write.insertInto('milestone').values(milestones).execute();
    await database.write.insertInto('census').values(census).execute();

    world.pass(hour);
    const second = await issue(daily);
    expect(second.contradictions).toEqual([]);
    expect(second.report.flows).toBeNull();
    expect(second.report.curve?.points).toHaveLength(20);
    expect(await reconstructed()).toHaveLength(19);
  });

  it('after the configuration was changed has no figures until GitHub is read, and contradicts nothing', async () => {
    const { world, issue, schedule } = await start();
    const daily = await schedule('a');
    await issue(daily);
    world.pass(hour);
    const config = smallConfig
      .replace('team/ }', 'team/, rows: [fuel] }')
      .replace('bug: {', 'task: { filter: team/* }\n  bug: {');
    const changed = smallRelease(config);
    const unread = await issue(daily, { release: changed });
    expect(unread.contradictions).toEqual([]);
    expect(unread.report.snapshot).toMatchObject({ state: 'UNKNOWN', members: null });
    expect(unread.report.status.evidence.issues.problem).toContain('signalman.yml');

    world.reconfigure(config);
    await world.sync();
    const read = await issue(daily, { release: changed });
    expect(read.contradictions).toEqual([]);
    expect(read.report.snapshot.figures).toMatchObject({
      total: 3,
      'kind task': 3,
      'group:fuel': 2,
      others: 1,
    });
  });
});
