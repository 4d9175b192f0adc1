/** Jobs as TestGrid tells them, in both dialects and by the fewest questions. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestGrid } from '../../src/ci/testgrid.js';
import { type LocalTestGrid, startLocalTestGrid } from '../../src/sandbox/testgrid/index.js';
import { cellValue } from '../../src/sandbox/testgrid/model.js';
import { silentLog } from '../builders/log.js';
import { board, type Dialect, hour, now, outcomes, readerOf } from './fixture.js';

let grid: LocalTestGrid;

beforeEach(async () => {
  grid = await startLocalTestGrid({ now: () => now });
});
afterEach(() => grid.close());

/** A board on which everything has happened. */
function eventful(): void {
  grid
    .addTab(board, 'kind-master', { linked: { 'test 2': ['https://github.com/acme/rocket/issues/7'] } })
    .run({ at: now - 5 * hour, commit: 'aaa111', ran: 5 })
    .run({ at: now - 4 * hour, commit: 'bbb222', failed: { 'test 2': 'expected 3 pods, got 2' } })
    .run({ at: now - 3 * hour, commit: 'bbb222', flaky: ['test 3'] })
    .run({ at: now - 2 * hour, commit: 'ccc333' })
    .run({ at: now - hour, commit: null, overall: cellValue.running });
  grid
    .addTab(board, 'gce #1 50% / slow & “quoted”', { status: null, overallRow: 'OVERALL' })
    .run({ at: now - 3 * hour, commit: 'aaa111' })
    .run({ at: now - 2 * hour, commit: 'bbb222', overall: cellValue.aborted, ran: 0 })
    .run({ at: now - hour, commit: 'ccc333', overall: 77 });
  grid
    .addTab(board, '__proto__', { overallRow: null })
    .run({ at: now - 3 * hour, commit: '1234567', ran: 4 })
    .run({ at: now - 2 * hour, commit: '7654321', failed: ['__proto__', 'constructor'] })
    .run({ at: now - hour, commit: '1111111', flaky: ['toString'], ran: 2 });
}

