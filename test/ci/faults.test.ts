/** What a bad day of TestGrid comes to: words for people, nothing forgotten, and no tab that hides another. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SourceFault } from '../../src/app/ports/source-fault.js';
import type { TestGridFault } from '../../src/sandbox/testgrid/faults.js';
import { type LocalTestGrid, startLocalTestGrid } from '../../src/sandbox/testgrid/index.js';
import { board, type Dialect, hour, now, outcomes, readerOf } from './fixture.js';

let grid: LocalTestGrid;

beforeEach(async () => {
  grid = await startLocalTestGrid({ now: () => now });
  grid.addTab(board, 'first').run({ at: now - hour, commit: 'aaa111' });
  grid.addTab(board, 'second').run({ at: now - hour, commit: 'aaa111' });
});
afterEach(() => grid.close());

const about = `the dashboard ${board}`;
const bad: [string, TestGridFault, string, RegExp][] = [
  ['is down', { kind: 'down' }, 'unreachable', /could not be reached.*next reading/],
  ['is slow', { kind: 'slow', ms: 60_000 }, 'unreachable', /did not answer within 0\.3 s/],
  ['is overloaded', { kind: 'status', status: 503 }, 'unreachable', /\(503\)/],
  ['knows no such name', { kind: 'status', status: 404 }, 'not-found', /is the name right\?/],
  ['refuses', { kind: 'status', status: 403 }, 'access', /refused/],
  ['was asked too often', { kind: 'status', status: 429 }, 'rate-limited', /too often/],
  ['says nothing of use', { kind: 'status', status: 418 }, 'bad-answer', /418/],
  ['shows a web page', { kind: 'html' }, 'bad-answer', /a web page instead of JSON/],
  ['is empty', { kind: 'body', text: '' }, 'bad-answer', /is empty/],
  ['stops midway', { kind: 'body', text: '{"first": {"st' }, 'bad-answer', /half of it/],
  [
    'is an empty object',
    { kind: 'body', text: '{}' },
    'bad-answer',
    /names no tab; what was known of them is kept/,
  ],
  ['is a list', { kind: 'body', text: '[{}]' }, 'bad-answer', /not a list of tabs/],
  ['is null', { kind: 'body', text: 'null' }, 'bad-answer', /not a list of tabs/],
  ['is an error', { kind: 'body', text: '{"error": {"code": 5}}' }, 'bad-answer', /names no tab/],
  ['is huge', { kind: 'huge', bytes: 20_000_000 }, 'bad-answer', /larger than 1 MB/],
  [
    'sends elsewhere',
    { kind: 'redirect', to: 'http://localhost:9/secret' },
    'bad-answer',
    /another place \(localhost:9\).*not followed/,
  ],
  [
    'sends to another kind of place',
    { kind: 'redirect', to: 'file:///etc/passwd' },
    'bad-answer',
    /not followed/,
  ],
];

describe.each<Dialect>(['legacy', 'api'])('a TestGrid that, %s,', (dialect) => {
  it.each(bad)('%s', async (_name, fault, code, words) => {
    const reader = readerOf(grid, dialect, {
      timeout: fault.kind === 'slow' ? 300 : 5000,
      maxBytes: 1_000_000,
    });
    grid.faults.set(/summar/, fault);

    const thrown = await reader.read().catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(SourceFault);
    expect(thrown).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(String(thrown)).toContain('TestGrid');
    if (code !== 'rate-limited') expect(String(thrown)).toContain(about);
  });

  it('has one tab that cannot be read shows the others, and tries that one again', async () => {
    const reader = readerOf(grid, dialect);
    await reader.read();
    for (const tab of ['first', 'second']) {
      grid.removeTab(board, tab);
      grid.addTab(board, tab).run({ at: now - hour / 2, commit: 'bbb222', failed: ['test 1'] });
    }
    const first = dialect === 'api' ? '/tabs/first/headers' : '/table?tab=first';
    for (const fault of [
      { kind: 'html' },
      { kind: 'body', text: '{"tests": 7, "headers": 7}' },
      { kind: 'body', text: '{"timestamps": [], "headers": []}' },
      {
        kind: 'body',
        text: '{"timestamps": [1], "tests": [{"name": "a", "statuses": [{"count": -1}]}], "headers": [{"extra": 1}]}',
      },
      { kind: 'down' },
    ] satisfies TestGridFault[]) {
      grid.faults.clear();
      grid.faults.set(first, fault);
      const reading = await reader.read();
      expect(reading.jobs.find(({ name }) => name === 'first')).toMatchObject({
        problem: expect.stringContaining('the tab first'),
        // What was known is kept, and is not said to have been confirmed.
        columns: [{ commit: 'aaa111', outcome: 'green' }],
      });
      expect(reader.job('second').problem).toBeNull();
      expect(outcomes(reader.job('second'))).toEqual(['red', 'green']);
    }
    grid.faults.clear();
    grid.resetRequests();

    await reader.read();
    expect(reader.job('first').problem).toBeNull();
    expect(outcomes(reader.job('first'))).toEqual(['red', 'green']);
    expect(grid.requests).toHaveLength(dialect === 'api' ? 3 : 2);
  });

  it('answers the summary and no table is not waited for again and again', async () => {
    for (let at = 0; at < 30; at++) grid.addTab(board, `tab ${at}`).run({ at: now - hour, commit: 'aaa111' });
    grid.faults.set(/table|headers/, { kind: 'down' });
    const reader = readerOf(grid, dialect);

    const reading = await reader.read();
    expect(reading.jobs).toHaveLength(32);
    expect(reading.jobs.every(({ problem }) => problem?.includes('next reading tries again'))).toBe(true);
    expect(grid.requests.length).toBeLessThanOrEqual(9);
  });
});

describe('a summary', () => {
  it('with names that no database takes hides no other tab', async () => {
    grid.addTab(board, 'kind-master').run({ at: now - hour, commit: 'aaa111' });
    for (const name of ['nul\0', 'half \ud800', 'x'.repeat(3000)])
      grid.addTab(board, name).run({ at: now - hour, commit: 'aaa111' });
    const reader = readerOf(grid, 'legacy');
    const { jobs } = await reader.read();
    expect(jobs.slice(2).map(({ name }) => name)).toEqual([
      ...['kind-master', 'nul', 'half \ufffd', 'x'.repeat(500)],
    ]);
    expect(jobs.slice(2).map(({ problem }) => problem !== null)).toEqual([false, true, true, true]);
  });

  it('of which one tab is of another shape hides only that tab', async () => {
    const reader = readerOf(grid, 'legacy');
    await reader.read();
    const text = JSON.stringify({
      first: 'broken',
      second: { last_run_timestamp: {}, overall_status: 7, status: ['x'], last_update_timestamp: 'soon' },
    });
    grid.faults.set(/summary/, { kind: 'body', text });

    const reading = await reader.read();
    expect(reading.gone).toEqual([]);
    expect(reader.job('first')).toMatchObject({
      problem: "TestGrid's summary of the tab first could not be read",
      columns: [{ outcome: 'green' }],
    });
    expect(reader.job('second')).toMatchObject({ problem: null, status: null, lastRunAt: null });
  });

  it('is followed to another address of the same server', async () => {
    grid.faults.set(`/${board}/summary`, { kind: 'redirect', to: '/moved/summary', times: 1 });
    grid.addTab('moved', 'third').run({ at: now - hour, commit: 'aaa111' });
    grid.faults.set('/moved/table', { kind: 'status', status: 500 });
    const reader = readerOf(grid, 'legacy');

    const reading = await reader.read();
    expect(reading.jobs.map(({ name }) => name)).toEqual(['third']);
    expect(reading.requests).toBe(3);
  });

  it('that leads in circles is left', async () => {
    grid.faults.set('summary', { kind: 'redirect', to: `/${board}/summary` });
    await expect(readerOf(grid, 'legacy').read()).rejects.toThrow('in a circle');
  });

  it('of a dashboard that no address can name is not asked for', async () => {
    const reader = readerOf(grid, 'api');
    await expect(reader.read(null, '..')).rejects.toThrow('no address can name it');
    expect(grid.requests).toEqual([]);
  });

  it('of another server is not taken for unchanged', async () => {
    const other = await startLocalTestGrid({ now: () => now });
    try {
      other.addTab(board, 'first').run({ at: now - hour, commit: 'ccc333', failed: ['test 1'] });
      const reader = readerOf(grid, 'legacy');
      await reader.read();
      const moved = readerOf(other, 'legacy');
      for (const [key, job] of reader.known) moved.known.set(key, job);
      await moved.read();
      expect(outcomes(moved.job('first'))[0]).toBe('red');
    } finally {
      await other.close();
    }
  });
});