describe.each<Dialect>(['legacy', 'api', 'both'])('TestGrid, %s', (dialect) => {
  it('tells the runs from the columns', async () => {
    eventful();
    const reader = readerOf(grid, dialect);
    await reader.read();

    const job = reader.job('kind-master');
    expect(outcomes(job)).toEqual(['running', 'green', 'flaky', 'red', 'green']);
    expect(job).toMatchObject({
      key: `testgrid:${board}#kind-master`,
      name: 'kind-master',
      board,
      readAt: now,
      lastRunAt: now - hour,
      status: 'FLAKY',
      problem: null,
      linked: { 'test 2': ['https://github.com/acme/rocket/issues/7'] },
      messages: { 'test 2': 'expected 3 pods, got 2' },
    });
    expect(job.columns[3]).toMatchObject({
      startedAt: now - 4 * hour,
      commit: 'bbb222',
      ran: 5,
      failed: ['test 2'],
      flaked: [],
    });
    expect(job.columns[2]).toMatchObject({ ran: 5, failed: [], flaked: ['test 3'] });
    expect(job.columns[0]).toMatchObject({ commit: null, failed: [] });
  });

  it('takes tabs of any name, a missing overall status, and results that no enum has', async () => {
    eventful();
    const reader = readerOf(grid, dialect);
    await reader.read();

    const odd = reader.job('gce #1 50% / slow & “quoted”');
    expect(odd).toMatchObject({ status: null, problem: null });
    expect(outcomes(odd)).toEqual(['unclear', 'none', 'green']);
  });

  it('judges a table without an overall row by all of its rows, whatever the tests are called', async () => {
    eventful();
    const reader = readerOf(grid, dialect);
    await reader.read();

    const job = reader.job('__proto__');
    expect(outcomes(job)).toEqual(['flaky', 'red', 'green']);
    expect(job.columns[1]?.failed).toEqual(['__proto__', 'constructor']);
    expect(Object.entries(job.messages)).toEqual([
      ['__proto__', '__proto__ failed'],
      ['constructor', 'constructor failed'],
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('sees a suite that has shrunk, though it is green', async () => {
    grid
      .addTab(board, 'conformance')
      .run({ at: now - 2 * hour, commit: 'aaa111', ran: 300 })
      .run({ at: now - hour, commit: 'bbb222', ran: 12 });
    const reader = readerOf(grid, dialect);
    await reader.read();

    expect(reader.job('conformance').columns).toMatchObject([
      { outcome: 'green', ran: 12 },
      { outcome: 'green', ran: 300 },
    ]);
  });

  it('sees that a suite runs nothing any more, also when its table names no test', async () => {
    grid
      .addTab(board, 'conformance')
      .run({ at: now - 3 * hour, commit: 'aaa111', ran: 300 })
      .run({ at: now - 2 * hour, commit: 'bbb222', ran: 0 });
    const reader = readerOf(grid, dialect, { width: 1 });
    await reader.read();
    grid.removeTab(board, 'conformance');
    grid.addTab(board, 'conformance').run({ at: now - hour, commit: 'ccc333', ran: 0 });
    await reader.read();
    expect(reader.job('conformance').columns.map(({ ran }) => ran)).toEqual([0, 0]);
  });

  it('asks once for a dashboard and then for what has changed, and for nothing more', async () => {
    const first = grid.addTab(board, 'first').run({ at: now - 3 * hour, commit: 'aaa111' });
    const second = grid.addTab(board, 'second').run({ at: now - 3 * hour, commit: 'aaa111' });
    const reader = readerOf(grid, dialect);
    const perTab = dialect === 'api' ? 2 : 1;
    const dashboard =
      dialect === 'legacy' ? `/${board}/summary` : `/api/v1/dashboards/${board}/tab-summaries`;
    const of = (tab: string) =>
      dialect === 'api'
        ? {
            [`/api/v1/dashboards/${board}/tabs/${tab}/headers`]: 1,
            [`/api/v1/dashboards/${board}/tabs/${tab}/rows`]: 1,
          }
        : { [`/${board}/table?tab=${tab}`]: 1 };
    const again = async () => {
      grid.resetRequests();
      const reading = await reader.read();
      expect(reading.requests).toBe(grid.requests.length);
      return reading;
    };

    expect((await again()).requests).toBe(1 + 2 * perTab);
    expect(grid.counts()).toEqual({ [dashboard]: 1, ...of('first'), ...of('second') });

    expect(await again()).toMatchObject({ jobs: [], gone: [], unchanged: [...reader.known.keys()] });
    expect(grid.requests).toMatchObject([{ status: 304 }]);

    second.touch(now + 1000);
    expect(await again()).toMatchObject({ jobs: [], unchanged: [...reader.known.keys()] });
    expect(grid.counts()).toEqual({ [dashboard]: 1 });

    first.run({ at: now - hour, commit: 'bbb222', failed: ['test 1'] });
    const reading = await again();
    expect(reading.jobs.map(({ name }) => name)).toEqual(['first']);
    expect(reading.unchanged).toEqual([reader.job('second').key]);
    expect(grid.counts()).toEqual({ [dashboard]: 1, ...of('first') });
    expect(outcomes(reader.job('first'))).toEqual(['red', 'green']);
  });

  it('sees how a run ended of which the summary says nothing', async () => {
    const tab = grid
      .addTab(board, 'kind-master')
      .setStatus('PASSING')
      .run({ at: now - 2 * hour, commit: 'aaa111', ran: 1 })
      .run({ at: now - hour, commit: null, overall: cellValue.running });
    const reader = readerOf(grid, dialect);
    await reader.read();
    expect(outcomes(reader.job('kind-master'))).toEqual(['running', 'green']);

    tab.finish({ commit: 'aaa111', overall: cellValue.unknown, ran: 0 }).touch(now + 60_000);
    await reader.read();
    expect(outcomes(reader.job('kind-master'))).toEqual(['unclear', 'green']);
  });

  it('believes no table that is older than its summary, and asks for it again', async () => {
    const tab = grid.addTab(board, 'kind-master');
    for (const ago of [4, 3, 2]) tab.run({ at: now - ago * hour, commit: `aaa11${ago}` });
    const part = dialect === 'api' ? '/rows' : '/table';
    const tables = await Promise.all(
      (dialect === 'api' ? ['headers', 'rows'] : ['table']).map(async (one) => {
        const path =
          one === 'table'
            ? `/${board}/table?tab=kind-master&width=50&dashboard=${board}`
            : `/api/v1/dashboards/${board}/tabs/kind-master/${one}`;
        return { one, text: await (await fetch(`${grid.url}${path}`)).text() };
      }),
    );
    const reader = readerOf(grid, dialect);
    await reader.read();
    expect(reader.job('kind-master').problem).toBeNull();

    tab.run({ at: now - hour, commit: 'bbb222', failed: ['test 1'] });
    // From a cache on the way.
    for (const { one, text } of tables) grid.faults.set(`/${one}`, { kind: 'body', text, times: 1 });
    await reader.read();
    expect(outcomes(reader.job('kind-master'))).toEqual(['green', 'green', 'green']);
    expect(reader.job('kind-master').problem).toBe(
      'its table does not show the run of 2026-01-28 18:00 UTC yet',
    );

    grid.resetRequests();
    await reader.read();
    expect(grid.requests.some(({ target }) => target.includes(part))).toBe(true);
    expect(outcomes(reader.job('kind-master'))).toEqual(['red', 'green', 'green', 'green']);
    expect(reader.job('kind-master').problem).toBeNull();
  });

  it('names a tab that is not there any more, and reads the one that is there instead', async () => {
    grid.addTab(board, 'old').run({ at: now - hour, commit: 'aaa111' });
    grid.addTab(board, 'other').run({ at: now - hour, commit: 'aaa111' });
    const reader = readerOf(grid, dialect);
    await reader.read();
    grid.renameTab(board, 'old', 'new');

    const reading = await reader.read();
    expect(reading.gone).toEqual([`testgrid:${board}#old`]);
    expect(reading.jobs.map(({ name }) => name)).toEqual(['new']);
    expect(reading.unchanged).toEqual([`testgrid:${board}#other`]);
  });

  it('reads only the tabs that are wanted, and says of one that never was that there is none', async () => {
    grid.addTab(board, 'kind-master').run({ at: now - hour, commit: 'aaa111' });
    grid.addTab(board, 'other').run({ at: now - hour, commit: 'aaa111' });
    const reader = readerOf(grid, dialect);

    const reading = await reader.read(['Kind-Master', 'kind-master']);
    expect(reading.jobs).toMatchObject([
      {
        name: 'Kind-Master',
        readAt: null,
        problem: `There is no tab Kind-Master on the dashboard ${board}; did you mean kind-master?`,
      },
      { name: 'kind-master', problem: null },
    ]);
    // It is told again as long as it is wanted, and is never said to have been there.
    expect(await reader.read(['Kind-Master', 'kind-master'])).toMatchObject({
      jobs: [{ name: 'Kind-Master' }],
      gone: [],
      requests: 1,
    });
  });

  it('reads a tab that is wanted anew, though the dashboard has not changed', async () => {
    grid.addTab(board, 'one').run({ at: now - hour, commit: 'aaa111' });
    grid.addTab(board, 'two').run({ at: now - hour, commit: 'aaa111' });
    const reader = readerOf(grid, dialect);
    await reader.read(['one']);
    grid.resetRequests();

    const reading = await reader.read(['one', 'two']);
    expect(reading.jobs.map(({ name }) => name)).toEqual(['two']);
    expect(grid.requests[0]).toMatchObject({ status: 304 });
  });

  it('counts a build that is listed twice once, and no better than its worse half', async () => {
    grid
      .addTab(board, 'twice')
      .run({ at: now - 3 * hour, commit: 'aaa111', build: '1' })
      .run({ at: now - 2 * hour, commit: 'aaa111', build: '2', failed: ['test 1'] })
      .run({ at: now - hour, commit: 'aaa111', build: '2' });
    const reader = readerOf(grid, dialect);
    await reader.read();

    expect(reader.job('twice').columns).toMatchObject([
      { build: '2', outcome: 'red', failed: ['test 1'] },
      { build: '1', outcome: 'green' },
    ]);
  });

  it('keeps a run of the future and names it', async () => {
    grid
      .addTab(board, 'kind-master')
      .run({ at: now - hour, commit: 'aaa111' })
      .run({ at: now + 48 * hour, commit: 'bbb222' });
    const reader = readerOf(grid, dialect);
    await reader.read();

    expect(outcomes(reader.job('kind-master'))).toEqual(['green', 'green']);
    expect(reader.job('kind-master').problem).toBe(
      'a run is dated 2026-01-30 19:00 UTC, which is in the future',
    );
  });

  it('says when TestGrid itself has stopped looking, by one question and without forgetting', async () => {
    grid
      .addTab(board, 'weekly')
      .run({ at: now - 60 * hour, commit: 'aaa111' })
      .touch(now - 30 * hour);
    const reader = readerOf(grid, dialect);
    await reader.read();
    expect(reader.job('weekly').problem).toBe(
      'TestGrid has not looked for new runs since 2026-01-27 13:00 UTC',
    );

    const later = await reader.read();
    expect(later).toMatchObject({ jobs: [], requests: 1 });
  });

  it('remembers runs that the table does not show any more', async () => {
    const tab = grid.addTab(board, 'hourly');
    for (let ago = 6; ago >= 4; ago--) tab.run({ at: now - ago * hour, commit: `aaa${ago}` });
    const reader = readerOf(grid, dialect, { width: 3 });
    await reader.read();
    for (let ago = 3; ago >= 2; ago--) tab.run({ at: now - ago * hour, commit: `aaa${ago}` });
    await reader.read();

    expect(reader.job('hourly').columns.map(({ commit }) => commit)).toEqual(
      [2, 3, 4, 5, 6].map((ago) => `aaa${ago}`),
    );
  });
});

describe('the two dialects', () => {
  it('tell the same of the same jobs, but for the addresses that only one of them knows', async () => {
    eventful();
    const [legacy, api, both] = [readerOf(grid, 'legacy'), readerOf(grid, 'api'), readerOf(grid, 'both')];
    for (const reader of [legacy, api, both]) await reader.read();
    const bare = (known: typeof legacy.known) =>
      [...known.values()].map((job) => ({
        ...job,
        url: null,
        columns: job.columns.map((column) => ({ ...column, url: null })),
      }));

    expect(legacy.known.size).toBe(3);
    expect(bare(api.known)).toEqual(bare(legacy.known));
    expect([...both.known]).toEqual([...legacy.known]);
  });

  it('lead to the tab and to the run where the older JSON is known', async () => {
    eventful();
    const reader = readerOf(grid, 'legacy');
    await reader.read();

    expect(reader.job('gce #1 50% / slow & “quoted”').url).toBe(
      `${grid.url}/${board}#gce%20%231%2050%25%20%2F%20slow%20%26%20%E2%80%9Cquoted%E2%80%9D`,
    );
    const { columns } = reader.job('kind-master');
    expect(columns[1]?.url).toBe(`https://prow.example/view/gs/logs/ci-kind-master/${columns[1]?.build}`);
  });

  it('need an address at least', () => {
    expect(() => createTestGrid({ url: null, apiUrl: null, log: silentLog })).toThrow('needs an address');
  });
});
